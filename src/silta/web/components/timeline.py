"""A year as a picture: lanes of bars between two dates. Positions are computed here; the template only draws.

Along the time axis all positions are percentages, so that the picture takes any width while its letters keep their size. Down
the page they are rem. Nothing needs a style attribute.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final, Literal

from silta.words.dates import first_day, is_partial_date, last_day

Look = Literal["done", "plan", "off"]
"""How a bar is drawn: filled (held or under way), outlined (still to come), dashed (postponed or cancelled)."""

NARROWEST: Final = 52.0
"""Rem: the picture is never drawn narrower; below, it scrolls inside its region."""
_LETTER: Final = 0.44
_ICON: Final = 1.5
_ROW: Final = 1.75
_HEAD: Final = 1.75


@dataclass(frozen=True)
class Bar:
    """One activity. `start` and `until` are dates of records (days, months or years; `until` may be empty).

    `said` is what a screen reader hears after the label: dates, place, state. `icon` belongs to the state.
    """

    number: str
    title: Any
    words: str
    start: str
    until: str
    url: str
    look: Look = "done"
    icon: str = "ring"
    said: str = ""
    place: str = ""


@dataclass(frozen=True)
class Lane:
    """A row of bars under a heading: those that one party hosts, or (with no `party`) those of all."""

    heading: str
    bars: Sequence[Bar]
    party: str = ""
    note: str = ""


@dataclass(frozen=True)
class DrawnBar:
    """A bar with its place. `side` says where its label stands: after the bar, before it, or on it."""

    bar: Bar
    x: str
    end: str
    width: str
    y: str
    side: Literal["after", "before", "on"]
    label: str


@dataclass(frozen=True)
class DrawnLane:
    lane: Lane
    y: str
    bars: Sequence[DrawnBar]


@dataclass(frozen=True)
class Timeline:
    """What the template draws. `months` are (x, first day of the month); `today` is None outside the picture."""

    height: str
    months: Sequence[tuple[str, str]]
    lanes: Sequence[DrawnLane]
    today: str | None
    today_date: str
    today_before: bool
    agenda: Sequence[tuple[Bar, Lane]] = field(default_factory=tuple)


def lay_out(start: date, until: date, lanes: Sequence[Lane], today: date) -> Timeline:
    """The picture of `lanes` from `start` to `until` (both included). Bars outside are left out, those across are cut."""
    drawn: list[DrawnLane] = []
    y = _HEAD
    for lane in lanes:
        bars = list(_bars(lane, start, until, y + _ROW))
        drawn.append(DrawnLane(lane, _rem(y), bars))
        y += _ROW * (1 + len(bars)) + 0.5
    position = _percent(start, until, today)
    inside = start <= today <= until
    return Timeline(
        height=_rem(y + _ROW),
        months=[(_x(_percent(start, until, m)), m.isoformat()[:7]) for m in _months(start, until)],
        lanes=drawn,
        today=_x(position) if inside else None,
        today_date=today.isoformat(),
        today_before=position > 80,
        agenda=sorted(
            ((bar.bar, lane.lane) for lane in drawn for bar in lane.bars), key=lambda pair: pair[0].start
        ),
    )


def _bars(lane: Lane, start: date, until: date, top: float) -> Iterator[DrawnBar]:
    y = top
    for bar in lane.bars:
        if not is_partial_date(bar.start):
            continue
        first = first_day(bar.start)
        last = max(first, last_day(bar.until if is_partial_date(bar.until) else bar.start))
        if last < start or first > until:
            continue
        left = _percent(start, until, max(first, start))
        right = max(_percent(start, until, min(last, until) + timedelta(days=1)), left + 1.2)
        yield _drawn(bar, left, min(right, 100.0), y)
        y += _ROW


def _drawn(bar: Bar, left: float, right: float, y: float) -> DrawnBar:
    label = f"{bar.number} {bar.words}".strip()
    wanted = (_ICON + _LETTER * len(label)) / NARROWEST * 100
    side: Literal["after", "before", "on"]
    if wanted <= right - left and bar.look == "done":
        side, room = "on", right - left
    elif wanted <= 100 - right or left <= 100 - right:
        side, room = "after", 100 - right
    else:
        side, room = "before", left
    return DrawnBar(bar, _x(left), _x(right), _x(right - left), _rem(y), side, _cut(label, room))


def _cut(label: str, room: float) -> str:
    """The label, cut to the letters that `room` percent of the narrowest picture hold; readers hear the whole title."""
    letters = int((room / 100 * NARROWEST - _ICON) / _LETTER)
    return label if len(label) <= letters else label[: max(letters - 1, 0)].rstrip() + "…"


def _months(start: date, until: date) -> Iterator[date]:
    month = start.replace(day=1)
    while month <= until:
        if month >= start:
            yield month
        month = (month + timedelta(days=32)).replace(day=1)


def _percent(start: date, until: date, day: date) -> float:
    return (day - start).days / ((until - start).days + 1) * 100


def _x(percent: float) -> str:
    return f"{percent:.2f}%"


def _rem(value: float) -> str:
    return f"{value:.2f}rem"
