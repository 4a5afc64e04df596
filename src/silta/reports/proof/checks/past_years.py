"""Last year's date: the slip of January, when hands still write the year before.

A day is suspected when a year later it would make sense and as it stands it makes none: a record has it a year later; or the
cooperation had not begun; or it is about today a year ago in a text that speaks of today's year as its own; or it lies in the
first months of a year that the text does not speak of otherwise, while it plans the next one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from silta.reports.proof.finding import Finding, Severity
from silta.reports.proof.known import Known, Recorded
from silta.reports.proof.reading import figures
from silta.reports.proof.subject import Passage, Subject
from silta.words.dates import first_day, is_partial_date
from silta.words.figures import Figure

_ABOUT: Final = timedelta(days=45)
_FIRST_MONTHS: Final = 3
_YEAR: Final = re.compile(r"(?<![\w.,/-])(20\d\d)(?![\w/]|[.,]\d|-\d)")


def last_years(subject: Subject, known: Known) -> Iterator[Finding]:
    """Codes: `proof.date-last-year-record`, `proof.date-before-beginning`, `proof.date-last-year`."""
    spoken = _years_of(subject)
    held = {one for dated in subject.dates for one in (dated.start, dated.until)}
    for passage, language, text in subject.texts():
        for figure in figures(text, language):
            day = _day(figure)
            if day is None or day.isoformat() in held or _happens(known, day):
                continue  # nobody mistook a day that a record has
            later = day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)
            if later.isoformat() in held and not passage.record:
                continue  # that it is another year than the record's own is told already
            span = figure.start, figure.end
            meant = _happens(known, later)
            said = {"said": figure.text, "day": later.isoformat()}
            if meant:
                name = meant.named(language)
                yield passage.found(
                    "proof.date-last-year-record", "critical", language, span, record=name, **said
                )
            elif is_partial_date(known.began) and day < first_day(known.began) <= later:
                yield passage.found(
                    "proof.date-before-beginning", "critical", language, span, began=known.began, **said
                )
            elif later.year in spoken:
                yield from _spoken(subject, known, passage, language, span, later, day.year in spoken)


def _spoken(
    subject: Subject, known: Known, passage: Passage, language: str, span: tuple[int, int], later: date, own: bool
) -> Iterator[Finding]:  # fmt: skip
    """A day of a year before the one that the text plans; `own`: the text speaks of the day's own year, too."""
    near = abs(later - known.today) <= _ABOUT
    if near or (later.month <= _FIRST_MONTHS and not own):
        severity: Severity = "critical" if near or subject.public else "warning"
        said = passage.texts[language][slice(*span)]
        yield passage.found(
            "proof.date-last-year", severity, language, span, said=said, year=str(later.year), day=later.isoformat()
        )  # fmt: skip


def _day(figure: Figure) -> date | None:
    reading = figure.readings[0]
    if (
        figure.kind != "date"
        or len(figure.readings) != 1
        or len(reading) != 10
        or not is_partial_date(reading)
    ):
        return None
    return first_day(reading)


def _happens(known: Known, day: date) -> Recorded | None:
    """A record whose time is known to the day and takes in `day`."""
    return next((one for one in known.records if len(one.start) == 10 and one.covers(day)), None)


def _years_of(subject: Subject) -> frozenset[int]:
    """The years that a text speaks of other than in dates: what it sums up, what it plans."""
    found = {subject.year} if subject.year else set()
    for _, language, text in subject.texts():
        dated = [(one.start, one.end) for one in figures(text, language) if one.kind == "date"]
        found |= {
            int(one[1])
            for one in _YEAR.finditer(text)
            if not any(start <= one.start() < end for start, end in dated)
        }
    return frozenset(found)
