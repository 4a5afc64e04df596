"""Appending to the party's own log. The only place that signs.

Under the lock of the log's row: the new entries, the edge, the signed checkpoint and the projection, or nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from silta.ledger.checkpoints import Checkpoint, sign_checkpoint
from silta.ledger.entries import Anchor as AnchorEntry
from silta.ledger.entries import Entry as LedgerEntry
from silta.ledger.entries import summarise
from silta.ledger.extension import VerifiedEntry
from silta.ledger.merkle import Edge, leaf_hash
from silta.ledger.notes import split_note
from silta.node import projection
from silta.node.bulk import insert
from silta.node.errors import NotFound, Refused
from silta.node.home import Home
from silta.node.models import Anchor, Entry, Log


@dataclass(frozen=True)
class Said:
    """An entry to append, and the body that it names, if any."""

    entry: LedgerEntry
    body: bytes | None = None


def locked_log(arrangement_id: str) -> Log:
    """The party's own log under an arrangement, locked until the transaction of the caller ends.

    Raises `NotFound` `arrangement.unknown`, `Refused`: `log.frozen`, `log.behind` (a partner holds more of it).
    """
    log = Log.objects.select_for_update().filter(arrangement=arrangement_id, is_own=True).first()
    if log is None:
        raise NotFound("arrangement.unknown", arrangement_id)
    if log.frozen_code:
        if log.frozen_code == "exchange.own-log-behind":
            raise Refused("log.behind", log.origin)
        raise Refused("log.frozen", log.origin, reason=log.frozen_code)
    return log


def append(log: Log, said: Sequence[Said]) -> list[VerifiedEntry]:
    """Append entries to a log that `locked_log` gave, sign and project; return them as they stand in the log now.

    Before them go anchors for what the partners' logs have grown by since the last ones. Raises `LedgerError` for an entry
    that is too large, `HomeRefused` for a key that cannot be read.
    """
    stored = extend(log, Home.current(), [*_anchors(log, said[0].entry), *said])
    projection.apply(log, stored)
    return stored[-len(said) :]


def extend(log: Log, home: Home, said: Sequence[Said]) -> list[VerifiedEntry]:
    """Store and sign entries; the projection is the caller's. Apart from `append` so that either can be measured."""
    raws = [one.entry.to_bytes() for one in said]
    leaves = [leaf_hash(raw) for raw in raws]
    first = log.size
    edge, _ = Edge.from_bytes(log.size, bytes(log.edge)).append(leaves)
    stored = [
        VerifiedEntry(index, leaf, raw, summarise(raw), one.body)
        for index, (leaf, raw, one) in enumerate(zip(leaves, raws, said, strict=True), first)
    ]
    columns = ("log_id", "index", "leaf", "raw", "body")
    insert(Entry, [dict(zip(columns, (log.pk, e.index, e.leaf, e.raw, e.body), strict=True)) for e in stored])
    log.size, log.edge = edge.size, edge.to_bytes()
    signer = home.signer(log.arrangement_id)
    log.checkpoint = sign_checkpoint(Checkpoint(log.origin, edge.size, edge.root()), signer)
    log.save(update_fields=["size", "edge", "checkpoint"])
    return stored


def _anchors(log: Log, before: LedgerEntry) -> list[Said]:
    """An anchor for each partner's log that has grown since this party last said how far it holds it."""
    found = []
    partners = Log.objects.filter(arrangement=log.arrangement_id, frozen_code="").exclude(pk=log.pk)
    for partner in partners.exclude(checkpoint=b"").order_by("party"):
        note = bytes(partner.checkpoint)
        _, size, root = split_note(note)[0].split("\n")[:3]
        if Anchor.objects.filter(log=log, origin=partner.origin, size__gte=int(size)).exists():
            continue
        found.append(
            Said(
                AnchorEntry(
                    time=before.time,
                    role=before.role,
                    origin=partner.origin,
                    size=int(size),
                    root=root,
                    checkpoint=sha256(note).hexdigest(),
                )
            )
        )
    return found
