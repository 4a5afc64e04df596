"""Lists, pages and links, as pages ask for them."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.errors import NotFound
from silta.node.home import Home
from silta.node.models import FrameworkRelease, Provision, Record
from silta.node.queries import lists, records
from silta.node.queries.finding import find
from silta.node.queries.links import BRANCHES, edges
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

DAY = date(2026, 6, 1)


def listed(kind: str, **asked: Any) -> list[str]:
    return [row.number for row in records.list_records(kind, today=DAY, **asked).rows]


@pytest.fixture
def activities(south: Partner) -> Partner:
    """Seven activities of South, of all sorts."""
    for n, (start, state) in enumerate(
        [("2026-03", "planned"), ("2026-05-31", "confirmed"), ("2026-06", "planned"), ("2026-05", "held"),
         ("2027", "proposed"), ("2026-07-01", "planned"), ("2025-12", "closed")], 1
    ):  # fmt: skip
        fields = examples.activity(
            f"2026-0{n}", start=start, state=state, outcome=examples.text("Done."), area="licensing"
        )
        south.release(record_id(n), "activity", fields, time=f"2026-01-{10 + n}T00:00:00Z")
    south.deliver()
    return south


def test_a_list_is_walked_page_by_page_in_either_direction(node: Home, activities: Partner) -> None:
    for sort in ("number", "-number", "title", "-released", "due", "state", "-year", "party"):
        seen, cursor = [], None
        while True:
            page = records.list_records("activity", sort=sort, after=cursor, limit=3, today=DAY)
            seen += [row.uid for row in page.rows]
            assert page.total_hint == 7
            cursor = page.next
            if cursor is None:
                break
        whole = records.list_records("activity", sort=sort, today=DAY)
        assert seen == [row.uid for row in whole.rows]
        assert len(set(seen)) == 7
    assert listed("activity", sort="-number")[0] == "2026-07"


def test_a_broken_cursor_starts_from_the_beginning(node: Home, activities: Partner) -> None:
    for cursor in ("x", "%%%", "bnVsbA", "WzEsMV0", "W251bGwsMV0"):
        assert listed("activity", sort="number", after=cursor)[0] == "2026-01"


def test_lists_are_filtered_by_the_state_that_is_shown(node: Home, activities: Partner) -> None:
    assert listed("activity", sort="number", filters={"state": "overdue"}) == ["2026-01", "2026-02"]
    assert listed("activity", sort="number", filters={"state": "planned"}) == ["2026-03", "2026-06"]
    assert listed("activity", filters={"state": "stale"}) == []
    states = [row.state_code for row in records.list_records("activity", sort="number", today=DAY).rows]
    assert states == ["overdue", "overdue", "planned", "held", "proposed", "planned", "closed"]


def test_much_that_is_overdue_is_listed_by_due_date_as_a_little_is(
    node: Home, activities: Partner, monkeypatch: pytest.MonkeyPatch
) -> None:
    for many in (1000, 1):
        monkeypatch.setattr(lists, "_MANY", many)
        assert listed("activity", sort="due", filters={"state": "overdue"}) == ["2026-01", "2026-02"]
        assert listed("activity", sort="-due", filters={"state": "overdue"}) == ["2026-02", "2026-01"]
        first = records.list_records("activity", sort="due", filters={"state": "overdue"}, today=DAY, limit=1)
        assert first.total_hint == 2
        assert listed("activity", sort="due", filters={"state": "overdue"}, after=first.next) == ["2026-02"]


def test_lists_are_filtered_by_fields_references_and_words(node: Home, south: Partner) -> None:
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    south.release(record_id(2), "mapping", examples.mapping(record_id(1)))
    south.release(record_id(3), "gap", examples.gap(record_id(2), area="siting"))
    south.release(record_id(4), "gap", examples.gap(number="G-2026-02"))
    south.release(record_id(5), "activity", examples.activity())
    south.deliver()

    def uids(kind: str, **filters: Any) -> list[str]:
        return [row.uid for row in records.list_records(kind, filters=filters, today=DAY).rows]

    assert uids("mapping", crosswalk=record_id(1)) == [record_id(2)]
    assert uids("mapping", targets="yy/act-7@2021-01-01#s-7") == [record_id(2)]
    assert uids("mapping", crosswalk="no id") == uids("mapping", nonsense="1") == []
    assert uids("gap", area="siting") == [record_id(3)]
    assert uids("gap", number="G-2026-02") == [record_id(4)]
    assert uids("activity", year="2026") == [record_id(5)]
    assert uids("activity", year="never") == []
    assert uids("activity", q="СЕМИНАР 2026") == [record_id(5)]
    assert uids("activity", q="seminaari") == [record_id(5)]
    assert [row.uid for row in find("Independence REVIEWERS g-2026-02", "en").records] == [record_id(4)]
    assert find("  ", "en").records == []


def test_titles_come_in_the_readers_language_or_the_nearest_one(node: Home, activities: Partner) -> None:
    def first(language: str) -> records.Row:
        return records.list_records("activity", language=language, sort="number", today=DAY).rows[0]

    assert (first("fi").title, first("fi").title_language) == ("Seminaari 2026-01", "fi")
    assert (first("kk").title, first("kk").title_language) == ("Seminar 2026-01", "en")
    assert set(first("en").columns) == {"number", "form", "start"}


def test_titles_stand_in_the_order_of_the_readers_alphabet(node: Home, south: Partner) -> None:
    titles = ["Яблоко", "Әуе", "Ғылым", "Аудан", "Баға", "қауіп"]
    for n, title in enumerate(titles):
        wording = {"kk": {"text": title, "status": "original"}}
        south.release(record_id(n), "activity", examples.activity() | {"title": wording})
    south.deliver()
    rows = records.list_records("activity", language="kk", sort="title", today=DAY).rows
    assert [row.title for row in rows] == ["Аудан", "Әуе", "Баға", "Ғылым", "қауіп", "Яблоко"]


def test_a_list_takes_the_same_queries_however_long_it_is(
    node: Home, activities: Partner, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(4):
        records.list_records("activity", limit=2, today=DAY)
    with django_assert_num_queries(4):
        records.list_records("activity", limit=100, today=DAY)
    with django_assert_num_queries(4):  # no mappings: nothing to fetch, but a look at the library
        records.list_records("mapping", today=DAY)


def test_a_page_takes_the_same_queries_however_much_was_said(node: Home, south: Partner) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            records.get(record_id(1), today=DAY)
            records.history(record_id(1))
            records.references_in(record_id(1))
        return len(captured)

    entry = south.release(record_id(1), "activity", examples.activity())
    south.respond(south.origin, entry, "comment")
    south.release(record_id(10), "action", examples.action(source=record_id(1)))
    south.deliver()
    few = queries()
    for n in range(2, 9):
        entry = south.release(record_id(1), "activity", examples.activity(f"2026-{n}"), n)
        south.respond(south.origin, entry, "comment")
        south.release(record_id(10 + n), "action", examples.action(source=record_id(1)))
    south.deliver()
    assert queries() == few


def test_counts_and_choices_leave_withdrawn_records_out(node: Home, activities: Partner) -> None:
    activities.withdraw(record_id(1), 1)
    activities.deliver()
    assert records.counts(ARRANGEMENT) == {
        "activity": {"planned": 2, "confirmed": 1, "held": 1, "proposed": 1, "closed": 1}
    }
    choices = records.choices("activity", "en", ARRANGEMENT)
    assert [choice.number for choice in choices] == [f"2026-0{n}" for n in range(2, 8)]
    assert choices[0].leaf == Record.objects.get(uid=record_id(2)).leaf
    assert listed("activity", filters={"withdrawn": True, "number": "2026-01"}) == ["2026-01"]


def test_two_revisions_stand_side_by_side(node: Home, south: Partner) -> None:
    south.release(record_id(1), "activity", examples.activity(place=examples.text("Aktau")))
    south.release(record_id(1), "activity", examples.activity(state="confirmed"), 2)
    south.deliver()
    compared = records.compare(record_id(1), 1, 2)
    changed = {pair.name: (pair.before, pair.after) for pair in compared.pairs if pair.changed}
    assert changed == {"place": (examples.text("Aktau"), None), "state": ("planned", "confirmed")}
    assert [pair.name for pair in compared.pairs][:2] == ["number", "title"]
    with pytest.raises(NotFound, match=r"revision\.unknown"):
        records.compare(record_id(1), 1, 3)
    with pytest.raises(NotFound, match=r"record\.unknown"):
        records.get(record_id(99))


def test_references_are_walked_both_ways_with_titles(node: Home, south: Partner) -> None:
    south.release(record_id(1), "gap", examples.gap(record_id(9), provisions=["xx/a@1#r-1"]))
    south.release(record_id(2), "roadmap-item", examples.roadmap_item(record_id(1)))
    south.deliver()
    (out,) = records.references_out(record_id(2))
    assert out.row is not None
    assert (out.field, out.row.title) == ("gap", examples.gap()["statement"]["en"]["text"])
    (back,) = records.references_in(record_id(1))
    assert back.row is not None
    assert (back.field, back.row.uid) == ("gap", record_id(2))
    missing = records.references_out(record_id(1))
    assert [(link.field, link.missing) for link in missing] == [("provisions", True), ("mappings", True)]
    (to_provision,) = records.references_to_provision("xx/a@1#r-1")
    assert to_provision.uid == record_id(1)


def the_whole_thread(south: Partner) -> None:
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    south.release(record_id(2), "mapping", examples.mapping(record_id(1)))
    south.release(record_id(3), "gap", examples.gap(record_id(2)))
    south.release(record_id(4), "roadmap-item", examples.roadmap_item(record_id(3)))
    south.release(record_id(5), "activity", examples.activity(roadmap_item=record_id(4)))
    south.release(record_id(6), "action", examples.action(source=record_id(5)))
    south.release(record_id(7), "annual-review", examples.annual_review(2026))
    south.release(record_id(8), "gap", examples.gap(record_id(2), number="G-2026-02"))
    south.deliver()


@pytest.mark.parametrize("start", [2, 3, 4, 5, 6])
def test_the_thread_is_the_same_from_any_of_its_records(node: Home, south: Partner, start: int) -> None:
    the_whole_thread(south)
    steps = records.thread(record_id(start), today=DAY)
    assert [step.stage for step in steps] == [stage for stage in records.STAGES if stage not in BRANCHES]
    assert [step.state for step in steps].count("here") == 1
    missing = [step.stage for step in steps if step.state not in ("here", "present")]
    assert missing == ["indicator", "result"], "nobody measures what came of it"
    gaps = [row.uid for step in steps if step.stage == "gap" for row in step.records]
    # From the mapping both gaps follow; from anything below a gap only that one does.
    assert gaps == ([record_id(3), record_id(8)] if start == 2 else [record_id(3)])
    assert [link.provision for link in steps[0].provisions] == [
        "xx/standard-1@2020#r-1",
        "yy/act-7@2021-01-01#s-7",
    ]


def test_the_thread_says_what_is_missing_and_what_is_not_expected_yet(node: Home, south: Partner) -> None:
    the_whole_thread(south)
    states = {step.stage: step.state for step in records.thread(record_id(8), today=DAY)}
    assert states == {
        "provision": "present",
        "mapping": "present",
        "gap": "here",
        "roadmap-item": "missing",
        "activity": "later",
        "action": "later",
        "indicator": "later",
        "result": "later",
        "annual-review": "later",
    }
    south.release(record_id(20), "activity", examples.activity())
    south.deliver()
    alone = {step.stage: step.state for step in records.thread(record_id(20), today=DAY)}
    assert (alone["gap"], alone["roadmap-item"], alone["action"]) == ("missing", "missing", "missing")
    assert alone["annual-review"] == "present"


def test_the_thread_tells_what_points_to_what(node: Home, south: Partner) -> None:
    the_whole_thread(south)
    found = edges([record_id(n) for n in (2, 3, 4)])
    assert (record_id(3), record_id(4)) in found
    assert (record_id(2), record_id(3)) in found
    assert ("xx/standard-1@2020#r-1", record_id(2)) in found
    assert (record_id(4), record_id(5)) not in found


def test_the_thread_starts_from_a_provision_too(node: Home, south: Partner) -> None:
    the_whole_thread(south)
    steps = records.thread("xx/standard-1@2020#r-1", today=DAY)
    assert (steps[0].state, len(steps[1].records), len(steps[2].records)) == ("here", 1, 2)
    assert records.thread(record_id(1), today=DAY) == []
    nothing = records.thread("xx/standard-1@2020#r-2", today=DAY)
    assert [step.state for step in nothing[:3]] == ["here", "missing", "later"]


def release_of(address: str, texts: dict[str, str], as_of: str) -> None:
    held = FrameworkRelease.objects.create(
        address=address,
        framework=address.split("@", maxsplit=1)[0],
        languages=["en"],
        as_of=as_of,
        imported_at="2026-01-01T00:00:00Z",
    )
    for order, (fragment, text) in enumerate(texts.items()):
        Provision.objects.create(
            release=held,
            language="en",
            order=order,
            fragment=fragment,
            level="section",
            number=fragment,
            heading="On this",
            text=text,
        )


def test_a_mapping_is_stale_when_a_newer_release_words_its_provision_otherwise(
    node: Home, south: Partner
) -> None:
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    for n, section in enumerate(("s-7", "s-8", "s-9"), 2):
        target = f"yy/act-7@2021-01-01#{section}"
        south.release(record_id(n), "mapping", examples.mapping(record_id(1), section, targets=[target]))
    south.deliver()
    old = {"s-7": "The licensee shall report.", "s-8": "The same.", "s-9": "To be repealed."}
    release_of("yy/act-7@2021-01-01", old, "2021-01-01")
    assert records.stale_mappings() == frozenset()
    release_of(
        "yy/act-7@2026-01-01", {"s-7": "The licensee shall report at once.", "s-8": "The  same."}, "2026"
    )
    assert records.stale_mappings() == {record_id(2), record_id(4)}
    assert listed("mapping", filters={"state": "stale"}, sort="title") == ["", ""]
    rows = records.list_records("mapping", today=DAY).rows
    assert {row.title: row.state_code for row in rows} == {
        "s-7": "stale",
        "s-8": "self-rated",
        "s-9": "stale",
    }
    (link,) = [link for link in records.references_out(record_id(2)) if link.field == "targets"]
    assert (link.number, link.heading, link.missing) == ("s-7", "On this", False)


def test_the_tools_get_plain_values(node: Home, activities: Partner, coordinator: Actor) -> None:
    shown = records.record_for_tools(record_id(1))
    assert shown["titles"]["fi"] == "Seminaari 2026-01"
    assert shown["revisions"][0]["number"] == 1
    rows = records.rows_for_tools("activity", state=None, party="south", language="ru")
    assert rows[0]["title"] == "Семинар 2026-01"
    assert len(rows) == 7
    target = records.target_of(record_id(1))
    assert (target.origin, target.index) == (activities.origin, 1)
    assert records.the_arrangement() == ARRANGEMENT
    uid = drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity())
    assert release.release(coordinator, uid).uid in {row["uid"] for row in records.rows_for_tools()}
