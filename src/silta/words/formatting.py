"""How dates, moments, numbers and quotations are written in each language of the interface. Pure; pages and reports share it.

========  ================  ==========================  =====================  ==============
language  day               period                      month                  moment
========  ================  ==========================  =====================  ==============
en        14 Apr 2026       8–9 Dec 2026                October 2025           14 Apr 2026, 09:12
fi        14.4.2026         8.–9.12.2026                lokakuu 2025           14.4.2026 klo 9.12
ru        14.04.2026        08–09.12.2026               октябрь 2025 г.        14.04.2026, 09:12
kk        2026 ж. 14 сәуір  2026 ж. 8–9 желтоқсан       2025 ж. қазан          2026 ж. 14 сәуір, 09:12
========  ================  ==========================  =====================  ==============

A language without rules of its own (a text may be in Swedish) gets ISO 8601. What is shown may come from a partner's record
that was never validated, so a value that is no date or moment is returned as it is: showing must not fail.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from silta.words.dates import first_day, is_partial_date

_NBSP: Final = "\u00a0"
_DASH: Final = "–"

_EN = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
       "December")  # fmt: skip
_FI = (
    "tammi",
    "helmi",
    "maalis",
    "huhti",
    "touko",
    "kesä",
    "heinä",
    "elo",
    "syys",
    "loka",
    "marras",
    "joulu",
)
_RU = ("январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
       "декабрь")  # fmt: skip
_KK = ("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүйек", "қазан", "қараша",
       "желтоқсан")  # fmt: skip


@dataclass(frozen=True)
class _Manner:
    """One language's ways. `days` and `months` write a period of two different days or months."""

    day: Callable[[date], str]
    days: Callable[[date, date], str]
    month: Callable[[date], str]
    months: Callable[[date, date], str]
    year: str
    years: str
    moment: str
    clock: str
    thousands: str
    quotes: tuple[str, str]
    conjunction: str


def _en_day(d: date) -> str:
    return f"{d.day} {_EN[d.month - 1][:3]} {d.year}"


def _en_days(a: date, b: date) -> str:
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}{_DASH}{_en_day(b)}"
    start = f"{a.day} {_EN[a.month - 1][:3]}" if a.year == b.year else _en_day(a)
    return f"{start} {_DASH} {_en_day(b)}"


def _en_months(a: date, b: date) -> str:
    if a.year == b.year:
        return f"{_EN[a.month - 1]}{_DASH}{_EN[b.month - 1]} {b.year}"
    return f"{_EN[a.month - 1]} {a.year} {_DASH} {_EN[b.month - 1]} {b.year}"


def _fi_days(a: date, b: date) -> str:
    start = f"{a.day}." if a.month == b.month else f"{a.day}.{a.month}."
    if a.year != b.year:
        start = f"{a.day}.{a.month}.{a.year}"
    return f"{start}{_DASH}{b.day}.{b.month}.{b.year}"


def _fi_months(a: date, b: date) -> str:
    if a.year == b.year:
        return f"{_FI[a.month - 1]}{_DASH}{_FI[b.month - 1]}kuu {b.year}"
    return f"{_FI[a.month - 1]}kuu {a.year} {_DASH} {_FI[b.month - 1]}kuu {b.year}"


def _ru_days(a: date, b: date) -> str:
    end = f"{b:%d.%m}.{b.year}"
    if a.year != b.year:
        return f"{a:%d.%m}.{a.year} {_DASH} {end}"
    return f"{a:%d}{_DASH}{end}" if a.month == b.month else f"{a:%d.%m}{_DASH}{end}"


def _ru_months(a: date, b: date) -> str:
    year = f"{b.year}{_NBSP}г."
    if a.year == b.year:
        return f"{_RU[a.month - 1]}{_DASH}{_RU[b.month - 1]} {year}"
    return f"{_RU[a.month - 1]} {a.year}{_NBSP}г. {_DASH} {_RU[b.month - 1]} {year}"


def _kk_day(d: date) -> str:
    return f"{d.year}{_NBSP}ж. {d.day} {_KK[d.month - 1]}"


