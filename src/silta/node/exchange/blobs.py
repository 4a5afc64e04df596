"""Attachments and packages: fetched after the entries that name them, checked against digest and size, stored as files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from silta.ledger.errors import LedgerError
from silta.ledger.layout import blob_path
from silta.ledger.reading import Reader, fetch_blob
from silta.node.home import Home
from silta.node.models import Blob, Log, Revision
from silta.words.errors import Problem


def fetch_blobs(log: Log, read: Reader, home: Home) -> tuple[Problem, ...]:
    """Fetch every attachment of `log` that is named, not erased and not held.

    What is missing or wrong is reported, and tried next time.
    """
    found: list[Problem] = []
    for attachment in _wanted(log):
        digest, size = str(attachment["sha256"]), int(attachment["size"])
        try:
            _fetch_one(read, home, digest, size)
        except LedgerError as error:
            found += error.problems
            continue
        values = {
            "size": size,
            "media_type": attachment["media_type"],
            "name": attachment["name"],
            "held": True,
        }
        Blob.objects.update_or_create(sha256=digest, defaults=values)
    return tuple(found)


def _wanted(log: Log) -> Iterable[Mapping[str, Any]]:
    rows = Revision.objects.filter(record__log=log, erased="").exclude(attachments=[])
    lists = rows.values_list("attachments", flat=True)
    named = {str(item["sha256"]): item for attachments in lists for item in attachments}
    held = set(Blob.objects.filter(sha256__in=named, held=True).values_list("sha256", flat=True))
    return [item for digest, item in sorted(named.items()) if digest not in held]


def _fetch_one(read: Reader, home: Home, digest: str, size: int) -> None:
    kept: list[bytes] = []

    def remember(path: str, limit: int) -> bytes:
        kept.append(read(path, limit))
        return kept[-1]

    fetch_blob(remember, blob_path(digest), size, digest)
    home.store_blob(kept[-1])
