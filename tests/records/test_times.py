"""Times by the clocks of two places: summer time there and none here, and hours that do not exist."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.records.errors import RecordRefused
from silta.records.registry import KINDS
from silta.words.codes import TIME_ZONE
from silta.words.times import is_skipped, local_times, moment_of, seen_from
from tests.node import examples

UID = "00000000-0000-7000-8000-000000000000"
HELSINKI, ASTANA = "Europe/Helsinki", "Asia/Almaty"


def clocks(day: str, begins: str, zone: str) -> list[str]:
    found = local_times(day, begins, None, zone, (HELSINKI, ASTANA))
    return [f"{one.zone} {one.start:%Y-%m-%d %H:%M}" for one in found]


@pytest.mark.parametrize(
    ("day", "begins", "zone", "elsewhere"),
    [
        ("2026-01-15", "10:00", HELSINKI, "Asia/Almaty 2026-01-15 13:00"),
        ("2026-07-15", "10:00", HELSINKI, "Asia/Almaty 2026-07-15 12:00"),
        ("2026-03-28", "10:00", ASTANA, "Europe/Helsinki 2026-03-28 07:00"),
        ("2026-03-29", "10:00", ASTANA, "Europe/Helsinki 2026-03-29 08:00"),
        ("2026-07-15", "01:30", ASTANA, "Europe/Helsinki 2026-07-14 23:30"),
        ("2023-07-15", "10:00", HELSINKI, "Asia/Almaty 2023-07-15 13:00"),
    ],
)
def test_a_time_is_told_by_the_clocks_of_both_sides(day: str, begins: str, zone: str, elsewhere: str) -> None:
    here, there = clocks(day, begins, zone)
    assert (here, there) == (f"{zone} {day} {begins}", elsewhere)


def test_an_hour_that_is_skipped_is_known() -> None:
    assert is_skipped("2026-03-29", "03:30", HELSINKI)
    assert not is_skipped("2026-03-29", "03:30", ASTANA)
    assert not is_skipped("2026-10-25", "03:30", HELSINKI)


@given(
    st.dates(date(1, 1, 1), date(9999, 12, 31)),
    st.times(),
    st.sampled_from([*TIME_ZONE, "Moon/Base", "../etc"]),
)
def test_any_moment_is_told_or_left_out(day: date, clock: Any, zone: str) -> None:
    begins = clock.strftime("%H:%M")
    for one in local_times(day.isoformat(), begins, begins, zone, (HELSINKI, ASTANA)):
        assert isinstance(one.start, datetime)
    if zone in TIME_ZONE and 1970 < day.year < 2037 and not is_skipped(day.isoformat(), begins, zone):
        moment = moment_of(day.isoformat(), begins, zone)
        assert moment is not None
        assert moment.strftime("%H:%M") == begins


@pytest.mark.parametrize(
    ("changes", "where", "code"),
    [
        ({"begins": "25:00"}, "begins", "time.invalid"),
        ({"zone": None}, "zone", "record.missing-field"),
        ({"start": "2026-11"}, "start", "record.time-without-day"),
        ({"ends": "09:00"}, "ends", "record.ends-before-it-starts"),
        ({"begins": None}, "begins", "record.missing-field"),
        ({"until": "2026-10"}, "until", "record.ends-before-it-starts"),
        ({"start": "2026-03-29", "begins": "03:15"}, "begins", "record.time-skipped"),
        ({"zone": "Moon/Base"}, "zone", "record.unknown-code"),
    ],
)
def test_a_meeting_says_what_is_wrong_with_its_times(changes: dict[str, Any], where: str, code: str) -> None:
    kind = KINDS["meeting"]
    kind.validate(examples.meeting())
    with pytest.raises(RecordRefused) as refused:
        kind.validate(examples.meeting(**changes))
    assert [(problem.where, problem.code) for problem in refused.value.problems] == [(where, code)]


def test_an_event_tells_until_when_visas_are_to_be_asked_for() -> None:
    dates = KINDS["event"].dates
    assert dates is not None
    event = examples.event(UID, clearance_days=60, check_on="2026-11")
    today = date(2026, 1, 1)
    assert list(dates(event | {"state": "planned"}, today)) == [
        ("visa", date(2026, 4, 20)),
        ("clearance", date(2026, 3, 21)),
    ]
    assert list(dates(event | {"state": "held"}, today)) == []
    assert list(dates(event | {"state": "cancelled"}, today)) == []
    assert list(dates(event | {"state": "planned", "start": "0001-01-01"}, today)) == []


def test_an_action_in_minutes_has_an_owner_and_a_date() -> None:
    item = {"type": "action", "title": examples.text("Send it")}
    with pytest.raises(RecordRefused) as refused:
        KINDS["minutes"].validate(examples.minutes(UID, items=[item]))
    assert [problem.where for problem in refused.value.problems] == ["items[1].owner", "items[1].due"]


def test_who_was_replaced_has_a_name_in_their_place() -> None:
    people = [{"name": "One", "status": "replaced"}]
    with pytest.raises(RecordRefused) as refused:
        KINDS["participation"].validate(examples.participation(UID, participants=people))
    assert refused.value.problems[0].where == "participants[1].replaced_by"


@pytest.mark.parametrize(
    ("wire", "zone"),
    [("0001-01-01T00:00:00Z", "America/New_York"), ("9999-12-31T23:59:59Z", ASTANA)],
)
def test_a_moment_that_another_zone_has_no_day_for_is_told_as_it_is(wire: str, zone: str) -> None:
    moment = datetime.fromisoformat(wire)
    assert seen_from(moment, ZoneInfo(zone)) == moment
