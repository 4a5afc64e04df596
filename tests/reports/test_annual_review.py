from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silta.records.views import Snapshot, Verdict
from silta.reports.catalogue.annual_review.build import FORM, build
from silta.reports.catalogue.annual_review.facts import gather
from silta.reports.content import (
    BarChart,
    Block,
    Content,
    Heading,
    Items,
    Literal,
    Number,
    Paragraph,
    Signatures,
    Table,
    Verification,
    Words,
    content_digest,
    wire,
)
from tests.reports.story import PARTIES, agreed, leaf, review, snapshot, story, text, uid

GOLDENS = {2: "c3072d0415768066cd498aba20de9db484b4458d06601b28b8060d57e6819eca"}
GOLDEN = GOLDENS[FORM]  # another digest of the same records is another form: `FORM` grows


def code(inline: object) -> str:
    return inline.code if isinstance(inline, Words) else ""


def blocks_under(content: Content, section: str) -> list[Block]:
    """The blocks from one heading of level 1 to the next."""
    found: list[Block] = []
    inside = False
    for block in (*content.front, *content.blocks, *content.back):
        if isinstance(block, Heading) and block.level == 1:
            inside = code(block.text) == section
        elif inside:
            found.append(block)
    return found


def args_of(content: Content, section: str, phrase: str) -> dict[str, object]:
    for block in blocks_under(content, section):
        words = block.text if isinstance(block, Paragraph) else None
        if isinstance(words, Words) and words.code == phrase:
            return {name: getattr(value, "value", value) for name, value in words.args.items()}
    raise AssertionError(phrase)


def table(content: Content, section: str, caption: str) -> Table:
    found = [b for b in blocks_under(content, section) if isinstance(b, Table)]
    return next(t for t in found if code(t.caption) == caption)


def test_the_same_records_give_the_same_digest_in_any_order_on_any_node() -> None:
    here = build(snapshot(), 2026)
    there = snapshot(dict(reversed(story().items())))
    there = replace(there, sources=tuple(reversed(there.sources)))
    assert content_digest(here) == content_digest(build(there, 2026)) == GOLDEN


def test_another_log_size_or_another_word_gives_another_digest() -> None:
    base = snapshot()
    grown = replace(base, sources=(replace(base.sources[0], size=402), base.sources[1]))
    assert content_digest(build(grown, 2026)) != GOLDEN
    reworded = story()
    old = reworded[uid(41)]
    changed = replace(old.latest, fields={**old.fields, "statement": text(en="Another gap.")})
    reworded[uid(41)] = replace(old, revisions=(changed,))
    assert content_digest(build(snapshot(reworded), 2026)) != GOLDEN


def test_what_people_add_leaves_the_digest_alone() -> None:
    signed = build(snapshot(), 2026, review=review(GOLDEN, agreed("2027-01-20T09:40:00Z")))
    assert content_digest(signed) == GOLDEN
    assert signed.front


def test_the_programme_is_compared_with_what_was_agreed() -> None:
    content = build(snapshot(), 2026)
    counts = args_of(content, "execution", "counts")
    assert counts == {"planned": 4, "held": 2, "postponed": 1, "cancelled": 0, "open": 1}
    rows = table(content, "execution", "activities").rows
    assert [row[0] for row in rows] == [Literal(f"2026-0{n}") for n in range(1, 6)]
    assert [code(row[5]) for row in rows] == ["reported", "postponed", "held", "overdue", "held"]
    assert wire(rows[0][3]) == {"is": "period", "start": "2026-04-14", "until": "2026-04-16"}
    assert wire(rows[0][4]) == {"is": "period", "start": "2026-04-20", "until": "2026-04-22"}
    assert code(rows[4][3]) == "not_in_programme"


def test_what_is_postponed_without_a_new_date_has_none() -> None:
    records = story()
    moved = records[uid(12)]
    records[uid(12)] = replace(moved, revisions=moved.revisions[:2])
    rows = table(build(snapshot(records), 2026), "execution", "activities").rows
    assert rows[1][4] == Literal("—")


