"""The contacts about areas that records are: by their own area, or by that of a record which they refer to.

An event is a contact about the area of its activity, a meeting about those on its agenda, advice about that of the question. What
a record says may come before or after what it refers to and before or after what is answered: whichever of them comes last, the
contacts of all that hang on it are told anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.apps import apps as _apps
from django.apps.registry import Apps

from silta.node.bulk import among, insert
from silta.records.contacts import HELD, MEETING_KINDS, PLANNED
from silta.records.registry import KINDS
from silta.words.codes import AREA
from silta.words.dates import first_day, last_day

WITH_AREA: Final = tuple(code for code, kind in KINDS.items() if kind.has("area"))
_WITHOUT: Final = ("mapping", "crosswalk", "framework-release")
"""Kinds that name records with an area by the hundred, or not as a word about it."""
_READ: Final = (
    "pk", "arrangement", "uid", "kind", "standing", "released_at", "withdrawn",
    "fields__area", "fields__start", "fields__until",
)  # fmt: skip

_Row = Mapping[str, Any]
_Place = tuple[str, UUID]
"""An arrangement and a record's uid: another arrangement may hold a record with the same one."""


def tell_contacts(records: Collection[int], apps: Apps = _apps) -> None:
    """Tell anew which contacts `records` (ids) are, and what refers to them; a few queries.

    `apps` is another registry of models where a migration fills the table as it was then.
    """
    if not records:
        return
    contact = apps.get_model("node", "Contact")
    rows = _read(apps, records)
    areas: dict[_Place, set[str]] = defaultdict(set)
    for row in rows:
        if row["kind"] in WITH_AREA:
            areas[row["arrangement"], row["uid"]] |= _own_area(row)
    rows += _read(apps, _referring(apps, areas) - {row["pk"] for row in rows})
    contact._base_manager.filter(record__in=among(contact, "record", [row["pk"] for row in rows])).delete()  # noqa: SLF001 - documented
    insert(contact, list(_contacts(apps, [row for row in rows if not row["withdrawn"]])))


def _read(apps: Apps, records: Collection[int]) -> list[dict[str, Any]]:
    if not records:
        return []
    model: Any = apps.get_model("node", "Record")
    found = model.objects.filter(pk__in=among(model, "id", records)).values(*_READ)
    return [row for row in found if row["kind"] not in _WITHOUT]


def _own_area(row: _Row) -> set[str]:
    area = row["fields__area"]
    return {area} if area in AREA and not row["withdrawn"] else set()


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
        if kind not in (*_WITHOUT, *WITH_AREA) and (arrangement, uid) in areas
    }


def _contacts(apps: Apps, rows: Iterable[_Row]) -> Iterator[dict[str, Any]]:
    """The contacts that records which are not withdrawn are."""
    speaking = {row["pk"]: row for row in rows}
    own = {pk: _own_area(row) for pk, row in speaking.items() if row["kind"] in WITH_AREA}
    named = _named(apps, {pk: row for pk, row in speaking.items() if pk not in own})
    answers = _answers(apps, [pk for pk, areas in own.items() if areas])
    for pk, row in speaking.items():
        touches = [*_touches(row), *(("answered", moment, "") for moment in answers.get(pk, ()))]
        for area in sorted(own.get(pk) or named.get(pk, set())):
            for sort, at, said in touches:
                yield {
                    "record_id": pk, "arrangement_id": row["arrangement"], "uid": row["uid"],
                    "area": area, "sort": sort, "at": at, "said": said,
                }  # fmt: skip


def _named(apps: Apps, rows: Mapping[int, _Row]) -> dict[int, set[str]]:
    """The areas of what records without an area of their own refer to; two queries."""
    if not rows:
        return {}
    reference: Any = apps.get_model("node", "Reference")
    pointers = reference.objects.filter(record__in=among(reference, "record", rows)).exclude(target_uid=None)
    pointing = list(pointers.values_list("record", "target_uid"))
    model: Any = apps.get_model("node", "Record")
    targets = model.objects.filter(uid__in=among(model, "uid", {uid for _, uid in pointing}))
    areas: dict[_Place, set[str]] = defaultdict(set)
    for row in targets.values(*_READ) if pointing else ():
        if row["kind"] in WITH_AREA:
            areas[row["arrangement"], row["uid"]] |= _own_area(row)
    found: dict[int, set[str]] = defaultdict(set)
    for pk, uid in pointing:
        found[pk] |= areas.get((rows[pk]["arrangement"], uid), set())
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


def _touches(row: _Row) -> Iterator[tuple[str, str, str]]:
    """What a record is by itself: a sort of contact, when, and the date as the record holds it."""
    yield "written", row["released_at"], ""
    start, until = row["fields__start"], row["fields__until"]
    if row["kind"] in MEETING_KINDS and isinstance(start, str):
        ended = until if isinstance(until, str) else start
        if row["standing"] in HELD:
            yield "met", last_day(ended).isoformat(), ended
        elif row["standing"] in PLANNED:
            yield "planned", first_day(start).isoformat(), start
