"""What pages about expertise, experience and results ask for: experts to match, how far a consultation is, what advice became."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.conf import settings

from silta.node import clock
from silta.node.models import Record, Revision
from silta.node.queries.rows import Row, local_today, row, shown
from silta.records import views
from silta.records.matching import Candidate, Turnaround, pauses, turnaround

_EXPERTS: Final = 2000
"""More than one arrangement will ever name; a page must not be made to match a million."""


def candidates(arrangement_id: str, asking: str) -> list[Candidate]:
    """The experts whom the other parties than the `asking` one have released; one query."""
    found = Record.objects.filter(arrangement=arrangement_id, kind="expert", withdrawn=False, erased=False)
    rows = found.exclude(party=asking).order_by("id").values_list("uid", "titles", "fields")[:_EXPERTS]
    return [Candidate(str(uid), titles.get("", ""), fields) for uid, titles, fields in rows]


def pointing(uid: str, kind: str, field: str, language: str, *fields: str) -> list[Row]:
    """The records of a kind that point to `uid` by `field`, the oldest first, with more of their fields; two queries."""
    found = Record.objects.filter(
        kind=kind, withdrawn=False, references__target_uid=UUID(uid), references__field=field
    )
    today = local_today()
    return [row(one, language, today, fields=fields) for one in shown(found.order_by("first_at", "id"))]


@dataclass(frozen=True)
class Advised:
    """The advice on a consultation, what the asking party made of it, and the days that it took (None: not sent yet)."""

    advice: list[Row]
    responses: list[Row]
    days: Turnaround | None


def advised(consultation: views.Record, language: str) -> Advised:
    """How far a consultation is; six queries at most."""
    advice = [
        one
        for one in pointing(consultation.id, "advice", "consultation", language)
        if one.party != consultation.party
    ]
    named = {UUID(one.uid) for one in advice}
    found = Record.objects.filter(
        kind="advice-response", withdrawn=False, references__target_uid__in=named, party=consultation.party
    )
    today = local_today()
    responses = [row(one, language, today) for one in shown(found.order_by("first_at", "id"))]
    sent = _first_day(one.time for one in consultation.revisions if (one.fields or {}).get("state") == "sent")
    if sent is None:
        return Advised(advice, responses, None)
    issued = Revision.objects.filter(record__uid__in=named, record__kind="advice", fields__state="issued")
    said = Revision.objects.filter(record__uid__in=[UUID(one.uid) for one in responses])
    decided = said.exclude(fields__verdict="deferred").exclude(fields=None)
    days = turnaround(
        sent,
        _first_day(issued.values_list("time", flat=True)),
        _first_day(decided.values_list("time", flat=True)),
        today,
        pauses(dialogue(consultation)),
    )
    return Advised(advice, responses, days)


REVISED, ASKED, REPLIED = range(3)
"""What was said about a consultation besides advice, in the order in which it stands within one second: a further revision, a
comment of the asked side, which asks back, and one of the asking side, which answers as a further revision does."""


def dialogue(consultation: views.Record) -> list[tuple[date, bool]]:
    """What the sides said about a consultation, by day, as `silta.records.matching.pauses` reads it."""
    said = [(one.time, REVISED) for one in consultation.revisions[1:]]
    said += [
        (one.time, REPLIED if one.party == consultation.party else ASKED)
        for one in consultation.responses
        if one.verdict == "comment"
    ]
    return in_order(said)


def in_order(said: Iterable[tuple[str, int]]) -> list[tuple[date, bool]]:
    """Moments with `REVISED`, `ASKED` or `REPLIED` as days, True for a question back."""
    return [(clock.day_of(time, settings.TIME_ZONE), what == ASKED) for time, what in sorted(said)]


def _first_day(moments: Iterable[str]) -> date | None:
    first = min(moments, default="")
    return clock.day_of(first, settings.TIME_ZONE) if first else None
