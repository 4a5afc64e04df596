"""Erasing what an `erase` entry names: the body beside the log, what was projected from it, and attachments nobody else needs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from silta.ledger.entries import Entry as LedgerEntry
from silta.ledger.entries import Erase
from silta.ledger.extension import VerifiedEntry
from silta.node.home import Home
from silta.node.models import Blob, Draft, Entry, Log, Response, Revision
from silta.node.projection.derivation import NO_SCHEMA


def erase(log: Log, said: Sequence[tuple[VerifiedEntry, LedgerEntry]]) -> set[int]:
    """Erase what the entries `said` erase; return the ids of the records that lost a body.

    An entry can erase only what stands before it in its own log; one that names anything else does nothing.
    """
    changed: set[int] = set()
    for verified, entry in said:
        if isinstance(entry, Erase) and entry.index < verified.index:
            changed |= _erase_one(log, entry.index, entry.reason, verified.index)
    return changed


def _erase_one(log: Log, index: int, reason: str, erased_index: int) -> set[int]:
    Entry.objects.filter(log=log, index=index).update(body=None)
    Response.objects.filter(log=log, index=index).update(reasons=None)
    revisions = Revision.objects.filter(record__log=log, index=index)
    rows = list(revisions.values_list("record", "attachments"))
    # The schema stood in the body: whoever receives the log from now on cannot know it either.
    revisions.update(fields=None, odd="", schema=NO_SCHEMA)
    revisions.filter(erased="").update(erased=reason, erased_index=erased_index)
    for _, attachments in rows:
        _drop_blobs({str(attachment["sha256"]) for attachment in attachments})
    return {record for record, _ in rows}


def _drop_blobs(digests: set[str]) -> None:
    """Delete attachments that no readable revision and no draft names any more; the files go once the transaction holds."""
    unneeded = digests - _needed(digests)
    if not unneeded:
        return
    Blob.objects.filter(sha256__in=unneeded).update(held=False)
    transaction.on_commit(lambda: _unlink(unneeded))


def _unlink(digests: set[str]) -> None:
    home = Home.current()
    for digest in digests:
        home.blob_path(digest).unlink(missing_ok=True)


def _needed(digests: set[str]) -> set[str]:
    if not digests:
        return set()
    lists = [
        *Revision.objects.exclude(fields__isnull=True)
        .exclude(attachments=[])
        .values_list("attachments", flat=True),
        *Draft.objects.exclude(attachments=[]).values_list("attachments", flat=True),
    ]
    return digests & {str(attachment["sha256"]) for attachments in lists for attachment in attachments}
