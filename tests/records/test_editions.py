"""Roadmap editions: what the next one can hold, and what became of each gap of the one before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.records.editions import Edition, edition, proposal
from silta.records.registry import KINDS
from silta.records.views import Record, Snapshot
from silta.words.codes import GAP_FATE
from tests.reports.story import PARTIES, agreed, frozen, record, text, uid

JANUARY, SUMMER, DECEMBER = "2026-01-10T08:00:00Z", "2026-07-01T08:00:00Z", "2026-12-10T08:00:00Z"
STATES = tuple(KINDS["gap"].lifecycle.typed)


def gap(number: int, state: str = "agreed", **more: Any) -> dict[str, Any]:
    reason = {"reason": text(en="Small fleet.")} if state == "accepted" else {}
    return {
        "number": f"G-2026-{number:02d}", "statement": text(en=f"Gap {number}"), "area": "licensing",
        "cause": "no-provision", "party": "kz", "state": state, **reason, **more,
    }  # fmt: skip


def step(number: int, of: int, **more: Any) -> dict[str, Any]:
    return {
        "number": f"R-2026-{number:02d}", "title": text(en=f"Step {number}"), "gap": uid(of), "area": "licensing",
        "year": 2026, "responsible": "kz", "state": "planned", **more,
    }  # fmt: skip


def first(*gaps: Record, items: tuple[Record, ...] = (), in_force: bool = True) -> Record:
    """The edition of 2026, which froze the first revisions."""
    fields = {
        "year": 2026, "title": text(en="Roadmap 2026"), "gaps": [frozen(one) for one in gaps],
        "items": [frozen(one) for one in items],
    }  # fmt: skip
    return record(90, "roadmap-edition", "kz", (JANUARY, fields), answers=agreed(JANUARY) if in_force else ())


def told(*records: Record) -> Snapshot:
    return Snapshot("model", PARTIES, (), {one.id: one for one in records})


def next_edition(*records: Record, without: int = 0, moment: str = "") -> Edition:
    """The edition of 2027 with all there is, but for the gap `without`."""
    snapshot = told(*records)
    fields = proposal(snapshot, 2027)
    fields["gaps"] = [one for one in fields["gaps"] if one["record"] != uid(without)]
    return edition(snapshot, fields, moment)


def fates(found: Edition) -> dict[str, str]:
    return {fate.gap.id: fate.code for fate in found.fates}


@pytest.mark.parametrize(
    ("states", "fate"),
    [
        (("agreed",), "carried-over"),
        (("agreed", "planned"), "carried-over"),
        (("agreed", "planned", "in-progress"), "in-progress"),
        (("agreed", "planned", "in-progress", "resolved"), "resolved"),
        (("agreed", "accepted"), "accepted"),
        (("agreed", "accepted", "agreed"), "reopened"),
        (("resolved", "agreed", "planned"), "reopened"),
    ],
)
def test_the_fate_of_a_gap_follows_from_its_record(states: tuple[str, ...], fate: str) -> None:
    one = record(
        1, "gap", "kz", *((f"2026-0{n}-05T08:00:00Z", gap(1, state)) for n, state in enumerate(states, 1))
    )
    found = next_edition(one, first(one))
    assert fates(found) == {uid(1): fate}


def test_a_gap_that_is_left_out_while_open_is_named_as_such() -> None:
    one, two = (record(n, "gap", "kz", (JANUARY, gap(n))) for n in (1, 2))
    found = next_edition(one, two, first(one, two), without=1)
    assert fates(found) == {uid(1): "left-out", uid(2): "carried-over"}


def test_a_gap_whose_provisions_another_one_names_was_taken_up_there() -> None:
    one = record(1, "gap", "kz", (JANUARY, gap(1, provisions=["int/model-1@2016#r-1"])))
    two = record(
        2, "gap", "kz", (SUMMER, gap(2, provisions=["int/model-1@2016#r-2", "int/model-1@2016#r-1"]))
    )
    (fate,) = next_edition(one, two, first(one), without=1).fates
    assert fate.code == "merged"
    assert [taker.id for taker in fate.into] == [uid(2)]


def test_a_withdrawn_gap_and_one_of_another_log_are_told_apart() -> None:
    one = record(1, "gap", "kz", (JANUARY, gap(1)))
    withdrawn = Record(one.id, one.kind, one.party, one.revisions, (), withdrawn=True)
    assert fates(next_edition(withdrawn, first(one))) == {uid(1): "withdrawn"}
    assert fates(next_edition(first(one))) == {uid(1): "unknown"}


def test_what_a_released_edition_leaves_out_is_read_as_it_stood_then() -> None:
    one = record(1, "gap", "kz", (JANUARY, gap(1)), (DECEMBER, gap(1, "accepted")))
    assert fates(next_edition(one, first(one), without=1, moment=SUMMER)) == {uid(1): "left-out"}
    assert fates(next_edition(one, first(one), without=1)) == {uid(1): "accepted"}


def test_what_is_agreed_stays_as_it_was_frozen() -> None:
    one = record(1, "gap", "kz", (JANUARY, gap(1)), (SUMMER, gap(1, priority="high")))
    item = record(5, "roadmap-item", "kz", (JANUARY, step(1, 1)), (SUMMER, step(1, 1, state="in-progress")))
    held = first(one, items=(item,))
    (strand,) = edition(told(one, item, held), held.fields, JANUARY).strands
    assert "priority" not in strand.gap.fields
    assert [one.state for one in strand.items] == ["planned"]


def test_only_an_edition_in_force_of_an_earlier_year_is_followed() -> None:
    one = record(1, "gap", "kz", (JANUARY, gap(1)))
    assert proposal(told(one, first(one)), 2027)["previous"] == [frozen(first(one))]
    assert proposal(told(one, first(one)), 2026)["previous"] == []
    assert proposal(told(one, first(one, in_force=False)), 2027)["previous"] == []


def test_closed_gaps_are_proposed_once_so_that_their_fate_is_signed() -> None:
    closed = record(1, "gap", "kz", (JANUARY, gap(1)), (SUMMER, gap(1, "accepted")))
    long_closed = record(2, "gap", "kz", (JANUARY, gap(2, "resolved")))
    opened = record(3, "gap", "kz", (SUMMER, gap(3)))
    item = record(5, "roadmap-item", "kz", (JANUARY, step(1, 1)))
    other = record(6, "roadmap-item", "kz", (JANUARY, step(2, 2)))
    found = proposal(told(closed, long_closed, opened, item, other, first(closed, long_closed)), 2027)
    assert [one["record"] for one in found["gaps"]] == [uid(1), uid(3)]
    assert [one["record"] for one in found["items"]] == [uid(5)]


def test_steps_of_gaps_that_the_edition_does_not_hold_are_not_lost() -> None:
    one = record(1, "gap", "kz", (JANUARY, gap(1)))
    item = record(5, "roadmap-item", "kz", (JANUARY, step(1, 2)))
    fields = {"year": 2026, "gaps": [frozen(one), frozen(one)], "items": [frozen(item)]}
    found = edition(told(one, item), fields)
    assert [strand.gap.id for strand in found.strands] == [uid(1)]
    assert [step.id for step in found.loose] == [uid(5)]


@given(
    st.lists(st.lists(st.sampled_from(STATES), min_size=1, max_size=4), min_size=1, max_size=6),
    st.sets(st.integers(1, 6)),
)
def test_every_gap_of_the_earlier_edition_has_one_fate(paths: list[list[str]], dropped: set[int]) -> None:
    gaps = [
        record(
            n, "gap", "kz", *((f"2026-0{m}-05T08:00:00Z", gap(n, state)) for m, state in enumerate(path, 1))
        )
        for n, path in enumerate(paths, 1)
    ]
    snapshot = told(*gaps, first(*gaps))
    fields: Mapping[str, Any] = proposal(snapshot, 2027)
    kept = [one for one in fields["gaps"] if int(one["record"][-2:]) not in dropped]
    found = edition(snapshot, {**fields, "gaps": kept})
    assert [fate.gap.id for fate in found.fates] == [one.id for one in gaps]
    assert all(fate.code in GAP_FATE for fate in found.fates)
    for fate in found.fates:
        assert (fate.code in ("resolved", "accepted")) == (fate.now["state"] in ("resolved", "accepted"))