def test_a_move_to_the_next_year_keeps_the_reason_of_the_postponement() -> None:
    items = next(b for b in blocks_under(build(snapshot(), 2026), "execution") if isinstance(b, Items))
    first = items.items[0]
    assert isinstance(first, Words)
    assert code(first.args["state"]) == "postponed"
    assert "Зал" in str(first.args["reason"])


def test_the_chart_and_its_table_hold_the_same_numbers() -> None:
    chart = next(b for b in blocks_under(build(snapshot(), 2026), "execution") if isinstance(b, BarChart))
    for bars, row in zip(chart.bars, chart.table.rows, strict=True):
        assert row[0] == bars.label
        assert row[1:3] == tuple(Number(value) for value in bars.values)
    assert chart.table.total[1:] == (Number(4), Number(3), Number(1), Number(0))


def test_actions_are_told_as_of_the_end_of_the_year() -> None:
    content = build(snapshot(), 2026)
    assert args_of(content, "actions", "action_counts") | {"year": ""} == {
        "year": "", "all": 3, "done": 1, "open": 1, "overdue": 1, "dropped": 0,
    }  # fmt: skip
    assert [code(row[4]) for row in table(content, "actions", "action_list").rows] == [
        "accepted",
        "overdue",
        "in-progress",
    ]


def test_mappings_count_as_they_stood_and_never_by_country() -> None:
    content = build(snapshot(), 2026)
    crosswalks = table(content, "comparison", "crosswalks")
    assert crosswalks.rows[0][1:] == tuple(Number(n) for n in (3, 3, 2, 1, 0))
    heads = {code(column.label) for column in crosswalks.columns}
    assert heads == {"crosswalk", "mappings", "made_in_year", "confirmed", "objected", "waiting"}
    items = next(b for b in blocks_under(content, "comparison") if isinstance(b, Items))
    coverage = items.items[0]
    assert isinstance(coverage, Words)
    assert (coverage.args["confirmed"], coverage.args["all"]) == (Number(2), Number(36))


def test_gaps_are_opened_and_closed_once() -> None:
    counts = args_of(build(snapshot(), 2026), "gaps", "gap_counts")
    assert {k: v for k, v in counts.items() if k != "year"} == {
        "opened": 2,
        "resolved": 0,
        "accepted": 1,
        "open": 1,
    }
    later = args_of(build(snapshot(), 2027), "gaps", "gap_counts")
    assert {k: v for k, v in later.items() if k != "year"} == {"opened": 0, "resolved": 0, "accepted": 0, "open": 1}  # fmt: skip


def test_agreed_texts_name_their_leaf_and_each_answer() -> None:
    rows = table(build(snapshot(), 2026), "agreements", "joint_texts").rows
    assert rows[0][3] == Literal(leaf(10, 1), "code")
    assert [code(cell) for cell in rows[0][1:3]] == ["agreed_on", "agreed_on"]


def test_costs_stand_in_the_order_of_the_arrangement_and_are_summed_by_currency() -> None:
    costs = table(build(snapshot(), 2026), "costs", "cost_table")
    assert [column.label for column in costs.columns[2:]] == [Literal("KZ"), Literal("FI")]
    assert "1250000" in str(costs.total[2])
    assert "EUR" in str(costs.total[3])


def test_priorities_are_ranked_by_the_open_work_they_answer() -> None:
    rows = table(build(snapshot(), 2026), "next_year", "priorities").rows
    assert ["First licence" in str(row[0]) for row in rows] == [True, False]
    assert [part.text for part in rows[0][4].parts] == ["2026-02", "G-2026-01"]  # type: ignore[union-attr]  # as built


def test_open_work_without_a_priority_is_proposed() -> None:
    items = next(b for b in blocks_under(build(snapshot(), 2026), "next_year") if isinstance(b, Items))
    assert ["2026-04" in str(item) for item in items.items] == [True]


@pytest.mark.parametrize("year", [2019, 2025, 2040])
def test_a_year_without_records_still_gives_a_document_that_says_so(year: int) -> None:
    content = build(snapshot({}), year)
    assert [code(b.text) for b in blocks_under(content, "execution") if isinstance(b, Paragraph)] == [
        "no_programme",
        "not_recorded",
    ]
    assert content.meta.marking == ("public",)