def _kk_days(a: date, b: date) -> str:
    if a.year != b.year:
        return f"{_kk_day(a)} {_DASH} {_kk_day(b)}"
    end = f"{b.day} {_KK[b.month - 1]}"
    if a.month == b.month:
        return f"{a.year}{_NBSP}ж. {a.day}{_DASH}{end}"
    return f"{a.year}{_NBSP}ж. {a.day} {_KK[a.month - 1]} {_DASH} {end}"


def _kk_months(a: date, b: date) -> str:
    if a.year == b.year:
        return f"{a.year}{_NBSP}ж. {_KK[a.month - 1]}{_DASH}{_KK[b.month - 1]}"
    return f"{a.year}{_NBSP}ж. {_KK[a.month - 1]} {_DASH} {b.year}{_NBSP}ж. {_KK[b.month - 1]}"


_MANNERS: Final[Mapping[str, _Manner]] = {
    "en": _Manner(
        day=_en_day,
        days=_en_days,
        month=lambda d: f"{_EN[d.month - 1]} {d.year}",
        months=_en_months,
        year="{year}",
        years="{year}",
        moment="{day}, {clock}",
        clock="{hour:02}:{minute:02}",
        thousands=",",
        quotes=("“", "”"),
        conjunction=" and ",
    ),
    "fi": _Manner(
        day=lambda d: f"{d.day}.{d.month}.{d.year}",
        days=_fi_days,
        month=lambda d: f"{_FI[d.month - 1]}kuu {d.year}",
        months=_fi_months,
        year="{year}",
        years="{year}",
        moment=f"{{day}} klo{_NBSP}{{clock}}",
        clock="{hour}.{minute:02}",
        thousands=_NBSP,
        quotes=("”", "”"),
        conjunction=" ja ",
    ),
    "ru": _Manner(
        day=lambda d: f"{d:%d.%m}.{d.year}",
        days=_ru_days,
        month=lambda d: f"{_RU[d.month - 1]} {d.year}{_NBSP}г.",
        months=_ru_months,
        year=f"{{year}}{_NBSP}г.",
        years=f"{{year}}{_NBSP}гг.",
        moment="{day}, {clock}",
        clock="{hour:02}:{minute:02}",
        thousands=_NBSP,
        quotes=("«", "»"),
        conjunction=" и ",
    ),
    "kk": _Manner(
        day=_kk_day,
        days=_kk_days,
        month=lambda d: f"{d.year}{_NBSP}ж. {_KK[d.month - 1]}",
        months=_kk_months,
        year=f"{{year}}{_NBSP}ж.",
        years=f"{{year}}{_NBSP}жж.",
        moment="{day}, {clock}",
        clock="{hour:02}:{minute:02}",
        thousands=_NBSP,
        quotes=("«", "»"),
        conjunction=" және ",
    ),
}
_ISO: Final = _Manner(
    day=date.isoformat,
    days=lambda a, b: f"{a}/{b}",
    month=lambda d: d.isoformat()[:7],
    months=lambda a, b: f"{a.isoformat()[:7]}/{b.isoformat()[:7]}",
    year="{year}",
    years="{year}",
    moment="{day} {clock}",
    clock="{hour:02}:{minute:02}",
    thousands=_NBSP,
    quotes=("“", "”"),
    conjunction=", ",
)


def _manner(language: str) -> _Manner:
    return _MANNERS.get(language.partition("-")[0], _ISO)


def format_day(value: str, language: str) -> str:
    """A calendar date ``2026-04-14``, a month ``2026-04`` or a year ``2026`` in words of `language`."""
    if not is_partial_date(value):
        return value
    manner, start = _manner(language), first_day(value)
    if len(value) == 10:
        return manner.day(start)
    return manner.month(start) if len(value) == 7 else manner.year.format(year=start.year)


def format_month(value: str, language: str) -> str:
    """The month that a date lies in, with its year; a year alone stays a year."""
    return format_day(value[:7], language) if is_partial_date(value) else value


