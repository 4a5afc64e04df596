"""What a review of one year is made from: the selection of records, before a word is said about them.

There is no clock. The review speaks as of the end of its year (UTC), or as of the last entry of the logs if they end before.
What happened later to an activity or a priority of the year is told as the logs have it; mappings and gaps are counted as
they stood at the end of the year, so that the next review does not count them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from silta.records.computed import computed_state, revision_in_force
from silta.records.kinds.gap import GAP_STATES
from silta.records.views import Record, Revision, Snapshot
from silta.reports.content import Multi
from silta.reports.framing import ordered, party_codes
from silta.reports.reading import Fields, line, natural, text

HELD: Final = ("held", "reported", "closed")
NOT_HELD: Final = ("postponed", "cancelled")
GAP_CLOSED: Final = ("resolved", "accepted")
GAP_OPEN: Final = tuple(state for state in GAP_STATES if state not in GAP_CLOSED)


@dataclass(frozen=True)
class Item:
    """An activity of the year. `frozen` is what the programme holds of it (None: outside of the programme, or not in the logs).

    `record` is None when the programme names an activity that the logs do not hold. `state` is as of the review, but for an
    activity that now lies in a later year: for the year of the review it is ``postponed``, whatever became of it since.
    """

    in_programme: bool
    record: Record | None
    frozen: Fields | None
    state: str

    @property
    def now(self) -> Fields:
        return self.record.fields if self.record else {}

    @property
    def reason(self) -> Multi | None:
        """Why it is in its state: the newest reason on record, since a new plan may have taken its place."""
        revisions = reversed(self.record.revisions) if self.record else ()
        return next(filter(None, (text(revision.fields or {}, "reason") for revision in revisions)), None)

    @property
    def number(self) -> str:
        return line(self.now, "number") or line(self.frozen or {}, "number")


@dataclass(frozen=True)
class Facts:
    """Everything that the sections of a review draw upon."""

    snapshot: Snapshot
    year: int
    codes: tuple[str, ...]
    as_of: date
    last_day: date
    programme: Record | None
    edition: Revision | None
    items: tuple[Item, ...]
    actions: tuple[Record, ...]
    crosswalks: tuple[Record, ...]
    mappings: tuple[Record, ...]
    gaps: tuple[Record, ...]
    roadmap: tuple[Record, ...]
    joint: tuple[Record, ...]
    priorities: tuple[Record, ...]

    @property
    def provisional(self) -> bool:
        """Whether the logs end before the year does."""
        return self.last_day < date(self.year, 12, 31)

    @property
    def programme_agreed(self) -> bool:
        return self.programme is not None and revision_in_force(self.programme, self.codes) == self.edition

    def state(self, record: Record) -> str:
        """A record's state on the day that the review speaks of."""
        return computed_state(record, self.codes, self.as_of, among=self.snapshot.records)

    def used(self) -> Iterator[Record]:
        """Every record that may be quoted; the document is marked as the strictest of them."""
        yield from (item.record for item in self.items if item.record)
        for records in (self.actions, self.crosswalks, self.mappings, self.gaps, self.roadmap, self.joint):
            yield from records
        yield from self.priorities
        yield from self.snapshot.of_kind("arrangement")


def gather(snapshot: Snapshot, year: int, day: date | None = None) -> Facts:
    """Select what belongs to `year`; it is told as of the end of the year or of the logs, or as of `day` if one is given."""
    codes = party_codes(snapshot)
    end = date(year + 1, 1, 1)
    last = _last_entry(snapshot)
    as_of = day or (min(end, last) if last else end)
    boundary = f"{year + 1}-01-01"
    programme, edition = programme_of(snapshot, year, codes)
    items = _items(snapshot, year, edition, codes, as_of)
    return Facts(
        snapshot=ordered(snapshot),
        year=year,
        codes=codes,
        as_of=as_of,
        last_day=as_of - timedelta(days=1) if as_of == end else as_of,
        programme=programme,
        edition=edition,
        items=items,
        actions=tuple(_actions(snapshot, year, items, programme)),
        crosswalks=_by_number(known_by(snapshot.of_kind("crosswalk"), boundary)),
        mappings=tuple(known_by(snapshot.of_kind("mapping"), boundary)),
        gaps=_by_number(snapshot.of_kind("gap")),
        roadmap=_by_number(r for r in snapshot.of_kind("roadmap-item") if r.fields.get("year") == year),
        joint=tuple(_joint(snapshot, year)),
        priorities=tuple(r for r in snapshot.of_kind("priority") if year + 1 in r.fields.get("years", ())),
    )


