"""An edition beside the one before it: the fate of each of its gaps, and what is new."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from silta.records.editions import Edition, Fate, Held
from silta.reports import labels
from silta.reports.catalogue.roadmap.areas import by_number, named
from silta.reports.catalogue.roadmap.say import Say
from silta.reports.content import Block, Column, Heading, Inline, Joined, Paragraph, Table
from silta.reports.reading import NOTHING, line, natural, text
from silta.reports.saying import say
from silta.words.codes import AREA, GAP_CAUSE, GAP_FATE, PRIORITY_LEVEL

Said = Callable[[str], Inline]
Told = tuple[tuple[str, Say, Said], ...]

_GAP: Final[Told] = (
    ("area", Say.AREA, partial(labels.of_list, AREA)),
    ("cause", Say.CAUSE, partial(labels.of_list, GAP_CAUSE)),
    ("priority", Say.PRIORITY, partial(labels.of_list, PRIORITY_LEVEL)),
    ("party", Say.CONCERNS, labels.party_code),
)
_ITEM: Final[Told] = (
    ("year", Say.YEAR, labels.plain),
    ("responsible", Say.RESPONSIBLE, labels.party_code),
    ("state", Say.STATE, partial(labels.state, "roadmap-item")),
)
"""The fields whose changes are told: name, heading, and how a value is said."""

Row = tuple[Inline, ...]


def sections(found: Edition) -> tuple[Block, ...]:
    """Nothing for a first edition."""
    before = found.previous
    if before is None:
        return ()
    year = str(before.year)
    changes = tuple(_changes(before, found))
    return (
        Heading(say(Say.FATES, year=year)),
        *((_fates(found, year),) if found.fates else (Paragraph(say(Say.NOT_RECORDED)),)),
        Heading(say(Say.CHANGES, year=year)),
        *((_table(changes, year),) if changes else (Paragraph(say(Say.NO_CHANGES)),)),
    )


def _fates(found: Edition, year: str) -> Table:
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.GAP)),
        Column(say(Say.STATE_THEN)),
        Column(say(Say.FATE)),
        Column(say(Say.WHY)),
    )
    fates = sorted(found.fates, key=lambda fate: (natural(fate.gap.number), fate.gap.id))
    rows = tuple(
        (
            labels.plain(fate.gap.number),
            named(fate.gap),
            labels.state("gap", fate.gap.state),
            labels.of_list(GAP_FATE, fate.code),
            _why(fate),
        )
        for fate in fates
    )
    return Table(say(Say.FATE_LIST, year=year), columns, rows)


def _why(fate: Fate) -> Inline:
    if fate.into:
        return Joined(tuple(labels.plain(gap.number) for gap in by_number(fate.into)), ", ")
    return text(fate.now, "reason") or NOTHING


def _table(rows: tuple[Row, ...], year: str) -> Table:
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.CHANGE)),
        Column(say(Say.BEFORE)),
        Column(say(Say.NOW)),
    )
    return Table(say(Say.CHANGE_LIST, year=year), columns, rows)


def _changes(before: Edition, now: Edition) -> Iterator[Row]:
    """What is new, gaps first; the states of gaps are told with their fates."""
    for gap in by_number(now.gaps.values()):
        yield from _changed(before.gaps.get(gap.id), gap, Say.NEW_GAP, _GAP)
    for item in by_number(now.items.values()):
        yield from _changed(before.items.get(item.id), item, Say.NEW_STEP, _ITEM)
    for item in by_number(before.items.values()):
        if item.id not in now.items:
            yield labels.plain(item.number), say(Say.STEP_GONE), named(item), NOTHING


def _changed(old: Held | None, new: Held, fresh: Say, told: Told) -> Iterator[Row]:
    number = labels.plain(new.number)
    if old is None:
        yield number, say(fresh), NOTHING, named(new)
        return
    if old.leaf == new.leaf:
        return
    if named(old) != named(new):
        yield number, say(Say.WORDING), named(old), named(new)
    for name, heading, said in told:
        before, now = line(old.fields, name), line(new.fields, name)
        if before != now:
            yield number, say(heading), said(before), said(now)
