"""Folding verified entries of one log into rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Final
from uuid import UUID

from silta.ledger.entries import Anchor as AnchorEntry
from silta.ledger.entries import Entry as LedgerEntry
from silta.ledger.entries import Open, Release, Respond, Withdraw
from silta.ledger.extension import VerifiedEntry
from silta.node.bulk import insert
from silta.node.models import Anchor, Log, Record, Reference, Revision
from silta.node.projection.derivation import describe, references_of, response_of, revision_of
from silta.node.projection.erasing import erase
from silta.node.projection.standings import first_standing, refresh, refresh_answered

BATCH: Final = 1000
"""Entries folded at a time: what one statement of either database takes, and little memory."""
_LASTING: Final = frozenset({"id", "arrangement", "log", "party", "uid", "kind", "first_at"})
_CHANGING: Final = [f.attname for f in Record._meta.concrete_fields if f.name not in _LASTING]  # noqa: SLF001 - Django's own

_Said = tuple[VerifiedEntry, LedgerEntry]


def apply(log: Log, entries: Iterable[VerifiedEntry]) -> None:
    """Fold new entries of `log`, in the order of their indices, into the projection. Belongs in the transaction that stores them.

    Sets `log.opened_at` when the log's first entry is among them.
    """
    left = iter(entries)
    while batch := list(islice(left, BATCH)):
        _apply_batch(log, [(verified, verified.entry) for verified in batch])


def _apply_batch(log: Log, said: Sequence[_Said]) -> None:
    _open(log, said)
    _anchor(log, said)
    leaves, known = _release(log, said)
    answered = _respond(log, said)
    lost = _withdraw(log, said) | erase(log, said)
    _retell(lost)
    refresh_answered(log.arrangement_id, leaves | answered)
    refresh(known | lost)


def _open(log: Log, said: Sequence[_Said]) -> None:
    verified, entry = said[0]
    if verified.index == 0 and isinstance(entry, Open):
        log.opened_at = entry.time
        log.save(update_fields=["opened_at"])


def _anchor(log: Log, said: Sequence[_Said]) -> None:
    insert(
        [
            Anchor(log=log, index=v.index, origin=e.origin, size=e.size, root=e.root, time=e.time)
            for v, e in said
            if isinstance(e, AnchorEntry)
        ]
    )


def _respond(log: Log, said: Sequence[_Said]) -> set[str]:
    """Store the responses; return the leaves that they answer."""
    rows = [response_of(verified, entry) for verified, entry in said if isinstance(entry, Respond)]
    for row in rows:
        row.log, row.party = log, log.party
    insert(rows)
    return {row.target_leaf for row in rows}


def _release(log: Log, said: Sequence[_Said]) -> tuple[set[str], set[int]]:
    """Store released revisions and what they make of their records.

    Returns the leaves of the revisions, and the ids of the records that were known before.
    """
    releases = [
        (UUID(entry.record), verified, entry) for verified, entry in said if isinstance(entry, Release)
    ]
    if not releases:
        return set(), set()
    uids = {uid for uid, _, _ in releases}
    records = {record.uid: record for record in Record.objects.filter(log=log, uid__in=uids)}
    known = {record.pk for record in records.values()}
    revisions: list[tuple[UUID, Revision]] = []
    for uid, verified, entry in releases:
        record = records.get(uid)
        if record is None:
            record = records[uid] = _new_record(log, uid, entry)
        revisions.append((uid, revision_of(verified, entry, record.kind)))
    for uid, latest in dict(revisions).items():
        describe(records[uid], latest)
        records[uid].standing = first_standing(records[uid])
    _store(log, records, revisions, known)
    return {revision.leaf for _, revision in revisions}, known


def _new_record(log: Log, uid: UUID, entry: Release) -> Record:
    return Record(
        arrangement_id=log.arrangement_id,
        log_id=log.pk,
        party=log.party,
        uid=uid,
        kind=entry.kind,
        first_at=entry.time,
    )


def _store(
    log: Log,
    records: dict[UUID, Record],
    revisions: Sequence[tuple[UUID, Revision]],
    known: set[int],
) -> None:
    insert(list(records.values()), unique=("log_id", "uid"), changing=_CHANGING)
    ids = dict(Record.objects.filter(log=log, uid__in=records).values_list("uid", "pk"))
    for uid, revision in revisions:
        revision.record_id = ids[uid]
    insert([revision for _, revision in revisions])
    for uid, record in records.items():
        record.pk = ids[uid]
    Reference.objects.filter(record__in=known).delete()
    insert([row for record in records.values() for row in references_of(record)])


def _withdraw(log: Log, said: Sequence[_Said]) -> set[int]:
    """Mark withdrawn revisions; return the ids of their records. A withdrawal of what this log never released does nothing."""
    changed: set[int] = set()
    for verified, entry in said:
        if isinstance(entry, Withdraw):
            revisions = Revision.objects.filter(
                record__log=log,
                record__uid=UUID(entry.record),
                number=entry.revision,
                index__lt=verified.index,
                withdrawn="",
            )
            changed.update(revisions.values_list("record", flat=True))
            revisions.update(withdrawn=entry.reason, withdrawn_index=verified.index)
    return changed


def _retell(records: set[int]) -> None:
    """Describe records anew whose latest revision may have been withdrawn or erased."""
    for record in Record.objects.filter(pk__in=records):
        latest = Revision.objects.filter(record=record).order_by("index").last()
        if latest is not None:
            describe(record, latest)
            record.save(update_fields=_CHANGING)
            Reference.objects.filter(record=record).delete()
            insert(references_of(record))
