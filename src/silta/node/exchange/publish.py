"""Publishing: logs as a folder of static files that anyone who gets it can verify. Layout: `silta.ledger.layout`."""

from __future__ import annotations

import io
import os
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from silta.ledger.checkpoints import open_checkpoint
from silta.ledger.errors import LedgerError, MissingFile
from silta.ledger.layout import CHECKPOINT, blob_path, charter_path, log_path, receipt_path
from silta.ledger.tiles import bodies_path, entries_path, leaf_tiles, tile_path
from silta.node.exchange.published import PublishedLog
from silta.node.home import Home
from silta.node.models import Arrangement, Log, Receipt, Revision
from silta.node.queries.arrangements import the_arrangement


@dataclass(frozen=True)
class PublishedSize:
    """A log that was written and its size."""

    origin: str
    size: int


def publish(directory: Path, arrangement: str | None = None) -> list[PublishedSize]:
    """Write every log of an arrangement that is held here, our own and the verified copies, under `directory`; checkpoints last.

    Without a name, the only arrangement with partners is meant: what is shown to one partner holds nothing of another one. A
    second publication writes only what is new, and takes away the bodies and attachments that have been erased since. What the
    folder holds of another history under the same name is written anew. Raises `LedgerError` `exchange.unknown-arrangement`,
    `NotFound` `arrangement.not-one`.
    """
    wanted, home = arrangement or the_arrangement(), Home.current()
    found = Arrangement.objects.filter(id=wanted).first()
    if found is None:
        raise LedgerError("exchange.unknown-arrangement", wanted)
    _write(directory / charter_path(found.id), bytes(found.charter))
    logs = found.logs.exclude(checkpoint=b"").order_by("-is_own", "party")
    return [_publish_log(directory / log_path(found.id, log.party), log, home) for log in logs]


def archive(arrangement: str) -> bytes:
    """The published folder of one arrangement as a ZIP file in memory: for a person who takes a copy along."""
    with tempfile.TemporaryDirectory() as folder, io.BytesIO() as held:
        publish(Path(folder), arrangement)
        with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as packed:
            for path in sorted(Path(folder).rglob("*")):
                if path.is_file():
                    packed.write(path, path.relative_to(folder))
        return held.getvalue()


def _publish_log(folder: Path, log: Log, home: Home) -> PublishedSize:
    read = PublishedLog(log, home)
    paths = list(_paths(log, read.size))
    grown = _is_earlier(folder / CHECKPOINT, read)
    for path in paths:
        target = folder / path
        if grown and _is_final(path) and target.exists():
            continue
        try:
            _write(target, read(path))
        except MissingFile:
            if not path.startswith("blob/"):
                raise
    _write(folder / CHECKPOINT, read(CHECKPOINT))
    _clear(folder, frozenset(paths))
    return PublishedSize(log.origin, read.size)


def _is_earlier(checkpoint: Path, read: PublishedLog) -> bool:
    """Whether the folder's checkpoint is of the same history as the stored log, and not of a longer one."""
    try:
        held = open_checkpoint(checkpoint.read_bytes(), read.verifier()).checkpoint
    except (FileNotFoundError, LedgerError):
        return False
    return held.size <= read.size and read.root_at(held.size) == held.root


def _is_final(path: str) -> bool:
    """Whether what lies at `path` can never change: hashes and entries. A body may be erased, a receipt renewed."""
    return path.startswith(("tile/", "blob/"))


def _clear(folder: Path, wanted: frozenset[str]) -> None:
    """Take away bundles of bodies that a larger one has replaced, and attachments: they may hold what has been erased since."""
    for part in ("bodies", "blob"):
        for file in (folder / part).rglob("*"):
            if file.is_file() and file.relative_to(folder).as_posix() not in wanted:
                file.unlink()


def _paths(log: Log, size: int) -> Iterator[str]:
    """Every file of a log of `size` but its checkpoint."""
    for level in range(8):
        count = size >> 8 * level
        if not count:
            break
        for n, width in leaf_tiles(0, count):
            yield tile_path(level, n, width)
    for n, width in leaf_tiles(0, size):
        yield entries_path(n, width)
        yield bodies_path(n, width)
    yield from _blob_paths(log, size)
    holders = Receipt.objects.filter(log__arrangement=log.arrangement_id, holder=log.party)
    for party in holders.values_list("log__party", flat=True):
        yield receipt_path(party)


def _blob_paths(log: Log, size: int) -> Iterator[str]:
    found = Revision.objects.filter(record__log=log, index__lt=size, erased="").exclude(attachments=[])
    named = {
        item["sha256"] for attachments in found.values_list("attachments", flat=True) for item in attachments
    }
    yield from (blob_path(digest) for digest in sorted(named))


def _write(path: Path, data: bytes) -> None:
    """Write a file so that a reader sees the old one or the new one, never half of it; one that says the same stays."""
    if path.is_file() and path.read_bytes() == data:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(temporary).chmod(0o644)
    Path(temporary).replace(path)
