"""The audit dossier: one result with its whole thread, every revision, the agreements, the digests of the evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from silta.records.computed import computed_state
from silta.records.registry import KINDS
from silta.records.views import Record, Snapshot
from silta.reports import framing, labels, listing, provisions
from silta.reports.catalogue.dossier.say import Say
from silta.reports.catalogue.dossier.thread import provisions_of, thread_of
from silta.reports.content import (
    Block,
    Column,
    Content,
    Decimal,
    Heading,
    Inline,
    Items,
    Joined,
    Literal,
    Moment,
    Number,
    Paragraph,
    Table,
    Words,
)
from silta.reports.reading import NOTHING, Fields, line, record_title, text
from silta.reports.saying import say
from silta.words.codes import ROLE, VERDICT

CODE = "dossier"


def build(snapshot: Snapshot, record: str) -> Content:
    """The dossier of the result with the id `record`, which the snapshot holds."""
    held = framing.ordered(snapshot)
    result = held.records[record]
    thread = thread_of(held, record)
    times = [one.time for told in thread for one in told.revisions]
    content = Content(
        report=CODE,
        options={"record": record},
        title=say(Say.TITLE, title=record_title(result)),
        subtitle=None,
        meta=framing.about_records(held, thread, (), max(times)[:10]),
        blocks=(
            *_result(held, result),
            *_thread(held, thread),
            *_revisions(thread),
            *_answers(thread),
            *_files(thread),
            *_how(),
        ),
    )
    return replace(content, back=framing.verification(content))


def _state(held: Snapshot, record: Record) -> str:
    """As the records have it; the calendar plays no part, so that the dossier does not change by the day."""
    return computed_state(record, framing.party_codes(held), date.min, among=held.records)


def _result(held: Snapshot, result: Record) -> Iterator[Block]:
    fields = result.fields
    indicator = held.records.get(line(fields, "indicator"))
    measured = indicator.fields if indicator else {}
    lines = [say(Say.INDICATOR, title=record_title(indicator))] if indicator else []
    lines.append(
        say(
            Say.VALUE,
            year=line(fields, "year") or "—",
            value=_decimal(fields, "actual"),
            baseline=_decimal(measured, "baseline"),
            target=_decimal(measured, "target"),
        )
    )
    if unit := text(measured, "unit"):
        lines.append(say(Say.UNIT, unit=unit))
    lines.append(say(Say.STANDS, state=labels.state("result", _state(held, result))))
    yield Heading(say(Say.RESULT))
    yield Items(tuple(lines))
    words = text(fields, "evidence")
    if words:
        yield Heading(say(Say.EVIDENCE), 2)
        yield Paragraph(words)


def _decimal(fields: Fields, name: str) -> Inline:
    return Decimal(line(fields, name)) if line(fields, name) else NOTHING


def _kind(record: Record) -> Inline:
    return Words("kind", KINDS[record.kind].label) if record.kind in KINDS else Literal(record.kind)


def _named(record: Record) -> Inline:
    kind = KINDS.get(record.kind)
    number = line(record.fields, kind.number) if kind and kind.number else ""
    return Joined((Literal(number), record_title(record))) if number else record_title(record)


def _thread(held: Snapshot, thread: list[Record]) -> Iterator[Block]:
    columns = (
        Column(say(Say.KIND)), Column(say(Say.RECORD)), Column(say(Say.PARTY)), Column(say(Say.STATE)),
    )  # fmt: skip
    rows = tuple(
        (
            _kind(record),
            _named(record),
            labels.party_code(record.party),
            labels.state(record.kind, _state(held, record)),
        )
        for record in thread
    )
    yield Heading(say(Say.THREAD))
    yield from listing.listed(Table(say(Say.THREAD_OF), columns, rows), len(rows))
    cited = provisions_of(thread)
    if cited:
        yield Paragraph(say(Say.PROVISIONS, addresses=provisions.cited(held, cited)))


def _place(origin: str, index: int) -> Inline:
    return Literal(f"{origin.rpartition('/')[2]} {index}", "code")


def _revisions(thread: list[Record]) -> Iterator[Block]:
    columns = (
        Column(say(Say.RECORD)), Column(say(Say.REVISION), "end"), Column(say(Say.RELEASED)),
        Column(say(Say.ENTRY)), Column(say(Say.LEAF)),
    )  # fmt: skip
    told = sorted(
        ((one.origin, one.index, one, record) for record in thread for one in record.revisions),
        key=lambda found: found[:2],
    )
    rows = tuple(
        (
            _named(replace(record, revisions=(one,))) if one.fields is not None else say(Say.ERASED),
            Number(one.number),
            Moment(one.time),
            _place(one.origin, one.index),
            Literal(one.leaf, "code"),
        )
        for _, _, one, record in told
    )
    yield Heading(say(Say.REVISIONS))
    yield from listing.listed(Table(say(Say.REVISIONS_OF), columns, rows), len(rows))


def _answers(thread: list[Record]) -> Iterator[Block]:
    columns = (
        Column(say(Say.RECORD)), Column(say(Say.TO), "end"), Column(say(Say.PARTY)), Column(say(Say.ANSWER)),
        Column(say(Say.ROLE)), Column(say(Say.SAID)), Column(say(Say.ENTRY)),
    )  # fmt: skip
    rows = []
    for record in thread:
        numbers = {one.leaf: one.number for one in record.revisions}
        for answer in record.responses:
            if answer.verdict == "receipt" or answer.target_leaf not in numbers:
                continue
            rows.append(
                (
                    _named(record),
                    Number(numbers[answer.target_leaf]),
                    labels.party_code(answer.party),
                    labels.of_list(VERDICT, answer.verdict),
                    labels.of_list(ROLE, answer.role),
                    Moment(answer.time),
                    _place(answer.origin, answer.index),
                )
            )
    yield Heading(say(Say.ANSWERS))
    yield from listing.listed(Table(say(Say.ANSWERS_OF), columns, tuple(rows)), len(rows))


def _files(thread: list[Record]) -> Iterator[Block]:
    columns = (
        Column(say(Say.FILE)), Column(say(Say.RECORD)), Column(say(Say.SIZE), "end"), Column(say(Say.DIGEST)),
    )  # fmt: skip
    rows = tuple(
        (
            labels.plain(str(held.get("name", ""))),
            _named(record),
            Number(int(held.get("size", 0))),
            Literal(str(held.get("sha256", "")), "code"),
        )
        for record in thread
        for one in record.revisions
        for held in one.attachments
    )
    yield Heading(say(Say.FILES))
    yield from listing.listed(Table(say(Say.FILES_OF), columns, rows), len(rows))


def _how() -> Iterator[Block]:
    yield Heading(say(Say.HOW))
    yield Paragraph(say(Say.HOW_FOLDER))
    yield Paragraph(say(Say.HOW_COMMAND, command=Literal("silta verify dossier.zip", "code")))
    yield Paragraph(say(Say.HOW_KEYS))
    yield Paragraph(say(Say.HOW_HAND))
