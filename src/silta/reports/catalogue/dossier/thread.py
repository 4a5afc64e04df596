"""The thread of a result: every record that it rests on, and those that say what the parties made of these. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from silta.records.references import references
from silta.records.registry import KINDS
from silta.records.views import Record, Snapshot

_PERSONAL: Final = ("expert", "contact-point", "participation")
"""Kinds that are about people: a dossier goes to outsiders, and proves what was done without them."""
_ABOUT: Final = (
    "event", "action", "decision", "advice", "advice-response", "applicability-review", "application-check", "programme",
    "roadmap-edition", "annual-review", "minutes",
)  # fmt: skip
"""Kinds that belong to the thread because they point to a record of it."""
MOST: Final = 2_000
"""Records of a thread; one that is longer is no account of one result."""


def thread_of(snapshot: Snapshot, uid: str) -> list[Record]:
    """The result first, then what it rests on as the references lead there, then what points to any of these."""
    found: dict[str, Record] = {}
    _walk(snapshot, [uid], found)
    pointing = [
        record
        for kind in _ABOUT
        for record in snapshot.of_kind(kind)
        if record.id not in found and any(one in found for one in _named(record))
    ]
    found |= {record.id: record for record in pointing[: MOST - len(found)]}
    return list(found.values())


def _walk(snapshot: Snapshot, wave: list[str], found: dict[str, Record]) -> None:
    while wave and len(found) < MOST:
        following: list[str] = []
        for uid in wave:
            record = snapshot.records.get(uid)
            if record is None or uid in found or record.kind in _PERSONAL or len(found) >= MOST:
                continue
            found[uid] = record
            following += _named(record)
        wave = following


def _named(record: Record) -> Iterator[str]:
    """The records that any revision of `record` points to; those of a kind that is not known here are passed over."""
    kind = KINDS.get(record.kind)
    if kind is None:
        return
    for revision in record.revisions:
        yield from (one.record for one in references(kind, revision.fields or {}) if one.record)


def provisions_of(records: list[Record]) -> list[str]:
    """The addresses of the provisions that the records cite, each once, in order."""
    cited = {
        one.provision
        for record in records
        if record.kind in KINDS
        for one in references(KINDS[record.kind], record.fields)
        if one.provision
    }
    return sorted(cited)


def entries_of(records: list[Record]) -> list[tuple[str, int]]:
    """Where the logs hold what the dossier tells: origin and index of every revision and of every answer to it."""
    places = {(revision.origin, revision.index) for record in records for revision in record.revisions}
    places |= {(answer.origin, answer.index) for record in records for answer in record.responses}
    return sorted(places)
