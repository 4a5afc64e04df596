"""Read-only views of records as the logs tell them: the input of computed states, reports and tests.

A `Snapshot` is everything that the logs of one arrangement say up to given sizes. It is built by `silta.node.queries` from the
projection, or by tests from plain values; nothing in it knows a database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal["receipt", "comment", "agree", "object"]


@dataclass(frozen=True)
class Revision:
    """One released revision. `leaf` is the hex leaf hash of its entry, `index` its place in the log `origin`.

    `time` is an RFC 3339 moment in UTC (``2026-01-12T09:00:00Z``); `fields` is None when the body was erased. An attachment has
    `name`, `sha256`, `size` and `media_type`, as the entry names them.
    """

    number: int
    origin: str
    index: int
    leaf: str
    time: str
    role: str
    marking: str
    schema: int
    fields: Mapping[str, Any] | None
    attachments: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True)
class Response:
    """A party's answer to one entry: the verdict and the reasons (a text in wire form; None if none or erased)."""

    party: str
    verdict: Verdict
    origin: str
    index: int
    time: str
    role: str
    target_leaf: str
    reasons: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Record:
    """A record with all its revisions, oldest first, and all responses to any of them, in order of time."""

    id: str
    kind: str
    party: str
    revisions: tuple[Revision, ...]
    responses: tuple[Response, ...] = ()
    withdrawn: bool = False

    @property
    def latest(self) -> Revision:
        return self.revisions[-1]

    @property
    def fields(self) -> Mapping[str, Any]:
        """The latest fields; empty if the body was erased."""
        return self.latest.fields or {}

    def responses_to(self, leaf: str) -> tuple[Response, ...]:
        return tuple(r for r in self.responses if r.target_leaf == leaf)


@dataclass(frozen=True)
class Source:
    """One log that a snapshot was made from: origin, size, base64 root."""

    origin: str
    size: int
    root: str


@dataclass(frozen=True)
class PartyView:
    """A party as the charter names it: code, names by language, and the id of the key of its log (8 hex digits)."""

    code: str
    names: Mapping[str, str]
    key_id: str = ""

    def name(self, language: str) -> str:
        return self.names.get(language) or self.names.get("en") or self.code


@dataclass(frozen=True)
class Snapshot:
    """All records of one arrangement that the logs in `sources` hold, by id. `parties` follow the arrangement's order."""

    arrangement: str
    parties: tuple[PartyView, ...]
    sources: tuple[Source, ...]
    records: Mapping[str, Record] = field(default_factory=dict)

    def of_kind(self, kind: str) -> list[Record]:
        """The records of one kind that were not withdrawn, ordered by id (the order of their making)."""
        found = [r for r in self.records.values() if r.kind == kind and not r.withdrawn]
        return sorted(found, key=lambda record: record.id)
