"""Bodies: the contents of records, which travel beside the log and can be erased while the log still verifies.

A body is the RFC 8785 JSON ``{"fields": …, "kind": …, "salt": …, "schema": …}``. The log holds its SHA-256 only; 128 random
bits of salt keep anyone from guessing an erased text by hashing guesses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from silta.ledger.canonical import Json, canonical_json, parse_canonical
from silta.ledger.errors import LedgerError

MAX_BODY: Final = 1024 * 1024
SALT_SIZE: Final = 16
_SALT: Final = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Body:
    """An opened body: the kind of record, the version of that kind's schema, its fields, the salt, and the exact bytes."""

    kind: str
    schema: int
    fields: Mapping[str, Json]
    salt: bytes
    raw: bytes


def digest(raw: bytes) -> str:
    """SHA-256 in 64 hexadecimal digits, as entries name bodies and attachments."""
    return sha256(raw).hexdigest()


def seal(kind: str, schema: int, fields: Mapping[str, object], salt: bytes) -> bytes:
    """The bytes of a body. `salt` is 16 random bytes from the caller, new for every body.

    Raises `LedgerError`: `ledger.malformed-body` (salt), `ledger.not-canonical`, `ledger.too-large`.
    """
    if len(salt) != SALT_SIZE:
        raise LedgerError("ledger.malformed-body", "salt")
    raw = canonical_json({"fields": dict(fields), "kind": kind, "salt": salt.hex(), "schema": schema})
    if len(raw) > MAX_BODY:
        raise LedgerError("ledger.too-large", size=len(raw), limit=MAX_BODY)
    return raw


def open_body(raw: bytes, digest_hex: str | None) -> Body:
    """The body in `raw`, checked against the digest that an entry names unless that is None.

    Members that this version does not know stay in `raw`. Raises `LedgerError`: `ledger.too-large`, `ledger.bad-body` (digest),
    `ledger.not-canonical`, `ledger.malformed-body` (`where` = the member).
    """
    if len(raw) > MAX_BODY:
        raise LedgerError("ledger.too-large", size=len(raw), limit=MAX_BODY)
    if digest_hex is not None and digest(raw) != digest_hex:
        raise LedgerError("ledger.bad-body", expected=digest_hex)
    value = parse_canonical(raw, MAX_BODY)
    kind, schema, fields, salt = (value.get(name) for name in ("kind", "schema", "fields", "salt"))
    if not isinstance(kind, str) or not kind:
        raise LedgerError("ledger.malformed-body", "kind")
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise LedgerError("ledger.malformed-body", "schema")
    if not isinstance(fields, dict):
        raise LedgerError("ledger.malformed-body", "fields")
    if not isinstance(salt, str) or not _SALT.fullmatch(salt):
        raise LedgerError("ledger.malformed-body", "salt")
    return Body(kind, schema, fields, bytes.fromhex(salt), raw)
