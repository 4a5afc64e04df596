"""References walked both ways: what a record points to, what points to it, and the thread from provision to annual review."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from silta.node.errors import NotFound
from silta.node.models import Provision, Record, Reference
from silta.node.queries.events import owed_checks
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.stale import stale_mappings
from silta.node.uids import parse_uid
from silta.records.kind import Kind
from silta.records.references import references as pointers
from silta.words.languages import fallback_order

STAGES: Final = (
    "provision", "mapping", "gap", "roadmap-item", "activity", "event", "application-check", "consultation", "advice", "action",
    "indicator", "result", "annual-review",
)  # fmt: skip
"""The stages of the thread, in order; all but the first are kinds of records."""
BRANCHES: Final = ("event", "application-check", "consultation", "advice")
"""Stages that a thread may do without: nobody misses them, but for the check that a side still owes of an event."""


@dataclass(frozen=True)
class Link:
    """One reference, seen from one of its ends. `field` is the field that holds it, in the record that points.

    Exactly one of `uid` and `provision` is set. `row` is the record at the other end, None if nothing of it was released here
    (or for a provision); `revision` is set if the reference is frozen. `heading` and `number` are those of a provision that the
    library holds, `language` that of the heading.
    """

    field: str
    uid: str = ""
    row: Row | None = None
    revision: int | None = None
    provision: str = ""
    number: str = ""
    heading: str = ""
    language: str = ""

    @property
    def missing(self) -> bool:
        """Whether the other end is not here."""
        return self.row is None and not (self.number or self.heading)


def references_out(uid: str | UUID, language: str = "en", today: date | None = None) -> list[Link]:
    """What the latest revision of a record points to, in the order of its fields; three queries at most."""
    rows = list(Reference.objects.filter(record__uid=parse_uid(uid)).order_by("id"))
    records = _rows({r.target_uid for r in rows if r.target_uid}, language, today)
    named = headings({r.provision for r in rows if r.provision}, language)
    return [
        Link(r.field, str(r.target_uid), records.get(str(r.target_uid)), r.target_revision)
        if r.target_uid
        else _provision_link(r.field, r.provision, named)
        for r in rows
    ]


def links_of(
    kind: Kind, fields: Mapping[str, Any], language: str = "en", today: date | None = None
) -> list[Link]:
    """What `fields` of a kind point to, whether released or not: of an older revision, of a draft. Three queries at most."""
    found = [one for one in pointers(kind, fields) if one.provision or _uuid(one.record)]
    records = _rows({UUID(one.record) for one in found if one.record}, language, today)
    named = headings({one.provision for one in found if one.provision}, language)
    return [
        Link(one.field, one.record, records.get(one.record), one.revision)
        if one.record
        else _provision_link(one.field, one.provision, named)
        for one in found
    ]


def _uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False


def references_in(
    uid: str | UUID, language: str = "en", today: date | None = None, most: int | None = None
) -> list[Link]:
    """What points to a record, from the latest revisions of others, `most` at most; withdrawn ones are left out."""
    return _links_in(Reference.objects.filter(target_uid=parse_uid(uid)), language, today, most)


def count_references_in(uid: str | UUID) -> int:
    """How many references `references_in` would give without a limit."""
    return Reference.objects.filter(target_uid=parse_uid(uid), record__withdrawn=False).count()


def references_to_provision(address: str, language: str = "en", today: date | None = None) -> list[Link]:
    """What points to a provision: mappings, gaps."""
    return _links_in(Reference.objects.filter(provision=address), language, today)


def _links_in(
    found: QuerySet[Reference], language: str, today: date | None, most: int | None = None
) -> list[Link]:
    pointing = list(
        found.filter(record__withdrawn=False).order_by("record__kind", "record__uid", "id")[:most]
    )
    ids = {r.record_id for r in pointing}
    day = today or local_today()
    records = shown(Record.objects.filter(pk__in=ids))
    stale = stale_mappings() if ids else frozenset()
    rows = {record.pk: row(record, language, day, stale=stale) for record in records}
    return [Link(r.field, rows[r.record_id].uid, rows[r.record_id], r.target_revision) for r in pointing]


def _rows(uids: Collection[UUID], language: str, today: date | None) -> dict[str, Row]:
    """Rows by id. Should two parties use one id, the row of the one that released first."""
    if not uids:
        return {}
    day = today or local_today()
    found = shown(Record.objects.filter(uid__in=uids).order_by("-first_at", "-log__party"))
    records = list(found)
    stale = stale_mappings() if any(record.kind == "mapping" for record in records) else frozenset()
    return {str(record.uid): row(record, language, day, stale=stale) for record in records}


_Words = tuple[str, str, str]
"""Number, heading and language of a provision."""


def _provision_link(field: str, address: str, words: Mapping[str, _Words]) -> Link:
    number, heading, language = words.get(address, ("", "", ""))
    return Link(field, provision=address, number=number, heading=heading, language=language)


def headings(addresses: Collection[str], language: str) -> dict[str, _Words]:
    """Number and heading of the provisions that the library holds, in the language nearest to the reader's; one query."""
    if not addresses:
        return {}
    releases = {address.partition("#")[0] for address in addresses}
    fragments = {address.partition("#")[2] for address in addresses}
    rows = Provision.objects.filter(release__address__in=releases, fragment__in=fragments)
    order = {code: place for place, code in enumerate(fallback_order(language))}
    found: dict[str, tuple[int, _Words]] = {}
    names = ("release__address", "fragment", "language", "number", "heading")
    for release, fragment, tag, number, heading in rows.values_list(*names):
        address, place = f"{release}#{fragment}", order.get(tag, len(order))
        if address in addresses and (address not in found or place < found[address][0]):
            found[address] = (place, (number, heading, tag))
    return {address: words for address, (_, words) in found.items()}


