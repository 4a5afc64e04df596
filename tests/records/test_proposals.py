"""Two proposals for one programme, activity by activity."""

from __future__ import annotations

from typing import Any

from silta.records.proposals import Put, Sum, cost_sums, pairs, taken_over


def put(record: str, revision: int = 1, leaf: str = "", **fields: Any) -> Put:
    plain = {"number": record, "title": {"en": {"text": f"Seminar {record}"}}, "start": "2027-05"}
    return Put(record, revision, leaf or f"{record}/{revision}", plain | fields)


def said(ours: list[Put], theirs: list[Put]) -> dict[str, tuple[str, ...]]:
    return {pair.key: pair.changes for pair in pairs(ours, theirs)}


def test_what_is_the_same_added_and_dropped_is_told() -> None:
    assert said([put("a"), put("b")], [put("a"), put("c")]) == {
        "a": ("same",),
        "c": ("added",),
        "b": ("dropped",),
    }


def test_a_later_revision_tells_what_it_moved_reworded_and_costs() -> None:
    cost = {"party": "kz", "amount": 5, "currency": "EUR", "payer": "host"}
    later = put("a", 2, start="2027-06", title={"en": {"text": "Course a"}}, costs=[cost], host="fi")
    assert said([put("a")], [later]) == {"a": ("moved", "reworded", "other-host", "other-costs")}


def test_a_record_of_the_other_side_answers_ours_by_its_number_else_by_its_title() -> None:
    by_number = put("x", number="a", title=put("a").fields["title"], start="2027-07")
    by_title = put("y", number="", title={"en": {"text": "Seminar b"}}, host="fi")
    assert said([put("a"), put("b")], [by_number, by_title]) == {"x": ("moved",), "y": ("other-host",)}


def test_a_revision_that_changes_nothing_of_the_plan_counts_as_the_same() -> None:
    assert said([put("a")], [put("a", 2, state="planned")]) == {"a": ("same",)}


def test_taking_over_replaces_adds_and_drops_only_what_was_chosen() -> None:
    ours, theirs = (
        [put("a"), put("b"), put("c")],
        [put("x", number="a", start="2027-07"), put("b", 2), put("d")],
    )
    names = [(one["record"], one["revision"]) for one in taken_over(ours, theirs, ["x", "d", "c"])]
    assert names == [("x", 1), ("b", 1), ("d", 1)]
    assert taken_over(ours, theirs, []) == [put("a").frozen, put("b").frozen, put("c").frozen]


def test_costs_are_summed_for_each_side_and_payer_and_never_across_currencies() -> None:
    def cost(party: str, amount: int, currency: str, payer: str = "host") -> dict[str, Any]:
        return {"party": party, "amount": amount, "currency": currency, "payer": payer}

    found = cost_sums(
        [
            {"costs": [cost("kz", 100, "EUR"), cost("kz", 7, "KZT")]},
            {"costs": [cost("kz", 50, "EUR"), cost("fi", 1, "EUR")]},
            {},
        ]
    )
    assert found == [
        Sum("fi", "host", "EUR", 1, 1),
        Sum("kz", "host", "EUR", 150, 2),
        Sum("kz", "host", "KZT", 7, 1),
    ]
