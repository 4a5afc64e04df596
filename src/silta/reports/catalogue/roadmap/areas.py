"""The gaps of an edition by area: what is missing, and the steps that answer it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from silta.records.editions import Edition, Held, Strand
from silta.records.views import Snapshot
from silta.reports import labels
from silta.reports.catalogue.roadmap.say import Say
from silta.reports.content import Block, Column, Heading, Inline, Items, Paragraph, Table
from silta.reports.reading import NOTHING, line, natural, text, title
from silta.reports.saying import say
from silta.words.codes import AREA, GAP_CAUSE, PRIORITY_LEVEL


def sections(snapshot: Snapshot, found: Edition) -> tuple[Block, ...]:
    """One section an area, in the order of the list of areas; then the steps that belong to no gap of the edition."""
    blocks: list[Block] = []
    for area, strands in _by_area(found.strands):
        blocks += _section(snapshot, _area(area), strands)
    if found.loose:
        blocks += [Heading(say(Say.LOOSE)), _steps(snapshot, say(Say.LOOSE_LIST), by_number(found.loose))]
    return tuple(blocks) or (Paragraph(say(Say.NOT_RECORDED)),)


def by_number(held: Iterable[Held]) -> list[Held]:
    return sorted(held, key=lambda one: (natural(one.number), one.id))


def named(held: Held) -> Inline:
    """What a record was called when it was frozen."""
    return title(held.record.kind, held.fields) if held.record else NOTHING


def _by_area(strands: Sequence[Strand]) -> Iterator[tuple[str, list[Strand]]]:
    order = {code: place for place, code in enumerate(AREA)}
    codes = {line(strand.gap.fields, "area") for strand in strands}
    for area in sorted(codes, key=lambda code: (order.get(code, len(order)), code)):
        chosen = [strand for strand in strands if line(strand.gap.fields, "area") == area]
        yield area, sorted(chosen, key=lambda strand: (natural(strand.gap.number), strand.gap.id))


def _area(code: str) -> Inline:
    return labels.of_list(AREA, code) if code else say(Say.NO_AREA)


def _section(snapshot: Snapshot, area: Inline, strands: Sequence[Strand]) -> Iterator[Block]:
    steps = [step for strand in strands for step in by_number(strand.items)]
    notes = tuple(note for strand in strands for note in _notes(strand))
    yield Heading(say(Say.SECTION, area=area))
    yield _gaps(area, [strand.gap for strand in strands])
    if steps:
        yield _steps(snapshot, say(Say.STEPS, area=area), steps)
    if notes:
        yield Items(notes)


def _gaps(area: Inline, gaps: Sequence[Held]) -> Table:
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.GAP)),
        Column(say(Say.PRIORITY)),
        Column(say(Say.CAUSE)),
        Column(say(Say.CONCERNS)),
        Column(say(Say.STATE)),
    )
    rows = tuple(
        (
            labels.plain(gap.number),
            named(gap),
            labels.of_list(PRIORITY_LEVEL, line(gap.fields, "priority")),
            labels.of_list(GAP_CAUSE, line(gap.fields, "cause")),
            labels.party_code(line(gap.fields, "party")),
            labels.state("gap", gap.state),
        )
        for gap in gaps
    )
    return Table(say(Say.GAPS, area=area), columns, rows)


def _steps(snapshot: Snapshot, caption: Inline, steps: Sequence[Held]) -> Table:
    columns = (
        Column(say(Say.NUMBER)),
        Column(say(Say.STEP)),
        Column(say(Say.GAP)),
        Column(say(Say.DOCUMENT)),
        Column(say(Say.YEAR)),
        Column(say(Say.RESPONSIBLE)),
        Column(say(Say.WITH)),
        Column(say(Say.STATE)),
    )
    rows = tuple(
        (
            labels.plain(step.number),
            named(step),
            labels.plain(_number_of(snapshot, line(step.fields, "gap"))),
            text(step.fields, "document") or NOTHING,
            labels.plain(line(step.fields, "year")),
            labels.party_code(line(step.fields, "responsible")),
            text(step.fields, "partners") or NOTHING,
            labels.state("roadmap-item", step.state),
        )
        for step in steps
    )
    return Table(caption, columns, rows)


def _number_of(snapshot: Snapshot, uid: str) -> str:
    record = snapshot.records.get(uid)
    return line(record.fields, "number") if record else ""


def _notes(strand: Strand) -> Iterator[Inline]:
    """What the tables have no room for: explanation, reason, who is concerned; progress and evidence of the steps."""
    gap = strand.gap
    yield from _words(
        gap,
        (
            ("explanation", Say.EXPLAINED),
            ("reason", Say.BECAUSE),
            ("stakeholders", Say.STAKEHOLDERS_OF),
            ("partners", Say.PARTNERS_OF),
        ),
    )
    for step in by_number(strand.items):
        told = (("progress", Say.PROGRESS_OF), ("evidence", Say.EVIDENCE_OF), ("reason", Say.BECAUSE))
        yield from _words(step, told)


def _words(held: Held, told: Sequence[tuple[str, Any]]) -> Iterator[Inline]:
    for name, phrase in told:
        words = text(held.fields, name)
        if words:
            yield say(phrase, number=held.number, text=words)
