"""Gaps and roadmap: which differences were found, worked on or closed, and the steps that answer them."""

from __future__ import annotations

from collections import Counter

from silta.records.views import Record
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import GAP_CLOSED, GAP_OPEN, Facts, known_by
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import Block, Column, Heading, Inline, Joined, Paragraph, Period, Table
from silta.reports.reading import NOTHING, line, record_title, text
from silta.reports.saying import say
from silta.words.codes import AREA


def section(facts: Facts) -> tuple[Block, ...]:
    heading = Heading(say(Say.GAPS))
    known = tuple(known_by(facts.gaps, f"{facts.year + 1}-01-01"))
    if not known and not facts.roadmap:
        return heading, Paragraph(say(Say.NOT_RECORDED))
    touched = tuple(gap for gap in known if _touched(facts, gap))
    return (
        heading,
        Paragraph(_counts(facts, known)),
        *((_gap_table(facts, touched),) if touched else ()),
        *((_roadmap_table(facts),) if facts.roadmap else ()),
    )


def _counts(facts: Facts, known: tuple[Record, ...]) -> Inline:
    now = Counter(line(gap.fields, "state") for gap in known)
    closed = Counter(
        line(gap.fields, "state") for gap in known if _closed_on(gap).startswith(str(facts.year))
    )
    return say(
        Say.GAP_COUNTS,
        year=str(facts.year),
        opened=sum(1 for gap in known if _opened_on(gap).startswith(str(facts.year))),
        resolved=closed["resolved"],
        accepted=closed["accepted"],
        open=sum(now[state] for state in GAP_OPEN),
    )


def _opened_on(gap: Record) -> str:
    return gap.revisions[0].time[:10]


def _closed_on(gap: Record) -> str:
    """The day from which on the gap has been closed; empty while it is open."""
    day = ""
    for revision in reversed(gap.revisions):
        if line(revision.fields or {}, "state") not in GAP_CLOSED:
            break
        day = revision.time[:10]
    return day


def _touched(facts: Facts, gap: Record) -> bool:
    revised = any(revision.time.startswith(str(facts.year)) for revision in gap.revisions)
    return revised or any(item.fields.get("gap") == gap.id for item in facts.roadmap)


def _gap_table(facts: Facts, gaps: tuple[Record, ...]) -> Table:
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.GAP)),
        Column(say(Say.AREA)),
        Column(say(Say.OPENED)),
        Column(say(Say.STATE)),
        Column(say(Say.ANSWERED_BY)),
    )
    return Table(say(Say.GAP_LIST), columns, tuple(_gap_row(facts, gap) for gap in gaps))


def _gap_row(facts: Facts, gap: Record) -> tuple[Inline, ...]:
    answers = tuple(
        labels.plain(line(item.fields, "number"))
        for item in facts.roadmap
        if item.fields.get("gap") == gap.id
    )
    return (
        labels.plain(line(gap.fields, "number")),
        record_title(gap),
        labels.of_list(AREA, line(gap.fields, "area")),
        Period(_opened_on(gap)),
        labels.state("gap", line(gap.fields, "state")),
        Joined(answers, ", ") if answers else NOTHING,
    )


def _roadmap_table(facts: Facts) -> Table:
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.STEP)),
        Column(say(Say.RESPONSIBLE)),
        Column(say(Say.STATE)),
        Column(say(Say.PROGRESS)),
    )
    rows = tuple(
        (
            labels.plain(line(item.fields, "number")),
            record_title(item),
            labels.party_code(line(item.fields, "responsible")),
            labels.state("roadmap-item", facts.state(item)),
            text(item.fields, "progress") or NOTHING,
        )
        for item in facts.roadmap
    )
    return Table(say(Say.ROADMAP), columns, rows)
