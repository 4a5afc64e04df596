"""What came into the logs since a person was last here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db.models import Q

from silta.node import clock
from silta.node.actor import Actor
from silta.node.models import Entry, Log, Record, Response, Revision, User
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.stale import stale_mappings

HAPPENINGS: Final = 100
_FIRST_VISIT: Final = timedelta(days=14)


@dataclass(frozen=True)
class Happening:
    """Something that came into a log. `verb`: released, revised, comment, agree, object, withdrawn, erased.

    `party` said it, about `row`; `time` is when it was said, `origin` and `index` where it stands.
    """

    time: str
    party: str
    verb: str
    row: Row
    origin: str
    index: int


def since(actor: Actor, language: str = "en", today: date | None = None) -> list[Happening]:
    """What came into the logs of this node since `actor` was last here (or in the last two weeks), the newest words first.

    What counts as new goes by when this node got it, which for what a partner said is later than when it was said. At most 100.
    """
    user = User.objects.filter(pk=actor.user_id).first() if actor.user_id is not None else None
    return came_in(user.seen_at if user and user.seen_at else clock.now() - _FIRST_VISIT, language, today)


def came_in(moment: datetime, language: str = "en", today: date | None = None) -> list[Happening]:
    """What this node got after `moment`, as `since` tells it. A few queries."""
    entries = Entry.objects.filter(held_at__gt=moment).order_by("-held_at", "-index")
    newest = entries.values_list("log", "index", "leaf")[:HAPPENINGS]
    leaves = {(log, index): bytes(leaf).hex() for log, index, leaf in newest}
    if not leaves:
        return []
    places = list(leaves)
    said = _said(leaves)
    records = shown(Record.objects.filter(pk__in={record for _, _, record, _, _ in said.values()}))
    day, stale = today or local_today(), stale_mappings()
    rows = {record.pk: row(record, language, day, stale=stale) for record in records}
    origins = dict(Log.objects.filter(pk__in={log for log, _ in places}).values_list("pk", "origin"))
    told = [
        Happening(time, party, verb, rows[record], origins[place[0]], place[1])
        for place in places
        if place in said
        for time, party, record, verb, _ in [said[place]]
    ]
    return sorted(told, key=lambda happening: happening.time, reverse=True)


_TOLD: Final = ("number", "index", "time", "record__log", "record__party", "record__arrangement")
_Place = tuple[int, int]
_Told = tuple[str, str, int, str, int]


def _said(leaves: Mapping[_Place, str]) -> dict[_Place, _Told]:
    """Place in a log → time, party, record, verb and number, for the entries that are about a record."""
    places = list(leaves)
    found: dict[_Place, _Told] = {}
    # Another log may hold an entry with the same leaf: the place decides.
    for revision in (
        Revision.objects.filter(leaf__in=set(leaves.values())).select_related("record").only(*_TOLD)
    ):
        place = (revision.record.log_id, revision.index)
        if place in leaves:
            verb = "released" if revision.number == 1 else "revised"
            found[place] = (revision.time, revision.record.party, revision.record_id, verb, revision.number)
    for name, verb in (("withdrawn_index", "withdrawn"), ("erased_index", "erased")):
        gone = Revision.objects.filter(**{f"{name}__in": {index for _, index in places}})
        for revision in gone.select_related("record").only(*_TOLD, name):
            place = (revision.record.log_id, getattr(revision, name))
            if place in leaves:
                found[place] = (
                    revision.time,
                    revision.record.party,
                    revision.record_id,
                    verb,
                    revision.number,
                )
    found |= _answers(places)
    return found


def _answers(places: Collection[_Place]) -> dict[_Place, _Told]:
    answers = list(_at(Response.objects.select_related("log"), "log", "index", places))
    leaves = {answer.target_leaf for answer in answers}
    targets = {
        (r.record.arrangement_id, r.leaf): r
        for r in Revision.objects.filter(leaf__in=leaves).select_related("record").order_by("-id")
    }
    found: dict[_Place, _Told] = {}
    for answer in answers:
        target = targets.get((answer.log.arrangement_id, answer.target_leaf))
        if target is not None:
            place = (answer.log_id, answer.index)
            found[place] = (answer.time, answer.party, target.record_id, answer.verdict, target.number)
    return found


def _at(rows: Any, log: str, index: str, places: Collection[_Place]) -> Iterable[Any]:
    """The rows that stand at `places`, by the names of their columns for the log and the index."""
    by_log: dict[int, list[int]] = defaultdict(list)
    for log_id, place in places:
        by_log[log_id].append(place)
    condition = Q()
    for log_id, indices in by_log.items():
        condition |= Q(**{log: log_id, f"{index}__in": indices})
    found: Iterable[Any] = rows.filter(condition)
    return found
