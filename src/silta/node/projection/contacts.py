"""The contacts about areas that records are: by their own area, or by that of a record which they refer to.

An event is a contact about the area of its activity, a meeting about those on its agenda, advice about that of the question. What
a record says may come before or after what it refers to and before or after what is answered: whichever of them comes last, the
contacts of all that hang on it are told anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.apps import apps as _apps
from django.apps.registry import Apps

from silta.node.bulk import among, insert
from silta.records.contacts import HELD, MEETING_KINDS, PLANNED
from silta.records.registry import KINDS
from silta.words.codes import AREA
from silta.words.dates import first_day, last_day

WITH_AREA: Final = frozenset(code for code, kind in KINDS.items() if kind.has("area"))
_WITHOUT: Final = ("mapping", "crosswalk", "framework-release")
"""Kinds that name records with an area by the hundred, or not as a word about it."""
_READ: Final = (
    "pk", "arrangement", "uid", "kind", "standing", "released_at", "withdrawn",
    "fields__area", "fields__start", "fields__until",
)  # fmt: skip

_Place = tuple[str, UUID]
"""An arrangement and a record's uid: another arrangement may hold a record with the same one."""


class Told(NamedTuple):
    """What of a record its contacts are told by; the last three as its fields hold them, which may be anything."""

    pk: int
    arrangement: str
    uid: UUID
    kind: str
    standing: str
    released_at: str
    withdrawn: bool
    area: Any
    start: Any
    until: Any

    @property
    def place(self) -> _Place:
        return self.arrangement, self.uid

    @property
    def own_area(self) -> set[str]:
        return {self.area} if self.area in AREA and not self.withdrawn else set()


def told_of(pk: int, record: Mapping[str, Any]) -> Told:
    """The same, from the values of a record by column."""
    fields = record["fields"]
    return Told(
        pk,
        record["arrangement_id"],
        UUID(str(record["uid"])),
        record["kind"],
        record["standing"],
        record["released_at"],
        record["withdrawn"],
        fields.get("area"),
        fields.get("start"),
        fields.get("until"),
    )


def tell_contacts(records: Collection[int], new: Sequence[Told] = (), apps: Apps = _apps) -> None:
    """Tell anew which contacts `records` (ids) are, and what refers to them; a few queries.

    `new` are other records, which were not there before and which nobody has answered: of them nothing has to be read.
    `apps` is another registry of models where a migration fills the table as it was then.
    """
    if not records and not new:
        return
    contact = apps.get_model("node", "Contact")
    stored = _read(apps, records)
    fresh = [row for row in new if row.kind not in _WITHOUT]
    areas: dict[_Place, set[str]] = defaultdict(set)
    for row in (*stored, *fresh):
        if row.kind in WITH_AREA:
            areas[row.place] |= row.own_area
    stored += _read(apps, _referring(apps, areas) - {row.pk for row in (*stored, *fresh)})
    if stored:
        contact._base_manager.filter(record__in=among(contact, "record", [row.pk for row in stored])).delete()  # noqa: SLF001 - documented
    answers = _answers(apps, [row.pk for row in stored if row.own_area])
    insert(contact, list(_contacts(apps, [row for row in (*stored, *fresh) if not row.withdrawn], answers)))


def _read(apps: Apps, records: Collection[int]) -> list[Told]:
    if not records:
        return []
    model: Any = apps.get_model("node", "Record")
    found = model.objects.filter(pk__in=among(model, "id", records)).values_list(*_READ)
    return [row for row in map(Told._make, found) if row.kind not in _WITHOUT]


def _referring(apps: Apps, areas: Collection[_Place]) -> set[int]:
    """The records without an area of their own that refer to one of these."""
    if not areas:
        return set()
    model: Any = apps.get_model("node", "Reference")
    found = model.objects.filter(target_uid__in=among(model, "target_uid", {uid for _, uid in areas}))
    named = found.values_list("record", "record__kind", "record__arrangement", "target_uid")
    return {
        pk
        for pk, kind, arrangement, uid in named
        if kind not in _WITHOUT and kind not in WITH_AREA and (arrangement, uid) in areas
    }


def _contacts(
    apps: Apps, rows: Sequence[Told], answers: Mapping[int, Iterable[str]]
) -> Iterator[dict[str, Any]]:
    """The contacts that records which are not withdrawn are."""
    named = _named(apps, {row.pk: row.arrangement for row in rows if row.kind not in WITH_AREA})
    for row in rows:
        areas = row.own_area if row.kind in WITH_AREA else named.get(row.pk)
        if not areas:
            continue
        touches = [*_touches(row), *(("answered", moment, "") for moment in answers.get(row.pk, ()))]
        for area in sorted(areas):
            for sort, at, said in touches:
                yield {
                    "record_id": row.pk, "arrangement_id": row.arrangement, "uid": row.uid,
                    "area": area, "sort": sort, "at": at, "said": said,
                }  # fmt: skip


def _named(apps: Apps, records: Mapping[int, str]) -> dict[int, set[str]]:
    """The areas of what records without an area of their own refer to, by ids; given their arrangements. Two queries."""
    if not records:
        return {}
    reference: Any = apps.get_model("node", "Reference")
    pointers = reference.objects.filter(record__in=among(reference, "record", records)).exclude(
        target_uid=None
    )
    pointing = list(pointers.values_list("record", "target_uid"))
    model: Any = apps.get_model("node", "Record")
    targets = model.objects.filter(uid__in=among(model, "uid", {uid for _, uid in pointing}))
    areas: dict[_Place, set[str]] = defaultdict(set)
    for row in map(Told._make, targets.values_list(*_READ) if pointing else ()):
        if row.kind in WITH_AREA:
            areas[row.place] |= row.own_area
    found: dict[int, set[str]] = defaultdict(set)
    for pk, uid in pointing:
        found[pk] |= areas.get((records[pk], uid), set())
    return found


def _answers(apps: Apps, records: Collection[int]) -> dict[int, set[str]]:
    """When somebody answered any revision of the records; two queries."""
    if not records:
        return {}
    revision: Any = apps.get_model("node", "Revision")
    response: Any = apps.get_model("node", "Response")
    told = revision.objects.filter(record__in=among(revision, "record", records))
    of_leaf = {
        leaf: (pk, about) for leaf, pk, about in told.values_list("leaf", "record", "record__arrangement")
    }
    answers = response.objects.filter(target_leaf__in=among(response, "target_leaf", of_leaf))
    found: dict[int, set[str]] = defaultdict(set)
    for leaf, moment, arrangement in answers.values_list("target_leaf", "time", "log__arrangement"):
        pk, about = of_leaf[leaf]
        if about == arrangement:
            found[pk].add(moment)
    return found


def _touches(row: Told) -> Iterator[tuple[str, str, str]]:
    """What a record is by itself: a sort of contact, when, and the date as the record holds it."""
    yield "written", row.released_at, ""
    if row.kind in MEETING_KINDS and isinstance(row.start, str):
        ended = row.until if isinstance(row.until, str) else row.start
        if row.standing in HELD:
            yield "met", last_day(ended).isoformat(), ended
        elif row.standing in PLANNED:
            yield "planned", first_day(row.start).isoformat(), row.start