@dataclass(frozen=True)
class ThreadStep:
    """One stage of the thread: the records that stand there, or the provisions.

    `state`: ``here`` (where the walk started), ``present``, ``missing`` (a stage before or after it is there, or it comes next)
    or ``later`` (not expected yet).
    """

    stage: str
    state: str
    records: tuple[Row, ...] = ()
    provisions: tuple[Link, ...] = ()


def thread(start: str | UUID, language: str = "en", today: date | None = None) -> list[ThreadStep]:
    """The thread through a record (its id) or a provision (its address), one step for each of `STAGES`.

    Up the thread along references, down the thread against them, never turning: the other gaps of the same mapping belong to
    other threads. Raises `NotFound` `record.unknown`; a record of a kind outside the thread has no steps.
    """
    walked = _walk_provision(start) if "#" in str(start) else _walk_record(parse_uid(start))
    if walked is None:
        return []
    here, uids, addresses = walked
    everything = {uid for found in uids.values() for uid in found}
    rows = _rows(everything, language, today)
    named = headings(addresses, language)
    present = {stage: tuple(sorted((rows[str(u)] for u in found if str(u) in rows), key=_by_number))
               for stage, found in uids.items()}  # fmt: skip
    provisions = tuple(_provision_link("", address, named) for address in sorted(addresses))
    owed = {"application-check"} if _owes_check(uids, language, today) else set()
    return _steps(here, present, provisions, owed)


def _owes_check(uids: Mapping[str, set[UUID]], language: str, today: date | None) -> bool:
    """Whether a side should have said by now what it applied of an event of the thread."""
    events = uids.get("event")
    day = today or local_today()
    return bool(events) and any(one.day <= day for one in owed_checks(language, day, of=events))


def edges(uids: Collection[str]) -> list[tuple[str, str]]:
    """What of the records points to what of the others, provisions too: (target, pointing), each once; one query."""
    held = {str(uid) for uid in uids}
    rows = Reference.objects.filter(record__uid__in=held, record__withdrawn=False)
    found = {
        (str(target) if target else provision, str(pointing))
        for target, provision, pointing in rows.values_list("target_uid", "provision", "record__uid")
    }
    return sorted(pair for pair in found if pair[0] in held or "#" in pair[0])


