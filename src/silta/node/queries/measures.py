"""What indicators measure, computed from the records, with the records that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from silta.node import clock
from silta.node.models import Record, Response, Revision
from silta.node.queries.expertise import ASKED, REPLIED, REVISED, in_order
from silta.node.queries.rows import Row, local_today, row, shown
from silta.records.kinds.indicator import RULES, Rule
from silta.records.matching import pauses, turnaround

EVIDENCE: Final = 100
"""Records that are named in all; their number may be greater."""


@dataclass(frozen=True)
class Measured:
    """The value of a year (None: of all years), written with a point, and the newest of the records that it was computed from."""

    year: int | None
    value: str
    rows: tuple[Row, ...]


def measured(arrangement_id: str, rule: str, language: str) -> list[Measured]:
    """What `rule` makes of the records of an arrangement, by year; six queries at most."""
    counts = RULES.get(rule)
    if counts is None:
        return []
    found = _counted(arrangement_id, counts)
    values = _medians(found) if counts.days else _numbers(found, yearly=counts.yearly)
    today = local_today()
    by_year: dict[int | None, list[Row]] = defaultdict(list)
    for one in shown(found.order_by("-year", "-released_at", "id"))[:EVIDENCE]:
        by_year[(one.year or None) if counts.yearly else None].append(row(one, language, today))
    return [Measured(year, value, tuple(by_year[year])) for year, value in values.items()]


def _counted(arrangement_id: str, rule: Rule) -> QuerySet[Record]:
    found = Record.objects.filter(
        arrangement=arrangement_id, kind=rule.kind, standing__in=rule.states, withdrawn=False
    )
    if rule.only:
        name, codes = rule.only
        wanted = Q()
        for code in codes:
            wanted |= Q(**{f"fields__{name}": code})
        found = found.filter(wanted)
    return found.exclude(year=0) if rule.yearly else found


def _numbers(found: QuerySet[Record], *, yearly: bool) -> Mapping[int | None, str]:
    if not yearly:
        return {None: str(found.count())}
    by_year = found.order_by("year").values_list("year").annotate(n=Count("id"))
    return {year: str(n) for year, n in by_year}


def _medians(found: QuerySet[Record]) -> Mapping[int | None, str]:
    """The median of the days from the sending of consultations to the first advice, by the year of the consultation."""
    asked = list(found.values_list("uid", "year"))
    sent, answered = _sent({uid for uid, _ in asked}), _answered({uid for uid, _ in asked})
    said = _said(found)
    took: dict[int, list[int]] = defaultdict(list)
    for uid, year in asked:
        if uid in sent and uid in answered:
            days = turnaround(
                sent[uid], answered[uid], None, answered[uid], pauses(in_order(said.get(uid, ())))
            ).answered
            took[year].append(days or 0)
    return {year: _written(median(took[year])) for year in sorted(took)}


def _written(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.1f}"


def _day(moment: str) -> date:
    return clock.day_of(moment, settings.TIME_ZONE)


def _sent(consultations: Collection[UUID]) -> dict[UUID, date]:
    revisions = Revision.objects.filter(record__uid__in=consultations, fields__state="sent").order_by(
        "-number"
    )
    return {uid: _day(time) for uid, time in revisions.values_list("record__uid", "time")}


def _answered(consultations: Collection[UUID]) -> dict[UUID, date]:
    """The day on which the first advice on each was issued."""
    issued = Revision.objects.filter(
        record__kind="advice", record__withdrawn=False, fields__state="issued",
        record__references__field="consultation", record__references__target_uid__in=consultations,
    )  # fmt: skip
    rows = issued.order_by("-time").values_list("record__references__target_uid", "time")
    return {uid: _day(time) for uid, time in rows if uid is not None and uid in consultations}


def _said(found: QuerySet[Record]) -> dict[UUID, list[tuple[str, int]]]:
    """What was said about each besides advice: comments, and further revisions."""
    revisions = Revision.objects.filter(record__in=found.values("pk"))
    owners: dict[str, tuple[UUID, str]] = {}
    said: dict[UUID, list[tuple[str, int]]] = defaultdict(list)
    for uid, party, leaf, number, time in revisions.values_list(
        "record__uid", "record__party", "leaf", "number", "time"
    ):
        owners[leaf] = uid, party
        if number > 1:
            said[uid].append((time, REVISED))
    comments = Response.objects.filter(verdict="comment", target_leaf__in=owners)
    for leaf, who, time in comments.values_list("target_leaf", "party", "time"):
        uid, party = owners[leaf]
        said[uid].append((time, REPLIED if who == party else ASKED))
    return said
