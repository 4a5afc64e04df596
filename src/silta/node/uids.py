"""Record ids as they come in from addresses, forms and the command line."""

from __future__ import annotations

import secrets
from uuid import UUID

from silta.node import clock
from silta.node.errors import NotFound
from silta.words.ids import uuid7


def parse_uid(uid: str | UUID, code: str = "record.unknown") -> UUID:
    """The id written in `uid`. Raises `NotFound` with `code` for anything that is none."""
    if isinstance(uid, UUID):
        return uid
    try:
        return UUID(uid)
    except ValueError:
        raise NotFound(code, uid[:64]) from None


def new_uid() -> UUID:
    """A new id: a UUIDv7 of the present moment."""
    return uuid7(int(clock.now().timestamp() * 1000), secrets.token_bytes(10))
