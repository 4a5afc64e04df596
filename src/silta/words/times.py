"""Times of day at a place: a local day and clock with an IANA time zone, and the same moment elsewhere.

The rules of summer time come from the zone data that Python finds (the system's, else the package tzdata). A zone of which
there is no data is left out: a missing line is better than a wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ZONE_OF_PARTY: Final = {"fi": "Europe/Helsinki", "kz": "Asia/Almaty"}
"""Where a party is whose code is that of a country with one time zone."""


@dataclass(frozen=True)
class LocalTime:
    """A period of a day as the clocks of `zone` show it; without an end it has none."""

    zone: str
    start: datetime
    end: datetime | None


def moment_of(day: str, clock: str, zone: str) -> datetime | None:
    """The moment at which the clocks of `zone` show `clock` (``09:30``) on `day` (ISO), aware; None if that cannot be told.

    Of an hour that comes twice, the first one is meant; one that is skipped is as much later as the clocks go forward.
    """
    try:
        return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=ZoneInfo(zone))
    except (ValueError, ZoneInfoNotFoundError):
        return None


def seen_from(moment: datetime, place: tzinfo) -> datetime:
    """An aware moment as the clocks of `place` show it.

    A partner's entry may claim the first or the last hours of the calendar, which other zones no longer hold: it stays as it is.
    """
    try:
        return moment.astimezone(place)
    except OverflowError:
        return moment


def is_skipped(day: str, clock: str, zone: str) -> bool:
    """Whether the clocks of `zone` never show that time on that day, because they go forward."""
    moment = moment_of(day, clock, zone)
    if moment is None or moment.year in (1, 9999):
        return False
    there = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return there.replace(tzinfo=None) != moment.replace(tzinfo=None)


def local_times(
    day: str, begins: str, ends: str | None, zone: str, elsewhere: tuple[str, ...]
) -> list[LocalTime]:
    """The period from `begins` to `ends` on `day` at `zone`, there and in the zones `elsewhere`, each zone once."""
    start = moment_of(day, begins, zone)
    if start is None or start.year in (1, 9999):
        return []
    end = moment_of(day, ends, zone) if ends else None
    found = []
    for name in dict.fromkeys((zone, *elsewhere)):
        try:
            place = ZoneInfo(name)
        except (ValueError, ZoneInfoNotFoundError):
            continue
        found.append(LocalTime(name, start.astimezone(place), end.astimezone(place) if end else None))
    return found
