"""Verification of what a log has added since it was last seen. Everything that comes from a partner passes through here.

The order matters. The checkpoint's signature comes first; then the leaf tiles, 32 bytes an entry, must join the state that was
verified before to the signed root; only then is any content read, each bundle against the tile that has just been proven, each
body against the digest in its entry. Memory stays bounded by one bundle, whatever the size of the log.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from typing import Final

from silta.ledger.bodies import digest
from silta.ledger.charter import Charter
from silta.ledger.checkpoints import Checkpoint, SignedCheckpoint, open_checkpoint
from silta.ledger.entries import MAX_ENTRY, Entry, Erase, Open, Summary, parse_entry, summarise
from silta.ledger.errors import Contradiction, LedgerError, placed
from silta.ledger.layout import CHECKPOINT
from silta.ledger.merkle import HASH_SIZE, TILE_WIDTH, Edge, leaf_hash
from silta.ledger.notes import MAX_NOTE, Verifier
from silta.ledger.reading import Reader, fetch
from silta.ledger.tiles import bodies_path, entries_path, leaf_tiles, tile_path, unpack_bodies, unpack_entries

_ENTRY_PREFIX: Final = 2
_BODY_PREFIX: Final = 4


@dataclass(frozen=True)
class LogState:
    """What is known of a log from its last verification: origin, right edge, and the signed note that it was verified against.

    The note is evidence for the case that a later one contradicts it; a state without one verifies just the same.
    """

    origin: str
    edge: Edge
    note: bytes = b""

    @classmethod
    def empty(cls, origin: str) -> LogState:
        """The state before anything of the log was seen."""
        return cls(origin, Edge.empty())


@dataclass(frozen=True)
class VerifiedEntry:
    """An entry proven to stand at `index` of its log, and well formed: leaf hash (32 bytes), exact bytes, summary, body.

    `body` is None if the entry names none, or if it has been erased (`is_erased`).
    """

    index: int
    leaf: bytes
    raw: bytes
    summary: Summary
    body: bytes | None

    @property
    def is_erased(self) -> bool:
        """Whether the entry names a body that is no longer there."""
        return self.body is None and self.summary.named_body is not None

    @cached_property
    def entry(self) -> Entry:
        """The entry, parsed when it is first asked for."""
        return parse_entry(self.raw)


@dataclass(frozen=True)
class Extension:
    """A proven extension of a log: the new checkpoint and edge. The entries are read, and checked, as they are asked for."""

    state: LogState
    checkpoint: SignedCheckpoint
    edge: Edge
    _tiles: tuple[bytes, ...] = field(repr=False)
    _read: Reader
    _charter: Charter | None

    @property
    def new_state(self) -> LogState:
        """The state to keep once all new entries have been taken over."""
        return LogState(self.state.origin, self.edge, self.checkpoint.raw)

    def new_entries(self) -> Iterator[list[VerifiedEntry]]:
        """The entries from the old size on, bundle by bundle, each bundle wholly verified before any of it is given out.

        Raises `LedgerError`: `ledger.missing-file`, `ledger.too-large`, `ledger.bad-entry-bundle`, `ledger.not-canonical`,
        `ledger.malformed-entry`, `ledger.bad-body`, `ledger.misplaced-open`, `ledger.charter-mismatch`; `where` = the path.
        """
        old_size = self.state.edge.size
        for (n, width), tile in zip(leaf_tiles(old_size, self.edge.size), self._tiles, strict=True):
            entries = _read_entries(self._read, n, width, tile)
            _check_open(entries_path(n, width), entries, self._charter)
            bundle = _read_bodies(self._read, n, width, entries)
            yield bundle[max(0, old_size - n * TILE_WIDTH) :]


def extend(
    state: LogState,
    read: Reader,
    verifier: Verifier,
    witnesses: Sequence[Verifier] = (),
    charter: Charter | None = None,
) -> Extension:
    """The extension from `state` to the checkpoint that `read` offers now; proven, its content not read yet.

    Paths are relative to the log's folder. With `charter`, the log's first entry must name it. Raises `LedgerError`:
    `ledger.missing-file`, `ledger.too-large`, `ledger.malformed-note`, `ledger.bad-signature`, `ledger.wrong-origin`,
    `ledger.bad-tile`, `ledger.root-mismatch` (the tiles are not those of the checkpoint: a damaged copy); and
    `Contradiction` with both signed notes: `ledger.rollback` (older than what was seen), `ledger.fork` (another history).
    """
    if verifier.name != state.origin:
        raise LedgerError("ledger.wrong-origin", verifier.name, expected=state.origin)
    signed = _read_checkpoint(read, verifier, witnesses)
    offered, held = signed.checkpoint, state.edge
    evidence = (state.note, signed.raw)
    if offered.size < held.size:
        raise Contradiction("ledger.rollback", CHECKPOINT, evidence, offered=offered.size, held=held.size)
    edge, tiles = _follow_tiles(held, offered.size, read)
    if edge is None or edge.root() != offered.root:
        if held.size and _is_other_history(signed.checkpoint, held, read):
            raise Contradiction("ledger.fork", CHECKPOINT, evidence, size=held.size)
        raise LedgerError("ledger.root-mismatch", CHECKPOINT, size=offered.size)
    return Extension(state, signed, edge, tiles, read, charter)


def unexplained_erasures(entries: Iterable[VerifiedEntry]) -> tuple[int, ...]:
    """Indices of entries whose body is gone although no later entry among `entries` erases it. `entries` are in order.

    Over the new entries of an extension this is complete: an erasure always comes after what it erases.
    """
    gone: set[int] = set()
    for verified in entries:
        if verified.is_erased:
            gone.add(verified.index)
        if verified.summary.type == "erase" and isinstance(verified.entry, Erase):
            gone.discard(verified.entry.index)
    return tuple(sorted(gone))


def _read_checkpoint(read: Reader, verifier: Verifier, witnesses: Sequence[Verifier]) -> SignedCheckpoint:
    raw = fetch(read, CHECKPOINT, MAX_NOTE)
    try:
        return open_checkpoint(raw, verifier, witnesses)
    except LedgerError as error:
        raise placed(error, CHECKPOINT) from None


def read_tile(read: Reader, level: int, n: int, width: int) -> bytes:
    """A hash tile of exactly `width` hashes, not verified. Raises `LedgerError` `ledger.bad-tile`, and as `fetch` does."""
    path = tile_path(level, n, width)
    raw = fetch(read, path, width * HASH_SIZE)
    if len(raw) != width * HASH_SIZE:
        raise LedgerError("ledger.bad-tile", path)
    return raw


def _follow_tiles(held: Edge, size: int, read: Reader) -> tuple[Edge | None, tuple[bytes, ...]]:
    """The edge that the published leaf tiles lead to from `held`, and a digest of each tile to check bundles against.

    No edge if the first tile does not begin with the leaf hashes that are held.
    """
    edge, digests = held, []
    known = held.levels[0] if held.levels else b""
    for n, width in leaf_tiles(held.size, size):
        raw = read_tile(read, 0, n, width)
        if not raw.startswith(known):
            return None, ()
        edge, _ = edge.append_packed(raw[len(known) :])
        digests.append(sha256(raw).digest())
        known = b""
    return edge, tuple(digests)


def _is_other_history(offered: Checkpoint, held: Edge, read: Reader) -> bool:
    """Whether the log has signed another history than the one held, rather than this copy of it being damaged.

    It has if two signed roots of one size differ, or if its tiles, read from the very first, do give the root that it signed.
    """
    if offered.size == held.size:
        return True
    try:
        edge, _ = _follow_tiles(Edge.empty(), offered.size, read)
    except LedgerError:
        return False
    return edge is not None and edge.root() == offered.root


@dataclass(frozen=True)
class _Entries:
    """The entries of one bundle, proven and well formed, before their bodies are read."""

    first: int
    leaves: list[bytes]
    raws: list[bytes]
    summaries: list[Summary]


def _read_entries(read: Reader, n: int, width: int, tile: bytes) -> _Entries:
    """The entries of bundle `n`, checked against the digest of their leaf tile."""
    path = entries_path(n, width)
    packed = fetch(read, path, width * (_ENTRY_PREFIX + MAX_ENTRY))
    try:
        raws = unpack_entries(packed, width)
    except LedgerError as error:
        raise placed(error, path) from None
    leaves = [leaf_hash(raw) for raw in raws]
    if sha256(b"".join(leaves)).digest() != tile:
        raise LedgerError("ledger.bad-entry-bundle", path)
    first = n * TILE_WIDTH
    return _Entries(first, leaves, raws, [_summary_at(path, i, raw) for i, raw in enumerate(raws, first)])


def _summary_at(path: str, index: int, raw: bytes) -> Summary:
    try:
        return summarise(raw)
    except LedgerError as error:
        raise placed(error, path, index=index) from None


def _check_open(path: str, entries: _Entries, charter: Charter | None) -> None:
    """The first entry of a log, and no other, is `open`; it names the charter, if that is known here."""
    for index, summary in enumerate(entries.summaries, entries.first):
        if (summary.type == "open") != (index == 0):
            raise LedgerError("ledger.misplaced-open", path, index=index)
    if entries.first == 0 and charter is not None:
        opening = parse_entry(entries.raws[0])
        if not isinstance(opening, Open) or opening.charter != charter.digest():
            raise LedgerError("ledger.charter-mismatch", path, index=0)


def _read_bodies(read: Reader, n: int, width: int, entries: _Entries) -> list[VerifiedEntry]:
    """The entries of bundle `n` with their bodies, each checked against the digest and the size that its entry names."""
    path = bodies_path(n, width)
    named = [summary.named_body for summary in entries.summaries]
    packed = fetch(read, path, sum(_BODY_PREFIX + (body[1] if body else 0) for body in named))
    try:
        bodies = unpack_bodies(packed, width)
    except LedgerError as error:
        raise placed(error, path) from None
    for index, (name, body) in enumerate(zip(named, bodies, strict=True), entries.first):
        if body is not None and name != (digest(body), len(body)):
            raise LedgerError("ledger.bad-body", path, index=index)
    indices = range(entries.first, entries.first + width)
    return [
        VerifiedEntry(*proven)
        for proven in zip(indices, entries.leaves, entries.raws, entries.summaries, bodies, strict=True)
    ]
