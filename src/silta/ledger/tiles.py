"""C2SP tiles (c2sp.org/tlog-tiles): where they lie, and how entries and bodies are packed into bundles parallel to them.

Path of a tile: ``tile/<level>/<index>``, index in groups of three digits (1234067 → ``x001/x234/067``), with ``.p/<width>``
after it when the tile is partial. Entry bundle: uint16 big-endian length, entry, and so on. Body bundle: uint32 big-endian
length, body; length 0 where the entry has no body or the body was erased.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from silta.ledger.bodies import MAX_BODY
from silta.ledger.entries import MAX_ENTRY
from silta.ledger.errors import LedgerError
from silta.ledger.merkle import HASH_SIZE, TILE_WIDTH


def tile_path(level: int, n: int, width: int = TILE_WIDTH) -> str:
    """Path of hash tile `n` of `level`; `width` below 256 means the partial tile of that width."""
    return f"tile/{level}/{_index(n, width)}"


def entries_path(n: int, width: int = TILE_WIDTH) -> str:
    """Path of the entry bundle that lies beside the leaf tile `n`."""
    return f"tile/entries/{_index(n, width)}"


def bodies_path(n: int, width: int = TILE_WIDTH) -> str:
    """Path of the body bundle that lies beside the leaf tile `n`."""
    return f"bodies/{_index(n, width)}"


def _index(n: int, width: int) -> str:
    groups = [f"{n % 1000:03d}"]
    while n >= 1000:
        n //= 1000
        groups.insert(0, f"x{n % 1000:03d}")
    return "/".join(groups) + ("" if width == TILE_WIDTH else f".p/{width}")


def leaf_tiles(old_size: int, new_size: int) -> Iterator[tuple[int, int]]:
    """Index and width of every leaf tile of a tree of `new_size` that holds a leaf from `old_size` on."""
    if old_size < new_size:
        for n in range(old_size // TILE_WIDTH, -(-new_size // TILE_WIDTH)):
            yield n, min(TILE_WIDTH, new_size - n * TILE_WIDTH)


def hashes(raw: bytes) -> list[bytes]:
    """The hashes in a tile. Raises `LedgerError` `ledger.bad-tile` if it does not hold 1–256 whole ones."""
    if not raw or len(raw) % HASH_SIZE or len(raw) > HASH_SIZE * TILE_WIDTH:
        raise LedgerError("ledger.bad-tile", size=len(raw))
    return [raw[i : i + HASH_SIZE] for i in range(0, len(raw), HASH_SIZE)]


def pack_entries(entries: Sequence[bytes]) -> bytes:
    """The entry bundle of `entries`. Raises `LedgerError` `ledger.too-large` for an entry above `MAX_ENTRY`."""
    for entry in entries:
        if len(entry) > MAX_ENTRY:
            raise LedgerError("ledger.too-large", size=len(entry), limit=MAX_ENTRY)
    return b"".join([len(entry).to_bytes(2, "big") + entry for entry in entries])


def unpack_entries(raw: bytes, count: int) -> list[bytes]:
    """The `count` entries of a bundle. Raises `LedgerError`: `ledger.bad-entry-bundle`, `ledger.too-large`."""
    entries = _unpack(raw, 2, count, MAX_ENTRY)
    if entries is None:
        raise LedgerError("ledger.bad-entry-bundle", count=count)
    return entries


def pack_bodies(bodies: Sequence[bytes | None]) -> bytes:
    """The body bundle of `bodies`, None where there is none. Raises `LedgerError` `ledger.too-large` above `MAX_BODY`."""
    for body in bodies:
        if body is not None and len(body) > MAX_BODY:
            raise LedgerError("ledger.too-large", size=len(body), limit=MAX_BODY)
    return b"".join([len(body or b"").to_bytes(4, "big") + (body or b"") for body in bodies])


def unpack_bodies(raw: bytes, count: int) -> list[bytes | None]:
    """The `count` bodies of a bundle, None where the length is 0. Raises `LedgerError`: `ledger.bad-body`, `ledger.too-large`."""
    bodies = _unpack(raw, 4, count, MAX_BODY)
    if bodies is None:
        raise LedgerError("ledger.bad-body", count=count)
    return [body or None for body in bodies]


def _unpack(raw: bytes, prefix: int, count: int, limit: int) -> list[bytes] | None:
    """Exactly `count` items, each after its length in `prefix` bytes; None if `raw` holds anything else."""
    items: list[bytes] = []
    start = 0
    while start < len(raw) and len(items) < count:
        length = int.from_bytes(raw[start : start + prefix], "big")
        if length > limit:
            raise LedgerError("ledger.too-large", size=length, limit=limit)
        start += prefix
        items.append(raw[start : start + length])
        start += length
    return items if start == len(raw) and len(items) == count else None
