"""Priorities and proposals for the next year: what is agreed to matter, and the open work that nothing answers yet."""

from __future__ import annotations

from typing import Final

from silta.records.views import Record
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import GAP_OPEN, HELD, Facts, Item
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import Block, Column, Heading, Inline, Items, Joined, Paragraph, Table
from silta.reports.reading import NOTHING, line, natural, record_title, text, title
from silta.reports.saying import say
from silta.words.codes import AREA, PRIORITY_LEVEL

_LEVELS: Final = {code: place for place, code in enumerate(PRIORITY_LEVEL)}


def section(facts: Facts) -> tuple[Block, ...]:
    year = str(facts.year + 1)
    gaps = tuple(gap for gap in facts.gaps if line(gap.fields, "state") in GAP_OPEN)
    carried = tuple(item for item in facts.items if _carries_over(item))
    return (
        Heading(say(Say.NEXT_YEAR, year=year)),
        _priorities(facts, gaps, carried)
        if facts.priorities
        else Paragraph(say(Say.NO_PRIORITIES, year=year)),
        *_unanswered(facts, gaps, carried),
    )


def _carries_over(item: Item) -> bool:
    return item.record is not None and item.state not in (*HELD, "cancelled", "withdrawn")


def _priorities(facts: Facts, gaps: tuple[Record, ...], carried: tuple[Item, ...]) -> Table:
    answers = {p.id: _answers(p, gaps, carried) for p in facts.priorities}

    def rank(priority: Record) -> tuple[int, int, str]:
        level = _LEVELS.get(line(priority.fields, "level"), len(_LEVELS))
        return -len(answers[priority.id]), level, priority.id

    columns = (
        Column(say(Say.PRIORITY)),
        Column(say(Say.AREA)),
        Column(say(Say.STATE)),
        Column(say(Say.WHY)),
        Column(say(Say.ANSWERS)),
    )
    rows = tuple(_row(p, answers[p.id]) for p in sorted(facts.priorities, key=rank))
    return Table(say(Say.PRIORITIES), columns, rows)


def _answers(priority: Record, gaps: tuple[Record, ...], carried: tuple[Item, ...]) -> tuple[str, ...]:
    """The numbers of the open gaps and carried-over activities that a priority answers."""
    named = priority.fields.get("gaps", ())
    found = [line(gap.fields, "number") for gap in gaps if gap.id in named]
    found += [item.number for item in carried if item.now.get("priority") == priority.id]
    return tuple(sorted(found, key=natural))


def _row(priority: Record, answers: tuple[str, ...]) -> tuple[Inline, ...]:
    return (
        record_title(priority),
        labels.of_list(AREA, line(priority.fields, "area")),
        labels.state("priority", line(priority.fields, "state")),
        text(priority.fields, "why") or NOTHING,
        Joined(tuple(labels.plain(number) for number in answers), ", ") if answers else NOTHING,
    )


def _unanswered(facts: Facts, gaps: tuple[Record, ...], carried: tuple[Item, ...]) -> tuple[Block, ...]:
    answered = {gap for p in facts.priorities for gap in p.fields.get("gaps", ())}
    priorities = {p.id for p in facts.priorities}
    left: list[Inline] = [
        _named(line(gap.fields, "number"), record_title(gap), "gap", line(gap.fields, "state"))
        for gap in gaps
        if gap.id not in answered
    ]
    left += [
        _named(item.number, title("activity", item.now), "activity", item.state)
        for item in carried
        if item.now.get("priority") not in priorities
    ]
    if left:
        return Paragraph(say(Say.UNANSWERED, year=str(facts.year + 1))), Items(tuple(left))
    return (Paragraph(say(Say.ALL_ANSWERED)),) if gaps or carried else ()


def _named(number: str, name: Inline, kind: str, state: str) -> Inline:
    return say(Say.OPEN_WORK, number=number, title=name, state=labels.state(kind, state))
