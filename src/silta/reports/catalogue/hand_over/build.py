"""The hand-over package: who is who, what is owed and awaited, where things stand by area, every open thread. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from silta.records.duties import dates_of_arrangement
from silta.records.registry import KINDS
from silta.records.views import Record, Snapshot
from silta.reports import framing, labels, listing
from silta.reports.catalogue.annual_review.facts import GAP_CLOSED, Facts, gather
from silta.reports.catalogue.hand_over.say import Say
from silta.reports.catalogue.status.build import ahead, open_actions, unanswered
from silta.reports.content import (
    Block,
    Column,
    Content,
    Heading,
    Inline,
    Items,
    Joined,
    Number,
    Paragraph,
    Period,
    Table,
)
from silta.reports.reading import NOTHING, Fields, line, record_title
from silta.reports.saying import say
from silta.words.codes import AREA
from silta.words.text import best_wording

CODE = "hand-over"
_HALF_YEAR: Final = timedelta(days=183)
_ASKED: Final = ("sent", "accepted", "assigned", "answered", "overdue")
_TOLD: Final = (
    "arrangement", "contact-point", "obligation", "action", "remark", "consultation", "gap", "roadmap-item", "activity",
    "priority",
)  # fmt: skip
_ENDED: Final = ("expired", "terminated")
_HOW: Final = (Say.HOW_HOME, Say.HOW_THREAD, Say.HOW_ANSWER, Say.HOW_ROLES, Say.HOW_LOGS)


def build(snapshot: Snapshot, day: str) -> Content:
    """All that a successor needs to know on `day` (ISO), from the logs as they are."""
    today = date.fromisoformat(day)
    facts = gather(snapshot, today.year, today)
    content = Content(
        report=CODE,
        options={"day": day},
        title=say(Say.TITLE),
        subtitle=say(Say.SUBTITLE, day=Period(day)),
        meta=framing.about_records(facts.snapshot, _told(snapshot), (), day),
        blocks=(
            Heading(say(Say.HOW)),
            Items(tuple(say(one) for one in _HOW)),
            *_instruments(facts, today),
            *_people(facts),
            *_duties(facts),
            Heading(say(Say.ACTIONS)),
            *listing.actions(say(Say.ACTIONS_OF), open_actions(facts), facts.state),
            *_texts(facts),
            *_requests(facts),
            *_by_area(facts, today),
            *_threads(facts),
            Heading(say(Say.COMING)),
            *listing.activities(say(Say.COMING_OF), ahead(facts, today, _HALF_YEAR), facts.state),
        ),
    )
    return replace(content, back=framing.verification(content))


def _told(snapshot: Snapshot) -> Iterator[Record]:
    """All that may be quoted; the document is marked as the strictest of it."""
    joint = [code for code, kind in KINDS.items() if kind.joint]
    for kind in (*_TOLD, *joint):
        yield from snapshot.of_kind(kind)


def _instruments(facts: Facts, today: date) -> Iterator[Block]:
    columns = (
        Column(say(Say.INSTRUMENT)), Column(say(Say.STATE)), Column(say(Say.IN_FORCE)),
        Column(say(Say.NOTICE)), Column(say(Say.END)),
    )  # fmt: skip
    held = [r for r in facts.snapshot.of_kind("arrangement") if facts.state(r) not in _ENDED]
    rows = []
    for record in held:
        days = dict(dates_of_arrangement(record.fields, today))
        end = days.get("end") or days.get("renewal")
        rows.append(
            (
                record_title(record),
                labels.state("arrangement", facts.state(record)),
                _day(line(record.fields, "in_force")),
                _day(days["notice"].isoformat() if "notice" in days else ""),
                _day(end.isoformat() if end else ""),
            )
        )
    yield Heading(say(Say.INSTRUMENTS))
    yield from listing.listed(Table(say(Say.INSTRUMENTS_OF), columns, tuple(rows)), len(rows))


def _day(value: str) -> Inline:
    return Period(value) if value else NOTHING


def _people(facts: Facts) -> Iterator[Block]:
    columns = (
        Column(say(Say.PERSON)), Column(say(Say.PARTY)), Column(say(Say.AREAS)),
        Column(say(Say.MAILBOX)), Column(say(Say.DEPUTY)), Column(say(Say.STATE)),
    )  # fmt: skip
    order = {code: place for place, code in enumerate(facts.codes)}
    found = [
        r for r in facts.snapshot.of_kind("contact-point") if line(r.fields, "state") in ("active", "away")
    ]
    found.sort(
        key=lambda r: (
            order.get(line(r.fields, "party"), len(order)),
            best_wording(r.fields.get("name"), "en")[0],
            r.id,
        )
    )
    rows = tuple(
        (
            record_title(r),
            labels.party_code(line(r.fields, "party")),
            _areas(r.fields),
            labels.plain(line(r.fields, "mailbox")),
            _joined(r.fields, "deputy", "deputy_mailbox"),
            labels.state("contact-point", facts.state(r)),
        )
        for r in found
    )
    yield Heading(say(Say.WHO))
    yield from listing.listed(Table(say(Say.WHO_OF), columns, rows), len(rows))


def _areas(fields: Fields) -> Inline:
    named = tuple(labels.of_list(AREA, code) for code in fields.get("areas", ()))
    return Joined(named, ", ") if named else say(Say.ALL_AREAS)


def _joined(fields: Fields, *names: str) -> Inline:
    said = tuple(labels.plain(line(fields, name)) for name in names if line(fields, name))
    return Joined(said, ", ") if said else NOTHING


def _duties(facts: Facts) -> Iterator[Block]:
    columns = (
        Column(say(Say.DUTY)), Column(say(Say.CLAUSE)), Column(say(Say.OWNER)), Column(say(Say.DUE)),
        Column(say(Say.STATE)),
    )  # fmt: skip
    kind = KINDS["obligation"]
    held = [r for r in facts.snapshot.of_kind("obligation") if facts.state(r) in ("open", "overdue")]
    held.sort(key=lambda r: (kind.due_on(r.fields) or "9999", r.id))
    rows = tuple(
        (
            record_title(r),
            labels.plain(line(r.fields, "clause")),
            labels.party_code(line(r.fields, "owner")) if line(r.fields, "owner") else say(Say.EVERYONE),
            _day(kind.due_on(r.fields)),
            labels.state("obligation", facts.state(r)),
        )
        for r in held
    )
    yield Heading(say(Say.DUTIES))
    yield from listing.listed(Table(say(Say.DUTIES_OF), columns, rows), len(rows))


def _texts(facts: Facts) -> Iterator[Block]:
    waiting = unanswered(facts)
    yield Heading(say(Say.TEXTS))
    if waiting:
        yield from listing.joint_texts(say(Say.TEXTS_OF), waiting, facts.codes)
    else:
        yield Paragraph(say(Say.NO_TEXTS))
    open_ones = [r for r in facts.snapshot.of_kind("remark") if facts.state(r) == "open"]
    if open_ones:
        columns = (
            Column(say(Say.REMARK)), Column(say(Say.TEXT)), Column(say(Say.PARTY)), Column(say(Say.SINCE)),
        )  # fmt: skip
        rows = tuple(_remark(facts, r) for r in open_ones)
        yield Table(say(Say.REMARKS_OF), columns, rows)


def _remark(facts: Facts, remark: Record) -> tuple[Inline, ...]:
    named = [facts.snapshot.records.get(one["record"]) for one in remark.fields.get("text", ())]
    titles = tuple(record_title(one) for one in named if one)
    return (
        record_title(remark),
        Joined(titles, "; ") if titles else NOTHING,
        labels.party_code(remark.party),
        Period(remark.revisions[0].time[:10]),
    )


def _requests(facts: Facts) -> Iterator[Block]:
    columns = (
        Column(say(Say.NUMBER)), Column(say(Say.REQUEST)), Column(say(Say.PARTY)), Column(say(Say.DUE)),
        Column(say(Say.STATE)),
    )  # fmt: skip
    held = listing.by_day(_asked(facts), "due")
    rows = tuple(
        (
            labels.plain(line(r.fields, "number")),
            record_title(r),
            labels.party_code(r.party),
            _day(line(r.fields, "due")),
            labels.state("consultation", facts.state(r)),
        )
        for r in held
    )
    yield Heading(say(Say.EXPERTISE))
    yield from listing.listed(Table(say(Say.EXPERTISE_OF), columns, rows), len(rows))


def _asked(facts: Facts) -> list[Record]:
    return [r for r in facts.snapshot.of_kind("consultation") if facts.state(r) in _ASKED]


def _open_gaps(facts: Facts) -> list[Record]:
    return listing.by_number(g for g in facts.snapshot.of_kind("gap") if facts.state(g) not in GAP_CLOSED)


def _by_area(facts: Facts, today: date) -> Iterator[Block]:
    """How much is open in each area, in the order of the code list; nothing is counted by party."""
    columns = (
        Column(say(Say.AREA)), Column(say(Say.PRIORITIES), "end"), Column(say(Say.GAPS), "end"),
        Column(say(Say.ACTIVITIES), "end"), Column(say(Say.EXPERTISE), "end"),
    )  # fmt: skip
    priorities = [r for r in facts.snapshot.of_kind("priority") if facts.state(r) != "closed"]
    open_ones = (priorities, _open_gaps(facts), ahead(facts, today, _HALF_YEAR), _asked(facts))
    rows = []
    for code in AREA:
        counts = [sum(line(r.fields, "area") == code for r in records) for records in open_ones]
        if any(counts):
            rows.append((labels.of_list(AREA, code), *map(Number, counts)))
    yield Heading(say(Say.AREAS_HEAD))
    yield from listing.listed(Table(say(Say.AREAS_OF), columns, tuple(rows)), len(rows))


def _threads(facts: Facts) -> Iterator[Block]:
    columns = (
        Column(say(Say.NUMBER)), Column(say(Say.GAP)), Column(say(Say.STATE)), Column(say(Say.STEPS)),
        Column(say(Say.WORK)),
    )  # fmt: skip
    items = listing.by_number(facts.snapshot.of_kind("roadmap-item"))
    activities = listing.by_number(facts.snapshot.of_kind("activity"))
    rows = []
    for gap in _open_gaps(facts):
        steps = [one for one in items if line(one.fields, "gap") == gap.id]
        ids = {one.id for one in steps}
        work = [one for one in activities if line(one.fields, "roadmap_item") in ids]
        rows.append(
            (
                labels.plain(line(gap.fields, "number")),
                record_title(gap),
                labels.state("gap", facts.state(gap)),
                _numbered(facts, steps),
                _numbered(facts, work),
            )
        )
    yield Heading(say(Say.THREADS))
    yield from listing.listed(Table(say(Say.THREADS_OF), columns, tuple(rows)), len(rows))


def _numbered(facts: Facts, records: list[Record]) -> Inline:
    """Each record by its number with its state."""
    named = tuple(
        Joined((labels.plain(line(r.fields, "number")), labels.state(r.kind, facts.state(r))), " – ")
        for r in records
    )
    return Joined(named, "; ") if named else NOTHING
