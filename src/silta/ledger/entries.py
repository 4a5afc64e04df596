"""Entries: what a log holds. Each is the RFC 8785 JSON of one object with `type`, `time`, `role` and the type's own members.

The bytes of an entry are stored and hashed as they were received. Canonical bytes have one spelling only, so that `to_bytes` of
a parsed entry gives the very bytes that it was parsed from, unknown members included.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from silta.ledger.bodies import MAX_BODY
from silta.ledger.canonical import canonical_json, parse_canonical
from silta.ledger.errors import LedgerError
from silta.ledger.members import (
    Check,
    Members,
    is_file_name,
    is_instance_of,
    is_integer,
    is_media_type,
    is_origin,
    is_sha256,
    is_slug,
    is_time,
    is_tuple_of,
    is_uuid,
)
from silta.ledger.notes import MAX_NOTE, Verifier, decode_base64

MAX_ENTRY: Final = 32 * 1024
MAX_BLOB: Final = 64 * 1024 * 1024
"""Bytes that one attachment may have."""
VERDICTS: Final = ("receipt", "comment", "agree", "object")

_is_body_size: Final = is_integer(1, MAX_BODY)


def _checks(type_: str, **own: Check) -> dict[str, Check]:
    """The checks of an entry of `type_`: those of the members that all entries have, and its `own`."""
    return {"type": lambda value: value == type_, "time": is_time, "role": is_slug, **own}


@dataclass(frozen=True, kw_only=True)
class Attachment(Members):
    """A file that belongs to a release: digest of its bytes, their number, media type, name for the reader."""

    CHECKS = {
        "sha256": is_sha256,
        "size": is_integer(0, MAX_BLOB),
        "media_type": is_media_type,
        "name": is_file_name,
    }
    sha256: str
    size: int
    media_type: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Target(Members):
    """The entry that a response answers: origin of its log, index, leaf hash in hexadecimal digits."""

    CHECKS = {"origin": is_origin, "index": is_integer(0), "leaf": is_sha256}
    origin: str
    index: int
    leaf: str


@dataclass(frozen=True, kw_only=True)
class Entry(Members):
    """What all entries have: `time` (RFC 3339, UTC, whole seconds) and the `role` in which a person acted.

    Any entry, of a type known or not, that has the members `body` (digest) and `body_size` has a body beside the log.
    """

    type: str
    time: str
    role: str

    def __post_init__(self) -> None:
        super().__post_init__()
        if "body" in self.CHECKS:
            is_good = (self._body_members["body"] is None) == (self._body_members["body_size"] is None)
        elif "body" in self.extra or "body_size" in self.extra:
            is_good = is_sha256(self.extra.get("body")) and _is_body_size(self.extra.get("body_size"))
        else:
            return
        if not is_good:
            raise LedgerError(self.ERROR, "body")

    @property
    def _body_members(self) -> Mapping[str, Any]:
        return vars(self) if "body" in self.CHECKS else self.extra

    @property
    def named_body(self) -> tuple[str, int] | None:
        """Digest and size of the body that belongs to this entry; None if it has none."""
        members = self._body_members
        return (members["body"], members["body_size"]) if members.get("body") else None

    def to_bytes(self) -> bytes:
        """The entry's bytes. Raises `LedgerError`: `ledger.not-canonical`, `ledger.too-large`."""
        raw = canonical_json(self.to_wire())
        if len(raw) > MAX_ENTRY:
            raise LedgerError("ledger.too-large", size=len(raw), limit=MAX_ENTRY)
        return raw


@dataclass(frozen=True, kw_only=True)
class Open(Entry):
    """The first entry of every log, and only that: names the charter under which the log is kept."""

    CHECKS = _checks("open", charter=is_sha256)
    type: str = "open"
    charter: str


@dataclass(frozen=True, kw_only=True)
class Release(Entry):
    """A revision of a record, released to the other parties. `marking` is its handling marking."""

    CHECKS = _checks(
        "release",
        record=is_uuid,
        kind=is_slug,
        revision=is_integer(1),
        body=is_sha256,
        body_size=_is_body_size,
        attachments=is_tuple_of(Attachment),
        marking=is_slug,
    )
    type: str = "release"
    record: str
    kind: str
    revision: int
    body: str
    body_size: int
    marking: str
    attachments: tuple[Attachment, ...] = ()

    @classmethod
    def decode(cls, known: dict[str, Any]) -> dict[str, Any]:
        return known | {"attachments": Attachment.nested_list("attachments", known["attachments"])}


