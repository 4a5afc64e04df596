"""The provisions that a page of coverage shows, each with its mappings, what follows through a hub, and the gaps that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from silta.crosswalk.coverage import Cause, Coverage, gap_candidates
from silta.crosswalk.derived import Derived
from silta.node.models import Draft, Record, Reference
from silta.node.queries.coverage import Benchmark, Standing, Unit
from silta.node.queries.crosswalk import Decided, decided
from silta.node.queries.links import headings
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.said import drafted


@dataclass(frozen=True)
class Conclusion:
    """What follows through a hub about a provision, with the words for the two provisions on the way."""

    derived: Derived
    target: str
    hub: str


@dataclass(frozen=True)
class Covered:
    """A benchmark provision with its coverage by what both sides have confirmed, and all that stands around it.

    `cause` is set where a gap may be; `gaps` are those recorded, `drafted` the id of a draft of one on this node (empty: none).
    """

    unit: Unit
    coverage: Coverage
    mappings: tuple[Decided, ...]
    conclusions: tuple[Conclusion, ...]
    cause: Cause | None
    gaps: tuple[Row, ...]
    drafted: str


def waiting(uid: str, arrangement: str) -> int:
    """How many decisions of a crosswalk wait on this node for their release; one query."""
    return len(drafted(arrangement).of(uid))


def covered(
    page: Benchmark, standing: Standing, units: Sequence[Unit], arrangement: str, language: str
) -> list[Covered]:
    """The lines for `units`, in order; seven queries, whatever there is."""
    addresses = [unit.address for unit in units]
    mappings = _mappings(page, standing, addresses, arrangement, language)
    causes = {one.unit: one.cause for one in gap_candidates({a: standing.coverage[a] for a in addresses})}
    conclusions = _conclusions(page, standing, addresses, language)
    gaps = _gaps(addresses, mappings, arrangement, language)
    drafted = _drafted(addresses, arrangement)
    return [
        Covered(
            unit,
            standing.coverage[unit.address],
            mappings[unit.address],
            conclusions.get(unit.address, ()),
            causes.get(unit.address),
            gaps.get(unit.address, ()),
            drafted.get(unit.address, ""),
        )
        for unit in units
    ]


def released(
    page: Benchmark, standings: Sequence[Standing], addresses: Sequence[str], arrangement: str, language: str
) -> dict[tuple[str, str], tuple[Decided, ...]]:
    """(id of a crosswalk, address of a benchmark provision) → its released mappings, our own first; one query."""
    named = {
        (standing.uid, address): standing.about.get(address, ())
        for standing in standings
        for address in addresses
    }
    uids = {UUID(uid) for several in named.values() for uid in several}
    records = shown(
        Record.objects.filter(arrangement=arrangement, kind="mapping", uid__in=uids).order_by("id")
    )
    today = local_today()
    found = {str(one.uid): decided(one, language, today, page.stale) for one in records}
    return {
        place: tuple(sorted((found[uid] for uid in several if uid in found), key=lambda one: not one.is_own))
        for place, several in named.items()
    }


def _mappings(
    page: Benchmark, standing: Standing, addresses: Sequence[str], arrangement: str, language: str
) -> dict[str, tuple[Decided, ...]]:
    """The mappings of each provision, drafts before what is released; three queries."""
    wanted = set(addresses)
    said = [one.uid for one in drafted(arrangement).of(standing.uid) if wanted & set(one.decision.sources)]
    drafts = Draft.objects.filter(arrangement=arrangement, kind="mapping", uid__in=said)
    found: dict[str, list[Decided]] = defaultdict(list)
    for uid, fields, base in drafts.values_list("uid", "fields", "base"):
        for source in fields.get("sources", ()):
            found[str(source)].append(Decided(str(uid), fields, None, True, base))
    held = released(page, [standing], addresses, arrangement, language)
    return {address: (*found[address], *held[standing.uid, address]) for address in addresses}


def _conclusions(
    page: Benchmark, standing: Standing, addresses: Sequence[str], language: str
) -> dict[str, tuple[Conclusion, ...]]:
    """What follows about the provisions that no confirmed mapping covers; one query."""
    everything = page.derived(standing.compared)
    found = {
        address: everything[address]
        for address in addresses
        if address in everything and standing.coverage[address].state != "covered"
    }
    wanted = {name for several in found.values() for one in several for name in (one.target, one.hub)}
    words = {address: number or address for address, (number, _, _) in headings(wanted, language).items()}
    return {
        address: tuple(
            Conclusion(one, words.get(one.target, one.target), words.get(one.hub, one.hub)) for one in several
        )
        for address, several in found.items()
    }


def _gaps(
    addresses: Collection[str],
    mappings: dict[str, tuple[Decided, ...]],
    arrangement: str,
    language: str,
) -> dict[str, tuple[Row, ...]]:
    """The released gaps that name a provision or follow from one of its mappings; two queries."""
    of_mapping = defaultdict(list)
    for address, several in mappings.items():
        for one in several:
            of_mapping[UUID(one.uid)].append(address)
    pointing = Reference.objects.filter(
        Q(provision__in=addresses) | Q(field="mappings", target_uid__in=list(of_mapping)),
        record__kind="gap",
        record__arrangement=arrangement,
        record__withdrawn=False,
    )
    named: dict[int, set[str]] = defaultdict(set)
    for pk, provision, target in pointing.values_list("record", "provision", "target_uid"):
        named[pk] |= set(of_mapping[target]) if target else {provision}
    today = local_today()
    found: dict[str, list[Row]] = defaultdict(list)
    for record in shown(Record.objects.filter(pk__in=list(named)).order_by("number", "id")):
        for address in named[record.pk]:
            found[address].append(row(record, language, today))
    return {address: tuple(rows) for address, rows in found.items()}


def _drafted(addresses: Collection[str], arrangement: str) -> dict[str, str]:
    """Address → the id of a draft of a gap about it, on this node; one query."""
    wanted = set(addresses)
    drafts = Draft.objects.filter(kind="gap", arrangement=arrangement, base=0).values_list("uid", "fields")
    return {
        str(address): str(uid)
        for uid, fields in drafts
        for address in fields.get("provisions", ())
        if address in wanted
    }
