"""The Merkle tree of RFC 6962 §2.1 (RFC 9162 §2.1): hashes, proofs, and the right edge from which a log goes on growing.

A hash is 32 bytes. "Leaves" are always leaf hashes, never entries. "Packed" hashes are hashes one after another in one
`bytes`, which is how tiles hold them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Final

from silta.ledger.errors import LedgerError

HASH_SIZE: Final = 32
TILE_WIDTH: Final = 256
"""Hashes in a full tile (C2SP tlog-tiles): the leaves of a perfect subtree of height 8."""
TILE_SIZE: Final = HASH_SIZE * TILE_WIDTH
EMPTY_ROOT: Final = sha256(b"").digest()

Tile = tuple[int, int, bytes]
"""A full tile: level, index within the level, 256 packed hashes."""
PartialTile = tuple[int, int, int, bytes]
"""A partial tile: level, index within the level, width (1–255), packed hashes."""


def leaf_hash(entry: bytes) -> bytes:
    """SHA-256(00 ‖ entry)."""
    return sha256(b"\x00" + entry).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256(01 ‖ left ‖ right)."""
    return sha256(b"\x01" + left + right).digest()


def tree_root(leaves: Sequence[bytes]) -> bytes:
    """The root of the tree over `leaves`; the hash of nothing when there are none."""
    if not leaves:
        return EMPTY_ROOT
    row = list(leaves)
    while len(row) > 1:
        odd = row[-1:] if len(row) % 2 else []
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)] + odd
    return row[0]


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The audit path of leaf `index` in the tree over `leaves` (RFC 6962 §2.1.1), nearest sibling first.

    Raises `LedgerError` `ledger.bad-proof` when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise LedgerError("ledger.bad-proof", reason="index")
    if len(leaves) == 1:
        return []
    split = _split(len(leaves))
    if index < split:
        return [*inclusion_proof(leaves[:split], index), tree_root(leaves[split:])]
    return [*inclusion_proof(leaves[split:], index - split), tree_root(leaves[:split])]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """The proof that the tree over the first `old_size` leaves is a beginning of the tree over all (RFC 6962 §2.1.2).

    Empty when either tree is empty or both are the same. Raises `LedgerError` `ledger.bad-proof` if `old_size` is impossible.
    """
    if not 0 <= old_size <= len(leaves):
        raise LedgerError("ledger.bad-proof", reason="size")
    return _subproof(leaves, old_size, whole=True) if old_size else []


def _subproof(leaves: Sequence[bytes], old_size: int, *, whole: bool) -> list[bytes]:
    """SUBPROOF of RFC 6962 §2.1.2; `whole` says that the verifier already knows the root of the old tree."""
    if old_size == len(leaves):
        return [] if whole else [tree_root(leaves)]
    split = _split(len(leaves))
    if old_size <= split:
        return [*_subproof(leaves[:split], old_size, whole=whole), tree_root(leaves[split:])]
    return [*_subproof(leaves[split:], old_size - split, whole=False), tree_root(leaves[:split])]


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << ((count - 1).bit_length() - 1)


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Pass silently if `proof` leads from `leaf` at `index` to the `root` of a tree of `size` (RFC 9162 §2.1.3.2).

    Raises `LedgerError` `ledger.bad-proof`.
    """
    if not 0 <= index < size:
        raise LedgerError("ledger.bad-proof", reason="index")
    node, last, computed = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise LedgerError("ledger.bad-proof", reason="length")
        if node & 1 or node == last:
            computed = node_hash(sibling, computed)
            node, last = _climb(node, last)
        else:
            computed = node_hash(computed, sibling)
        node, last = node >> 1, last >> 1
    if last or computed != root:
        raise LedgerError("ledger.bad-proof", reason="root")


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Pass silently if `proof` shows that the old tree is a beginning of the new one (RFC 9162 §2.1.4.2).

    The empty tree is a beginning of every tree, by an empty proof. Raises `LedgerError` `ledger.bad-proof`.
    """
    if not 0 <= old_size <= new_size:
        raise LedgerError("ledger.bad-proof", reason="size")
    if old_size in (0, new_size):
        known = EMPTY_ROOT if old_size == 0 else new_root
        if proof or old_root != known:
            raise LedgerError("ledger.bad-proof", reason="root")
        return
    old_computed, new_computed = _fold_consistency(old_size, old_root, new_size, proof)
    if old_computed != old_root or new_computed != new_root:
        raise LedgerError("ledger.bad-proof", reason="root")


def _fold_consistency(
    old_size: int, old_root: bytes, new_size: int, proof: Sequence[bytes]
) -> tuple[bytes, bytes]:
    """The old and the new root that `proof` leads to, by the algorithm of RFC 9162 §2.1.4.2."""
    is_perfect = old_size & (old_size - 1) == 0  # then the proof leaves out the old root, where it starts
    path = [old_root, *proof] if is_perfect else list(proof)
    node, last = old_size - 1, new_size - 1
    while node & 1:
        node, last = node >> 1, last >> 1
    if not path:
        raise LedgerError("ledger.bad-proof", reason="length")
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise LedgerError("ledger.bad-proof", reason="length")
        if node & 1 or node == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            node, last = _climb(node, last)
        else:
            new = node_hash(new, sibling)
        node, last = node >> 1, last >> 1
    if last:
        raise LedgerError("ledger.bad-proof", reason="length")
    return old, new


