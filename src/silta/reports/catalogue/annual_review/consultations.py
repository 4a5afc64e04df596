"""Consultations: what was asked, and how long the answer took. Titles are left out, since many are marked more strictly."""

from __future__ import annotations

from datetime import date
from statistics import median

from silta.records.matching import pauses, turnaround
from silta.records.views import Record
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import Facts, known_by
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import Block, Column, Decimal, Heading, Inline, Number, Paragraph, Period, Table
from silta.reports.listing import by_number
from silta.reports.reading import NOTHING, line
from silta.reports.saying import say
from silta.words.codes import AREA


def section(facts: Facts) -> tuple[Block, ...]:
    """Nothing for a year in which nothing was asked or answered."""
    boundary = f"{facts.year + 1}-01-01"
    advice = list(known_by(facts.snapshot.of_kind("advice"), boundary))
    known = by_number(known_by(facts.snapshot.of_kind("consultation"), boundary))
    told = [(one, _sent(one), _answered(one, advice)) for one in known]
    told = [found for found in told if str(facts.year) in (found[1][:4], found[2][:4])]
    if not told:
        return ()
    took = {one.id: _days(one, sent, answered) for one, sent, answered in told if sent and answered}
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.AREA)),
        Column(say(Say.ASKED_BY)),
        Column(say(Say.SENT)),
        Column(say(Say.ANSWERED)),
        Column(say(Say.DAYS_TAKEN), "end"),
        Column(say(Say.STATE)),
    )
    rows = tuple(_row(facts, one, sent, answered, took) for one, sent, answered in told)
    return (
        Heading(say(Say.CONSULTATIONS)),
        Paragraph(_counts(facts, [sent for _, sent, _ in told], list(took.values()))),
        Table(say(Say.CONSULTATION_LIST), columns, rows),
    )


def _counts(facts: Facts, sent: list[str], took: list[int]) -> Inline:
    asked = sum(day.startswith(str(facts.year)) for day in sent)
    if not took:
        return say(Say.CONSULTATIONS_OPEN, year=str(facts.year), asked=asked)
    middle = median(took)
    return say(
        Say.CONSULTATIONS_ANSWERED,
        year=str(facts.year),
        asked=asked,
        answered=len(took),
        days=Decimal(f"{middle:.0f}" if middle == int(middle) else f"{middle:.1f}"),
    )


def _row(facts: Facts, one: Record, sent: str, answered: str, took: dict[str, int]) -> tuple[Inline, ...]:
    return (
        labels.plain(line(one.fields, "number")),
        labels.of_list(AREA, line(one.fields, "area")),
        labels.party_code(one.party),
        Period(sent) if sent else NOTHING,
        Period(answered) if answered else NOTHING,
        Number(took[one.id]) if one.id in took else NOTHING,
        labels.state("consultation", facts.state(one)),
    )


def _sent(consultation: Record) -> str:
    """The day on which it was first sent; empty before that."""
    times = [one.time for one in consultation.revisions if line(one.fields or {}, "state") == "sent"]
    return min(times, default="")[:10]


def _answered(consultation: Record, advice: list[Record]) -> str:
    """The day of the first advice on it."""
    issued = (
        revision.time
        for one in advice
        if line(one.fields, "consultation") == consultation.id and not one.withdrawn
        for revision in one.revisions
        if line(revision.fields or {}, "state") == "issued"
    )
    return min(issued, default="")[:10]


def _days(consultation: Record, sent: str, answered: str) -> int:
    """The days from question to advice, without those on which a question back waited for the asking side."""
    said = [(one.time, False) for one in consultation.revisions[1:]]
    said += [
        (one.time, one.party != consultation.party)
        for one in consultation.responses
        if one.verdict == "comment"
    ]
    paused = pauses([(date.fromisoformat(time[:10]), asks) for time, asks in sorted(said)])
    last = date.fromisoformat(answered)
    return turnaround(date.fromisoformat(sent), last, None, last, paused).answered or 0
