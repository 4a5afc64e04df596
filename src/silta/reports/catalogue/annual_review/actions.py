"""Actions: what each party owed in the year, what was done, what is open or overdue."""

from __future__ import annotations

from collections import Counter

from silta.records.views import Record
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import Facts
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import Block, Column, Heading, Inline, Paragraph, Period, Table
from silta.reports.reading import NOTHING, line, record_title, text
from silta.reports.saying import say

DONE = ("done", "accepted")
OPEN = ("open", "in-progress", "returned")


def section(facts: Facts) -> tuple[Block, ...]:
    heading = Heading(say(Say.ACTIONS))
    if not facts.actions:
        return heading, Paragraph(say(Say.NOT_RECORDED))
    states = Counter(facts.state(record) for record in facts.actions)
    counts = say(
        Say.ACTION_COUNTS,
        year=str(facts.year),
        all=states.total(),
        done=sum(states[state] for state in DONE),
        open=sum(states[state] for state in OPEN),
        overdue=states["overdue"],
        dropped=states["dropped"],
    )
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.ACTION)),
        Column(say(Say.OWNER)),
        Column(say(Say.DUE)),
        Column(say(Say.STATE)),
        Column(say(Say.EVIDENCE)),
    )
    rows = tuple(_row(facts, record) for record in facts.actions)
    return heading, Paragraph(counts), Table(say(Say.ACTION_LIST), columns, rows)


def _row(facts: Facts, record: Record) -> tuple[Inline, ...]:
    fields = record.fields
    due = line(fields, "due")
    return (
        labels.plain(line(fields, "number")),
        record_title(record),
        labels.party_code(line(fields, "owner")),
        Period(due) if due else NOTHING,
        labels.state("action", facts.state(record)),
        text(fields, "evidence") or text(fields, "reason") or NOTHING,
    )