def _climb(node: int, last: int) -> tuple[int, int]:
    """Skip the levels at which `node` is a last node without a sibling."""
    while node and not node & 1:
        node, last = node >> 1, last >> 1
    return node, last


@dataclass(frozen=True)
class Edge:
    """The right edge of a tree of `size` leaves: for each level the packed hashes of its partial tile.

    `levels[l]` holds ``(size >> 8 l) mod 256`` hashes, possibly none; there is a level for as long as ``size >> 8 l`` is not
    zero. That is all it takes to append and to compute the root. Raises `LedgerError` `ledger.bad-edge` if the two disagree.
    """

    size: int
    levels: tuple[bytes, ...]

    def __post_init__(self) -> None:
        if [len(row) for row in self.levels] != [HASH_SIZE * width for width in _widths(self.size)]:
            raise LedgerError("ledger.bad-edge", size=self.size)

    @classmethod
    def empty(cls) -> Edge:
        """The edge of a tree without leaves."""
        return cls(0, ())

    @classmethod
    def from_bytes(cls, size: int, raw: bytes) -> Edge:
        """The edge that `to_bytes` wrote for a tree of `size`. Raises `LedgerError` `ledger.bad-edge`."""
        levels, start = [], 0
        for width in _widths(size):
            levels.append(raw[start : start + HASH_SIZE * width])
            start += HASH_SIZE * width
        if start != len(raw):
            raise LedgerError("ledger.bad-edge", size=size)
        return cls(size, tuple(levels))

    def to_bytes(self) -> bytes:
        """All levels, the leaves first, packed."""
        return b"".join(self.levels)

    def append(self, leaves: Sequence[bytes]) -> tuple[Edge, list[Tile]]:
        """The edge after appending leaf hashes, and the full tiles that this completed, of all levels."""
        return self.append_packed(b"".join(leaves))

    def append_packed(self, leaves: bytes) -> tuple[Edge, list[Tile]]:
        """`append` for leaf hashes that are packed already. Raises `LedgerError` `ledger.bad-tile` if they are not whole."""
        if len(leaves) % HASH_SIZE:
            raise LedgerError("ledger.bad-tile", size=len(leaves))
        levels, completed, rising, level = list(self.levels), [], leaves, 0
        while rising:
            if level == len(levels):
                levels.append(b"")
            row = levels[level] + rising
            tiles = [row[i : i + TILE_SIZE] for i in range(0, len(row) - TILE_SIZE + 1, TILE_SIZE)]
            first = self.size >> 8 * (level + 1)
            completed += [(level, first + i, tile) for i, tile in enumerate(tiles)]
            levels[level] = row[TILE_SIZE * len(tiles) :]
            rising = b"".join(_perfect_root(tile) for tile in tiles)
            level += 1
        return Edge(self.size + len(leaves) // HASH_SIZE, tuple(levels)), completed

    def root(self) -> bytes:
        """The root of the tree: the perfect subtrees of the edge, joined from the right."""
        peaks = [peak for row in reversed(self.levels) for peak in _peaks(row)]
        if not peaks:
            return EMPTY_ROOT
        root = peaks.pop()
        while peaks:
            root = node_hash(peaks.pop(), root)
        return root

    def partial_tiles(self) -> list[PartialTile]:
        """The partial tiles that a log of this size has: level, index, width, packed hashes."""
        return [
            (level, self.size >> 8 * (level + 1), len(row) // HASH_SIZE, row)
            for level, row in enumerate(self.levels)
            if row
        ]


def _widths(size: int) -> Iterator[int]:
    """The width of the partial tile of each level of a tree of `size`, the leaves first."""
    while size > 0:
        yield size % TILE_WIDTH
        size //= TILE_WIDTH


def _peaks(row: bytes) -> Iterator[bytes]:
    """The roots of the perfect subtrees that a partial tile splits into, the largest first."""
    start = 0
    while start < len(row):
        count = (len(row) - start) // HASH_SIZE
        span = HASH_SIZE << (count.bit_length() - 1)
        yield _peak(row[start : start + span])
        start += span


def _perfect_root(row: bytes) -> bytes:
    """The root over packed hashes whose number is a power of two.

    Two neighbours already lie beside each other as a node's hash wants them, so that nothing is copied but the prefix.
    """
    pair = 2 * HASH_SIZE
    while len(row) > HASH_SIZE:
        row = b"".join([sha256(b"\x01" + row[i : i + pair]).digest() for i in range(0, len(row), pair)])
    return row


# A log that grows entry by entry asks for the roots of the same large subtrees again and again.
_peak: Final = lru_cache(maxsize=64)(_perfect_root)
