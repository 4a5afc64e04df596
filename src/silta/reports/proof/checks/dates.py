"""Dates: possible, in order, on the weekday that is named, in the right year, and as the records have them."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final

from silta.reports.proof.checks.past_years import last_years
from silta.reports.proof.finding import Finding, Place
from silta.reports.proof.known import Known, Recorded
from silta.reports.proof.reading import figures, sentences
from silta.reports.proof.subject import Dated, Passage, Subject
from silta.reports.proof.weekdays import NAMES, weekday_beside
from silta.words.dates import first_day, is_partial_date, last_day
from silta.words.figures import Figure
from silta.words.folding import fold

_TELLABLE: Final = 12
"""Letters from which a title is long enough to know its record by."""
_HAPPENINGS: Final = frozenset({"activity", "event", "meeting"})
_BINDING: Final = frozenset({"start", "taken", "due"})
"""Fields whose year cannot lie before the year in the number of their record."""
_BETWEEN: Final = frozenset({"–", "—", "-", "to", "until", "till", "по", "до"})


def check(subject: Subject, known: Known) -> Iterator[Finding]:
    """Codes: `proof.date-impossible`, `proof.date-order`, `proof.weekday`, `proof.date-other-year`, `proof.date-not-as-recorded`,
    `proof.date-before-number`, `proof.date-outside-activity`, and those of `past_years`.
    """
    for passage, language, text in subject.texts():
        dates = [figure for figure in figures(text, language) if figure.kind == "date"]
        yield from _impossible(passage, language, dates)
        yield from _out_of_order(passage, language, text, dates)
        yield from _weekdays(passage, language, text, dates, subject.year)
        yield from _other_years(subject, passage, language, dates)
        yield from _against_records(known, passage, language, text, subject.record)
    yield from last_years(subject, known)
    yield from _held_dates(subject, known)


def full(figure: Figure) -> date | None:
    """The day that a date names, if it can be read in one way only and has a year."""
    if len(figure.readings) != 1 or figure.readings[0].startswith("--"):
        return None
    reading = figure.readings[0]
    return first_day(reading) if len(reading) == 10 and is_partial_date(reading) else None


def _impossible(passage: Passage, language: str, dates: list[Figure]) -> Iterator[Finding]:
    for figure in dates:
        if not any(_exists(reading) for reading in figure.readings):
            yield passage.found(
                "proof.date-impossible", "critical", language, (figure.start, figure.end), said=figure.text
            )


def _exists(reading: str) -> bool:
    if reading.startswith("--"):
        month, day = int(reading[2:4]), int(reading[5:7] or 1)
        return 1 <= day <= calendar.monthrange(2000, month)[1]
    return is_partial_date(reading)


def _out_of_order(passage: Passage, language: str, text: str, dates: list[Figure]) -> Iterator[Finding]:
    for one, two in pairwise(dates):
        between = text[one.end : two.start].strip().casefold()
        start, end = full(one), full(two)
        if not start or not end or (one.start != two.start and between not in _BETWEEN):
            continue
        if end < start or (one.start == two.start and _turned_round(one.text, start, end)):
            span = one.start, two.end
            yield passage.found(
                "proof.date-order", "critical", language, span, said=text[one.start : two.end]
            )


def _turned_round(written: str, start: date, end: date) -> bool:
    """Whether the later day of a period is written first: figures of one place come in the order of their days."""
    first = re.search(r"(?<!\d)\d{1,2}(?!\d)", written)
    return first is not None and start.day != end.day and int(first[0]) == end.day


def _weekdays(
    passage: Passage, language: str, text: str, dates: list[Figure], year: int | None
) -> Iterator[Finding]:
    for figure in dates:
        day = full(figure) or _in_year(figure, year)
        beside = weekday_beside(text, figure.start, figure.end, language) if day else None
        if day and beside and beside[0] != day.weekday():
            number, first, last = beside
            names = NAMES[language.partition("-")[0]]
            yield passage.found(
                "proof.weekday", "critical", language, (min(first, figure.start), max(last, figure.end)),
                said=names[number], day=day.isoformat(), right=names[day.weekday()],
            )  # fmt: skip


def _in_year(figure: Figure, year: int | None) -> date | None:
    reading = figure.readings[0]
    if year is None or len(figure.readings) != 1 or not reading.startswith("--") or len(reading) != 7:
        return None
    written = f"{year}-{reading[2:]}"
    return first_day(written) if is_partial_date(written) else None


def _other_years(subject: Subject, passage: Passage, language: str, dates: list[Figure]) -> Iterator[Finding]:
    """Days of a text that a field of the same record holds with another year."""
    if not subject.record or passage.record:
        return
    held = [one for dated in subject.dates for one in (dated.start, dated.until) if len(one) == 10]
    for figure in dates:
        day = full(figure)
        if day is None or day.isoformat() in held:
            continue
        meant = next((one for one in held if one[4:] == day.isoformat()[4:]), "")
        if meant:
            yield passage.found(
                "proof.date-other-year", "critical", language, (figure.start, figure.end), said=figure.text, day=meant
            )  # fmt: skip


def _against_records(known: Known, passage: Passage, language: str, text: str, own: str) -> Iterator[Finding]:
    """Sentences that name a happening and give it another time than its record does."""
    for sentence in sentences(text):
        said = figures(sentence.text, language)
        days = [(figure, day) for figure in said if figure.kind == "date" and (day := full(figure))]
        if not days:
            continue
        folded = fold(sentence.text)
        for record in known.records:
            if record.uid in (own, passage.record) or not _is_named(record, sentence.text, folded, language):
                continue
            if not any(record.covers(day) for _, day in days):
                figure = days[0][0]
                span = sentence.start + figure.start, sentence.start + figure.end
                yield passage.found(
                    "proof.date-not-as-recorded", "warning", language, span,
                    said=figure.text, record=record.named(language), when=record.when,
                )  # fmt: skip


def _is_named(record: Recorded, text: str, folded: str, language: str) -> bool:
    if record.kind not in _HAPPENINGS or not record.start:
        return False
    if record.number and record.number in text:
        return re.search(rf"(?<![\w-]){re.escape(record.number)}(?![\w-])", text) is not None
    title = fold(record.titles.get(language, ""))
    return len(title) >= _TELLABLE and title in folded


def _held_dates(subject: Subject, known: Known) -> Iterator[Finding]:
    for dated in subject.dates:
        if not is_partial_date(dated.start) or (dated.until and not is_partial_date(dated.until)):
            continue  # no date at all: the form says so
        if dated.until and last_day(dated.until) < first_day(dated.start):
            said = f"{dated.start} – {dated.until}"
            yield Finding(
                "proof.date-order", "critical", Place(dated.where, record=dated.record), {"said": said}
            )
        if dated.where in _BINDING:
            yield from _before_number(subject, dated)
        if subject.kind == "event" and dated.where == "start":
            yield from _outside_activity(subject, known, dated)


def _before_number(subject: Subject, dated: Dated) -> Iterator[Finding]:
    year, stroke, _ = subject.number.partition("-")
    if stroke and len(year) == 4 and year.isdecimal() and int(dated.start[:4]) < int(year):
        yield Finding(
            "proof.date-before-number",
            "critical",
            Place(dated.where),
            {"said": dated.start, "number": subject.number},
        )


def _outside_activity(subject: Subject, known: Known, dated: Dated) -> Iterator[Finding]:
    for uid in subject.points_to:
        record = known.record(uid)
        if record is None or record.kind != "activity" or not is_partial_date(record.start):
            continue
        first, last = first_day(record.start), last_day(record.until or record.start)
        if last_day(dated.until or dated.start) < first or first_day(dated.start) > last:
            yield Finding(
                "proof.date-outside-activity",
                "warning",
                Place(dated.where),
                {"said": dated.start, "record": record.named(""), "when": record.when},
            )  # fmt: skip
