"""What lies ahead: due dates that still bind, and the further days that records set."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Case, Q, QuerySet, When

from silta.node.models import Record
from silta.node.queries.events import owed_checks
from silta.node.queries.resting import at_rest
from silta.node.queries.rows import Row, local_today, row, shown
from silta.records.registry import KINDS
from silta.words.dates import first_day

_READ: Final = 500
"""Records of which the days are looked at."""
_FIELDS: Final = ("start", "until", "owner", "begins", "ends", "zone")


@dataclass(frozen=True)
class NextDate:
    """Something that is bound to a date from today on.

    `day` is its first day, `row.due` its last; `what` is the code of a day to keep (`DATE_TO_KEEP`), empty for the due date;
    what `ends` has begun before, and `day` is its last one.
    """

    day: str
    row: Row
    what: str = ""
    ends: bool = False


def next_dates(
    today: date | None = None, language: str = "en", *, days: int = 90, limit: int = 12
) -> list[NextDate]:
    """What lies ahead within `days`: what is open and due, and the days to keep, the nearest first. A few queries."""
    day = today or local_today()
    ahead = _ahead(dates_within(day, language, days), day, days)
    return sorted(ahead, key=_nearest)[:limit]


def dates_within(day: date, language: str, days: int, *, checks: bool = True) -> list[NextDate]:
    """All that lies ahead from `day` on within `days`, the nearest first; without `checks` no owed check. A few queries."""
    last = (day + timedelta(days=days)).isoformat()
    found = [*_due(day, language), *_to_keep(day, language), *(_checks(day, language) if checks else ())]
    near = (one for one in found if day.isoformat() <= max(one.day, one.row.due) and one.day <= last)
    return sorted(near, key=_nearest)


def _nearest(one: NextDate) -> tuple[str, str, str]:
    return one.day, one.row.uid, one.what


def _ahead(ones: list[NextDate], today: date, days: int) -> Iterator[NextDate]:
    """What has begun stands by its last day, if that is near: a date that has passed is not a next one."""
    first, last = today.isoformat(), (today + timedelta(days=days)).isoformat()
    for one in ones:
        if one.day >= first:
            yield one
        elif one.row.due <= last:
            yield replace(one, day=one.row.due, ends=True)


def _due(day: date, language: str) -> Iterator[NextDate]:
    condition = Q()
    for kind in KINDS.values():
        if kind.due_while:
            condition |= Q(kind=kind.code, standing__in=kind.due_while)
    ahead = _live().filter(condition, due__gte=day.isoformat())
    for record in shown(ahead.order_by("due", "id"))[:_READ]:
        found = row(record, language, day, fields=_FIELDS)
        yield NextDate(_begins(record.kind, record.fields, found.due), found)


def _live() -> QuerySet[Record]:
    """The records of arrangements that do not rest."""
    return Record.objects.filter(withdrawn=False).exclude(arrangement__in=at_rest())


def _begins(kind: str, fields: Mapping[str, Any], due: str) -> str:
    """The first day of what has a beginning and an end; what is computed is due on its day."""
    start = fields.get("start")
    lasting = KINDS[kind].due_by is None and "start" in KINDS[kind].due
    return first_day(start).isoformat() if lasting and isinstance(start, str) else due


def _to_keep(day: date, language: str) -> Iterator[NextDate]:
    """The days to keep that records of such kinds set, from `day` on; one query, an endless term first, then the latest dates."""
    kinds = [kind.code for kind in KINDS.values() if kind.dates]
    dated = _live().filter(kind__in=kinds, erased=False)
    first = Case(When(due="", then=0), default=1)
    for record in shown(dated.order_by(first, "-due", "-id"))[: _READ * len(kinds)]:
        kept = days_to_keep(record.kind, record.fields, record.standing, day)
        ahead = [(what, on) for what, on in kept if on >= day]
        if ahead:
            found = row(record, language, day, fields=_FIELDS)
            yield from (NextDate(on.isoformat(), found, what) for what, on in ahead)


def _checks(day: date, language: str) -> Iterator[NextDate]:
    """When sides say what they applied of events; an event of several sides once."""
    ahead = {one.event.uid: one for one in owed_checks(language, day) if one.day >= day}
    for one in ahead.values():
        yield NextDate(one.day.isoformat(), one.event, "check")


def days_to_keep(kind: str, fields: Mapping[str, Any], state: str, day: date) -> list[tuple[str, date]]:
    """The days that a record in `state` sets besides its due date, each with its code of `DATE_TO_KEEP`, in their order."""
    dates = KINDS[kind].dates if kind in KINDS else None
    return sorted(dates({**fields, "state": state}, day), key=lambda one: one[1]) if dates else []
