"""The charter: which parties cooperate under an arrangement, in which languages, and with which keys they sign.

Everything else rests on it, so the two sides compare its fingerprint in person or by telephone before the first exchange.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from silta.ledger.canonical import canonical_json, parse_canonical
from silta.ledger.checkpoints import log_origin
from silta.ledger.errors import LedgerError
from silta.ledger.members import Check, Members, is_integer, is_slug, is_tuple_of
from silta.ledger.notes import ED25519, Verifier
from silta.words.ids import is_arrangement_id, is_party_code
from silta.words.languages import is_language_tag

MAX_CHARTER: Final = 64 * 1024
VERSION: Final = "silta-charter/1"
_MAX_PARTIES: Final = 16


def _is_wording(value: Any) -> bool:
    """Whether `value` maps one language tag or more to a text."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(isinstance(tag, str) and is_language_tag(tag) for tag in value)
        and all(isinstance(text, str) and 0 < len(text) <= 1000 for text in value.values())
    )


def _is_vkey(value: Any) -> bool:
    try:
        return isinstance(value, str) and Verifier.parse(value).kind == ED25519
    except LedgerError:
        return False


def _is_tuple_with(is_good: Check) -> Check:
    return lambda value: (
        isinstance(value, tuple)
        and all(isinstance(item, str) and is_good(item) for item in value)
        and len(set(value)) == len(value)
    )


def _tuple_of_list(name: str, value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise LedgerError("ledger.malformed-charter", name)
    return tuple(value)


@dataclass(frozen=True, kw_only=True)
class Party(Members):
    """One party: its code, its name per language, the key of its log, its languages, and its recovery keys if it has any.

    `recovery_threshold` of the `recovery` keys together may declare a new log key; 0 when there are none.
    """

    ERROR = "ledger.malformed-charter"
    CHECKS = {
        "code": lambda value: isinstance(value, str) and is_party_code(value),
        "names": _is_wording,
        "vkey": _is_vkey,
        "languages": _is_tuple_with(is_language_tag),
        "recovery": _is_tuple_with(_is_vkey),
        "recovery_threshold": is_integer(0, 16),
    }
    code: str
    names: Mapping[str, str]
    vkey: str
    languages: tuple[str, ...]
    recovery: tuple[str, ...] = ()
    recovery_threshold: int = 0

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.languages:
            raise LedgerError(self.ERROR, "languages")
        least = 1 if self.recovery else 0
        if not least <= self.recovery_threshold <= len(self.recovery):
            raise LedgerError(self.ERROR, "recovery_threshold")

    @classmethod
    def decode(cls, known: dict[str, Any]) -> dict[str, Any]:
        return known | {name: _tuple_of_list(name, known[name]) for name in ("languages", "recovery")}


@dataclass(frozen=True, kw_only=True)
class Charter(Members):
    """An arrangement's id, its title per language, its parties, and the highest marking that may be released under it.

    There are up to 16 parties; one alone has a log to itself while it prepares.

    Raises `LedgerError` `ledger.malformed-charter` (`where` = the member): also if two parties share a code or a key, or if a
    key's name is not the origin of that party's log.
    """

    ERROR = "ledger.malformed-charter"
    CHECKS = {
        "version": lambda value: value == VERSION,
        "arrangement": lambda value: isinstance(value, str) and is_arrangement_id(value),
        "title": _is_wording,
        "parties": is_tuple_of(Party),
        "marking_ceiling": is_slug,
    }
    version: str = VERSION
    arrangement: str
    title: Mapping[str, str]
    parties: tuple[Party, ...]
    marking_ceiling: str

    def __post_init__(self) -> None:
        super().__post_init__()
        keys = {Verifier.parse(party.vkey).public for party in self.parties}
        codes = {party.code for party in self.parties}
        if not 1 <= len(self.parties) <= _MAX_PARTIES or len(codes) < len(self.parties):
            raise LedgerError(self.ERROR, "parties")
        if len(keys) < len(self.parties):
            raise LedgerError(self.ERROR, "vkey")
        for party in self.parties:
            if Verifier.parse(party.vkey).name != self.origin(party.code):
                raise LedgerError(self.ERROR, "vkey")

    @classmethod
    def decode(cls, known: dict[str, Any]) -> dict[str, Any]:
        return known | {"parties": Party.nested_list("parties", known["parties"])}

    @classmethod
    def parse(cls, raw: bytes) -> Charter:
        """The charter in `raw`. Raises `LedgerError`: `ledger.too-large`, `ledger.not-canonical`, `ledger.malformed-charter`."""
        return cls.from_wire(parse_canonical(raw, MAX_CHARTER))

    def to_bytes(self) -> bytes:
        """The charter's bytes: RFC 8785 JSON, the same that it was parsed from."""
        return canonical_json(self.to_wire())

    def digest(self) -> str:
        """SHA-256 of the bytes in 64 hexadecimal digits, as `open` entries name the charter."""
        return sha256(self.to_bytes()).hexdigest()

    def fingerprint(self, *, short: bool = False) -> str:
        """The digest for people to compare: eight groups of eight digits. The short form, two groups, is a reminder only."""
        digits = self.digest()
        groups = [digits[i : i + 8] for i in range(0, len(digits), 8)]
        return " ".join(groups[:2] if short else groups)

    def origin(self, party: str) -> str:
        """The origin of the log of `party` under this charter."""
        return log_origin(self.arrangement, party)

    def party(self, code: str) -> Party:
        """The party with that code. Raises `LedgerError` `ledger.unknown-party`."""
        for party in self.parties:
            if party.code == code:
                return party
        raise LedgerError("ledger.unknown-party", code)

    def verifier(self, party: str) -> Verifier:
        """The key that the checkpoints of the log of `party` are checked with. Raises as `party` does."""
        return Verifier.parse(self.party(party).vkey)

    def cosigner(self, party: str) -> Verifier:
        """The key that receipts by `party` are checked with: the same key as its log's, used for cosignatures."""
        return self.verifier(party).cosigner()
