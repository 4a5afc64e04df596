"""Roadmap editions: what the next one can be made of, what one froze, and what became of each gap of the one before.

All of it follows from the records. What an edition freezes is read as it was frozen, so that the text that was agreed never
changes; of a gap that an edition leaves out, the record is read as it stood when the edition was released.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from silta.records.computed import revision_in_force
from silta.records.views import Record, Revision, Snapshot

KIND: Final = "roadmap-edition"
CLOSED: Final = ("resolved", "accepted")
"""The states of a gap that nobody works on any more."""

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Held:
    """A record as an edition froze it. `fields` are empty if that revision is erased or has not arrived.

    `record` is None if nothing of it has arrived.
    """

    id: str
    revision: int
    leaf: str
    fields: Fields
    record: Record | None

    @property
    def number(self) -> str:
        return str(self.fields.get("number") or "")

    @property
    def state(self) -> str:
        return str(self.fields.get("state") or "")

    @property
    def is_closed(self) -> bool:
        return self.state in CLOSED


@dataclass(frozen=True)
class Strand:
    """A gap of an edition, and the steps that answer it."""

    gap: Held
    items: tuple[Held, ...]


@dataclass(frozen=True)
class Fate:
    """What became of a gap of the earlier edition: a code of `silta.words.codes.GAP_FATE`.

    `gap` is as the earlier edition froze it, `now` its fields by the later one (empty if nothing is known). `into` are the gaps
    that have taken up all of its provisions.
    """

    gap: Held
    code: str
    now: Fields
    into: tuple[Held, ...] = ()


@dataclass(frozen=True)
class Edition:
    """An edition as it was frozen. `loose` are steps of gaps that it does not hold; `previous` is the edition before it."""

    year: int
    strands: tuple[Strand, ...]
    loose: tuple[Held, ...] = ()
    previous: Edition | None = None
    fates: tuple[Fate, ...] = field(default=())

    @property
    def gaps(self) -> dict[str, Held]:
        return {strand.gap.id: strand.gap for strand in self.strands}

    @property
    def items(self) -> dict[str, Held]:
        return {
            item.id: item for item in (*self.loose, *(i for strand in self.strands for i in strand.items))
        }


def proposal(snapshot: Snapshot, year: int) -> dict[str, Any]:
    """The fields of an edition of `year` that holds all there is to hold, in wire form: gaps, steps, the earlier edition.

    The gaps are the open ones, and those that the earlier edition held as open and that were closed since; of these all steps.
    """
    before = _newest_in_force(snapshot, year)
    was_open: set[str] = set()
    if before:
        held = (_held(snapshot, item) for item in _items(before[1].fields, "gaps"))
        was_open = {gap.id for gap in held if not gap.is_closed}
    gaps = [gap for gap in snapshot.of_kind("gap") if gap.fields and _belongs(gap, was_open)]
    chosen = {gap.id for gap in gaps}
    items = [item for item in snapshot.of_kind("roadmap-item") if item.fields.get("gap") in chosen]
    return {
        "year": year,
        "previous": [_freeze(*before)] if before else [],
        "gaps": [_freeze(gap, gap.latest) for gap in gaps],
        "items": [_freeze(item, item.latest) for item in items],
    }


def edition(snapshot: Snapshot, fields: Fields, moment: str = "") -> Edition:
    """What `fields` of an edition (valid, in wire form) freeze, and what became of the gaps of the edition that they name.

    `moment` is when the edition was released; empty for one that is being prepared: then what is left out is read as it is now.
    """
    strands, loose = _strands(snapshot, fields)
    found = Edition(int(fields.get("year") or 0), strands, loose)
    before = next(iter(_items(fields, "previous")), None)
    if before is None:
        return found
    earlier = _held(snapshot, before)
    old, rest = _strands(snapshot, earlier.fields)
    previous = Edition(int(earlier.fields.get("year") or 0), old, rest)
    fates = tuple(_fate(strand.gap, found, moment) for strand in old)
    return Edition(found.year, strands, loose, previous, fates)


def _newest_in_force(snapshot: Snapshot, year: int) -> tuple[Record, Revision] | None:
    """The edition in force of the last year before `year`."""
    codes = tuple(party.code for party in snapshot.parties)
    found = [
        (record, revision)
        for record in snapshot.of_kind(KIND)
        if (revision := revision_in_force(record, codes)) and revision.fields
        if 0 < int(revision.fields.get("year") or 0) < year
    ]
    return max(found, key=lambda one: (one[1].fields or {})["year"], default=None)


def _belongs(gap: Record, was_open: set[str]) -> bool:
    return gap.fields.get("state") not in CLOSED or gap.id in was_open


def _freeze(record: Record, revision: Revision) -> dict[str, Any]:
    return {"record": record.id, "revision": revision.number, "leaf": revision.leaf}


def _items(fields: Fields | None, name: str) -> Sequence[Mapping[str, Any]]:
    value = (fields or {}).get(name)
    return value if isinstance(value, list) else ()


def _held(snapshot: Snapshot, item: Mapping[str, Any]) -> Held:
    uid, leaf = str(item.get("record", "")), str(item.get("leaf", ""))
    record = snapshot.records.get(uid)
    revisions = record.revisions if record else ()
    fields = next((revision.fields for revision in revisions if revision.leaf == leaf), None)
    return Held(uid, int(item.get("revision") or 0), leaf, fields or {}, record)


def _strands(snapshot: Snapshot, fields: Fields) -> tuple[tuple[Strand, ...], tuple[Held, ...]]:
    """The gaps of an edition with their steps, and the steps of other gaps. A gap that is named twice counts once."""
    gaps = {gap.id: gap for gap in (_held(snapshot, item) for item in _items(fields, "gaps"))}
    items = {step.id: step for step in (_held(snapshot, item) for item in _items(fields, "items"))}
    strands = tuple(
        Strand(gap, tuple(step for step in items.values() if step.fields.get("gap") == gap.id))
        for gap in gaps.values()
    )
    loose = tuple(step for step in items.values() if step.fields.get("gap") not in gaps)
    return strands, loose


def _fate(gap: Held, later: Edition, moment: str) -> Fate:
    now = later.gaps.get(gap.id)
    if now is not None:
        return Fate(gap, _fate_within(gap, now), now.fields)
    revision = _as_of(gap.record, moment)
    fields = (revision.fields if revision else None) or {}
    state = str(fields.get("state") or "")
    if state in CLOSED:
        return Fate(gap, state, fields)
    into = tuple(_takers(gap, later))
    if into:
        return Fate(gap, "merged", fields, into)
    if gap.record is not None and gap.record.withdrawn:
        return Fate(gap, "withdrawn", fields)
    return Fate(gap, "left-out" if fields else "unknown", fields)


def _fate_within(before: Held, now: Held) -> str:
    """The fate of a gap that the later edition holds."""
    if not now.fields:
        return "unknown"
    if now.is_closed:
        return now.state
    revisions = now.record.revisions if now.record else ()
    between = [one for one in revisions if before.revision <= one.number < now.revision]
    if any((one.fields or {}).get("state") in CLOSED for one in between):
        return "reopened"
    return "in-progress" if now.state == "in-progress" else "carried-over"


def _as_of(record: Record | None, moment: str) -> Revision | None:
    """The last revision up to `moment`, else the last of all."""
    revisions = record.revisions if record else ()
    return next((one for one in reversed(revisions) if not moment or one.time <= moment), None)


def _takers(gap: Held, later: Edition) -> Iterator[Held]:
    """The gaps of the later edition that name all provisions of one that it leaves out."""
    wanted = set(gap.fields.get("provisions") or ())
    for strand in later.strands:
        if wanted and wanted <= set(strand.gap.fields.get("provisions") or ()):
            yield strand.gap
