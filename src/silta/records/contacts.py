"""Contact by area: when the parties last met or wrote about an area, what is planned next, and which areas have been quiet.

Quiet is a word about an area, never about a party: who should have spoken is not asked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from silta.records.duties import add_months

Sort = Literal["met", "written", "planned"]
MEETING_KINDS: Final = ("activity", "event", "meeting")
"""Kinds of what brings people together: on a day, and planned before it."""
HELD: Final = ("held", "reported", "closed")
PLANNED: Final = ("proposed", "planned", "confirmed")


@dataclass(frozen=True)
class Touch:
    """One contact about an area, or a planned one: its day, and the record by which it is known.

    `said` is the date as the record holds it, which may be a month. `answered`: it was an answer to the record, not its release.
    """

    day: date
    sort: Sort
    uid: str
    said: str
    answered: bool = False


@dataclass(frozen=True)
class AreaContact:
    """What is known of one area; `since` is the last contact (None: never)."""

    area: str
    met: Touch | None
    written: Touch | None
    planned: Touch | None
    quiet: bool

    @property
    def since(self) -> date | None:
        return max((touch.day for touch in (self.met, self.written) if touch), default=None)


def contact_by_area(
    areas: Collection[str], touches: Iterable[tuple[str, Touch]], today: date, quiet_months: int
) -> list[AreaContact]:
    """One item for each of `areas`, those that have been silent the longest first.

    `touches` are pairs of an area and a contact; of each sort the last one up to `today` is enough, or the next one planned. An
    area is quiet if its last contact lies more than `quiet_months` back.
    """
    by_area: dict[str, list[Touch]] = {area: [] for area in areas}
    for area, touch in touches:
        by_area.setdefault(area, []).append(touch)
    found = [_of_area(area, several, today, quiet_months) for area, several in by_area.items()]
    return sorted(found, key=lambda one: (one.since or date.min, one.area))


def _of_area(area: str, touches: list[Touch], today: date, quiet_months: int) -> AreaContact:
    ordered = sorted(set(touches), key=lambda touch: (touch.day, touch.sort, touch.uid))
    past = [touch for touch in ordered if touch.sort != "planned" and touch.day <= today]
    met = next((touch for touch in reversed(past) if touch.sort == "met"), None)
    written = next((touch for touch in reversed(past) if touch.sort == "written"), None)
    planned = next((touch for touch in ordered if touch.sort == "planned" and touch.day >= today), None)
    last = past[-1].day if past else date.min
    return AreaContact(area, met, written, planned, last < add_months(today, -quiet_months))
