"""C2SP checkpoints (c2sp.org/tlog-checkpoint): a signed note that commits a log to a size and a root.

::

    silta/kz-fi-2025/fi
    3
    base64 of the root
    <blank line>
    — silta/kz-fi-2025/fi base64(key id ‖ signature)

The log's key bears the name of the log's origin. Silta writes no extension lines and refuses them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from silta.ledger.canonical import MAX_INTEGER
from silta.ledger.errors import LedgerError
from silta.ledger.merkle import HASH_SIZE
from silta.ledger.notes import (
    COSIGNATURE,
    Signer,
    Verifier,
    decode_base64,
    encode_base64,
    open_note,
    split_note,
)

_PREFIX: Final = "silta"


def log_origin(arrangement_id: str, party: str) -> str:
    """The origin of the log that `party` keeps for an arrangement: ``silta/<arrangement id>/<party>``."""
    return f"{_PREFIX}/{arrangement_id}/{party}"


@dataclass(frozen=True)
class Checkpoint:
    """A log's origin, its number of entries and the root over them (32 bytes)."""

    origin: str
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """The text that is signed: three lines."""
        return f"{self.origin}\n{self.size}\n{encode_base64(self.root)}\n"


@dataclass(frozen=True)
class SignedCheckpoint:
    """A checkpoint that its log's key has signed. `raw` is the note as received, `text` its signed part.

    `cosignatures` maps the names of the known cosigners to the Unix time at which they cosigned.
    """

    checkpoint: Checkpoint
    text: str
    raw: bytes
    cosignatures: Mapping[str, int]


def sign_checkpoint(checkpoint: Checkpoint, signer: Signer) -> bytes:
    """The checkpoint as a note with the log's signature."""
    return f"{checkpoint.text}\n{signer.sign(checkpoint.text)}".encode()


def cosign(raw_note: bytes, cosigner: Signer, unix_time: int) -> bytes:
    """`raw_note`, which the caller has opened and found good, with a cosignature line more.

    Raises `LedgerError` `ledger.malformed-note`.
    """
    text, _ = split_note(raw_note)
    return raw_note + cosigner.sign(text, unix_time).encode()


def open_checkpoint(raw: bytes, verifier: Verifier, witnesses: Sequence[Verifier] = ()) -> SignedCheckpoint:
    """The checkpoint in `raw`, signed by the log's key `verifier`; signatures of `witnesses` are optional but must be right.

    Raises `LedgerError`: `ledger.too-large`, `ledger.malformed-note`, `ledger.bad-signature`, `ledger.wrong-origin`.
    """
    note = open_note(raw, [verifier, *witnesses])
    if (verifier.name, verifier.kind) not in note.signatures:
        raise LedgerError("ledger.bad-signature", verifier.name, reason="unsigned")
    checkpoint = _parse_text(note.text)
    if checkpoint.origin != verifier.name:
        raise LedgerError("ledger.wrong-origin", checkpoint.origin, expected=verifier.name)
    cosignatures = {
        name: time
        for (name, kind), time in note.signatures.items()
        if kind == COSIGNATURE and time is not None
    }
    return SignedCheckpoint(checkpoint, note.text, raw, cosignatures)


def _parse_text(text: str) -> Checkpoint:
    lines = text.split("\n")
    if len(lines) != 4 or not lines[0]:
        raise LedgerError("ledger.malformed-note", reason="lines")
    root = decode_base64(lines[2])
    if root is None or len(root) != HASH_SIZE:
        raise LedgerError("ledger.malformed-note", reason="root")
    return Checkpoint(lines[0], _parse_size(lines[1]), root)


def _parse_size(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 16) or str(int(digits)) != digits:
        raise LedgerError("ledger.malformed-note", reason="size")
    size = int(digits)
    if size > MAX_INTEGER:
        raise LedgerError("ledger.malformed-note", reason="size")
    return size
