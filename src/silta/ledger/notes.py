"""C2SP signed notes (c2sp.org/signed-note) with plain Ed25519 signatures (type 01) and cosignatures (type 04).

::

    text that ends with a newline
    <blank line>
    — name base64(key id ‖ signature)

A key id is ``SHA-256(name ‖ 0A ‖ type ‖ public key)[:4]``. A cosignature (c2sp.org/tlog-cosignature) signs the text with a
header and a time before it; its signature bytes are the time as uint64 big-endian, then the Ed25519 signature.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from silta.ledger.errors import LedgerError

ED25519: Final = 0x01
COSIGNATURE: Final = 0x04
MAX_NOTE: Final = 64 * 1024
_MAX_TIME: Final = 2**63 - 1
_DASH: Final = "\u2014"


def decode_base64(text: str) -> bytes | None:
    """The bytes of standard base64 with padding; None for any other spelling, also one that decodes to the same."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if encode_base64(raw) == text else None


def encode_base64(raw: bytes) -> str:
    """Standard base64 with padding (RFC 4648 §4)."""
    return base64.b64encode(raw).decode("ascii")


def is_key_name(name: str) -> bool:
    """Whether a key may be named so: not empty, no Unicode spaces, no plus."""
    return bool(name) and "+" not in name and not any(c.isspace() for c in name)


def _signed_bytes(text: str, kind: int, time: int | None) -> bytes:
    header = f"cosignature/v1\ntime {time}\n" if kind == COSIGNATURE else ""
    return (header + text).encode()


@dataclass(frozen=True)
class Verifier:
    """A public key that notes are checked with: its name, its signature type, and 32 bytes of Ed25519 public key."""

    name: str
    kind: int
    public: bytes

    @classmethod
    def parse(cls, vkey: str) -> Verifier:
        """The verifier of ``name+8 hex digits of key id+base64(type ‖ public key)``. Raises `LedgerError` `ledger.bad-key`."""
        name, _, rest = vkey.partition("+")
        hex_id, _, encoded = rest.partition("+")
        key = decode_base64(encoded)
        if not is_key_name(name) or key is None or len(key) != 33 or key[0] not in (ED25519, COSIGNATURE):
            raise LedgerError("ledger.bad-key", name)
        verifier = cls(name, key[0], key[1:])
        if verifier.key_id.hex() != hex_id:
            raise LedgerError("ledger.bad-key", name)
        return verifier

    @cached_property
    def key_id(self) -> bytes:
        """The four bytes that stand before every signature of this key."""
        try:
            name = self.name.encode()
        except UnicodeEncodeError:
            raise LedgerError("ledger.bad-key") from None
        return sha256(name + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def vkey(self) -> str:
        """The text form that `parse` reads."""
        return f"{self.name}+{self.key_id.hex()}+{encode_base64(bytes([self.kind]) + self.public)}"

    def cosigner(self) -> Verifier:
        """The same key, used for cosignatures."""
        return Verifier(self.name, COSIGNATURE, self.public)

    def verify(self, text: str, signature: bytes) -> int | None:
        """The time of a cosignature, None for a plain signature. Raises `LedgerError` `ledger.bad-signature`."""
        time: int | None = None
        if self.kind == COSIGNATURE:
            time, signature = int.from_bytes(signature[:8], "big"), signature[8:]
            if time > _MAX_TIME:
                raise LedgerError("ledger.bad-signature", self.name)
        try:
            self._key.verify(signature, _signed_bytes(text, self.kind, time))
        except (InvalidSignature, ValueError):
            raise LedgerError("ledger.bad-signature", self.name) from None
        return time

    @cached_property
    def _key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.public)


class Signer:
    """A private key with a name. `seed` is the 32 secret bytes of RFC 8032, which come from the caller.

    Raises `LedgerError` `ledger.bad-key`.
    """

    def __init__(self, name: str, seed: bytes, kind: int = ED25519) -> None:
        if not is_key_name(name) or len(seed) != 32 or kind not in (ED25519, COSIGNATURE):
            raise LedgerError("ledger.bad-key", name)
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        self.verifier = Verifier(name, kind, self._key.public_key().public_bytes_raw())

    @property
    def name(self) -> str:
        return self.verifier.name

    @property
    def kind(self) -> int:
        return self.verifier.kind

    @property
    def vkey(self) -> str:
        """The public half in text form, for charters and configuration."""
        return self.verifier.vkey

    def sign(self, text: str, time: int | None = None) -> str:
        """The signature line for `text`, with its newline. A cosignature needs `time`, in Unix seconds; a signature has none."""
        if (time is None) == (self.kind == COSIGNATURE):
            raise ValueError("a time belongs to a cosignature, and only there")
        signature = self._key.sign(_signed_bytes(text, self.kind, time))
        stamp = b"" if time is None else time.to_bytes(8, "big")
        return f"{_DASH} {self.name} {encode_base64(self.verifier.key_id + stamp + signature)}\n"


@dataclass(frozen=True)
class OpenedNote:
    """A note's text, and the known keys that signed it: (key name, signature type) → time of a cosignature or None."""

    text: str
    signatures: Mapping[tuple[str, int], int | None]


def split_note(raw: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a note and its signature lines as (name, key id ‖ signature), with nothing verified yet.

    Raises `LedgerError`: `ledger.too-large`, `ledger.malformed-note`.
    """
    if len(raw) > MAX_NOTE:
        raise LedgerError("ledger.too-large", size=len(raw), limit=MAX_NOTE)
    try:
        note = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise LedgerError("ledger.malformed-note", reason="utf-8") from None
    end = note.rfind("\n\n")
    if end < 0 or not note.endswith("\n") or any(c < " " and c != "\n" for c in note):
        raise LedgerError("ledger.malformed-note", reason="form")
    lines = note[end + 2 :].removesuffix("\n").split("\n")
    return note[: end + 1], [_signature_line(line) for line in lines]


def _signature_line(line: str) -> tuple[str, bytes]:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != _DASH or not is_key_name(parts[1]):
        raise LedgerError("ledger.malformed-note", reason="signature-line")
    signature = decode_base64(parts[2])
    if signature is None or len(signature) < 5:
        raise LedgerError("ledger.malformed-note", reason="signature-line")
    return parts[1], signature


def open_note(raw: bytes, verifiers: Iterable[Verifier]) -> OpenedNote:
    """The note, if at least one of `verifiers` signed it and no signature by any of them is wrong.

    Signatures of unknown keys are passed over, as C2SP demands; two by the same known key are refused. Raises `LedgerError`:
    `ledger.too-large`, `ledger.malformed-note`, `ledger.bad-signature` (`where` = key name).
    """
    text, lines = split_note(raw)
    known = {(verifier.name, verifier.key_id): verifier for verifier in verifiers}
    signatures: dict[tuple[str, int], int | None] = {}
    for name, signature in lines:
        verifier = known.get((name, signature[:4]))
        if verifier is None:
            continue
        if (name, verifier.kind) in signatures:
            raise LedgerError("ledger.malformed-note", reason="signed-twice")
        signatures[name, verifier.kind] = verifier.verify(text, signature[4:])
    if not signatures:
        raise LedgerError("ledger.bad-signature", reason="unsigned")
    return OpenedNote(text, signatures)
