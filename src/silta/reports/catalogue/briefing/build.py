"""The briefing pack: execution of the programme, open actions, main events, texts and gaps that are open. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from silta.records.views import Record, Snapshot
from silta.reports import framing, gathering, labels, listing
from silta.reports.catalogue.annual_review import execution
from silta.reports.catalogue.annual_review.facts import GAP_CLOSED, HELD, Facts, gather
from silta.reports.catalogue.briefing.say import Say
from silta.reports.catalogue.status.build import ahead, open_actions, unanswered
from silta.reports.content import Block, Column, Content, Heading, Joined, Paragraph, Period, Table
from silta.reports.reading import NOTHING, line, record_title
from silta.reports.saying import say
from silta.words.codes import AREA

CODE = "briefing"
_HALF_YEAR: Final = timedelta(days=183)


def build(snapshot: Snapshot, day: str) -> Content:
    """What a delegation has to know on `day` (ISO), from the logs as they are."""
    today = date.fromisoformat(day)
    facts = gather(snapshot, today.year, today)
    held, coming = _held(facts, today), ahead(facts, today, _HALF_YEAR)
    owed, waiting = open_actions(facts), unanswered(facts)
    gaps = listing.by_number(g for g in snapshot.of_kind("gap") if facts.state(g) not in GAP_CLOSED)
    meeting = _meeting(facts, day)
    used = (*facts.used(), *meeting, *held, *coming, *owed, *waiting, *gaps)
    content = Content(
        report=CODE,
        options={"day": day},
        title=say(Say.TITLE),
        subtitle=say(Say.SUBTITLE, day=Period(day)),
        meta=framing.about_records(facts.snapshot, used, (), day),
        blocks=(
            *(block for one in meeting for block in _about(facts, one)),
            *execution.section(facts),
            Heading(say(Say.ACTIONS)),
            *listing.actions(say(Say.ACTIONS_OF), owed, facts.state),
            *_events(facts, today, held, coming),
            Heading(say(Say.TEXTS)),
            *_texts(facts, waiting),
            *_gaps(facts, gaps),
        ),
    )
    return replace(content, back=framing.verification(content))


def _meeting(facts: Facts, day: str) -> list[Record]:
    """The first meeting that is planned for the day or later."""
    planned = (r for r in facts.snapshot.of_kind("meeting") if line(r.fields, "state") == "planned")
    return [
        r for r in listing.by_day(planned) if line(r.fields, "start") >= day[: len(line(r.fields, "start"))]
    ][:1]


def _about(facts: Facts, meeting: Record) -> Iterator[Block]:
    yield Heading(say(Say.MEETING))
    yield gathering.about_meeting(facts.snapshot, meeting)
    yield from gathering.agenda(facts.snapshot, meeting)


def _held(facts: Facts, today: date) -> list[Record]:
    first = (today - _HALF_YEAR).isoformat()
    return listing.by_day(
        record
        for record in facts.snapshot.of_kind("activity")
        if facts.state(record) in HELD and first <= line(record.fields, "start") <= today.isoformat()
    )


def _events(facts: Facts, today: date, held: list[Record], coming: list[Record]) -> Iterator[Block]:
    first, last = (Period((today + span).isoformat()) for span in (-_HALF_YEAR, _HALF_YEAR))
    yield Heading(say(Say.EVENTS))
    yield Heading(say(Say.PAST), 2)
    yield from listing.activities(say(Say.PAST_LIST, day=first), held, facts.state)
    yield Heading(say(Say.COMING), 2)
    yield from listing.activities(say(Say.COMING_LIST, day=last), coming, facts.state)


def _texts(facts: Facts, waiting: list[Record]) -> tuple[Block, ...]:
    if not waiting:
        return (Paragraph(say(Say.NO_TEXTS)),)
    return listing.joint_texts(say(Say.TEXTS_LIST), waiting, facts.codes)


def _gaps(facts: Facts, gaps: list[Record]) -> Iterator[Block]:
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.GAP)),
        Column(say(Say.AREA)),
        Column(say(Say.STATE)),
        Column(say(Say.STEPS)),
    )
    steps = facts.snapshot.of_kind("roadmap-item")
    rows = tuple(
        (
            labels.plain(line(gap.fields, "number")),
            record_title(gap),
            labels.of_list(AREA, line(gap.fields, "area")),
            labels.state("gap", facts.state(gap)),
            _steps(gap, steps),
        )
        for gap in gaps
    )
    yield Heading(say(Say.GAPS))
    yield from listing.listed(Table(say(Say.GAPS_OF), columns, rows), len(gaps))


def _steps(gap: Record, steps: list[Record]) -> Joined:
    numbers = [labels.plain(line(s.fields, "number")) for s in steps if line(s.fields, "gap") == gap.id]
    return Joined(tuple(numbers) or (NOTHING,), ", ")
