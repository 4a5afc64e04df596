"""Meetings and events: what is open and could stand on an agenda, what minutes led to, whom each side lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from silta.node.models import Draft, Record, Reference, Response
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.uids import parse_uid
from silta.records.kinds.meeting import MATTERS
from silta.records.registry import KINDS

_MOST: Final = 50
"""Records of one sort that an agenda proposes."""
_FIELDS: Final = ("owner", "person", "due", "source", "item")
_MEETING: Final = ("meeting", "minutes", "decision")
_UNDONE: Final = ("open", "in-progress", "done", "returned")
_PROPOSED: Final = {
    "priority": ("proposed",), "activity": ("proposed",), "joint-initiative": ("proposed",), "gap": ("identified",),
}  # fmt: skip


@dataclass(frozen=True)
class Matter:
    """Records of one sort that are open. `sort`: ``earlier`` (actions of meetings), ``actions``, ``overdue``, ``objections``,
    ``to-agree`` (joint texts that not all have signed), ``proposals``.
    """

    sort: str
    rows: list[Row]


def open_matters(arrangement_id: str, language: str, today: date | None = None) -> list[Matter]:
    """What a meeting should speak of, each record once, in the order of an agenda; one query for each sort."""
    day = today or local_today()
    seen: set[str] = set()
    found = []
    for sort, records in _sorts(arrangement_id, day):
        new = [one for one in _rows(records, language, day) if one.uid not in seen]
        seen.update(one.uid for one in new)
        if new:
            found.append(Matter(sort, new))
    return found


def _rows(records: QuerySet[Record], language: str, day: date) -> list[Row]:
    ordered = shown(records.order_by("due", "number", "id"))[:_MOST]
    return [row(record, language, day, fields=_FIELDS) for record in ordered]


def _sorts(arrangement_id: str, day: date) -> Iterator[tuple[str, QuerySet[Record]]]:
    here = Record.objects.filter(arrangement=arrangement_id, kind__in=MATTERS, withdrawn=False, erased=False)
    undone = here.filter(kind="action", standing__in=_UNDONE)
    yield "earlier", undone.filter(pk__in=_of_meetings(arrangement_id))
    yield "actions", undone
    yield "overdue", here.filter(bound__lt=day.isoformat())
    yield "objections", here.filter(_objected(arrangement_id)).exclude(standing="in-force")
    joint = [kind.code for kind in KINDS.values() if kind.joint]
    yield "to-agree", here.filter(kind__in=joint).exclude(standing="in-force")
    proposed = Q()
    for code, states in _PROPOSED.items():
        proposed |= Q(kind=code, standing__in=states)
    yield "proposals", here.filter(proposed)


def _objected(arrangement_id: str) -> Q:
    """The records whose latest text another party objects to; for mappings, which are many, their crosswalk."""
    said = Response.objects.filter(log__arrangement=arrangement_id, verdict="object").values("target_leaf")
    mappings = Record.objects.filter(arrangement=arrangement_id, kind="mapping", standing="objected")
    crosswalks = Reference.objects.filter(record__in=mappings, field="crosswalk").values("target_uid")
    return Q(leaf__in=said) | Q(kind="crosswalk", uid__in=crosswalks)


def _of_meetings(arrangement_id: str) -> QuerySet[Reference, int]:
    """The rows of actions that come from a meeting, its minutes or a decision."""
    meetings = Record.objects.filter(arrangement=arrangement_id, kind__in=_MEETING)
    sources = Reference.objects.filter(field="source", target_uid__in=meetings.values("uid"))
    return sources.values_list("record", flat=True)


def earlier_actions(arrangement_id: str, language: str, today: date | None = None) -> list[Row]:
    """The actions of meetings that are not yet accepted or dropped: what the next meeting reviews. One query."""
    day = today or local_today()
    return next(_rows(records, language, day) for _, records in _sorts(arrangement_id, day))


def pointing_at(uid: str | UUID, kind: str, field: str, language: str) -> list[Row]:
    """The records of `kind` whose `field` names the record `uid`, with all their fields; the first released first."""
    references = Reference.objects.filter(target_uid=parse_uid(uid), field=field)
    records = Record.objects.filter(kind=kind, withdrawn=False, pk__in=references.values("record"))
    day = local_today()
    names = [one.name for one in KINDS[kind].described]
    return [
        row(record, language, day, fields=names) for record in shown(records.order_by("first_at", "party"))
    ]


def items_done(minutes_uid: str | UUID) -> set[int]:
    """The items of minutes from which records, or drafts of this node, have been made; two queries."""
    uid = str(parse_uid(minutes_uid))
    references = Reference.objects.filter(target_uid=uid, field="source").values("record")
    released = Record.objects.filter(pk__in=references, withdrawn=False).values_list("fields", flat=True)
    drafted = Draft.objects.filter(kind__in=("action", "decision"), fields__source=uid)
    found = [*released, *drafted.values_list("fields", flat=True)]
    return {fields["item"] for fields in found if isinstance(fields.get("item"), int)}


def draft_pointing_at(uid: str | UUID, kind: str, field: str) -> str | None:
    """The id of a draft of a new record of `kind` whose `field` names the record `uid`."""
    held = Draft.objects.filter(kind=kind, base=0, **{f"fields__{field}": str(parse_uid(uid))}).first()
    return str(held.uid) if held else None
