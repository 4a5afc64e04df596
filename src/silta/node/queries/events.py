"""What events ask for afterwards: the answers of our participants, and which side still owes the check of what was applied."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from silta.node.models import Feedback, Record, Reference
from silta.node.queries.resting import awake
from silta.node.queries.rows import Row, row, shown
from silta.node.uids import parse_uid
from silta.records.occasions import BEHIND, attended, check_day

_EVENTS: Final = 500
"""The events, those that ended last, whose check is looked at."""


@dataclass(frozen=True)
class Answer:
    """What one participant of ours thought: marks by scale, words, and their language; `mine`: the reader typed it in."""

    number: int
    marks: dict[str, int]
    words: str
    language: str
    mine: bool


def answers(event_uid: str | UUID, user_id: int | None = None) -> list[Answer]:
    """The answers about an event in the order in which they came in; one query."""
    found = Feedback.objects.filter(event=parse_uid(event_uid)).order_by("created_at", "pk")
    return [
        Answer(
            one.pk, one.marks, one.words, one.language, user_id is not None and one.entered_by_id == user_id
        )
        for one in found
    ]


def own_record(event_uid: str | UUID, kind: str) -> str | None:
    """The id of our released record of `kind` about an event; None if there is none. One query."""
    named = Reference.objects.filter(
        target_uid=parse_uid(event_uid), field="event", record__kind=kind, record__log__is_own=True,
        record__withdrawn=False,
    )  # fmt: skip
    uid = named.order_by("pk").values_list("record__uid", flat=True).first()
    return str(uid) if uid else None


def mailboxes(arrangement_id: str, party: str) -> list[str]:
    """The mailboxes of a party's active contact points, in the order of their release; one query."""
    found = Record.objects.filter(
        arrangement=arrangement_id, kind="contact-point", party=party, standing="active", withdrawn=False
    )
    boxes = found.order_by("first_at", "id").values_list("fields__mailbox", flat=True)
    return [box for box in boxes if box]


@dataclass(frozen=True)
class OwedCheck:
    """A side that has to say by `day` what it applied of an event."""

    event: Row
    party: str
    day: date
    pk: int


def owed_checks(
    language: str,
    today: date,
    *,
    of: Collection[str | UUID] | None = None,
    under: Collection[str] | None = None,
) -> list[OwedCheck]:
    """The checks that sides still owe, of the events `of` (None: of all), by their days; a few queries.

    Of all: those of the arrangements `under`, without it of those that do not rest.

    A side owes one if people of its own attended. The host of the activity does not, unless it alone had people there: what is
    asked is what the others took home.
    """
    held = Record.objects.filter(kind="event", withdrawn=False, erased=False, standing__in=BEHIND)
    if of is None and under is None:
        under = awake()
    held = held.filter(uid__in=of) if of is not None else held.filter(arrangement__in=list(under or ()))
    latest = held.order_by("-due", "-id")[:_EVENTS]
    ended = list(latest.values_list("pk", "uid"))
    there, answered = _sides([uid for _, uid in ended]) if ended else ({}, {})
    if not there:
        return []
    looked_at = Record.objects.filter(pk__in=[pk for pk, uid in ended if uid in there])
    events = {one.uid: one for one in shown(looked_at)}
    hosts = _hosts({str(one.fields.get("activity")) for one in events.values()})
    found = []
    for uid, event in events.items():
        day = check_day(event.fields)
        sides = there.get(uid, set())
        guests = sides - {hosts.get(str(event.fields.get("activity")), "")} or sides
        owing = guests - answered.get(uid, set())
        if day is not None and owing:
            shown_row = row(event, language, today, fields=("start", "until"))
            found += [OwedCheck(shown_row, party, day, event.pk) for party in owing]
    return sorted(found, key=lambda one: (one.day, one.event.uid, one.party))


_Sides = dict[UUID, set[str]]


def _sides(events: Collection[UUID]) -> tuple[_Sides, _Sides]:
    """By event, the sides whose people attended, and those that have said what they applied."""
    named = Reference.objects.filter(
        target_uid__in=events, field="event", record__withdrawn=False,
        record__kind__in=("participation", "application-check"),
    )  # fmt: skip
    there: _Sides = {}
    answered: _Sides = {}
    for uid, kind, party, fields in named.values_list(
        "target_uid", "record__kind", "record__party", "record__fields"
    ):
        if uid and kind == "application-check":
            answered.setdefault(uid, set()).add(party)
        elif uid and attended(fields):
            there.setdefault(uid, set()).add(party)
    return there, answered


def _hosts(activities: Collection[str]) -> dict[str, str]:
    found = Record.objects.filter(kind="activity", uid__in=[uid for uid in activities if uid != "None"])
    return {str(uid): str(host or "") for uid, host in found.values_list("uid", "fields__host")}