def test_a_year_without_a_programme_lists_what_was_held() -> None:
    records = {key: value for key, value in story().items() if value.kind != "programme"}
    content = build(snapshot(records), 2026)
    assert args_of(content, "execution", "held_outside")["count"] == 3
    assert len(table(content, "execution", "activities").rows) == 4


def test_a_programme_that_one_side_has_not_agreed_is_called_a_proposal() -> None:
    records = story()
    records[uid(10)] = replace(records[uid(10)], responses=records[uid(10)].responses[:1])
    args_of(build(snapshot(records), 2026), "execution", "programme_not_agreed")


def test_an_activity_that_the_logs_do_not_hold_is_named_as_missing() -> None:
    records = story()
    del records[uid(13)]
    rows = table(build(snapshot(records), 2026), "execution", "activities").rows
    assert "not_in_logs" in [code(row[5]) for row in rows]


def test_logs_that_end_within_the_year_make_a_provisional_review() -> None:
    records = {k: v for k, v in story().items() if v.latest.time < "2026-06-03"}
    records = {k: replace(v, responses=()) for k, v in records.items()}
    facts = gather(snapshot(records), 2026)
    assert facts.provisional
    assert facts.as_of.isoformat() == "2026-05-02"
    assert not gather(snapshot(), 2026).provisional


def test_erased_bodies_leave_a_dash_and_not_a_crash() -> None:
    records = {
        key: replace(value, revisions=tuple(replace(r, fields=None) for r in value.revisions))
        for key, value in story().items()
    }
    build(snapshot(records), 2026, review=records[uid(10)])


def signatures(content: Content) -> Signatures:
    return next(b for b in content.back if isinstance(b, Signatures))


@pytest.mark.parametrize(
    ("answers", "draft", "states"),
    [
        ((), True, ["not_yet", "not_yet"]),
        ((("kz", "agree", "2027-01-20T09:40:00Z"),), True, ["agreed_to_text", "not_yet"]),
        (
            (("kz", "agree", "2027-01-20T09:40:00Z"), ("fi", "object", "2027-01-21T09:40:00Z")),
            True,
            ["agreed_to_text", "objected_to_text"],
        ),
        (agreed("2027-01-20T09:40:00Z"), False, ["agreed_to_text", "agreed_to_text"]),
    ],
)
def test_a_review_is_a_draft_until_all_have_signed(
    answers: tuple[tuple[str, Verdict, str], ...], *, draft: bool, states: list[str]
) -> None:
    content = build(snapshot(), 2026, review=review(GOLDEN, answers))
    assert content.meta.draft is draft
    assert [code(s.state) for s in signatures(content).signatures] == states
    assert [s.party for s in signatures(content).signatures] == ["kz", "fi"]
    assert content.meta.day == ("" if draft else "2027-01-20")


def test_verification_says_whether_the_agreed_text_holds_this_content() -> None:
    def said(claimed: str) -> list[str]:
        content = build(snapshot(), 2026, review=review(claimed))
        rows = next(b for b in content.back if isinstance(b, Verification)).rows
        return [code(value) for _label, value in rows]

    assert "content_same" in said(GOLDEN)
    assert "content_other" in said("0" * 64)


def test_the_document_is_marked_as_its_strictest_record() -> None:
    assert build(snapshot(), 2026).meta.marking == ("tlp-green",)
    records = story()
    old = records[uid(62)]
    records[uid(62)] = replace(old, revisions=(replace(old.latest, marking="kz-dsp"),))
    assert build(snapshot(records), 2026).meta.marking == ("tlp-green", "kz-dsp")


@settings(max_examples=40, deadline=None)
@given(st.sets(st.sampled_from(sorted(story()))), st.integers(2024, 2028))
def test_any_part_of_the_records_gives_a_document(kept: set[str], year: int) -> None:
    some: Snapshot = snapshot({key: value for key, value in story().items() if key in kept})
    content = build(some, year)
    assert content_digest(content) == content_digest(build(some, year))
    assert [p.code for p in content.meta.parties] == [p.code for p in PARTIES]
