"""What does not fit in the plans of an arrangement: the stretches that lie ahead, for `silta.records.planning` to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from silta.node.bulk import among
from silta.node.models import PlanLimits, Record, Reference
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.snapshots import state_of_logs
from silta.records.occasions import LEAD_TIMES
from silta.records.planning import Limits, Misfit, Stretch, by_record, warnings
from silta.words.dates import first_day, is_partial_date, last_day

StateOfLogs = tuple[tuple[int, int, bytes], ...]
_KEPT: Final = 8
_READ: Final = 200
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


def warnings_ahead(
    arrangement_id: str, language: str, today: date | None = None, state: StateOfLogs | None = None
) -> Seen:
    """Everything that does not fit from `today` on; two queries, and two more once for each state of the logs.

    Whoever knows the `state` of the arrangement's logs gives it along.
    """
    day, logs = today or local_today(), state_of_logs(arrangement_id) if state is None else state
    found, every = _found(arrangement_id, day, limits_of(arrangement_id), logs)
    named = {uid for several in found.values() for one in several for uid in (one.uid, one.activity)}
    named |= {uid for several in found.values() for one in several for uid in one.others}
    fields = ("start", "until", "host")
    return Seen(found, {uid: row(every[uid], language, day, fields=fields) for uid in named & every.keys()})


@lru_cache(maxsize=_KEPT)
def _found(
    arrangement_id: str,
    day: date,
    limits: Limits,
    logs: StateOfLogs,  # noqa: ARG001 - tells states apart
) -> tuple[Mapping[str, list[Misfit]], Mapping[str, Record]]:
    """The warnings by record, and the records that were looked at."""
    ahead = Record.objects.filter(
        arrangement=arrangement_id, kind__in=("activity", "event"), bound__gte=day.isoformat()
    )
    records: dict[str, list[Record]] = {"activity": [], "event": []}
    nearest = ahead.order_by("bound", "released_at", "id")[:_READ]
    for record in shown(Record.objects.filter(pk__in=nearest.values("pk")).order_by("due", "id")):
        records[record.kind].append(record)
    if not any(records.values()):
        return {}, {}
    found = warnings(_stretches(records, _listed(records["event"])), limits, day)
    return by_record(found), {str(one.uid): one for several in records.values() for one in several}


def _listed(events: Sequence[Record]) -> Mapping[str, list[Mapping[str, Any]]]:
    """The participants of each event, as all sides list them; one query."""
    people: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    if not events:
        return people
    lists = Reference.objects.filter(
        target_uid__in=among(Reference, "target_uid", [one.uid for one in events]), field="event",
        record__arrangement=events[0].arrangement_id, record__kind="participation", record__withdrawn=False,
        record__erased=False,
    )  # fmt: skip
    for fields in lists.order_by("record").values_list("record__fields", flat=True):
        people[str(fields.get("event"))] += [
            one for one in fields.get("participants") or () if isinstance(one, Mapping)
        ]
    return people


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
