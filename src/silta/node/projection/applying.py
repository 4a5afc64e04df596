"""Folding verified entries of one log into rows."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any, Final, NamedTuple
from uuid import UUID

from pydantic_core import from_json

from silta.ledger.entries import Anchor as AnchorEntry
from silta.ledger.entries import Entry as LedgerEntry
from silta.ledger.entries import Open, Respond, Withdraw
from silta.ledger.extension import VerifiedEntry
from silta.node.bulk import among, insert, written
from silta.node.models import Anchor, Arrangement, Log, Record, Reference, Response, Revision
from silta.node.projection.contacts import Told, tell_contacts, told_of
from silta.node.projection.derivation import describe, references_of, response_of, revision_of
from silta.node.projection.erasing import erase
from silta.node.projection.standings import (
    BESIDE,
    LEANING,
    answered_of,
    bound_by,
    first_standing,
    hanging_on,
    refresh,
    spread,
)

BATCH: Final = 1000
"""Entries folded at a time: what one statement of either database takes, and little memory."""
_LASTING: Final = ("arrangement_id", "log_id", "party", "uid", "kind", "first_at")
_CHANGING: Final = tuple(
    field.attname
    for field in Record._meta.concrete_fields  # noqa: SLF001 - documented
    if field.attname not in ("id", *_LASTING)
)

_Said = tuple[VerifiedEntry, LedgerEntry]


class _Released(NamedTuple):
    """What a batch of releases touched: leaves of revisions, records that were not there before, and ids of records.

    `known` were there before; on the standing of those `beside` another's may hang, or the other way round; `left` hung on what
    was said before.
    """

    leaves: set[str]
    new: list[Told]
    known: set[int]
    beside: set[int]
    left: set[int]


def apply(log: Log, entries: Iterable[VerifiedEntry]) -> None:
    """Fold new entries of `log`, in the order of their indices, into the projection. Belongs in the transaction that stores them.

    Sets `log.opened_at` when the log's first entry is among them. What joins two logs is computed by whichever comes last; so
    that there is a last one, one transaction at a time folds anything under an arrangement.
    """
    list(Arrangement.objects.select_for_update(no_key=True).filter(pk=log.arrangement_id).values_list("pk"))
    left = iter(entries)
    while batch := list(islice(left, BATCH)):
        with _uncollected():
            _apply_batch(log, batch)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep the collector of circles away: rows hold none, and it would walk through all of a batch several times."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _apply_batch(log: Log, batch: Sequence[VerifiedEntry]) -> None:
    released = _release(log, [verified for verified in batch if verified.summary.type == "release"])
    said = [(verified, verified.entry) for verified in batch if verified.summary.type != "release"]
    _open(log, said)
    _anchor(log, said)
    leaves = released.leaves | _respond(log, said)
    lost = _withdraw(log, said) | erase(log, said)
    left = released.left | hanging_on(lost)
    _retell(lost)
    leaning = _of(LEANING, released.beside | lost)  # those that were known come last, with what they lean on
    answered = answered_of(log.arrangement_id, leaves)
    changed = refresh(answered) | refresh((released.known | lost) - leaning)
    beside = released.beside | _of(BESIDE, lost | changed)
    # What others hang on stands as its own revision says; only what leans on others has to be worked out anew.
    changed |= spread(left | leaning | _of(LEANING, changed) | hanging_on(beside))
    touched = released.known | lost | answered | changed
    tell_contacts(touched, [one for one in released.new if one.pk not in touched])


def _of(kinds: Collection[str], records: Collection[int]) -> set[int]:
    """Those of `records` that are of one of `kinds`."""
    if not records:
        return set()
    return set(
        Record.objects.filter(pk__in=among(Record, "id", records), kind__in=kinds).values_list(
            "pk", flat=True
        )
    )


def _open(log: Log, said: Sequence[_Said]) -> None:
    for verified, entry in said[:1]:
        if verified.index == 0 and isinstance(entry, Open):
            log.opened_at = entry.time
            log.save(update_fields=["opened_at"])


def _anchor(log: Log, said: Sequence[_Said]) -> None:
    rows = [
        {
            "log_id": log.pk,
            "index": v.index,
            "origin": e.origin,
            "size": e.size,
            "root": e.root,
            "time": e.time,
        }
        for v, e in said
        if isinstance(e, AnchorEntry)
    ]
    insert(Anchor, rows)


def _respond(log: Log, said: Sequence[_Said]) -> set[str]:
    """Store the responses; return the leaves that they answer."""
    rows = [response_of(log, verified, entry) for verified, entry in said if isinstance(entry, Respond)]
    insert(Response, rows)
    return {row["target_leaf"] for row in rows}


def _release(log: Log, released: Sequence[VerifiedEntry]) -> _Released:
    """Store released revisions and what they make of their records."""
    if not released:
        return _Released(set(), [], set(), set(), set())
    entries = [(verified, from_json(verified.raw)) for verified in released]
    records, known = _known(log, {entry["record"] for _, entry in entries})
    revisions = []
    for verified, entry in entries:
        uid = entry["record"]
        record = records.get(uid) or records.setdefault(uid, _first(log, entry))
        revisions.append((uid, revision_of(verified, entry, record["kind"])))
    for uid, latest in dict(revisions).items():
        records[uid] |= describe(records[uid]["kind"], latest)
        records[uid]["standing"] = first_standing(records[uid])
        records[uid]["bound"] = bound_by(records[uid]["kind"], records[uid]["standing"], records[uid]["due"])
    near = {uid for uid, record in records.items() if record["kind"] in BESIDE}
    left = hanging_on(known) if near and known else set()
    ids = _store(log, records, revisions, known)
    leaves = {revision["leaf"] for _, revision in revisions}
    new = [told_of(pk, records[uid]) for uid, pk in ids.items() if pk not in known]
    return _Released(leaves, new, known, {ids[uid] for uid in near}, left)


def _known(log: Log, uids: Collection[str]) -> tuple[dict[str, dict[str, Any]], set[int]]:
    """What is lasting about the records that this log has released before, by uid, and their ids."""
    stored = Record.objects.filter(log=log, uid__in=among(Record, "uid", uids))
    found = list(stored.values("pk", *_LASTING))
    known = {row.pop("pk") for row in found}
    return {str(row["uid"]): row for row in found}, known


def _first(log: Log, entry: Mapping[str, Any]) -> dict[str, Any]:
    """What is lasting about a record, from its first revision; in the order of `_LASTING`."""
    return {
        "arrangement_id": log.arrangement_id,
        "log_id": log.pk,
        "party": log.party,
        "uid": entry["record"],
        "kind": entry["kind"],
        "first_at": entry["time"],
    }


def _store(
    log: Log,
    records: Mapping[str, dict[str, Any]],
    revisions: Sequence[tuple[str, dict[str, Any]]],
    known: set[int],
) -> dict[str, int]:
    """Store records and revisions; return the records' ids by their uids."""
    fields = {uid: written(record["fields"]) for uid, record in records.items()}
    rows = [record | {"fields": fields[uid]} for uid, record in records.items()]
    insert(Record, rows, unique=("log_id", "uid"), changing=_CHANGING)
    # A record's latest leaf names it as well as its uid, and costs no conversion. Another log may hold the same entry.
    by_leaf = {record["leaf"]: uid for uid, record in records.items()}
    stored = Record.objects.filter(leaf__in=among(Record, "leaf", by_leaf))
    found = stored.values_list("leaf", "pk", "log_id")
    ids = {by_leaf[leaf]: pk for leaf, pk, log_id in found if log_id == log.pk}
    rows = [{"record_id": ids[uid], **revision} for uid, revision in revisions]
    for uid, row in zip((uid for uid, _ in revisions), rows, strict=True):
        if row["fields"] is records[uid]["fields"]:
            row["fields"] = fields[uid]
    insert(Revision, rows)
    if known:
        Reference.objects.filter(record__in=among(Record, "id", known)).delete()
    pointers = [references_of(ids[uid], record["kind"], record["fields"]) for uid, record in records.items()]
    insert(Reference, [row for rows in pointers for row in rows])
    return ids


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
    for pk, kind in Record.objects.filter(pk__in=records).values_list("pk", "kind"):
        latest = Revision.objects.filter(record=pk).order_by("-index").values()[0]
        described = describe(kind, latest)
        Record.objects.filter(pk=pk).update(**described)
        Reference.objects.filter(record=pk).delete()
        insert(Reference, references_of(pk, kind, described["fields"]))