@dataclass(frozen=True, kw_only=True)
class Respond(Entry):
    """An answer to an entry of any log of the arrangement. The reasons, if any, are a body, so that they can be erased."""

    CHECKS = _checks(
        "respond",
        verdict=lambda value: value in VERDICTS,
        target=is_instance_of(Target),
        body=is_sha256,
        body_size=_is_body_size,
    )
    OPTIONAL = frozenset({"body", "body_size"})
    type: str = "respond"
    verdict: str
    target: Target
    body: str | None = None
    body_size: int | None = None

    @classmethod
    def decode(cls, known: dict[str, Any]) -> dict[str, Any]:
        return known | {"target": Target.nested("target", known["target"])}


@dataclass(frozen=True, kw_only=True)
class Withdraw(Entry):
    """A released revision no longer holds; `reason` is a code."""

    CHECKS = _checks("withdraw", record=is_uuid, revision=is_integer(1), reason=is_slug)
    type: str = "withdraw"
    record: str
    revision: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Erase(Entry):
    """The body, and with it the attachments, of the entry `index` of the same log is erased; `reason` is a code."""

    CHECKS = _checks("erase", index=is_integer(0), reason=is_slug)
    type: str = "erase"
    index: int
    reason: str


@dataclass(frozen=True, kw_only=True)
class Anchor(Entry):
    """A checkpoint of a partner's log that this party holds a verified copy of. `root` is base64.

    `checkpoint` is the SHA-256 of the partner's signed note, in hexadecimal digits.
    """

    CHECKS = _checks(
        "anchor",
        origin=is_origin,
        size=is_integer(0),
        root=lambda value: isinstance(value, str) and len(decode_base64(value) or b"") == 32,
        checkpoint=is_sha256,
    )
    type: str = "anchor"
    origin: str
    size: int
    root: str
    checkpoint: str


def _is_vkey(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        Verifier.parse(value)
    except LedgerError:
        return False
    return True


@dataclass(frozen=True, kw_only=True)
class Keys(Entry):
    """A new key for this log: `vkey`, and the `statement`, a signed note by the party's recovery keys that says so."""

    CHECKS = _checks(
        "keys",
        vkey=_is_vkey,
        statement=lambda value: isinstance(value, str) and len(value) <= MAX_NOTE,
    )
    type: str = "keys"
    vkey: str
    statement: str


@dataclass(frozen=True, kw_only=True)
class Unknown(Entry):
    """An entry of a type that a newer version writes; kept, checked and shown as it is. `extra` holds its own members."""

    CHECKS = _checks("") | {"type": is_slug}


_TYPES: Final[Mapping[str, type[Entry]]] = {
    "open": Open,
    "release": Release,
    "respond": Respond,
    "withdraw": Withdraw,
    "erase": Erase,
    "anchor": Anchor,
    "keys": Keys,
}


def parse_entry(raw: bytes) -> Entry:
    """The entry in `raw`. Raises `LedgerError`: `ledger.too-large`, `ledger.not-canonical`, `ledger.malformed-entry`."""
    wire = parse_canonical(raw, MAX_ENTRY)
    type_ = wire.get("type")
    known = _TYPES.get(type_, Unknown) if isinstance(type_, str) else Unknown
    return known.from_wire(wire)


# A release without attachments and unknown members, as nearly all entries are. Whatever this matches is canonical and well
# formed, and `parse_entry` accepts it; what it does not match may be so too (a release on the 30th, say).
_PLAIN_RELEASE: Final = re.compile(
    rb'\{"attachments":\[\],"body":"([0-9a-f]{64})","body_size":([1-9][0-9]{0,5}),'
    rb'"kind":"[a-z][a-z0-9-]{0,47}","marking":"[a-z][a-z0-9-]{0,47}",'
    rb'"record":"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",'
    rb'"revision":[1-9][0-9]{0,14},"role":"[a-z][a-z0-9-]{0,47}",'
    rb'"time":"20[0-9]{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])'
    rb'T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z","type":"release"\}'
)


class Summary(NamedTuple):
    """What verification needs to know of an entry: its type, digest and size of the body that it names if any, attachments."""

    type: str
    named_body: tuple[str, int] | None
    attachments: tuple[Attachment, ...] = ()


def summarise(raw: bytes) -> Summary:
    """The summary of an entry, several times faster than parsing most of them. Raises `LedgerError` as `parse_entry` does."""
    plain = _PLAIN_RELEASE.fullmatch(raw)
    if plain:
        return Summary("release", (plain[1].decode("ascii"), int(plain[2])))
    entry = parse_entry(raw)
    return Summary(entry.type, entry.named_body, entry.attachments if isinstance(entry, Release) else ())
