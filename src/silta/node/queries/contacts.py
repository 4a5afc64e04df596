"""When the parties were last in contact about each area of their arrangement: read from what was released and answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.conf import settings

from silta.node import clock
from silta.node.models import Arrangement, Record, Reference, Response, Revision
from silta.node.queries.rows import Row, row, shown
from silta.node.queries.snapshots import state_of_logs
from silta.records.contacts import HELD, MEETING_KINDS, PLANNED, AreaContact, Touch, contact_by_area
from silta.records.registry import KINDS
from silta.words.codes import AREA
from silta.words.dates import first_day, last_day

WITH_AREA: Final = tuple(code for code, kind in KINDS.items() if kind.has("area"))
_COLUMNS: Final = ("uid", "kind", "standing", "released_at", "fields__start", "fields__until")
_WITHOUT: Final = ("mapping", "crosswalk", "framework-release")
"""Kinds that name records with an area by the hundred, or not as a word about it."""


@dataclass(frozen=True)
class AreaLine:
    """An area with its contacts, each with the record by which it is known; `speakers` are the contact points for it."""

    contact: AreaContact
    met: Row | None
    written: Row | None
    planned: Row | None
    speakers: tuple[Row, ...]


def quiet_months(arrangement_id: str) -> int:
    """After how many months without contact this node names an area."""
    held = Arrangement.objects.filter(pk=arrangement_id).values_list("quiet_months", flat=True).first()
    return 6 if held is None else held


def contacts(arrangement_id: str, today: date) -> tuple[AreaContact, ...]:
    """Every area that the records of an arrangement speak of, the longest silent first.

    A few queries, once for each state of the logs: the first page asks, too.
    """
    months = quiet_months(arrangement_id)
    return _contacts(arrangement_id, today, months, state_of_logs(arrangement_id))


def quiet_areas(arrangement_id: str, today: date) -> list[AreaContact]:
    """The areas that have been quiet for long and of which nothing is planned either."""
    return [one for one in contacts(arrangement_id, today) if one.quiet and one.planned is None]


def area_lines(arrangement_id: str, today: date, language: str) -> list[AreaLine]:
    """`contacts` with the records to show; two queries more."""
    found = contacts(arrangement_id, today)
    touches = [touch for one in found for touch in (one.met, one.written, one.planned) if touch]
    named = Record.objects.filter(arrangement=arrangement_id, uid__in={touch.uid for touch in touches})
    rows = {str(record.uid): row(record, language, today) for record in shown(named)}
    speakers = _speakers(arrangement_id, today, language)

    def shown_by(touch: Touch | None) -> Row | None:
        return rows.get(touch.uid) if touch else None

    return [
        AreaLine(
            one,
            shown_by(one.met),
            shown_by(one.written),
            shown_by(one.planned),
            tuple(speakers[one.area] or speakers[""]),
        )
        for one in found
    ]


def _speakers(arrangement_id: str, today: date, language: str) -> Mapping[str, list[Row]]:
    """Area → the contact points that are there for it; "" for those that speak for all."""
    points = Record.objects.filter(
        arrangement=arrangement_id, kind="contact-point", withdrawn=False, standing__in=("active", "away")
    )
    found: dict[str, list[Row]] = defaultdict(list)
    for record in shown(points.order_by("party", "id")):
        for area in record.fields.get("areas") or ("",):
            found[area].append(row(record, language, today))
    return found


@lru_cache(maxsize=16)
def _contacts(arrangement_id: str, today: date, months: int, state: object) -> tuple[AreaContact, ...]:
    del state  # It only tells one answer from the next.
    area_of, touches = _direct(arrangement_id, today)
    touches += list(_by_reference(arrangement_id, area_of, today))
    touches += list(_answers(arrangement_id, area_of))
    points = Record.objects.filter(arrangement=arrangement_id, kind="contact-point", withdrawn=False)
    spoken_for = points.exclude(standing="left").values_list("fields__areas", flat=True)
    areas = {*area_of.values(), *(area for several in spoken_for for area in several or ())}
    known = [area for area in AREA if area in areas]
    return tuple(contact_by_area(known, touches, today, months))


def _direct(arrangement_id: str, today: date) -> tuple[dict[str, str], list[tuple[str, Touch]]]:
    """The area of each record that names one, and the contacts that those are."""
    records = Record.objects.filter(arrangement=arrangement_id, kind__in=WITH_AREA, withdrawn=False)
    area_of: dict[str, str] = {}
    touches: list[tuple[str, Touch]] = []
    for area, *columns in records.values_list("fields__area", *_COLUMNS).iterator():
        if area in AREA:
            area_of[str(columns[0])] = area
            touches += [(area, touch) for touch in _touches(columns, today)]
    return area_of, touches


def _by_reference(
    arrangement_id: str, area_of: Mapping[str, str], today: date
) -> Iterator[tuple[str, Touch]]:
    """What refers to records with an area: an event to its activity, a meeting to what is on its agenda, advice to a question."""
    pointing = Reference.objects.filter(record__arrangement=arrangement_id, record__withdrawn=False)
    pointing = pointing.exclude(target_uid=None).exclude(record__kind__in=(*_WITHOUT, *WITH_AREA))
    columns = [f"record__{name}" for name in _COLUMNS]
    for target, *values in pointing.values_list("target_uid", *columns).iterator():
        area = area_of.get(str(target))
        if area:
            yield from ((area, touch) for touch in _touches(values, today))


def _touches(columns: list[Any], today: date) -> Iterator[Touch]:
    uid, kind, standing, released_at, start, until = columns
    yield _written(released_at, uid)
    if kind in MEETING_KINDS and isinstance(start, str):
        if standing in HELD:
            ended = until if isinstance(until, str) else start
            yield Touch(min(last_day(ended), today), "met", str(uid), ended)
        elif standing in PLANNED:
            yield Touch(first_day(start), "planned", str(uid), start)


def _answers(arrangement_id: str, area_of: Mapping[str, str]) -> Iterator[tuple[str, Touch]]:
    answers = dict(
        Response.objects.filter(log__arrangement=arrangement_id)
        .order_by("time")
        .values_list("target_leaf", "time")
    )
    answered = Revision.objects.filter(record__arrangement=arrangement_id, record__kind__in=WITH_AREA)
    for leaf, uid in answered.values_list("leaf", "record__uid").iterator():
        if leaf in answers and str(uid) in area_of:
            yield area_of[str(uid)], _written(answers[leaf], uid, answered=True)


def _written(moment: str, uid: Any, *, answered: bool = False) -> Touch:
    """A release or an answer at a moment in wire form: it counts for the calendar date where the node is."""
    day = clock.day_of(moment, settings.TIME_ZONE)
    return Touch(day, "written", str(uid), day.isoformat(), answered)
