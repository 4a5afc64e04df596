"""Typed values in front of JSON objects, which keep the members that they do not know.

A newer partner may send more than this version understands; what it sent must come out again byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ClassVar, Final, Self

from silta.ledger.canonical import MAX_INTEGER, Json
from silta.ledger.errors import LedgerError
from silta.words.ids import is_arrangement_id, is_party_code

Check = Callable[[Any], bool]


@dataclass(frozen=True, kw_only=True)
class Members:
    """A JSON object with known members (`CHECKS`: name → whether a value is good) and others, kept in `extra`.

    A member named in `OPTIONAL` may be absent, which the attribute shows as None; null is never written and never accepted.
    Raises `LedgerError` with the code `ERROR`, `where` = the member.
    """

    CHECKS: ClassVar[Mapping[str, Check]] = {}
    OPTIONAL: ClassVar[frozenset[str]] = frozenset()
    ERROR: ClassVar[str] = "ledger.malformed-entry"

    extra: Mapping[str, Json] = field(default_factory=dict)

    def __post_init__(self) -> None:
        values = vars(self)
        for name, is_good in self.CHECKS.items():
            value = values[name]
            if not is_good(value) and not (value is None and name in self.OPTIONAL):
                raise LedgerError(self.ERROR, name)
        if self.extra and not self.CHECKS.keys().isdisjoint(self.extra):
            raise LedgerError(self.ERROR, "extra")

    def to_wire(self) -> dict[str, Json]:
        """The JSON object, known and unknown members together."""
        wire = dict(self.extra)
        for name in self.CHECKS:
            value = getattr(self, name)
            if value is not None:
                wire[name] = _to_wire(value)
        return wire

    @classmethod
    def from_wire(cls, wire: Mapping[str, Json]) -> Self:
        """The value that the JSON object `wire` stands for."""
        known: dict[str, Any] = {name: wire[name] for name in cls.CHECKS if name in wire}
        if len(known) < len(cls.CHECKS) or None in known.values():
            cls._refuse_absent(known)
        extra = {name: wire[name] for name in wire.keys() - known.keys()} if len(wire) > len(known) else {}
        return cls(**cls.decode(known), extra=extra)

    @classmethod
    def _refuse_absent(cls, known: Mapping[str, Any]) -> None:
        for name in cls.CHECKS:
            if known.get(name) is None and (name in known or name not in cls.OPTIONAL):
                raise LedgerError(cls.ERROR, name)

    @classmethod
    def decode(cls, known: dict[str, Any]) -> dict[str, Any]:
        """Turn members that are objects or lists on the wire into typed values; `objects` and `strings` help."""
        return known

    @classmethod
    def nested(cls, name: str, value: object) -> Self:
        """The value of this class that stands in the member `name` of another object."""
        if not isinstance(value, dict):
            raise LedgerError(cls.ERROR, name)
        return cls.from_wire(value)

    @classmethod
    def nested_list(cls, name: str, value: object) -> tuple[Self, ...]:
        """The values of this class that stand in a list in the member `name` of another object."""
        if not isinstance(value, list):
            raise LedgerError(cls.ERROR, name)
        return tuple(cls.nested(name, item) for item in value)


def _to_wire(value: Any) -> Json:
    if isinstance(value, (str, int)):
        return value
    if isinstance(value, Members):
        return value.to_wire()
    if isinstance(value, tuple):
        return [_to_wire(item) for item in value]
    return dict(value)


_SLUG: Final = re.compile(r"[a-z][a-z0-9-]{0,47}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_UUID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
# The hour by itself: what Python makes of T24:00:00Z depends on its version, and all verifiers must come to the same result.
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT(?:[01]\d|2[0-3]):\d\d:\d\dZ", re.ASCII)
_MEDIA_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9.+-]{0,63}/[a-z0-9][a-z0-9.+-]{0,63}")
# Slashes and control characters make a name dangerous as a file's; marks of direction make it look like another one.
_BAD_IN_NAME: Final = re.compile(
    r"[\x00-\x1f\x7f-\x9f/\\\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def _matches(pattern: re.Pattern[str]) -> Check:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


is_slug: Final = _matches(_SLUG)
"""A code: a lower-case ASCII letter, then letters, digits and hyphens, at most 48 in all."""
is_sha256: Final = _matches(_SHA256)
is_uuid: Final = _matches(_UUID)
is_media_type: Final = _matches(_MEDIA_TYPE)


def is_time(value: Any) -> bool:
    """Whether `value` is a real time ``2026-01-12T09:30:00Z``: RFC 3339, UTC, whole seconds."""
    if not isinstance(value, str) or not _TIME.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def is_origin(value: Any) -> bool:
    """Whether `value` is the origin of a log: ``silta/<arrangement id>/<party code>``."""
    if not isinstance(value, str) or value.count("/") != 2:
        return False
    prefix, arrangement, party = value.split("/")
    return prefix == "silta" and is_arrangement_id(arrangement) and is_party_code(party)


def is_integer(low: int, high: int = MAX_INTEGER) -> Check:
    """A check for whole numbers from `low` to `high`; true and false are none."""
    return lambda value: type(value) is int and low <= value <= high


def is_file_name(value: Any) -> bool:
    """Whether an attachment may be named so: 1–255 characters, no path, nothing that hides its true ending."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= 255
        and value not in (".", "..")
        and _BAD_IN_NAME.search(value) is None
    )


def is_tuple_of(kind: type) -> Check:
    """A check for tuples whose items are all of the class `kind`."""
    return lambda value: isinstance(value, tuple) and all(isinstance(item, kind) for item in value)


def is_instance_of(kind: type) -> Check:
    """A check for values of the class `kind`."""
    return lambda value: isinstance(value, kind)
