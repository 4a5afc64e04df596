"""Comparison of rules: the work done on each crosswalk. Counts speak of a crosswalk, never of a country."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from silta.records.views import Record
from silta.reports.catalogue.annual_review.facts import Facts
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import Block, Column, Heading, Inline, Items, Number, Paragraph, Table
from silta.reports.reading import line, record_title
from silta.reports.saying import say

CONFIRMED = "panel-confirmed"


def section(facts: Facts) -> tuple[Block, ...]:
    heading = Heading(say(Say.COMPARISON))
    if not facts.crosswalks:
        return heading, Paragraph(say(Say.NOT_RECORDED))
    by_crosswalk = {
        record.id: [m for m in facts.mappings if m.fields.get("crosswalk") == record.id]
        for record in facts.crosswalks
    }
    columns = (
        Column(say(Say.CROSSWALK)),
        *(
            Column(say(head), "end")
            for head in (Say.MAPPINGS, Say.MADE_IN_YEAR, Say.CONFIRMED, Say.OBJECTED, Say.WAITING)
        ),
    )
    rows = tuple(_row(facts, record, by_crosswalk[record.id]) for record in facts.crosswalks)
    return (
        heading,
        Paragraph(say(Say.COMPARISON_NOTE)),
        Table(say(Say.CROSSWALKS), columns, rows),
        Items(tuple(_coverage(facts, record, by_crosswalk[record.id]) for record in facts.crosswalks)),
    )


def _row(facts: Facts, crosswalk: Record, mappings: Sequence[Record]) -> tuple[Inline, ...]:
    states = Counter(facts.state(mapping) for mapping in mappings)
    made = sum(1 for m in mappings if m.revisions[0].time.startswith(str(facts.year)))
    waiting = len(mappings) - states[CONFIRMED] - states["objected"]
    counted = (len(mappings), made, states[CONFIRMED], states["objected"], waiting)
    return (record_title(crosswalk), *(Number(count) for count in counted))


def _coverage(facts: Facts, crosswalk: Record, mappings: Sequence[Record]) -> Inline:
    """How much of the benchmark both sides have dealt with together; of how much, if the logs hold its release."""
    confirmed = {
        source for m in mappings if facts.state(m) == CONFIRMED for source in m.fields.get("sources", ())
    }
    benchmark = line(crosswalk.fields, "benchmark")
    sizes = [
        record.fields["provisions"]
        for record in facts.snapshot.of_kind("framework-release")
        if benchmark and line(record.fields, "address") == benchmark and record.fields.get("provisions")
    ]
    if sizes:
        return say(Say.COVERAGE, title=record_title(crosswalk), confirmed=len(confirmed), all=max(sizes))
    return say(Say.COVERAGE_OPEN, title=record_title(crosswalk), confirmed=len(confirmed))