def _last_entry(snapshot: Snapshot) -> date | None:
    """The day of the newest release or response."""
    records = snapshot.records.values()
    times = [revision.time for record in records for revision in record.revisions]
    times += [response.time for record in records for response in record.responses]
    return date.fromisoformat(max(times)[:10]) if times else None


def programme_of(
    snapshot: Snapshot, year: int, codes: tuple[str, ...]
) -> tuple[Record | None, Revision | None]:
    """The programme of the year: the edition in force, else the last one proposed; of several the newest."""
    found = [r for r in snapshot.of_kind("programme") if r.fields.get("year") == year]
    for record in reversed(found):
        edition = revision_in_force(record, codes)
        if edition:
            return record, edition
    return (found[-1], found[-1].latest) if found else (None, None)


def _items(
    snapshot: Snapshot, year: int, edition: Revision | None, codes: tuple[str, ...], as_of: date
) -> tuple[Item, ...]:
    frozen = (edition.fields or {}).get("activities", ()) if edition else ()
    named = {entry["record"]: entry["leaf"] for entry in frozen}
    records = [snapshot.records[uid] for uid in named if uid in snapshot.records]
    records += [
        record
        for record in snapshot.of_kind("activity")
        if record.id not in named and line(record.fields, "start").startswith(str(year))
    ]
    items = [
        Item(
            in_programme=record.id in named,
            record=record,
            frozen=fields_at(record, named.get(record.id)),
            state=_state_in(year, record, computed_state(record, codes, as_of)),
        )
        for record in records
    ]
    items += [Item(True, None, None, "") for uid in named if uid not in snapshot.records]
    return tuple(sorted(items, key=lambda item: natural(item.number)))


def fields_at(record: Record, leaf: str | None) -> Fields | None:
    """What a record said at the leaf that a programme froze; None if the logs do not hold it."""
    return next((revision.fields for revision in record.revisions if revision.leaf == leaf), None)


def _state_in(year: int, record: Record, state: str) -> str:
    moved = line(record.fields, "start")[:4] > str(year)
    return "postponed" if moved and state not in ("cancelled", "withdrawn") else state


def _actions(
    snapshot: Snapshot, year: int, items: tuple[Item, ...], programme: Record | None
) -> Iterator[Record]:
    """Actions due in the year, begun in it, following from its programme, or still open from before."""
    sources = {item.record.id for item in items if item.record} | ({programme.id} if programme else set())
    for record in sorted(snapshot.of_kind("action"), key=_number):
        due, state = line(record.fields, "due")[:4], line(record.fields, "state")
        begun = record.revisions[0].time[:4]
        carried = due < str(year) and state in ("open", "in-progress")
        if str(year) in (due, begun) or line(record.fields, "source") in sources or carried:
            yield record


def _joint(snapshot: Snapshot, year: int) -> Iterator[Record]:
    """Programmes and roadmaps of this year and the next, reviews of the year before: what the parties had to agree to."""
    for record in (*snapshot.of_kind("programme"), *snapshot.of_kind("roadmap-edition")):
        if record.fields.get("year") in (year, year + 1):
            yield record
    for record in snapshot.of_kind("annual-review"):
        if record.fields.get("year") == year - 1:
            yield record


def known_by(records: Iterable[Record], boundary: str) -> Iterator[Record]:
    """The records as the logs told them before `boundary`; those that began later are left out."""
    for record in records:
        revisions = tuple(r for r in record.revisions if r.time < boundary)
        if revisions:
            responses = tuple(r for r in record.responses if r.time < boundary)
            yield replace(record, revisions=revisions, responses=responses)


def _number(record: Record) -> tuple[tuple[int, str], ...]:
    return natural(line(record.fields, "number"))


def _by_number(records: Iterable[Record]) -> tuple[Record, ...]:
    return tuple(sorted(records, key=_number))
