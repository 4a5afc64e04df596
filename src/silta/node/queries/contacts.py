"""When the parties were last in contact about each area of their arrangement, from the contacts that the projection tells."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, timedelta
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.db.models import Q, Subquery
from django.db.models.functions import Substr

from silta.node import clock
from silta.node.models import Arrangement, Contact, Record
from silta.node.queries.rows import Row, row, shown
from silta.node.queries.snapshots import state_of_logs
from silta.records.contacts import AreaContact, Touch, contact_by_area
from silta.words.codes import AREA
from silta.words.times import moment_of

_TOLD: Final = ("uid", "sort", "at", "said")


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


def days_of_contact(arrangement_id: str, first: date, last: date) -> dict[str, set[tuple[date, str]]]:
    """Area → days from `first` to `last` with the sort of contact on them (an answer is in writing); one query.

    The day of what was written is that of the world's clock, which is near enough for a picture.
    """
    found = Contact.objects.filter(arrangement=arrangement_id, area__in=list(AREA))
    within = found.filter(at__gte=first.isoformat(), at__lt=(last + timedelta(days=1)).isoformat())
    days: dict[str, set[tuple[date, str]]] = defaultdict(set)
    for area, sort, day in within.values_list("area", "sort", Substr("at", 1, 10)).distinct():
        days[area].add((date.fromisoformat(day), "written" if sort == "answered" else sort))
    return days


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
    touches = _decisive(arrangement_id, today)
    points = Record.objects.filter(arrangement=arrangement_id, kind="contact-point", withdrawn=False)
    spoken_for = points.exclude(standing="left").values_list("fields__areas", flat=True)
    areas = {*(area for area, _ in touches), *(area for several in spoken_for for area in several or ())}
    known = [area for area in AREA if area in areas]
    return tuple(contact_by_area(known, touches, today, months))


def _decisive(arrangement_id: str, today: date) -> list[tuple[str, Touch]]:
    """Of each area and sort the last contact before the end of today, or the next one that is planned.

    Two queries. The first asks the index for one row of each area and sort, however many there are.
    """
    before = _first_moment_after(today)
    held = Contact.objects.filter(arrangement=arrangement_id)
    conditions = {
        "met": Q(),  # what goes on is held: it counts for today
        "written": Q(at__lt=before),
        "answered": Q(at__lt=before),
        "planned": Q(at__gte=today.isoformat()),
    }
    wanted: dict[str, Any] = {}
    for sort, condition in conditions.items():
        order = ("at", "uid") if sort == "planned" else ("-at", "-uid")
        for area in AREA:
            rows = held.filter(condition, area=area, sort=sort).order_by(*order)
            wanted[f"contact_{len(wanted)}"] = Subquery(rows.values("pk")[:1])
    found = Arrangement.objects.filter(pk=arrangement_id).values_list(*wanted.values())
    pks = {pk for row in found for pk in row if pk}
    rows_of = Contact.objects.filter(pk__in=pks).order_by("area", "sort")
    return [(area, _touch(today, *told)) for area, *told in rows_of.values_list("area", *_TOLD)]


def _touch(today: date, uid: UUID, sort: str, at: str, said: str) -> Touch:
    if sort == "met":
        return Touch(min(date.fromisoformat(at), today), "met", str(uid), said)
    if sort == "planned":
        return Touch(date.fromisoformat(at), "planned", str(uid), said)
    # A release or an answer counts for the calendar date where the node is.
    day = clock.day_of(at, settings.TIME_ZONE)
    return Touch(day, "written", str(uid), day.isoformat(), sort == "answered")


def _first_moment_after(day: date) -> str:
    """The moment at which `day` has ended where the node is, in wire form."""
    ended = moment_of((day + timedelta(days=1)).isoformat(), "00:00", settings.TIME_ZONE)
    return ended.astimezone(UTC).strftime(clock.WIRE) if ended else day.isoformat() + "~"
