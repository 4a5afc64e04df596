"""Gaps with what answers them: roadmap items, the activities in which those are worked on; and what an edition can hold."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from silta.node.models import Record, Reference
from silta.node.queries.lists import list_records
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.snapshots import snapshot
from silta.node.queries.stale import stale_mappings
from silta.records.editions import CLOSED, edition, proposal
from silta.records.views import Snapshot

LIMIT: Final = 1_000
"""Gaps of one page: far more than two parties can work on."""


@dataclass(frozen=True)
class Item:
    """A roadmap item and the activities that carry it."""

    row: Row
    activities: tuple[Row, ...]


@dataclass(frozen=True)
class Strand:
    """A gap and the roadmap items that answer it. `stale`: a text that one of its mappings speaks of has changed since."""

    gap: Row
    items: tuple[Item, ...]
    stale: bool = False

    @property
    def is_closed(self) -> bool:
        """Whether nothing more has to answer it."""
        return self.gap.state_code in CLOSED


def roadmap(arrangement_id: str, language: str, filters: Mapping[str, Any]) -> list[Strand]:
    """The gaps that fit `filters` (as in `list_records`), by number, each with what answers it; nine queries at most."""
    page = list_records(
        "gap", arrangement=arrangement_id, language=language, filters=filters, sort="number", limit=LIMIT,
        fields=("area", "cause", "priority", "party", "mappings"),
    )  # fmt: skip
    items = _pointing({UUID(one.uid) for one in page.rows}, arrangement_id, language, "roadmap-item", "gap")
    uids = {UUID(one.uid) for found in items.values() for one in found}
    activities = _pointing(uids, arrangement_id, language, "activity", "roadmap_item")
    stale = stale_mappings(arrangement_id)
    return [
        Strand(
            gap,
            tuple(Item(one, tuple(activities.get(one.uid, ()))) for one in items.get(gap.uid, ())),
            not stale.isdisjoint(gap.columns.get("mappings") or ()),
        )
        for gap in page.rows
    ]


def _pointing(
    uids: Collection[UUID], arrangement_id: str, language: str, kind: str, field: str
) -> dict[str, list[Row]]:
    """The records of `kind` whose `field` points to one of `uids`, by that id, in order of their numbers; two queries."""
    found = Reference.objects.filter(
        field=field,
        target_uid__in=uids,
        record__kind=kind,
        record__arrangement=arrangement_id,
        record__withdrawn=False,
    )
    pairs = list(found.values_list("target_uid", "record")) if uids else []
    today = local_today()
    records = (
        shown(Record.objects.filter(pk__in={pk for _, pk in pairs}).order_by("number", "id")) if pairs else []
    )
    targets = {pk: str(target) for target, pk in pairs}
    pointing: dict[str, list[Row]] = defaultdict(list)
    for record in records:
        pointing[targets[record.pk]].append(
            row(record, language, today, fields=("responsible", "year", "start", "until"))
        )
    return pointing


@dataclass(frozen=True)
class Candidates:
    """What an edition can hold. `previous` is the edition in force that it follows, None for a first one.

    `held_before` are the ids of the gaps that that one holds.
    """

    strands: tuple[Strand, ...]
    previous: Row | None
    held_before: frozenset[str]


def records_of_roadmap(arrangement_id: str, sizes: Mapping[str, int] | None = None) -> Snapshot:
    """The records that roadmap editions are made of, now or at `sizes`: a few queries, whatever else there is."""
    return snapshot(arrangement_id, sizes, kinds=("arrangement", "gap", "roadmap-item", "roadmap-edition"))


def candidates(arrangement_id: str, year: int, language: str) -> Candidates:
    """What the roadmap edition of `year` can hold: the gaps of `silta.records.editions.proposal`, each with its steps."""
    told = records_of_roadmap(arrangement_id)
    fields = proposal(told, year)
    chosen = {item["record"] for item in fields["gaps"]}
    previous = edition(told, fields).previous
    uids = [UUID(item["record"]) for item in fields["previous"]]
    found = shown(
        Record.objects.filter(arrangement=arrangement_id, uid__in=uids).order_by("first_at", "party")
    )
    rows = [row(record, language, local_today()) for record in found]
    strands = roadmap(arrangement_id, language, {})
    return Candidates(
        tuple(strand for strand in strands if strand.gap.uid in chosen),
        rows[0] if rows else None,
        frozenset(previous.gaps if previous else ()),
    )
