"""The crosswalk table: the mappings of one crosswalk in the order of the benchmark. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from silta.records.computed import computed_state
from silta.records.views import Record, Snapshot
from silta.reports import framing, labels, listing, provisions
from silta.reports.catalogue.crosswalk_table.say import Say
from silta.reports.content import Block, Column, Content, Heading, Inline, Items, Paragraph, Period, Table
from silta.reports.reading import NOTHING, line, natural, record_title, text
from silta.reports.saying import say
from silta.words.codes import CROSSWALK_METHOD, RATING, RELATION

CODE = "crosswalk-table"


def build(snapshot: Snapshot, record: str) -> Content:
    """The table of the crosswalk with the id `record`, which the snapshot holds; provisions are named by their numbers."""
    crosswalk = snapshot.records[record]
    codes = framing.party_codes(snapshot)
    mappings = sorted(
        (m for m in snapshot.of_kind("mapping") if line(m.fields, "crosswalk") == record),
        key=lambda m: (natural(_numbers(m.fields.get("sources", ()))), m.id),
    )
    used = (crosswalk, *mappings)
    day = max(revision.time for one in used for revision in one.revisions)[:10]
    states = {m.id: computed_state(m, codes, date.fromisoformat(day)) for m in mappings}
    content = Content(
        report=CODE,
        options={"record": record},
        title=record_title(crosswalk),
        subtitle=say(Say.SUBTITLE),
        meta=framing.about_records(framing.ordered(snapshot), used, [say(Say.AS_OF, day=Period(day))], day),
        blocks=(
            *_about(snapshot, crosswalk, Counter(states.values())),
            Heading(say(Say.MAPPINGS)),
            *listing.listed(_table([_row(m, states[m.id]) for m in mappings]), len(mappings)),
        ),
    )
    return replace(content, back=framing.verification(content))


def _about(snapshot: Snapshot, crosswalk: Record, states: Counter[str]) -> Iterator[Block]:
    fields = crosswalk.fields
    yield Heading(say(Say.ABOUT))
    yield Items(
        (
            say(Say.BENCHMARK, text=provisions.text_called(snapshot, line(fields, "benchmark"))),
            say(Say.COMPARED_TEXT, text=provisions.text_called(snapshot, line(fields, "compared"))),
            say(Say.METHOD, method=labels.of_list(CROSSWALK_METHOD, line(fields, "method"))),
            say(Say.STATE_IS, state=labels.state("crosswalk", line(fields, "state"))),
        )
    )
    scope = text(fields, "scope")
    if scope:
        yield Paragraph(say(Say.SCOPE, text=scope))
    confirmed, objected = states["panel-confirmed"], states["objected"]
    waiting = states.total() - confirmed - objected
    yield Paragraph(
        say(Say.COUNTS, all=states.total(), confirmed=confirmed, objected=objected, waiting=waiting)
    )
    yield Paragraph(say(Say.NOTE))


def _numbers(addresses: Sequence[str]) -> str:
    """What stands after the ``#`` of each address, which is the order within a text."""
    return ", ".join(address.partition("#")[2] or address for address in addresses)


def _provisions(addresses: Sequence[str]) -> Inline:
    return provisions.listed(addresses) if addresses else NOTHING


def _table(rows: Sequence[tuple[Inline, ...]]) -> Table:
    columns = (
        Column(say(Say.PROVISION)),
        Column(say(Say.RELATION)),
        Column(say(Say.COMPARED)),
        Column(say(Say.LAW)),
        Column(say(Say.PRACTICE)),
        Column(say(Say.STATE)),
        Column(say(Say.REASONING)),
    )
    return Table(say(Say.MAPPINGS_OF), columns, tuple(rows))


def _row(mapping: Record, state: str) -> tuple[Inline, ...]:
    fields = mapping.fields
    return (
        _provisions(fields.get("sources", ())),
        labels.of_list(RELATION, line(fields, "relation")),
        _provisions(fields.get("targets", ())),
        labels.of_list(RATING, line(fields, "legal_rating")),
        labels.of_list(RATING, line(fields, "implementation_rating")),
        labels.state("mapping", state),
        text(fields, "reasoning") or NOTHING,
    )
