"""What a partner may send: anything. It is kept and shown as received, and no page breaks."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from silta.ledger.bodies import seal
from silta.ledger.canonical import MAX_DEPTH, MAX_INTEGER
from silta.node import projection
from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.home import Home
from silta.node.models import Log, Record, Revision
from silta.node.queries import contacts as contact_queries
from silta.node.queries import dates as dates_ahead
from silta.node.queries import happenings, records, trust
from silta.node.queries import home as home_queries
from silta.records.registry import KINDS
from silta.web import writing
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

DAY = date(2026, 6, 1)
ANYONE = Actor(None, "head", "", frozenset({"head", "expert", "coordinator"}))

scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-MAX_INTEGER, MAX_INTEGER),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
    st.sampled_from(
        ["2026-02-30", "in-force", "0" * 64, record_id(1), "xx/a@1#r-1", "\x00", "\u202e", "9" * 30]
    ),
)
keys = st.text(st.characters(max_codepoint=126), max_size=8) | st.sampled_from(
    ["en", "text", "record", "leaf"]
)
json_values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)


def look_everywhere() -> None:
    """Ask every question that a page would ask."""
    for record in Record.objects.all():
        page = records.get(record.uid, party=record.party, today=DAY)
        assert page.row.uid == str(record.uid)
        records.history(record.uid, party=record.party)
        records.references_out(record.uid)
        records.references_in(record.uid)
        records.thread(record.uid)
        records.record_for_tools(record.uid)
        latest = page.record.latest.number
        records.compare(record.uid, latest, latest, party=record.party)
    for kind in [*KINDS, None]:
        for sort in ("title", "-number", "due", "released", "year"):
            records.list_records(kind, language="kk", sort=sort, today=DAY)
    records.snapshot(ARRANGEMENT)
    records.joint_texts()
    records.counts()
    records.rows_for_tools()
    records.choices(tuple(KINDS), "fi")
    trust.logs()
    home_queries.needs_me(ANYONE, DAY)
    happenings.since(ANYONE)
    dates_ahead.next_dates(DAY)
    contact_queries.contacts(ARRANGEMENT, DAY)
    assert len(set(projection.rebuild())) == 1


def test_a_kind_of_tomorrow_is_kept_and_shown_raw(node: Home, south: Partner) -> None:
    south.release(record_id(1), "hologram", {"shape": {"deep": [1, 2]}, "title": {"en": {"text": "New"}}})
    south.deliver()
    page = records.get(record_id(1))
    assert page.kind is None
    assert json.loads(page.odd) == {"shape": {"deep": [1, 2]}, "title": {"en": {"text": "New"}}}
    assert [p.code for p in page.problems] == ["record.unknown-kind"]
    look_everywhere()


def test_fields_of_tomorrow_are_shown_raw_beside_those_that_are_known(node: Home, south: Partner) -> None:
    south.release(record_id(1), "activity", examples.activity(hologram={"x": 1}, participants="many"))
    south.deliver()
    page = records.get(record_id(1))
    assert page.row.number == "2026-01"
    assert json.loads(page.odd) == {"hologram": {"x": 1}, "participants": "many"}
    assert {p.code for p in page.problems} == {"record.unexpected-field"}


def test_a_field_of_the_wrong_type_is_odd_and_the_others_hold(node: Home, south: Partner) -> None:
    south.release(
        record_id(1), "activity", examples.activity(title="no text", start=["2026"], sides={"party": "x"})
    )
    south.deliver()
    page = records.get(record_id(1))
    assert set(json.loads(page.odd)) == {"title", "start", "sides"}
    assert page.record.fields["form"] == "seminar"
    assert (page.row.title, page.row.due) == ("", "")
    look_everywhere()


def test_bytes_that_are_no_body_at_all_are_kept_and_reported(node: Home, south: Partner) -> None:
    south.release_bytes(record_id(1), "activity", b"\xff\xfe not JSON")
    south.release_bytes(record_id(2), "activity", b'{"fields":{},"kind":"activity"}')
    south.release(record_id(3), "activity", examples.activity(), body_kind="gap")
    south.deliver()
    codes = [records.get(record_id(n)).problems[0].code for n in (1, 2, 3)]
    assert codes == ["ledger.not-canonical", "ledger.malformed-body", "record.other-kind"]
    look_everywhere()


def test_a_record_that_changes_its_kind_keeps_the_first_one(node: Home, south: Partner) -> None:
    south.release(record_id(1), "activity", examples.activity())
    south.release(record_id(1), "gap", examples.gap(), 2)
    south.deliver()
    page = records.get(record_id(1))
    assert (page.record.kind, page.record.fields) == ("activity", {})
    assert page.problems[0].code == "record.other-kind"
    look_everywhere()


def test_numbers_out_of_order_and_repeated_are_kept_and_reported(node: Home, south: Partner) -> None:
    for number in (1, 1, 9):
        south.release(record_id(1), "activity", examples.activity(f"2026-0{number}"), number)
    south.deliver()
    page = records.get(record_id(1))
    assert [revision.number for revision in page.record.revisions] == [1, 1, 9]
    assert [p.code for p in page.problems] == ["record.number-out-of-order"] * 2
    assert Revision.objects.count() == 3
    look_everywhere()


def test_an_illegal_transition_of_a_partner_is_reported(node: Home, south: Partner) -> None:
    south.release(record_id(1), "activity", examples.activity(state="closed"))
    south.release(record_id(1), "activity", examples.activity(state="proposed"), 2)
    south.release(record_id(1), "activity", examples.activity(state="melted"), 3)
    south.deliver()
    problems = records.get(record_id(1)).problems
    assert [p.code for p in problems] == ["record.illegal-transition", "record.unknown-state"]
    assert [p.where for p in problems] == ["revision 2", "revision 3"]
    look_everywhere()


def test_an_id_that_another_party_uses_too_stays_with_who_released_it_first(
    node: Home, south: Partner, coordinator: Actor
) -> None:
    uid = drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity("ours"))
    release.release(coordinator, uid)
    south.release(uid, "activity", examples.activity("theirs"), time="2030-01-01T00:00:00Z")
    south.deliver()
    page = records.get(uid)
    assert page.row.number == "ours"
    assert [p.code for p in page.problems] == ["record.uid-used-twice"]
    assert records.get(uid, party="south").row.number == "theirs"
    assert records.snapshot(ARRANGEMENT).records[uid].party == "north"
    look_everywhere()


def test_the_largest_numbers_and_the_deepest_nesting_fit_every_column(node: Home, south: Partner) -> None:
    deep: Any = "bottom"
    for _ in range(MAX_DEPTH - 3):
        deep = [deep]
    south.release(
        record_id(1), "activity", examples.activity() | {"number": MAX_INTEGER, "deep": deep}, MAX_INTEGER
    )
    body = seal("activity", MAX_INTEGER, examples.activity(start="2026-05-01"), bytes(16))
    south.release_bytes(record_id(2), "a" + "-" * 47, body, marking="m" + "9" * 47)
    frozen = {"record": record_id(1), "revision": MAX_INTEGER, "leaf": "0" * 64}
    south.release(record_id(3), "programme", examples.programme(frozen))
    south.deliver()
    look_everywhere()


def test_an_endless_address_and_a_nul_do_not_reach_a_column(node: Home, south: Partner) -> None:
    fields = examples.gap() | {"number": "a\x00b", "provisions": ["xx/a@1#" + "r" * 5000], "party": "\x00"}
    fields["\x00"] = "\x00"
    south.release(record_id(1), "gap", fields)
    south.deliver()
    assert set(json.loads(records.get(record_id(1)).odd)) == {"number", "provisions", "party", "\x00"}
    look_everywhere()


def test_digits_without_end_in_the_place_of_a_number_do_not_reach_a_column(
    node: Home, south: Partner
) -> None:
    frozen = {"record": record_id(1), "revision": "9" * 400, "leaf": "0" * 64}
    south.release(record_id(1), "programme", examples.programme(frozen))
    south.release(record_id(2), "evaluation", examples.evaluation(record_id(3), answers="9" * 400))
    south.deliver()
    assert set(json.loads(records.get(record_id(1)).odd)) == {"activities"}
    assert set(json.loads(records.get(record_id(2)).odd)) == {"answers"}
    look_everywhere()


def test_the_first_and_the_last_moment_of_the_calendar_are_told_as_they_are(
    node: Home, south: Partner
) -> None:
    for number, time in enumerate(("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"), 1):
        south.release(record_id(number), "activity", examples.activity(f"2026-0{number}"), time=time)
        assert writing.day(time)
        assert writing.moment(time)
    south.deliver()
    look_everywhere()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(data=st.data())
def test_no_body_whatever_breaks_a_page(node: Home, data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(sorted(KINDS)))
    names = st.sampled_from([field.name for field in KINDS[kind].described]) | keys
    fields = data.draw(st.dictionaries(names, json_values, max_size=6))
    known = getattr(examples, kind.replace("-", "_"), None)
    base = known(record_id(1)) if known and kind in ("gap", "mapping", "roadmap-item") else {}
    Record.objects.all().delete()
    south = Partner()
    south.said = south.said[:1]
    south.release(record_id(1), kind, base | fields)
    log = Log.objects.get(party="south")
    projection.apply(log, south.said)
    page = records.get(record_id(1), today=DAY)
    records.list_records(kind, sort="-title", today=DAY)
    records.references_out(record_id(1))
    records.snapshot(ARRANGEMENT, {})
    assert set(page.record.fields) <= {field.name for field in KINDS[kind].described}
