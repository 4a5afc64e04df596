"""When a duty falls due, and which days an arrangement itself sets. Computed from fields in wire form, a day and nothing else.

Fields may come from a partner: a rule that is incomplete, or leads beyond the calendar, has no due date.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import MAXYEAR, date, timedelta
from typing import Any, Final

from silta.words.dates import last_day

RECURRING: Final = ("yearly", "every-months")
"""The rules by which a duty falls due again and again."""
_YEAR: Final = 12


def add_months(day: date, months: int) -> date:
    """The day with the same number `months` later; the last of that month if it is shorter. Raises `OverflowError`."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    if not 1 <= year <= MAXYEAR:
        raise OverflowError
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def next_due(duty: Mapping[str, Any]) -> date | None:
    """The earliest day on which `duty`, the fields of an obligation, is due and has not been met; None if there is none.

    A duty that recurs is counted from its first day, so that one of the 31st stays on months' ends, and one of 29 February comes
    back to it in leap years. What was met covers every due date up to the latest one that is written down.
    """
    rule, start = duty.get("rule"), duty.get("start")
    if not start:
        return None
    first = last_day(start)
    met = [last_day(row["due"]) for row in duty.get("met") or () if row.get("due")]
    try:
        if rule == "days-after":
            return first + timedelta(days=duty.get("days") or 0)
        if rule not in RECURRING:
            return first
        step = _YEAR if rule == "yearly" else duty.get("months") or 0
        return _first_after(first, step, max(met)) if met and step else first
    except OverflowError:
        return None


def _first_after(first: date, step: int, met: date) -> date:
    """The first of the days `first`, `step` months later, and so on, that lies after `met`."""
    months = (met.year - first.year) * _YEAR + met.month - first.month
    n = max(months // step - 1, 0)
    while (day := add_months(first, n * step)) <= met:
        n += 1
    return day


def end_of_term(arrangement: Mapping[str, Any], today: date) -> date | None:
    """The last day of the term that an arrangement is in on `today`; None if no end follows from its fields.

    A term of months ends on the day with the number of its first one (as Regulation (EEC) 1182/71, Article 3, counts).
    One that is renewed by itself goes on for as many months each time.
    """
    until, since, months = (arrangement.get(name) for name in ("until", "in_force", "duration_months"))
    renewed = arrangement.get("renewal_months") or 0
    try:
        if until:
            end = last_day(until)
        elif since and months:
            end = add_months(last_day(since), months)
        else:
            return None
        return _first_after(end, renewed, today - timedelta(days=1)) if renewed and end < today else end
    except OverflowError:
        return None


def dates_of_arrangement(arrangement: Mapping[str, Any], today: date) -> Iterator[tuple[str, date]]:
    """The last day to give notice and the end of the present term, or its renewal, while the arrangement is in force."""
    end = end_of_term(arrangement, today)
    if end is None or arrangement.get("state") not in ("in-force", "signed"):
        return
    notice = arrangement.get("notice_months")
    if notice:
        with suppress(OverflowError):
            yield "notice", add_months(end, -notice)
    yield "renewal" if arrangement.get("renewal_months") else "end", end


def end_that_binds(arrangement: Mapping[str, Any]) -> date | None:
    """The last day of an arrangement that is not renewed by itself: after it somebody has to say what became of it."""
    return None if arrangement.get("renewal_months") else end_of_term(arrangement, date.min)
