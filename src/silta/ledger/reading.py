"""Reading a published log through a function that the caller supplies: a folder, HTTP, an archive and memory look the same."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

from silta.ledger.errors import LedgerError, MissingFile

Reader = Callable[[str, int], bytes]
"""``read(path, limit)`` gives a whole file. It raises `MissingFile(path)` if there is none.

It need not read more than `limit` + 1 bytes of a longer file: longer files are refused here. Paths are relative, with ``/``,
made of ASCII letters, digits, ``.``, ``-`` and ``/`` only, and no part of one is ``..`` or empty.
"""


def fetch(read: Reader, path: str, limit: int) -> bytes:
    """A file of at most `limit` bytes. Raises `LedgerError` `ledger.too-large`, and `MissingFile`."""
    raw = read(path, limit)
    if len(raw) > limit:
        raise LedgerError("ledger.too-large", path, size=len(raw), limit=limit)
    return raw


def fetch_blob(read: Reader, path: str, size: int, digest: str) -> None:
    """Check that an attachment is there, of the size and digest that an entry names.

    Raises `LedgerError` `ledger.bad-blob`, and `MissingFile`.
    """
    raw = read(path, size)
    if len(raw) != size or sha256(raw).hexdigest() != digest:
        raise LedgerError("ledger.bad-blob", path)


def under(read: Reader, folder: str) -> Reader:
    """A reader of the files in `folder`; its errors name paths within that folder, as those of all checks do."""

    def read_within(path: str, limit: int) -> bytes:
        try:
            return read(f"{folder}/{path}", limit)
        except MissingFile:
            raise MissingFile(path) from None

    return read_within
