"""Identifiers: UUIDv7 for records (RFC 9562 §5.7), and the forms of party and arrangement codes."""

from __future__ import annotations

import re
from typing import Final
from uuid import UUID

PARTY: Final = r"[a-z][a-z0-9]{1,11}"
"""The form of a party's code as a regular expression."""
_PARTY = re.compile(PARTY)
_ARRANGEMENT = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,46}[a-z0-9])?")


def uuid7(unix_ms: int, random: bytes) -> UUID:
    """A UUIDv7 from a time in Unix milliseconds (48 bits) and ten random bytes (74 of their 80 bits are used)."""
    value = (unix_ms & ((1 << 48) - 1)) << 80 | int.from_bytes(random[:10], "big")
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return UUID(int=value)


def is_party_code(code: str) -> bool:
    """Whether `code` can name a party: 2–12 lower-case ASCII letters and digits, a letter first."""
    return _PARTY.fullmatch(code) is not None


def is_arrangement_id(code: str) -> bool:
    """Whether `code` can name an arrangement: lower-case ASCII letters, digits and inner hyphens, at most 48."""
    return _ARRANGEMENT.fullmatch(code) is not None
