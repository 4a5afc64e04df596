"""What lies ahead: due dates that still bind, and the further days that records set."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import QuerySet

from silta.node.models import Record
from silta.node.queries.events import owed_checks
from silta.node.queries.resting import awake
from silta.node.queries.rows import Row, local_today, row, shown
from silta.records.registry import KINDS
from silta.words.dates import first_day

_READ: Final = 500
"""Records of which the days are looked at, the nearest first."""
_NEAREST: Final = 200
"""The same where only what comes next is asked for."""
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


@dataclass(frozen=True)
class _Day:
    """The same before its record is read, with the id of it; `due` is its last day."""

    day: str
    uid: str
    what: str
    pk: int
    due: str
    ends: bool = False


def next_dates(
    today: date | None = None, language: str = "en", *, days: int = 90, limit: int = 12
) -> list[NextDate]:
    """What lies ahead within `days`: what is open and due, and the days to keep, the nearest first. A few queries."""
    day = today or local_today()
    found = _within(_all(day, language, _NEAREST), day, days)
    return _read(sorted(_ahead(found, day, days), key=_nearest)[:limit], day, language)


def dates_within(day: date, language: str, days: int) -> list[NextDate]:
    """All that lies ahead from `day` on within `days`, the nearest first. A few queries."""
    return _read(_within(_all(day, language, _READ), day, days), day, language)


def days_kept(day: date, language: str, days: int, under: Collection[str]) -> list[NextDate]:
    """The days to keep from `day` on within `days` of these arrangements, but for the checks that sides owe; two queries."""
    return _read(_within(_to_keep(day, _NEAREST, under), day, days), day, language)


def _all(day: date, language: str, most: int) -> list[_Day]:
    under = awake()
    return [*_due(day, most, under), *_to_keep(day, most, under), *_checks(day, language, under)]


def _within(found: Iterable[_Day], day: date, days: int) -> list[_Day]:
    first, last = day.isoformat(), (day + timedelta(days=days)).isoformat()
    return sorted((one for one in found if first <= max(one.day, one.due) and one.day <= last), key=_nearest)


def _nearest(one: _Day) -> tuple[str, str, str]:
    return one.day, one.uid, one.what


def _ahead(ones: Iterable[_Day], today: date, days: int) -> Iterator[_Day]:
    """What has begun stands by its last day, if that is near: a date that has passed is not a next one."""
    first, last = today.isoformat(), (today + timedelta(days=days)).isoformat()
    for one in ones:
        if one.day >= first:
            yield one
        elif one.due <= last:
            yield replace(one, day=one.due, ends=True)


def _read(found: Sequence[_Day], day: date, language: str) -> list[NextDate]:
    """The dates with their records; one query."""
    records = shown(Record.objects.filter(pk__in={one.pk for one in found})) if found else ()
    rows = {record.pk: row(record, language, day, fields=_FIELDS) for record in records}
    return [NextDate(one.day, rows[one.pk], one.what, one.ends) for one in found]


def _due(day: date, most: int, under: Collection[str]) -> Iterator[_Day]:
    nearest = _live(under).filter(bound__gte=day.isoformat()).order_by("bound", "released_at", "id")[:most]
    ahead = Record.objects.filter(pk__in=nearest.values("pk"))
    for pk, uid, kind_code, due, start in ahead.values_list("pk", "uid", "kind", "due", "fields__start"):
        yield _Day(_begins(kind_code, {"start": start}, due), str(uid), "", pk, due)


def _live(under: Collection[str]) -> QuerySet[Record]:
    """The records of the arrangements `under`."""
    return Record.objects.filter(arrangement__in=list(under), withdrawn=False, erased=False)


def _begins(kind: str, fields: Mapping[str, Any], due: str) -> str:
    """The first day of what has a beginning and an end; what is computed is due on its day."""
    start = fields.get("start")
    lasting = KINDS[kind].due_by is None and "start" in KINDS[kind].due
    return first_day(start).isoformat() if lasting and isinstance(start, str) else due


def _to_keep(day: date, most: int, under: Collection[str]) -> Iterator[_Day]:
    """The days to keep that records of such kinds set, from `day` on; one query, an endless term first, then the nearest."""
    kinds = [kind.code for kind in KINDS.values() if kind.dates]
    # No record sets a day after the last one that it is bound to.
    dated = _live(under).filter(kind__in=kinds).exclude(due__gt="", due__lt=day.isoformat())
    nearest = dated.order_by("due", "id")[:most]
    read = Record.objects.filter(pk__in=nearest.values("pk"))
    columns = read.values_list("pk", "uid", "kind", "due", "standing", "fields")
    for pk, uid, kind, due, standing, fields in columns:
        for what, on in days_to_keep(kind, fields, standing, day):
            if on >= day:
                yield _Day(on.isoformat(), str(uid), what, pk, due)


def _checks(day: date, language: str, under: Collection[str]) -> Iterator[_Day]:
    """When sides say what they applied of events; an event of several sides once."""
    ahead = {one.event.uid: one for one in owed_checks(language, day, under=under) if one.day >= day}
    for one in ahead.values():
        yield _Day(one.day.isoformat(), one.event.uid, "check", one.pk, one.event.due)


def days_to_keep(kind: str, fields: Mapping[str, Any], state: str, day: date) -> list[tuple[str, date]]:
    """The days that a record in `state` sets besides its due date, each with its code of `DATE_TO_KEEP`, in their order."""
    dates = KINDS[kind].dates if kind in KINDS else None
    return sorted(dates({**fields, "state": state}, day), key=lambda one: one[1]) if dates else []
