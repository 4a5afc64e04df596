"""Archives: a document together with what proves it or belongs to it. The same logs give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Final

from silta.ledger.charter import Charter
from silta.ledger.entries import Entry as LedgerEntry
from silta.ledger.entries import Release, parse_entry
from silta.ledger.proofs import Proof, audit_paths
from silta.node.home import Home
from silta.node.models import Arrangement, Entry, Log
from silta.records.views import Snapshot
from silta.reports.catalogue.dossier.thread import entries_of, thread_of

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_LARGEST: Final = 64 * 1024 * 1024
"""Bytes of evidence files that an archive takes along; what is beyond is named in the document and left out."""


def archive(files: Mapping[str, bytes]) -> bytes:
    """A ZIP of `files`, sorted by name, without times and machines in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            target.writestr(info, files[name])
    return made.getvalue()


def evidence_of(held: Snapshot, uid: str) -> dict[str, bytes]:
    """The files that prove the dossier of the result `uid`: charter, entries, proofs, bodies, attachments.

    A dossier quotes what a log held when it was asked for; its proofs lead to the log's checkpoint of now.
    """
    around = Arrangement.objects.get(pk=held.arrangement)
    files = {"charter.json": bytes(around.charter)}
    wanted: dict[str, set[int]] = defaultdict(set)
    for origin, index in entries_of(thread_of(held, uid)):
        wanted[origin].add(index)
    charter = Charter.parse(bytes(around.charter))
    parties = {charter.origin(party.code): party.code for party in charter.parties}
    room = _LARGEST
    for log in Log.objects.filter(origin__in=wanted).order_by("origin"):
        party, said = parties[log.origin], _entries(log, wanted[log.origin])
        leaves = Entry.objects.filter(log=log, index__lt=log.size).order_by("index")
        paths = audit_paths([bytes(leaf) for leaf in leaves.values_list("leaf", flat=True)], said)
        for index, entry in said.items():
            files[f"entries/{party}/{index}.json"] = bytes(entry.raw)
            proof = Proof(index, paths[index], bytes(log.checkpoint))
            files[f"proofs/{party}/{index}.tlog-proof"] = proof.to_bytes()
            parsed = parse_entry(bytes(entry.raw))
            if parsed.named_body and entry.body is not None:
                files[f"bodies/{parsed.named_body[0]}.json"] = bytes(entry.body)
                for name, raw in _attached(parsed, room):
                    room -= len(raw)
                    files[name] = raw
    return files


def _entries(log: Log, indexes: set[int]) -> dict[int, Entry]:
    ordered = sorted(indexes)
    found: dict[int, Entry] = {}
    for start in range(0, len(ordered), 500):
        some = Entry.objects.filter(log=log, index__in=ordered[start : start + 500])
        found |= {entry.index: entry for entry in some}
    return dict(sorted(found.items()))


def _attached(entry: LedgerEntry, room: int) -> Iterator[tuple[str, bytes]]:
    """The attachments of a release that this node holds, as far as there is room."""
    for one in entry.attachments if isinstance(entry, Release) else ():
        path = Home.current().blob_path(one.sha256)
        if one.size <= room and path.is_file():
            room -= one.size
            yield f"files/{one.sha256}", path.read_bytes()