def _by_number(found: Row) -> tuple[str, str]:
    return found.number, found.uid


_Walked = tuple[str, dict[str, set[UUID]], set[str]]


def _walk_provision(address: str | UUID) -> _Walked:
    mappings = Reference.objects.filter(
        provision=str(address), record__kind="mapping", record__withdrawn=False
    )
    uids: dict[str, set[UUID]] = {"mapping": set(mappings.values_list("record__uid", flat=True))}
    _walk_down("mapping", uids)
    return "provision", uids, {str(address)}


def _walk_record(uid: UUID) -> _Walked | None:
    kind = Record.objects.filter(uid=uid).values_list("kind", flat=True).first()
    if kind is None:
        raise NotFound("record.unknown", str(uid))
    if kind not in STAGES:
        return None
    uids: dict[str, set[UUID]] = {kind: {uid}}
    _walk_up(kind, uids)
    _walk_down(kind, uids)
    _add_reviews(uids)
    mappings = uids.get("mapping", set())
    named = Reference.objects.filter(record__uid__in=mappings or uids.get("gap", set())).exclude(provision="")
    return kind, uids, set(named.values_list("provision", flat=True))


def _walk_up(start: str, uids: dict[str, set[UUID]]) -> None:
    """Add what the records that are there point to, stage by stage towards the provision."""
    for place in range(STAGES.index(start), 1, -1):
        above = STAGES[1:place]
        rows = Reference.objects.filter(record__uid__in=uids.get(STAGES[place], set())).exclude(
            target_uid=None
        )
        targets = {uid for uid in rows.values_list("target_uid", flat=True) if uid}
        known = Record.objects.filter(uid__in=targets, kind__in=above)
        for uid, kind in known.values_list("uid", "kind"):
            uids.setdefault(kind, set()).add(uid)


def _walk_down(start: str, uids: dict[str, set[UUID]]) -> None:
    """Add what points to the records that are there, stage by stage towards the annual review."""
    for place in range(STAGES.index(start), len(STAGES) - 1):
        below = STAGES[place + 1 :]
        rows = Reference.objects.filter(
            target_uid__in=uids.get(STAGES[place], set()), record__kind__in=below, record__withdrawn=False
        )
        for uid, kind in rows.values_list("record__uid", "record__kind"):
            uids.setdefault(kind, set()).add(uid)


def _add_reviews(uids: dict[str, set[UUID]]) -> None:
    """Add the annual reviews of the years in which the activities and actions of the thread fall."""
    done = uids.get("activity", set()) | uids.get("action", set())
    if not done:
        return
    years = Record.objects.filter(uid__in=done).exclude(year=0).values("arrangement", "year").distinct()
    for found in years:
        reviews = Record.objects.filter(
            kind="annual-review", arrangement=found["arrangement"], year=found["year"], withdrawn=False
        )
        uids.setdefault("annual-review", set()).update(reviews.values_list("uid", flat=True))


def _steps(
    here: str, present: dict[str, tuple[Row, ...]], provisions: tuple[Link, ...], owed: Collection[str] = ()
) -> list[ThreadStep]:
    there = [bool(provisions) if stage == "provision" else bool(present.get(stage)) for stage in STAGES]
    trunk = [stage for stage in STAGES if stage not in BRANCHES]
    last = max(place for place, is_there in enumerate(there) if is_there)
    expected = next((stage for stage in trunk if STAGES.index(stage) > last), "")
    steps = []
    for place, stage in enumerate(STAGES):
        if stage in BRANCHES and not there[place]:
            if stage in owed:
                steps.append(ThreadStep(stage, "missing"))
            continue
        if stage == here:
            state = "here"
        elif there[place]:
            state = "present"
        else:
            state = "missing" if place < last or stage == expected else "later"
        steps.append(
            ThreadStep(stage, state, present.get(stage, ()), provisions if stage == "provision" else ())
        )
    return steps
