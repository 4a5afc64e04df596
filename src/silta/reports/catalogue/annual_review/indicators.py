"""Results against indicators: where each stood at the beginning, where it is to be, and what was measured in the year."""

from __future__ import annotations

from collections.abc import Iterator

from silta.records.views import Record
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import Facts
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import Block, Column, Decimal, Heading, Inline, Table
from silta.reports.listing import by_number
from silta.reports.reading import NOTHING, Fields, line, record_title, text
from silta.reports.saying import say


def section(facts: Facts) -> tuple[Block, ...]:
    """Nothing where no result of the year is on record."""
    told = [(one, result) for one in by_number(_indicators(facts)) for result in _results(facts, one)]
    if not told:
        return ()
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.INDICATOR)),
        Column(say(Say.UNIT)),
        Column(say(Say.BASELINE), "end"),
        Column(say(Say.TARGET), "end"),
        Column(say(Say.VALUE_OF, year=str(facts.year)), "end"),
        Column(say(Say.STATE)),
    )
    rows = tuple(_row(facts, indicator, result) for indicator, result in told)
    return Heading(say(Say.INDICATORS)), Table(say(Say.INDICATOR_LIST), columns, rows)


def records(facts: Facts) -> Iterator[Record]:
    """What is quoted."""
    for indicator in _indicators(facts):
        yield indicator
        yield from _results(facts, indicator)


def _indicators(facts: Facts) -> list[Record]:
    return [one for one in facts.snapshot.of_kind("indicator") if _results(facts, one)]


def _results(facts: Facts, indicator: Record) -> list[Record]:
    found = (r for r in facts.snapshot.of_kind("result") if r.fields.get("year") == facts.year)
    return [r for r in found if line(r.fields, "indicator") == indicator.id]


def _row(facts: Facts, indicator: Record, result: Record) -> tuple[Inline, ...]:
    fields = indicator.fields
    return (
        labels.plain(line(fields, "number")),
        record_title(indicator),
        text(fields, "unit") or NOTHING,
        _of_year(fields, "baseline"),
        _of_year(fields, "target"),
        Decimal(line(result.fields, "actual")),
        labels.state("result", facts.state(result)),
    )


def _of_year(fields: Fields, name: str) -> Inline:
    """A value with the year that it belongs to."""
    value, year = line(fields, name), line(fields, f"{name}_year")
    if not value:
        return NOTHING
    return say(Say.VALUE_IN, value=Decimal(value), year=year) if year else Decimal(value)
