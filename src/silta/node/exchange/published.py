"""A log as the files that it is published as, computed from the stored rows when they are asked for.

The size of a published log is that of its signed checkpoint. While a partner's log is being taken over in several transactions,
the stored rows run ahead of the checkpoint; what is published never does.
"""

from __future__ import annotations

import re
from typing import Final

from django.db.models import QuerySet

from silta.ledger.charter import Charter
from silta.ledger.errors import MissingFile
from silta.ledger.layout import CHECKPOINT
from silta.ledger.merkle import TILE_WIDTH, Edge
from silta.ledger.notes import Verifier, split_note
from silta.ledger.tiles import pack_bodies, pack_entries
from silta.node.home import Home
from silta.node.models import Entry, Log, Receipt

_INDEX: Final = r"((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?"
_TILE: Final = re.compile(rf"tile/(\d{{1,2}})/{_INDEX}")
_ENTRIES: Final = re.compile(rf"tile/entries/{_INDEX}")
_BODIES: Final = re.compile(rf"bodies/{_INDEX}")
_BLOB: Final = re.compile(r"blob/([0-9a-f]{64})")
_RECEIPT: Final = re.compile(r"receipts/([a-z][a-z0-9]{1,11})")


def checkpoint_size(note: bytes) -> int:
    """The size that a stored checkpoint states; 0 if there is none. The note was verified before it was stored."""
    return int(split_note(note)[0].split("\n")[1]) if note else 0


class PublishedLog:
    """Reads the files of one stored log by path; a `silta.ledger.reading.Reader`. Raises `MissingFile`."""

    def __init__(self, log: Log, home: Home) -> None:
        self.log = log
        self.size = checkpoint_size(bytes(log.checkpoint))
        self._home = home

    def __call__(self, path: str, limit: int = 0) -> bytes:
        """The file at `path`; `limit` is for readers of what others wrote and means nothing here."""
        del limit
        if path == CHECKPOINT and self.size:
            return bytes(self.log.checkpoint)
        for pattern, read in (
            (_TILE, self._tile),
            (_ENTRIES, self._entries),
            (_BODIES, self._bodies),
            (_BLOB, self._blob),
            (_RECEIPT, self._receipt),
        ):
            match = pattern.fullmatch(path)
            if match:
                return read(path, match)
        raise MissingFile(path)

    def verifier(self) -> Verifier:
        """The key that the log's checkpoints are signed with, as the charter names it."""
        return Charter.parse(bytes(self.log.arrangement.charter)).verifier(self.log.party)

    def _range(self, path: str, index: str, width: str | None, unit: int = 1) -> tuple[int, int]:
        """The first and the end of what a path covers, in leaves (`unit` leaves to a hash). Refuses what is not there."""
        n = int(index.replace("x", "").replace("/", ""))
        count = int(width) if width else TILE_WIDTH
        start, end = n * TILE_WIDTH * unit, (n * TILE_WIDTH + count) * unit
        if count > TILE_WIDTH or end > self.size:
            raise MissingFile(path)
        return start, end

    def _tile(self, path: str, match: re.Match[str]) -> bytes:
        level = int(match[1])
        if level > 6:
            raise MissingFile(path)
        start, end = self._range(path, match[2], match[3], TILE_WIDTH**level)
        leaves = self._leaves(start, end)
        if level == 0:
            return leaves
        edge, completed = Edge.empty().append_packed(leaves)
        full = [tile for at, _, tile in completed if at == level]
        return full[0] if full else edge.levels[level]

    def _leaves(self, start: int, end: int) -> bytes:
        rows = self._rows(start, end).values_list("leaf", flat=True)
        return b"".join(map(bytes, rows.iterator(chunk_size=4096)))

    def _rows(self, start: int, end: int) -> QuerySet[Entry]:
        return Entry.objects.filter(log=self.log, index__gte=start, index__lt=end).order_by("index")

    def _entries(self, path: str, match: re.Match[str]) -> bytes:
        rows = self._rows(*self._range(path, match[1], match[2])).values_list("raw", flat=True)
        return pack_entries([bytes(raw) for raw in rows])

    def _bodies(self, path: str, match: re.Match[str]) -> bytes:
        rows = self._rows(*self._range(path, match[1], match[2])).values_list("body", flat=True)
        return pack_bodies([None if body is None else bytes(body) for body in rows])

    def _blob(self, path: str, match: re.Match[str]) -> bytes:
        try:
            return self._home.blob_path(match[1]).read_bytes()
        except FileNotFoundError:
            raise MissingFile(path) from None

    def _receipt(self, path: str, match: re.Match[str]) -> bytes:
        """The receipt that this log's party gave for the log of another party of the same arrangement."""
        receipt = Receipt.objects.filter(
            log__arrangement=self.log.arrangement_id, log__party=match[1], holder=self.log.party
        ).first()
        if receipt is None:
            raise MissingFile(path)
        return bytes(receipt.note)

    def root_at(self, size: int) -> bytes:
        """The root that the stored leaves give at a smaller size."""
        return Edge.empty().append_packed(self._leaves(0, size))[0].root()
