"""The figures in a text: numbers, dates, times, codes and placeholders, which every language version must have alike.

``"By 14 April 2026, 1,200 pages of INFCIRC/449"`` and ``"2026 жылғы 14 сәуірге дейін INFCIRC/449-дың 1 200 беті"`` hold the
same three. Each language's own ways of writing are known (`silta.words.figure_patterns`); where a figure can be read in more
than one way (in Finnish ``12.10.`` is a day or a number at the end of a sentence) it keeps all its readings, and two figures are
alike if one reading is. So a difference that is reported is one to look at. How often a figure is repeated does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Final, Literal, NamedTuple

from silta.words.figure_patterns import (
    CODE,
    DATES,
    ISO_DATE,
    LINK,
    NUMBER,
    NUMERIC_DATE,
    PLACE,
    SCALES,
    SLASHED_DATE,
    TIME,
    WORDS_FOR_NUMBERS,
    month_of,
)

Kind = Literal["place", "date", "time", "code", "number"]

_DIGITS: Final = re.compile(r"\d+", re.ASCII)
_LATIN: Final = re.compile(r"[A-Za-z]")
_ENDING: Final = re.compile(r"(?:[-:’'][a-zåäöа-яёәғқңөұүһі]+)+$")
"""What a language hangs on a code or number to inflect it: ``YVL A.1:n``, ``ВВЭР-1200-дің``, ``5-бап``."""


class Figure(NamedTuple):
    """One figure and its place (character offsets). `readings` are its values, as they are compared:
    ``2026-04-14``, ``2026-04``, ``--04-14`` (no year), ``T09:30``, ``1200``, ``4.3``, ``INFCIRC/449``, ``{name}``.
    """

    kind: Kind
    text: str
    start: int
    end: int
    readings: tuple[str, ...]


class Difference(NamedTuple):
    """What two versions of one text do not have in common; each figure once."""

    missing: tuple[Figure, ...]
    extra: tuple[Figure, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.extra)


def figures_in(text: str, language: str) -> tuple[Figure, ...]:
    """The figures of `text` in the order of their places. A period of two days gives both, with one place."""
    base = language.partition("-")[0]
    found: list[Figure] = []
    left = text
    dates, numbers = partial(_dates, language=base), partial(_numbers, language=base)
    for step in (_places, dates, _times, _codes, numbers):
        here = list(step(left))
        found += here
        for figure in here:
            left = f"{left[: figure.start]}{' ' * (figure.end - figure.start)}{left[figure.end :]}"
    whole = (figure._replace(text=text[figure.start : figure.end]) for figure in found)
    return tuple(sorted(whole, key=lambda figure: (figure.start, figure.readings)))


def compare_figures(original: str, language: str, other: str, other_language: str) -> Difference:
    """Which figures of `original` `other` lacks (`missing`), and which it has besides (`extra`)."""
    ours, theirs = figures_in(original, language), figures_in(other, other_language)
    return Difference(
        _lacking(ours, theirs, _spelled(other, other_language)),
        _lacking(theirs, ours, _spelled(original, language)),
    )


def alike(one: Figure, other: Figure) -> bool:
    """Whether two figures can mean the same."""
    return any(_same(a, b) for a in one.readings for b in other.readings)


def _lacking(wanted: tuple[Figure, ...], there: tuple[Figure, ...], spelled: set[str]) -> tuple[Figure, ...]:
    known = {reading for figure in there for reading in figure.readings}
    lacking: dict[tuple[str, ...], Figure] = {}
    for figure in wanted:
        if not known.isdisjoint(figure.readings) or not spelled.isdisjoint(figure.readings):
            continue
        if figure.kind in ("date", "code") and any(alike(figure, one) for one in there):
            continue
        lacking.setdefault(figure.readings, figure)
    return tuple(lacking.values())


def _same(a: str, b: str) -> bool:
    if a == b:
        return True
    if a.startswith("--") or b.startswith("--"):  # a day whose year stands elsewhere: "30 June – 2 July 2026"
        return a[-5:] == b[-5:] and len(a) > 5 and len(b) > 5
    # ВВЭР-1200 is VVER-1200: letters of two scripts cannot be compared, the digits can.
    other_script = bool(_LATIN.search(a)) != bool(_LATIN.search(b))
    return other_script and _has_letters(a) and _has_letters(b) and _DIGITS.findall(a) == _DIGITS.findall(b)


def _has_letters(reading: str) -> bool:
    return any(letter.isalpha() for letter in reading)


def _places(text: str) -> Iterator[Figure]:
    for match in PLACE.finditer(text):
        yield _figure("place", match, match[0])
    for match in LINK.finditer(text):
        link = match[0].rstrip(".,;:!?)»”\"'")
        yield Figure("code", "", match.start(), match.start() + len(link), (link,))


def _dates(text: str, language: str) -> Iterator[Figure]:
    taken: list[tuple[int, int]] = []
    for pattern in (ISO_DATE, NUMERIC_DATE, *DATES.get(language, ()), SLASHED_DATE):
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < stop and begin < end for begin, stop in taken):
                continue
            readings = tuple(_days_of(match, language))
            if readings:
                taken.append((start, end))
                yield from (_figure("date", match, *reading) for reading in readings)


def _days_of(match: re.Match[str], language: str) -> Iterator[tuple[str, ...]]:
    """The readings of each day or month that a match of a date names: two for a period, none if it is no date after all."""
    parts = match.groupdict()
    year = parts.get("year") or ""
    months = [month_of(parts[name], language) for name in ("until_month", "month") if parts.get(name)]
    days = [int(parts[name]) for name in ("first", "day") if parts.get(name)]
    if not all(1 <= month <= 12 for month in months) or not all(1 <= day <= 31 for day in days):
        return
    if not days:
        for month in months:
            yield (f"{year}-{month:02}",)
    elif parts.get("swap") and days[-1] <= 12:
        yield (_day(year, months[-1], days[-1]), _day(year, days[-1], months[-1]))
    else:
        for place, day in enumerate(days):
            yield (_day(year, months[0] if place + 1 < len(days) else months[-1], day),)


def _day(year: str, month: int, day: int) -> str:
    return f"{year or '-'}-{month:02}-{day:02}"


def _times(text: str) -> Iterator[Figure]:
    for match in TIME.finditer(text):
        hour, minute = int(match["hour"]), int(match["minute"])
        if hour < 24 and minute < 60:
            yield _figure("time", match, f"T{hour:02}:{minute:02}")


def _codes(text: str) -> Iterator[Figure]:
    for match in CODE.finditer(text):
        code = _ENDING.sub("", match[0])
        if _has_letters(code) or re.fullmatch(r"[0-9]+(?:/[0-9]+)+|[0-9]+(?:\.[0-9]+){2,}", code):
            yield Figure("code", "", match.start(), match.start() + len(code), (code.upper(),))


def _numbers(text: str, language: str) -> Iterator[Figure]:
    for match in NUMBER["en" if language == "en" else ""].finditer(text):
        written = match["number"]
        plain = re.sub(r"[ \u00a0\u202f]", "", written)
        plain = plain.replace(",", "") if language == "en" else plain.replace(",", ".")
        value = f"-{plain}" if match["minus"] else plain
        readings = [value, *_day_or_time(written, language), *_scaled(value, text[match.end() :], language)]
        yield _figure("number", match, *dict.fromkeys(readings))


def _day_or_time(written: str, language: str) -> Iterator[str]:
    """How else a number with a point can be read: as day and month, and in Finnish as a time."""
    left, point, right = written.partition(".")
    if not point or len(left) > 2 or len(right) > 2 or language == "en":
        return
    if 1 <= int(left) <= 31 and 1 <= int(right) <= 12:
        yield _day("", int(right), int(left))
    if language == "fi" and len(right) == 2 and int(left) < 24 and int(right) < 60:
        yield f"T{int(left):02}:{right}"


def _scaled(value: str, after: str, language: str) -> Iterator[str]:
    """``2.5 million`` is also 2500000: languages differ in when they use the word."""
    for zeros, words in SCALES.get(language, ()):
        if words.match(after):
            whole, _, part = value.partition(".")
            if len(part) <= zeros:
                yield f"{whole}{part}{'0' * (zeros - len(part))}".lstrip("0")


def _spelled(text: str, language: str) -> set[str]:
    """The small numbers that a text writes as words: they excuse the digit of the other language, no more."""
    patterns = WORDS_FOR_NUMBERS.get(language.partition("-")[0], ())
    return {str(number) for number, words in enumerate(patterns, start=1) if words.search(text)}


def _figure(kind: Kind, match: re.Match[str], *readings: str) -> Figure:
    return Figure(kind, "", match.start(), match.end(), readings)
