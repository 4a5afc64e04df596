"""A year as twelve months: a grid of days for each, and beneath it what takes place then. The template only draws.

The grid shows which days are taken, the list says by what: what is known by its month only, or lasts for weeks, stands in the
list of every month that it touches and fills no days.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.utils.translation import pgettext_lazy

from silta.web.components.timeline import Bar, Lane
from silta.words.dates import first_day, is_partial_date, last_day

_WHOLE: Final = len("2026-04-14")
_LONGEST: Final = 31
"""Days: what lasts longer marks no days."""


@dataclass(frozen=True)
class Day:
    """A day of a grid; `number` is 0 outside the month. `marks` are the parties that host something then ("": together)."""

    number: int
    iso: str = ""
    marks: tuple[str, ...] = ()
    today: bool = False
    titles: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """Something in the list of a month; `begins` says whether this is its first month."""

    bar: Bar
    party: str
    begins: bool


@dataclass(frozen=True)
class Month:
    """One month: its first day in ISO digits, its weeks from Monday on, and what takes place."""

    iso: str
    weeks: Sequence[Sequence[Day]]
    entries: Sequence[Entry] = field(default_factory=tuple)


@dataclass(frozen=True)
class _Placed:
    bar: Bar
    party: str
    first: date
    last: date
    exact: bool

    def touches(self, first: date, last: date) -> bool:
        return self.first <= last and self.last >= first

    def fills(self, day: date) -> bool:
        return self.exact and self.first <= day <= self.last


WEEKDAYS: Final = (
    pgettext_lazy("weekday", "Mo"),
    pgettext_lazy("weekday", "Tu"),
    pgettext_lazy("weekday", "We"),
    pgettext_lazy("weekday", "Th"),
    pgettext_lazy("weekday", "Fr"),
    pgettext_lazy("weekday", "Sa"),
    pgettext_lazy("weekday", "Su"),
)


def months_of(year: int, lanes: Sequence[Lane], today: date) -> list[Month]:
    """The twelve months of `year` with the bars of `lanes`."""
    placed = sorted(_placed(lanes), key=lambda one: (one.first, one.bar.number, one.bar.url))
    return [_month(year, number, placed, today) for number in range(1, 13)]


def _placed(lanes: Sequence[Lane]) -> Iterator[_Placed]:
    for lane in lanes:
        for bar in lane.bars:
            until = bar.until or bar.start
            if not (is_partial_date(bar.start) and is_partial_date(until)):
                continue
            first, last = first_day(bar.start), max(first_day(bar.start), last_day(until))
            exact = len(bar.start) == len(until) == _WHOLE and (last - first).days < _LONGEST
            yield _Placed(bar, lane.party, first, last, exact)


def _month(year: int, number: int, placed: Sequence[_Placed], today: date) -> Month:
    first = date(year, number, 1)
    last = date(year, number, calendar.monthrange(year, number)[1])
    here = [one for one in placed if one.touches(first, last)]
    days = [_day(first + timedelta(days=n), here, today) for n in range(last.day)]
    filled = [Day(0)] * first.weekday() + days
    filled += [Day(0)] * (-len(filled) % 7)
    weeks = [filled[n : n + 7] for n in range(0, len(filled), 7)]
    return Month(
        first.isoformat()[:7], weeks, [Entry(one.bar, one.party, one.first >= first) for one in here]
    )


def _day(day: date, here: Sequence[_Placed], today: date) -> Day:
    taken = [one for one in here if one.fills(day)]
    return Day(
        day.day,
        day.isoformat(),
        tuple(dict.fromkeys(one.party for one in taken)),
        day == today,
        tuple(one.bar.number or one.bar.words for one in taken),
    )
