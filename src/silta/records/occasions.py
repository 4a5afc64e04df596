"""What meetings and events have in common: a day, a clock at a place, and how long before some things have to be asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from typing import Any, Final

from silta.records.duties import add_months
from silta.records.fields import Fields
from silta.words.dates import first_day, last_day
from silta.words.errors import Problem
from silta.words.times import is_skipped

_WHOLE_DATE: Final = len("2026-04-14")
LEAD_TIMES: Final = {
    "visa": "visa_days",
    "clearance": "clearance_days",
    "interpretation": "interpretation_days",
}
"""Code of `DATE_TO_KEEP` → the field that says how many days before the beginning."""
NOT_HERE: Final = "not-here"
"""The state of an event whose activity has not been released here."""
_AHEAD: Final = (NOT_HERE, "proposed", "planned", "confirmed")
BEHIND: Final = ("held", "reported", "closed")
"""The states of an event that has been held."""
_MONTHS_TO_CHECK: Final = 6


def time_problems(occasion: Fields) -> Iterator[Problem]:
    """What is wrong with the times of an occasion, a model with `start`, `until`, `begins`, `ends` and `zone`."""
    start, until, begins, ends, zone = (
        getattr(occasion, name) for name in ("start", "until", "begins", "ends", "zone")
    )
    if until and last_day(until) < first_day(start):
        yield Problem("record.ends-before-it-starts", "until")
    if (begins or ends) and zone is None:
        yield Problem("record.missing-field", "zone")
    if ends and not begins:
        yield Problem("record.missing-field", "begins")
    elif begins and ends and ends <= begins:
        yield Problem("record.ends-before-it-starts", "ends")
    if begins and len(start) != _WHOLE_DATE:
        yield Problem("record.time-without-day", "start")
    elif begins and zone and is_skipped(start, begins, zone):
        yield Problem("record.time-skipped", "begins", {"value": begins})


def days_of_event(event: Mapping[str, Any], _today: date) -> Iterator[tuple[str, date]]:
    """Until when visas, clearances and interpreters have to be asked for.

    `event` holds its fields and, as ``state``, the state of its activity.
    """
    start, state = event.get("start"), event.get("state")
    if start and state in _AHEAD:
        for code, name in LEAD_TIMES.items():
            if event.get(name) is not None:
                with suppress(OverflowError):
                    yield code, first_day(start) - timedelta(days=event[name])


def check_day(event: Mapping[str, Any]) -> date | None:
    """The day on which each side that took part says what it applied; None beyond the calendar, or without the days of the event.

    It is the day that the event names, else six months after its last one.
    """
    if event.get("check_on"):
        return last_day(event["check_on"])
    ended = event.get("until") or event.get("start")
    try:
        return add_months(last_day(ended), _MONTHS_TO_CHECK) if ended else None
    except OverflowError:
        return None


def attended(participation: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The people on a side's list who were there, in the order of the list."""
    return [one for one in participation.get("participants") or () if one.get("status") == "attended"]
