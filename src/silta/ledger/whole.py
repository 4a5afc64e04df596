"""Verification of a whole log from nothing: every file that a log of its size must have is read and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from silta.ledger.charter import Charter
from silta.ledger.checkpoints import SignedCheckpoint
from silta.ledger.errors import LedgerError, MissingFile
from silta.ledger.extension import (
    Extension,
    LogState,
    VerifiedEntry,
    extend,
    read_tile,
    unexplained_erasures,
)
from silta.ledger.layout import blob_path
from silta.ledger.merkle import EMPTY_ROOT, HASH_SIZE, TILE_WIDTH, Edge
from silta.ledger.notes import Verifier
from silta.ledger.reading import Reader, fetch_blob
from silta.ledger.tiles import bodies_path, leaf_tiles, tile_path


@dataclass(frozen=True)
class VerifiedLog:
    """A log of which every file has been checked: origin, number of entries, root (32 bytes), right edge, checkpoint.

    `roots` gives the root at each of the smaller sizes that the caller asked for.
    """

    origin: str
    size: int
    root: bytes
    edge: Edge
    checkpoint: SignedCheckpoint
    roots: Mapping[int, bytes]


def verify_log(
    read: Reader,
    verifier: Verifier,
    witnesses: Sequence[Verifier] = (),
    charter: Charter | None = None,
    root_sizes: Iterable[int] = (),
) -> VerifiedLog:
    """Check the log in the folder that `read` reads: checkpoint, tiles of every level, entries, bodies, attachments.

    Raises `LedgerError` as `extend` and its `new_entries` do, and `ledger.bad-blob`, `ledger.unexplained-erasure` (a body or an
    attachment is gone that no `erase` entry explains).
    """
    extension = extend(LogState.empty(verifier.name), read, verifier, witnesses, charter)
    roots = _check_all_tiles(extension.edge, read, frozenset(root_sizes))
    _check_contents(extension, read)
    root = extension.checkpoint.checkpoint.root
    return VerifiedLog(verifier.name, extension.edge.size, root, extension.edge, extension.checkpoint, roots)


def _check_all_tiles(proven: Edge, read: Reader, root_sizes: frozenset[int]) -> dict[int, bytes]:
    """Compare the tiles above the leaves with what the leaves give; return the roots at `root_sizes` on the way."""
    edge, roots = Edge.empty(), {0: EMPTY_ROOT}
    for n, width in leaf_tiles(0, proven.size):
        leaves = read_tile(read, 0, n, width)
        for size in root_sizes & set(range(edge.size + 1, edge.size + width + 1)):
            roots[size] = edge.append_packed(leaves[: (size - edge.size) * HASH_SIZE])[0].root()
        edge, completed = edge.append_packed(leaves)
        for level, index, tile in completed:
            _check_tile(read, level, index, tile)
    for level, index, _, tile in edge.partial_tiles():
        _check_tile(read, level, index, tile)
    if edge != proven:
        raise LedgerError("ledger.bad-tile", tile_path(0, 0), reason="changed-while-read")
    return roots


def _check_tile(read: Reader, level: int, n: int, tile: bytes) -> None:
    """Leaf tiles need no comparison: they are what all the others are computed from."""
    width = len(tile) // HASH_SIZE
    if level and read_tile(read, level, n, width) != tile:
        raise LedgerError("ledger.bad-tile", tile_path(level, n, width))


def _check_contents(extension: Extension, read: Reader) -> None:
    unexplained = unexplained_erasures(_entries_with_blobs(extension, read))
    if unexplained:
        n = unexplained[0] // TILE_WIDTH
        path = bodies_path(n, min(TILE_WIDTH, extension.edge.size - n * TILE_WIDTH))
        raise LedgerError("ledger.unexplained-erasure", path, index=unexplained[0])


def _entries_with_blobs(extension: Extension, read: Reader) -> Iterator[VerifiedEntry]:
    """All entries, each after its attachments have been checked. Those of an erased body may be gone with it."""
    checked: set[tuple[str, int]] = set()
    for bundle in extension.new_entries():
        for verified in bundle:
            for attachment in verified.summary.attachments:
                blob = (attachment.sha256, attachment.size)
                if blob not in checked and _is_there(read, *blob, may_be_gone=verified.is_erased):
                    checked.add(blob)
            yield verified


def _is_there(read: Reader, sha256: str, size: int, *, may_be_gone: bool) -> bool:
    try:
        fetch_blob(read, blob_path(sha256), size, sha256)
    except MissingFile:
        if may_be_gone:
            return False
        raise
    return True
