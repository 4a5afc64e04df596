"""What does not fit in the plans of an arrangement: the stretches that lie ahead, for `silta.records.planning` to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from silta.node.models import PlanLimits, Record
from silta.node.queries.rows import Row, local_today, row, shown
from silta.records.occasions import LEAD_TIMES
from silta.records.planning import OPEN, Limits, Misfit, Stretch, by_record, warnings
from silta.words.dates import first_day, is_partial_date, last_day

_READ: Final = 500
"""Records that are looked at, the nearest first: a plan of more is no plan."""
_GONE: Final = ("absent", "replaced")
_SURE: Final = ("confirmed", "attended", *_GONE)
_DONE: Final[Mapping[str, tuple[str, ...]]] = {"visa": _SURE, "clearance": ("cleared", *_SURE)}
"""Code of a lead time → the statuses of participants for whom it is behind them."""
_WHOLE: Final = len("2026-04-14")


@dataclass(frozen=True)
class Seen:
    """The warnings of an arrangement by the record that they are about, and the rows of all records that they name."""

    warnings: Mapping[str, list[Misfit]]
    rows: Mapping[str, Row]


def limits_of(arrangement_id: str) -> Limits:
    """What this node keeps its plans to; the defaults where nobody has changed them."""
    held = PlanLimits.objects.filter(arrangement=arrangement_id).first()
    return Limits.of(held.values) if held else Limits()


def warnings_ahead(arrangement_id: str, language: str, today: date | None = None) -> Seen:
    """Everything that does not fit from `today` on; at most three queries."""
    day = today or local_today()
    ahead = Record.objects.filter(
        arrangement=arrangement_id,
        kind__in=("activity", "event"),
        standing__in=OPEN,
        due__gte=day.isoformat(),
        withdrawn=False,
        erased=False,
    )
    records: dict[str, list[Record]] = {"activity": [], "event": []}
    for record in shown(ahead.order_by("due", "id"))[:_READ]:
        records[record.kind].append(record)
    if not any(records.values()):
        return Seen({}, {})
    lists = Record.objects.filter(
        arrangement=arrangement_id, kind="participation", withdrawn=False, erased=False
    )
    people: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for fields in lists.order_by("id").values_list("fields", flat=True) if records["event"] else ():
        people[str(fields.get("event"))] += [
            one for one in fields.get("participants") or () if isinstance(one, Mapping)
        ]
    found = warnings(_stretches(records, people), limits_of(arrangement_id), day)
    every = {str(one.uid): one for several in records.values() for one in several}
    named = {uid for one in found for uid in (one.uid, one.activity, *one.others)} & every.keys()
    rows = {uid: row(every[uid], language, day, fields=("start", "until", "host")) for uid in named}
    return Seen(by_record(found), rows)


def _stretches(
    records: Mapping[str, list[Record]], people: Mapping[str, list[Mapping[str, Any]]]
) -> list[Stretch]:
    """Events with what their activities say of hosts and leads, and the activities that have no event yet."""
    activities = {str(one.uid): one.fields for one in records["activity"]}
    found: list[Stretch] = []
    with_event: set[str] = set()
    for event in records["event"]:
        activity = str(event.fields.get("activity"))
        with_event.add(activity)
        listed = people.get(str(event.uid), [])
        around = activities.get(activity, {})
        found += _stretch(event, activity, {**around, **event.fields}, around, listed)
    for one in records["activity"]:
        if str(one.uid) not in with_event:
            found += _stretch(one, str(one.uid), one.fields, one.fields, [])
    return found


def _stretch(
    record: Record,
    activity: str,
    fields: Mapping[str, Any],
    around: Mapping[str, Any],
    listed: list[Mapping[str, Any]],
) -> list[Stretch]:
    """The stretch of a record with its dates; none if it has no dates that a calendar knows."""
    start, until = str(fields.get("start") or ""), str(fields.get("until") or fields.get("start") or "")
    if not (is_partial_date(start) and is_partial_date(until)) or last_day(until) < first_day(start):
        return []
    leads = (str(side.get("lead") or "") for side in around.get("sides") or () if isinstance(side, Mapping))
    going = (str(one.get("name") or "") for one in listed if one.get("status") not in _GONE)
    lead_days = {
        code: record.fields[name] for code, name in LEAD_TIMES.items() if record.fields.get(name) is not None
    }
    return [
        Stretch(
            str(record.uid),
            activity,
            record.kind,
            record.standing,
            str(around.get("form") or ""),
            first_day(start),
            last_day(until),
            exact=len(start) == len(until) == _WHOLE,
            host=str(around.get("host") or ""),
            travels=fields.get("mode") != "remote",
            people=frozenset((*leads, *going)) - {""},
            lead_days=lead_days or None,
            arranged=frozenset(_arranged(listed)),
            latest=last_day(start),
        )
    ]


def _arranged(listed: list[Mapping[str, Any]]) -> Iterator[str]:
    """What is done for everybody who is listed: let in, and sure to come."""
    for code, done in _DONE.items():
        if listed and all(one.get("status") in done for one in listed):
            yield code
