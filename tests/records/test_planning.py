"""Warnings of a plan: what clashes, what is too much, what can no longer be kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from silta.records.planning import Limits, Misfit, Stretch, by_record, warnings

TODAY = date(2026, 3, 2)
CALM = Limits(0, 0, 0, 0)


def stretch(uid: str, start: str, until: str = "", **more: Any) -> Stretch:
    first = date.fromisoformat(start)
    last = date.fromisoformat(until) if until else first
    plain: dict[str, Any] = {
        "activity": uid,
        "kind": "activity",
        "state": "planned",
        "form": "seminar",
        "exact": True,
    }
    return Stretch(uid, start=first, until=last, **(plain | more))


def told(*stretches: Stretch, limits: Limits = CALM) -> list[tuple[str, str]]:
    return [(one.code, one.uid) for one in warnings(stretches, limits, TODAY)]


def test_the_same_lead_in_one_week_is_a_clash_and_both_hear_of_it() -> None:
    monday = stretch("a", "2026-05-11", people=frozenset({"A. Example"}))
    friday = stretch("b", "2026-05-15", people=frozenset({"A. Example", "B. Other"}))
    later = stretch("c", "2026-05-18", people=frozenset({"A. Example"}))
    found = warnings([monday, friday, later], CALM, TODAY)
    assert [(one.code, one.uid, one.others, one.who) for one in found] == [
        ("same-people", "a", ("b",), ("A. Example",)),
        ("same-people", "b", ("a",), ("A. Example",)),
    ]
    assert found[0].day == date(2026, 5, 11)


def test_the_same_host_in_one_week_is_a_clash_unless_nobody_travels() -> None:
    one, two = (stretch(uid, day, host="fi") for uid, day in (("a", "2026-05-12"), ("b", "2026-05-14")))
    assert told(one, two) == [("same-host", "a"), ("same-host", "b")]
    assert told(one, stretch("b", "2026-05-14", host="fi", travels=False)) == []


@pytest.mark.parametrize(
    "other",
    [
        stretch("b", "2026-05-01", "2026-05-31", host="fi", exact=False),
        stretch("b", "2026-04-01", "2026-10-31", host="fi"),
        stretch("b", "2026-05-12", host="fi", state="cancelled"),
        stretch("b", "2026-05-12", host="fi", activity="a", kind="event"),
    ],
    ids=["known by its month only", "lasting for months", "called off", "the event of the activity itself"],
)
def test_what_is_vague_long_called_off_or_of_the_same_activity_clashes_with_nothing(other: Stretch) -> None:
    assert told(stretch("a", "2026-05-12", host="fi"), other) == []


def test_an_event_on_the_date_of_another_event_is_told_with_the_day() -> None:
    long = stretch("a", "2026-05-11", "2026-05-13", kind="event", activity="x", host="fi")
    inside = stretch("b", "2026-05-13", kind="event", activity="y", host="kz")
    after = stretch("c", "2026-05-14", kind="event", activity="z", host="")
    found = warnings([long, inside, after], CALM, TODAY)
    assert [(one.code, one.uid, one.day.day) for one in found] == [
        ("same-days", "a", 13),
        ("same-days", "b", 13),
    ]


def test_a_month_with_more_than_its_share_is_full() -> None:
    several = [stretch(str(n), f"2026-05-{n:02}", kind="activity") for n in (1, 11, 21)]
    assert told(*several, limits=Limits(0, 0, 0, 3)) == []
    assert told(*several, limits=Limits(0, 0, 0, 2)) == [("full-month", str(n)) for n in (1, 11, 21)]


def test_lead_times_run_out_by_what_the_event_sets_and_else_by_the_limits() -> None:
    visit = stretch("a", "2026-03-20", form="technical-visit")
    assert told(visit, limits=Limits(30, 45, 10, 0)) == [("clearance-late", "a"), ("visa-late", "a")]
    own = stretch("a", "2026-03-20", form="technical-visit", lead_days={"visa": 14, "clearance": 60})
    (late,) = warnings([own], Limits(30, 45, 10, 0), TODAY)
    assert (late.code, late.number, late.day) == ("clearance-late", 60, date(2026, 1, 19))


@pytest.mark.parametrize(
    "calm",
    [
        stretch("a", "2026-03-20", state="confirmed"),
        stretch("a", "2026-03-20", arranged=frozenset({"visa", "interpretation"})),
        stretch("a", "2026-03-01", "2026-03-20"),
        stretch("a", "2026-06-20"),
    ],
    ids=["confirmed", "arranged", "under way", "far ahead"],
)
def test_no_lead_time_is_mourned_that_was_kept_is_over_or_lies_ahead(calm: Stretch) -> None:
    assert told(calm, limits=Limits()) == []


def test_remote_meetings_need_no_visa() -> None:
    assert told(stretch("a", "2026-03-05", travels=False, form="exchange"), limits=Limits()) == []


def test_warnings_of_an_event_stand_at_its_activity_too() -> None:
    found = by_record([Misfit("visa-late", "event", "activity", TODAY)])
    assert set(found) == {"event", "activity"}


def test_a_node_changes_the_limits_it_knows() -> None:
    assert Limits.of({"visa_days": 60, "unheard_of": 1}) == Limits(visa_days=60)
