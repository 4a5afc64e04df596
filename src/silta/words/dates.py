"""Dates as records hold them: ISO 8601 calendar dates that may lack the day, or the month and the day."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")

_DOTTED = re.compile(r"(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*(\d{4})")


def typed_date(value: str) -> str:
    """A date typed as Finns, Russians and Kazakhs write it, ``14.4.2026`` or ``4.2026``, as ISO; anything else as it is."""
    match = _DOTTED.fullmatch(value)
    if match is None:
        return value
    day, month, year = match.groups()
    return "-".join((year, f"{int(month):02}", *((f"{int(day):02}",) if day else ())))


def is_partial_date(value: str) -> bool:
    """Whether `value` is a real date written ``2025``, ``2025-10`` or ``2025-10-31``."""
    try:
        first_day(value)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def first_day(value: str) -> date:
    """The first day that a partial date covers. Raises `ValueError` (`date.invalid`)."""
    match = _PARTIAL.fullmatch(value)
    if match is None:
        raise ValueError("date.invalid")
    year, month, day = match.groups()
    return date(int(year), int(month or 1), int(day or 1))


@lru_cache(maxsize=4096)
def last_day(value: str) -> date:
    """The last day that a partial date covers. Raises `ValueError` (`date.invalid`)."""
    start = first_day(value)
    parts = value.count("-")
    if parts == 2:
        return start
    month = start.month if parts == 1 else 12
    return date(start.year, month, calendar.monthrange(start.year, month)[1])
