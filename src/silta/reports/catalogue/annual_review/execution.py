"""Execution of the programme: what was agreed for the year, what was held, what moved and why, what came of it."""

from __future__ import annotations

from collections import Counter

from silta.records.computed import agreement
from silta.reports import labels
from silta.reports.catalogue.annual_review.facts import HELD, NOT_HELD, Facts, Item
from silta.reports.catalogue.annual_review.say import Say
from silta.reports.content import (
    BarChart,
    Bars,
    Block,
    Column,
    Heading,
    Inline,
    Items,
    Number,
    Paragraph,
    Period,
    Table,
)
from silta.reports.reading import NOTHING, Fields, line, text, title
from silta.reports.saying import say
from silta.words.codes import FORM_OF_ACTIVITY

OPEN = "open"


def section(facts: Facts) -> tuple[Block, ...]:
    heading = (Heading(say(Say.EXECUTION)), Paragraph(_programme(facts)))
    if not facts.items:
        return (*heading, Paragraph(say(Say.NOT_RECORDED)))
    return (
        *heading,
        *(Paragraph(words) for words in _counts(facts.items)),
        _table(facts.items),
        *_changes(facts.items),
        *_outcomes(facts.items),
        _by_form(facts.items),
    )


def _programme(facts: Facts) -> Inline:
    if facts.programme is None or facts.edition is None:
        return say(Say.NO_PROGRAMME, year=str(facts.year))
    if not facts.programme_agreed:
        return say(Say.PROGRAMME_NOT_AGREED, year=str(facts.year))
    since = agreement(facts.programme, facts.edition, facts.codes).since
    return say(
        Say.PROGRAMME_IN_FORCE,
        year=str(facts.year),
        edition=facts.edition.number,
        since=Period(since[:10]),
    )


def _fate(item: Item) -> str:
    """``held``, ``postponed``, ``cancelled`` or ``open``."""
    if item.state in HELD:
        return "held"
    return item.state if item.state in NOT_HELD else OPEN


def _counts(items: tuple[Item, ...]) -> tuple[Inline, ...]:
    inside = Counter(_fate(item) for item in items if item.in_programme)
    outside = sum(1 for item in items if not item.in_programme and _fate(item) == "held")
    said: list[Inline] = []
    if inside:
        said.append(
            say(
                Say.COUNTS,
                planned=inside.total(),
                held=inside["held"],
                postponed=inside["postponed"],
                cancelled=inside["cancelled"],
                open=inside[OPEN],
            )
        )
    if outside:
        said.append(say(Say.HELD_OUTSIDE, count=outside))
    return tuple(said)


def _table(items: tuple[Item, ...]) -> Table:
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.ACTIVITY)),
        Column(say(Say.FORM)),
        Column(say(Say.PLANNED_FOR)),
        Column(say(Say.LATEST_DATE)),
        Column(say(Say.STATE)),
    )
    return Table(say(Say.ACTIVITIES), columns, tuple(_row(item) for item in items))


def _row(item: Item) -> tuple[Inline, ...]:
    shown = item.now or item.frozen or {}
    return (
        labels.plain(item.number),
        title("activity", shown),
        labels.of_list(FORM_OF_ACTIVITY, line(shown, "form")),
        _planned(item),
        _latest(item),
        labels.state("activity", item.state) if item.record else say(Say.NOT_IN_LOGS),
    )


def _planned(item: Item) -> Inline:
    if not item.in_programme:
        return say(Say.NOT_IN_PROGRAMME)
    return _period(item.frozen) if item.frozen else NOTHING


def _latest(item: Item) -> Inline:
    """When it was held or is to be; nothing for what was cancelled, or postponed without a new date."""
    now = _period(item.now)
    as_planned = item.frozen is not None and now == _period(item.frozen)
    if item.state == "cancelled" or (item.state == "postponed" and as_planned):
        return NOTHING
    return say(Say.AS_PLANNED) if as_planned else now


def _period(fields: Fields) -> Inline:
    start, until = line(fields, "start"), line(fields, "until")
    return Period(start, "" if until == start else until) if start else NOTHING


def _changes(items: tuple[Item, ...]) -> tuple[Block, ...]:
    """The activities that were not held as agreed, each with the reason on record."""
    said = tuple(
        say(
            Say.STATE_AND_REASON,
            number=item.number,
            title=title("activity", item.now),
            state=labels.state("activity", item.state),
            reason=item.reason or say(Say.NO_REASON),
        )
        for item in items
        if item.record and (item.state == "overdue" or item.state in NOT_HELD)
    )
    return (Heading(say(Say.WHY_CHANGED), 2), Items(said)) if said else ()


def _outcomes(items: tuple[Item, ...]) -> tuple[Block, ...]:
    told = [(item, text(item.now, "outcome")) for item in items if item.state in HELD]
    rows = tuple(
        (labels.plain(item.number), title("activity", item.now), outcome) for item, outcome in told if outcome
    )
    columns = (Column(say(Say.NUMBER)), Column(say(Say.ACTIVITY)), Column(say(Say.OUTCOME)))
    return (Table(say(Say.OUTCOMES), columns, rows),) if rows else ()


def _by_form(items: tuple[Item, ...]) -> BarChart:
    """Planned counts what the programme holds; held counts whatever took place. Forms stand in the order of the code list."""
    planned = Counter(_form(item) for item in items if item.in_programme)
    fates = [Counter(_form(item) for item in items if _fate(item) == fate) for fate in ("held", *NOT_HELD)]
    counted = (planned, *fates)
    order = {code: place for place, code in enumerate(FORM_OF_ACTIVITY)}
    forms = sorted({_form(item) for item in items}, key=lambda form: (order.get(form, len(order)), form))
    labelled = [(labels.of_list(FORM_OF_ACTIVITY, form), form) for form in forms]
    heads = (Say.PLANNED, Say.HELD, Say.POSTPONED, Say.CANCELLED)
    return BarChart(
        say(Say.BY_FORM),
        series=(say(Say.PLANNED), say(Say.HELD)),
        bars=tuple(Bars(label, (planned[form], fates[0][form])) for label, form in labelled),
        table=Table(
            say(Say.BY_FORM),
            (Column(say(Say.FORM)), *(Column(say(head), "end") for head in heads)),
            tuple((label, *(Number(count[form]) for count in counted)) for label, form in labelled),
            (say(Say.TOTAL), *(Number(count.total()) for count in counted)),
        ),
    )


def _form(item: Item) -> str:
    return line(item.now or item.frozen or {}, "form")
