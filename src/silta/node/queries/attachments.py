"""Attachments of records and drafts: where their bytes lie, as far as this node holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any
from uuid import UUID

from silta.node.errors import NotFound
from silta.node.home import Home
from silta.node.models import Draft, Revision
from silta.node.uids import parse_uid


@dataclass(frozen=True)
class Held:
    """A file that this node holds: where it lies, and what its owner calls it."""

    path: Path
    name: str
    media_type: str


def held(uid: str | UUID, digest: str, *, drafts: bool) -> Held:
    """The file with that SHA-256 among the attachments of a record's readable revisions; with `drafts`, of its draft too.

    Raises `NotFound` `attachment.unknown` if no revision names it or its bytes are not here.
    """
    chosen = parse_uid(uid)
    named: Iterable[Any] = chain(
        Revision.objects.filter(record__uid=chosen, fields__isnull=False).values_list(
            "attachments", flat=True
        ),
        Draft.objects.filter(uid=chosen).values_list("attachments", flat=True) if drafts else (),
    )
    found: Mapping[str, Any] | None = next(
        (one for listed in named for one in listed if one.get("sha256") == digest), None
    )
    path = Home.current().blob_path(digest) if found else None
    if found is None or path is None or not path.is_file():
        raise NotFound("attachment.unknown", digest[:64])
    return Held(path, str(found.get("name", digest)), str(found.get("media_type", "")))
