"""Dates, moments and numbers as they stand in records, written as the reader's language does. Filters of the same names."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import pgettext

from silta.web.wording import reader_language
from silta.words import formatting
from silta.words.times import seen_from


def day(value: object) -> str:
    """A date, a month, a year, or the day of a moment: ``14 Apr 2026``, ``October 2025``. Anything else comes back as it is."""
    return formatting.format_day(_iso(value), reader_language())


def month(value: object) -> str:
    """The month of a date: ``October 2025``."""
    return formatting.format_month(_iso(value), reader_language())


def short_day(value: object) -> str:
    """A day of a year that stands nearby: ``24 Nov``."""
    return formatting.format_short_day(_iso(value), reader_language())


def month_name(value: object) -> str:
    """The short name of a date's month, for the head of a column: ``Nov``."""
    return formatting.format_month_name(_iso(value), reader_language())


def period(start: object, until: object = None) -> str:
    """A period, ``14–16 Apr 2026``; in a template ``{{ activity.start|period:activity.until }}``."""
    return formatting.format_period(_iso(start), _iso(until) or None, reader_language())


def moment(value: object) -> str:
    """An aware datetime, or an RFC 3339 moment, on the node's clock: ``18 Nov 2026, 09:12``."""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return str(value)
    if not isinstance(value, datetime):
        return "" if value is None else str(value)
    aware = value if timezone.is_aware(value) else timezone.make_aware(value)
    offset = seen_from(aware, timezone.get_current_timezone()).utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset else 0
    return formatting.format_moment(aware.isoformat(), reader_language(), minutes)


def number(value: object) -> str:
    """A whole number in groups of three: ``12,345``."""
    return formatting.format_number(value, reader_language()) if isinstance(value, int) else str(value)


def decimal(value: object) -> str:
    """A number written with a point, as the reader's language writes it: ``12,5``."""
    return formatting.format_decimal(str(value), reader_language())


def size(value: object) -> str:
    """A number of bytes: ``412 kB``, ``3 MB``; under a kilobyte, the bytes."""
    if not isinstance(value, int):
        return str(value)
    units = (
        (pgettext("bytes", "MB"), 1_000_000),
        (pgettext("bytes", "kB"), 1_000),
        (pgettext("bytes", "B"), 1),
    )
    unit, factor = next((one for one in units if value >= one[1]), units[-1])
    return f"{formatting.format_number(round(value / factor), reader_language())}\u00a0{unit}"


def _iso(value: object) -> str:
    """The ISO date of `value`; of a moment (an RFC 3339 string too) the date on the node's clock."""
    if isinstance(value, str) and len(value) > len("2026-04-14"):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return str(value)
    if isinstance(value, datetime):
        here = timezone.get_current_timezone()
        value = (seen_from(value, here) if timezone.is_aware(value) else value).date()
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