def format_short_day(value: str, language: str) -> str:
    """A day without its year, where the year stands nearby: ``24 Nov``, ``24.11.``, ``24.11``, ``24 қар.``"""
    if not is_partial_date(value) or len(value) != 10:
        return format_day(value, language)
    start = first_day(value)
    numeric = {"fi": f"{start.day}.{start.month}.", "ru": f"{start:%d.%m}"}
    words = f"{start.day} {format_month_name(value, language)}"
    return numeric.get(language.partition("-")[0], words)


def format_month_name(value: str, language: str) -> str:
    """The short name of the month that a date lies in, for a column of a calendar; its number in other languages."""
    if not is_partial_date(value):
        return value
    month = first_day(value).month - 1
    return {
        "en": _EN[month][:3],
        "fi": _FI[month],
        "ru": _RU[month] if month == 4 else f"{_RU[month][:3]}.",
        "kk": f"{_KK[month][:3]}.",
    }.get(language.partition("-")[0], f"{month + 1:02}")


def format_period(start: str, until: str | None, language: str) -> str:
    """Two dates as one period, saying nothing twice. Without an end, or with the same end, it is the start alone."""
    if not until or until == start:
        return format_day(start, language)
    manner = _manner(language)
    if not (is_partial_date(start) and is_partial_date(until)) or len(start) != len(until):
        return f"{format_day(start, language)} {_DASH} {format_day(until, language)}"
    first, last = first_day(start), first_day(until)
    if len(start) == 10:
        return manner.days(first, last)
    if len(start) == 7:
        return manner.months(first, last)
    return manner.years.format(year=f"{first.year}{_DASH}{last.year}")


def format_moment(value: str, language: str, utc_offset_minutes: int = 0) -> str:
    """An RFC 3339 moment as date and clock, `utc_offset_minutes` east of UTC. The offset itself is not written."""
    try:
        moment = datetime.fromisoformat(value)
        local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        local += timedelta(minutes=utc_offset_minutes)
    except (ValueError, OverflowError):
        return value
    return format_local(local, language)


def format_local(local: datetime, language: str) -> str:
    """Date and clock of `local` as they are, whatever its zone."""
    return _manner(language).moment.format(
        day=_manner(language).day(local.date()), clock=format_clock(local, language)
    )


def format_hour(value: str, language: str) -> str:
    """A time of day ``09:30`` as `language` writes it; what is none is returned as it is."""
    try:
        return format_clock(datetime.strptime(value, "%H:%M"), language)  # noqa: DTZ007 - a clock without a day
    except ValueError:
        return value


def format_clock(local: datetime, language: str) -> str:
    """The clock of `local`: ``09:12``; in Finnish ``9.12``."""
    return _manner(language).clock.format(hour=local.hour, minute=local.minute)


def format_number(value: int, language: str) -> str:
    """A whole number in groups of three: ``12,345`` in English, a no-break space elsewhere; the minus is U+2212."""
    digits = f"{abs(value):,}".replace(",", _manner(language).thousands)
    return f"−{digits}" if value < 0 else digits


def format_decimal(value: str, language: str) -> str:
    """A number written with a point (``-1234.5``), as `language` writes it; what is no number is returned as it is."""
    sign, digits = ("-", value[1:]) if value.startswith("-") else ("", value)
    whole, point, part = digits.partition(".")
    if not (whole.isdecimal() and whole.isascii()) or (point and not part.isdecimal()):
        return value
    mark = point if language == "en" else point and ","
    return f"{'−' if sign else ''}{format_number(int(whole), language)}{mark}{part}"


def format_quoted(text: str, language: str) -> str:
    """`text` in the quotation marks of `language`."""
    left, right = quotes_of(language)
    return f"{left}{text}{right}"


def quotes_of(language: str) -> tuple[str, str]:
    """The quotation marks of `language`: the opening and the closing one."""
    return _manner(language).quotes


def format_list(items: Sequence[str], language: str) -> str:
    """``a, b and c`` in `language`."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + _manner(language).conjunction + items[-1]
