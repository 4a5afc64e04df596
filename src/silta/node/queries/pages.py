"""One record with everything that its page shows."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from silta.ledger.entries import parse_entry
from silta.node.errors import NotFound
from silta.node.models import Draft, Entry, Record, Response, Revision, Submission, User
from silta.node.projection.standings import response_view
from silta.node.queries.arrangements import ArrangementView, arrangement
from silta.node.queries.rows import Row, local_today, preferred, row
from silta.node.queries.stale import stale_mappings
from silta.node.uids import parse_uid
from silta.records import views
from silta.records.computed import Agreement, agreement, revision_in_force
from silta.records.errors import RecordRefused
from silta.records.fields import Field
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.words.errors import Problem, SiltaError

_PEOPLE: Final = ("updated_by", "submission__submitted_by", "submission__returned_by")
ODD_LIMIT: Final = 20_000
"""Characters of the raw rest of a body that a page shows."""


@dataclass(frozen=True)
class SubmissionView:
    """That a draft was submitted to those who release: by whom and when; with a `reason` it was given back by `returned_by`."""

    by: str
    at: datetime
    reason: str = ""
    returned_by: str = ""


@dataclass(frozen=True)
class DraftView:
    """A draft. `base` is the revision that it changes (0: a new record); `by` the person who saved it last.

    `submission` is there unless the draft has been saved since.
    """

    uid: str
    arrangement: str
    kind: str
    base: int
    marking: str
    fields: Mapping[str, Any]
    version: int
    attachments: tuple[Mapping[str, Any], ...]
    by: str
    at: datetime
    submission: SubmissionView | None = None


@dataclass(frozen=True)
class RecordPage:
    """A record as its page shows it.

    `record` holds all revisions and responses; `row` is the record as lists show it; `kind` is None for a kind that this version
    does not know. `agreement` is about the latest revision, `in_force` is the newest revision of a joint text that all have
    agreed to. `odd` is the JSON text of what did not fit the kind, as received, and `problems` say what is wrong with it.
    """

    record: views.Record
    row: Row
    kind: Kind | None
    arrangement: ArrangementView
    agreement: Agreement
    in_force: views.Revision | None
    attachments: tuple[Mapping[str, Any], ...]
    odd: str
    problems: tuple[Problem, ...]
    draft: DraftView | None


def get(
    uid: str | UUID, *, party: str | None = None, language: str = "en", today: date | None = None
) -> RecordPage:
    """The record with that id; of several parties that use one id, that of `party` or else the one first released.

    Raises `NotFound` `record.unknown`.
    """
    found, others = _find(uid, party)
    around = arrangement(found.arrangement_id)
    revisions = list(Revision.objects.filter(record=found).order_by("index"))
    view = record_view(found, revisions, responses_to({revision.leaf for revision in revisions}, around.id))
    stale = stale_mappings(around.id) if found.kind == "mapping" else frozenset()
    latest = revisions[-1]
    return RecordPage(
        record=view,
        row=row(found, language, today or local_today(), stale=stale, fields=list(found.fields)),
        kind=KINDS.get(found.kind),
        arrangement=around,
        agreement=agreement(view, view.latest, around.codes),
        in_force=revision_in_force(view, around.codes),
        attachments=tuple(latest.attachments),
        odd=_odd(latest)[0][:ODD_LIMIT],
        problems=(*_odd(latest)[1], *_order_problems(view, others)),
        draft=draft_of(found.uid),
    )


def draft_of(uid: str | UUID) -> DraftView | None:
    """The draft with that id, None if there is none."""
    held = Draft.objects.select_related(*_PEOPLE).filter(uid=parse_uid(uid)).first()
    return _draft_view(held) if held else None


def draft(uid: str | UUID) -> DraftView:
    """The draft with that id. Raises `NotFound` `draft.unknown`."""
    found = draft_of(parse_uid(uid, "draft.unknown"))
    if found is None:
        raise NotFound("draft.unknown", str(uid))
    return found


def drafts(kind: str | None = None, arrangement_id: str | None = None) -> list[DraftView]:
    """All drafts of the node, or those of a kind or an arrangement; the last saved first. One query."""
    return [_draft_view(one) for one in _drafts(kind, arrangement_id)]


def drafts_page(
    kind: str | None, arrangement_id: str, after: str = "", limit: int = 50
) -> tuple[list[DraftView], str]:
    """Some of the drafts that `drafts` lists, and the id of the last one if there are more after it.

    They begin after the draft `after` (an id); at the beginning if it is none or not there any more. Two queries.
    """
    held, last = _drafts(kind, arrangement_id), None
    if after:
        with suppress(SiltaError):
            last = Draft.objects.filter(uid=parse_uid(after)).values_list("updated_at", "id").first()
    if last:
        moment, pk = last
        held = held.filter(Q(updated_at__lte=moment) & (Q(updated_at__lt=moment) | Q(id__lt=pk)))
    rows = list(held[: limit + 1])
    return [_draft_view(one) for one in rows[:limit]], str(rows[limit - 1].uid) if len(rows) > limit else ""


def _drafts(kind: str | None, arrangement_id: str | None) -> QuerySet[Draft]:
    held = Draft.objects.select_related(*_PEOPLE).order_by("-updated_at", "-id")
    if kind is not None:
        held = held.filter(kind=kind)
    return held if arrangement_id is None else held.filter(arrangement=arrangement_id)


def _draft_view(held: Draft) -> DraftView:
    submission = getattr(held, "submission", None)
    return DraftView(
        str(held.uid),
        held.arrangement_id,
        held.kind,
        held.base,
        held.marking,
        held.fields,
        held.version,
        tuple(held.attachments),
        _name(held.updated_by),
        held.updated_at,
        _submission(submission) if submission and submission.version == held.version else None,
    )


def _submission(held: Submission) -> SubmissionView:
    return SubmissionView(_name(held.submitted_by), held.submitted_at, held.reason, _name(held.returned_by))


def _name(person: User | None) -> str:
    return (person.get_full_name() or person.get_username()) if person else ""


def _find(uid: str | UUID, party: str | None) -> tuple[Record, list[Record]]:
    """The record that is meant, and those of other parties with the same id."""
    chosen = parse_uid(uid)
    found = list(Record.objects.select_related("log").filter(uid=chosen).order_by("log__origin"))
    meant = [record for record in found if party in (None, record.party)]
    if not meant:
        raise NotFound("record.unknown", str(chosen))
    order = {code: place for place, code in enumerate(arrangement(meant[0].arrangement_id).codes)}
    record = preferred(meant, order)
    return record, [other for other in found if other.pk != record.pk]


def record_view(
    record: Record, revisions: Collection[Revision], responses: Collection[views.Response]
) -> views.Record:
    """A record as computed states and reports see it. `record.log` should be loaded."""
    return views.Record(
        str(record.uid),
        record.kind,
        record.party,
        tuple(revision_view(revision, record.log.origin) for revision in revisions),
        tuple(responses),
        record.withdrawn,
    )


def revision_view(revision: Revision, origin: str) -> views.Revision:
    """A revision as computed states and reports see it."""
    return views.Revision(
        revision.number,
        origin,
        revision.index,
        revision.leaf,
        revision.time,
        revision.role,
        revision.marking,
        revision.schema,
        revision.fields,
        tuple(revision.attachments),
    )


def responses_to(leaves: Collection[str], arrangement_id: str) -> list[views.Response]:
    """All answers to entries with these leaf hashes, in order of time; one query."""
    rows = Response.objects.filter(log__arrangement=arrangement_id, target_leaf__in=leaves)
    return [response_view(answer) for answer in rows.select_related("log").order_by("time", "party", "index")]


def _odd(revision: Revision) -> tuple[str, tuple[Problem, ...]]:
    """What did not fit the kind, as indented JSON text, and why."""
    if not revision.odd:
        return "", ()
    told = json.loads(revision.odd)
    raw = json.dumps(told["fields"], ensure_ascii=False, indent=2) if told["fields"] else ""
    return raw, tuple(Problem(code, where, severity="warning") for code, where in told["problems"])


def _order_problems(view: views.Record, others: Collection[Record]) -> tuple[Problem, ...]:
    """What no single body shows: numbers that do not follow each other, states that may not, an id used by two parties."""
    found = [Problem("record.uid-used-twice", view.id, {"party": other.party}, "warning") for other in others]
    kind = KINDS.get(view.kind)
    before: Mapping[str, Any] | None = None
    for place, revision in enumerate(view.revisions, 1):
        if revision.number != place:
            data = {"number": revision.number, "expected": place}
            found.append(Problem("record.number-out-of-order", f"revision {place}", data, "warning"))
        if kind and revision.fields is not None:
            found += _move_problems(kind, before, revision.fields, place)
        before = revision.fields
    return tuple(found)


def _move_problems(
    kind: Kind, before: Mapping[str, Any] | None, after: Mapping[str, Any], place: int
) -> list[Problem]:
    try:
        kind.check_move(before, after)
    except RecordRefused as error:
        return [Problem(p.code, f"revision {place}", p.data, "warning") for p in error.problems]
    return []


@dataclass(frozen=True)
class Event:
    """One thing that was said about a record, by which party, in which role, and where it stands.

    `verb`: released, comment, agree, object, withdrawn, erased. `revision` is the one that it is about, `reasons` a text in wire
    form or, for the last two, a code under ``code``.
    """

    time: str
    party: str
    role: str
    verb: str
    revision: int
    origin: str
    index: int
    leaf: str
    reasons: Mapping[str, Any] | None = None
    marking: str = ""


def history(uid: str | UUID, *, party: str | None = None) -> list[Event]:
    """All that was said about a record, oldest first. Raises `NotFound` `record.unknown`."""
    record, _ = _find(uid, party)
    revisions = list(Revision.objects.filter(record=record).order_by("index"))
    numbers = {revision.leaf: revision.number for revision in revisions}
    origin = record.log.origin
    events = [
        Event(r.time, record.party, r.role, "released", r.number, origin, r.index, r.leaf, None, r.marking)
        for r in revisions
    ]
    events += [
        Event(a.time, a.party, a.role, a.verdict, numbers[a.target_leaf], a.origin, a.index, "", a.reasons)
        for a in responses_to(numbers, record.arrangement_id)
    ]
    events += _endings(record, revisions)
    return sorted(events, key=lambda event: (event.time, event.origin, event.index))


def _endings(record: Record, revisions: Collection[Revision]) -> list[Event]:
    """Withdrawals and erasures of `revisions`."""
    ends = [
        (index, verb, reason, revision.number)
        for revision in revisions
        for index, verb, reason in (
            (revision.withdrawn_index, "withdrawn", revision.withdrawn),
            (revision.erased_index, "erased", revision.erased),
        )
        if index is not None
    ]
    rows = Entry.objects.filter(log=record.log, index__in=[index for index, *_ in ends]) if ends else []
    entries = {row.index: row for row in rows}
    found = []
    for index, verb, reason, number in ends:
        entry = parse_entry(bytes(entries[index].raw))
        found.append(
            Event(
                entry.time, record.party, entry.role, verb, number, record.log.origin, index,
                bytes(entries[index].leaf).hex(), {"code": reason},
            )
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Pair:
    """One field in two revisions, in wire form; None where it is not filled in. `field` is None for one that is unknown here."""

    name: str
    field: Field | None
    before: Any
    after: Any

    @property
    def changed(self) -> bool:
        return bool(self.before != self.after)


@dataclass(frozen=True)
class Comparison:
    """Two revisions of a record side by side, field by field, in the order of the form."""

    before: views.Revision
    after: views.Revision
    pairs: tuple[Pair, ...]


def compare(uid: str | UUID, a: int, b: int, *, party: str | None = None) -> Comparison:
    """Revision number `a` beside number `b`. Raises `NotFound`: `record.unknown`, `revision.unknown`."""
    record, _ = _find(uid, party)
    before, after = (_revision(record, number) for number in (a, b))
    kind = KINDS.get(record.kind)
    old, new = before.fields or {}, after.fields or {}
    described = {field.name: field for field in kind.described} if kind else {}
    names = [name for name in (described or sorted({*old, *new})) if name in old or name in new]
    pairs = tuple(Pair(name, described.get(name), old.get(name), new.get(name)) for name in names)
    return Comparison(before, after, pairs)


def _revision(record: Record, number: int) -> views.Revision:
    found = Revision.objects.filter(record=record, number=number).order_by("index").last()
    if found is None:
        raise NotFound("revision.unknown", str(record.uid), revision=number)
    return revision_view(found, record.log.origin)
