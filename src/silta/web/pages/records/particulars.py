"""What the page of a record shows besides its fields, for the kinds that need it: times elsewhere, lead times, what follows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest

from silta.node.actions.meetings import follow_up
from silta.node.actions.permissions import WRITERS
from silta.node.documents import formats_of
from silta.node.queries import meetings
from silta.node.queries.dates import days_to_keep
from silta.node.queries.events import owed_checks
from silta.node.queries.planning import warnings_ahead
from silta.node.queries.records import RecordPage, Row
from silta.node.queries.rows import local_today
from silta.records.feedback import scales_of
from silta.records.occasions import BEHIND
from silta.records.views import Revision
from silta.reports.catalogue import REPORTS
from silta.web import wording
from silta.web.asking import may
from silta.web.pages.planning import told_of
from silta.web.pages.records import expertise
from silta.words import formatting
from silta.words.codes import APPLIED, PARTICIPANT, TIME_ZONE
from silta.words.languages import LANGUAGES
from silta.words.times import ZONE_OF_PARTY, LocalTime, local_times


@dataclass(frozen=True)
class TimeThere:
    """When something is, by the clocks of a place: its name, the day with the beginning, and the end."""

    place: str
    begins: str
    ends: str


@dataclass(frozen=True)
class LeadTime:
    """A day to keep of an event; `passed` if it lies behind."""

    code: str
    day: date
    passed: bool


@dataclass(frozen=True)
class People:
    """The list of one side: its record, its people, those who attended with their place, how many have which status."""

    row: Row
    listed: list[Mapping[str, Any]]
    there: list[tuple[int, Any]]
    counts: list[tuple[str, int]]


def particulars_of(request: HttpRequest, page: RecordPage, revision: Revision) -> dict[str, Any]:
    """The context of the particular part of a page, with its template as ``particular``; empty for most kinds."""
    tell = _TELLING.get(page.record.kind)
    if tell is None or revision.fields is None:
        return {}
    template = f"web/records/particulars/{page.record.kind}.html"
    return {"particular": template, **tell(request, page, revision.fields)}


def _activity(_request: HttpRequest, page: RecordPage, _fields: Mapping[str, Any]) -> dict[str, Any]:
    seen = warnings_ahead(page.arrangement.id, wording.reader_language())
    return {"warnings": told_of(seen, page.record.id)}


def _event(request: HttpRequest, page: RecordPage, fields: Mapping[str, Any]) -> dict[str, Any]:
    today = local_today()
    lists = meetings.pointing_at(page.record.id, "participation", "event", wording.reader_language())
    kept = days_to_keep("event", fields, page.row.state_code, today)
    language, writes = wording.reader_language(), may(request, *WRITERS)
    evaluations = meetings.pointing_at(page.record.id, "evaluation", "event", language)
    checks = meetings.pointing_at(page.record.id, "application-check", "event", language)
    owed = owed_checks(language, today, of=[page.record.id])
    ended = page.row.state_code in BEHIND
    return {
        **_activity(request, page, fields),
        "times": times_of(page, fields),
        "lead_times": [LeadTime(code, day, day < today) for code, day in kept],
        "people": [_people(row) for row in lists],
        "said_in": LANGUAGES,
        "formats": formats_of(REPORTS["certificate"]),
        "may_list": writes and not any(row.is_own for row in lists),
        "may_invite": writes,
        "ended": ended,
        "may_evaluate": writes and ended,
        "evaluations": evaluations,
        "answered": sum(int(one.columns.get("answers") or 0) for one in evaluations),
        "scales": scales_of(mark for one in evaluations for mark in one.columns.get("marks") or ()),
        "checks": [(one, applied_of(one.columns)) for one in checks],
        "owed": [(one, one.day < today) for one in owed],
        "may_check": writes and any(one.party == page.arrangement.own for one in owed),
    }


def applied_of(fields: Mapping[str, Any]) -> list[tuple[str, int]]:
    """How many things became of what was learned, by code."""
    counted = Counter(str(row.get("became", "")) for row in fields.get("learned") or ())
    return [(code, counted[code]) for code in APPLIED if code in counted]


def _evaluation(_request: HttpRequest, _page: RecordPage, fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"scales": scales_of(fields.get("marks") or ())}


def _people(row: Row) -> People:
    listed = [one for one in row.columns.get("participants") or () if isinstance(one, Mapping)]
    counted = Counter(str(one.get("status", "")) for one in listed)
    there = [(n, one.get("name")) for n, one in enumerate(listed, 1) if one.get("status") == "attended"]
    return People(
        row, listed, there, [(status, counted[status]) for status in PARTICIPANT if status in counted]
    )


def _meeting(request: HttpRequest, page: RecordPage, fields: Mapping[str, Any]) -> dict[str, Any]:
    language = wording.reader_language()
    writes, ahead = may(request, *WRITERS), page.row.state == "planned"
    texts = meetings.pointing_at(page.record.id, "minutes", "meeting", language)
    return {
        "times": times_of(page, fields),
        "minutes": texts,
        "may_invite": writes and page.row.state != "held",
        "may_write_minutes": writes and page.row.state != "cancelled" and not texts,
        "may_set_agenda": writes and ahead and page.row.is_own,
        "reviewed": meetings.earlier_actions(page.arrangement.id, language) if ahead else [],
    }


def _minutes(request: HttpRequest, page: RecordPage, _fields: Mapping[str, Any]) -> dict[str, Any]:
    language = wording.reader_language()
    made = [
        row
        for kind in ("decision", "action")
        for row in meetings.pointing_at(page.record.id, kind, "source", language)
    ]
    return {
        "made": sorted(made, key=lambda row: (row.columns.get("item") or 0, row.party)),
        "to_make": len(follow_up(page)) if may(request, *WRITERS) else 0,
    }


_TELLING: Final[Mapping[str, expertise.Telling]] = {
    **expertise.TELLING,
    "activity": _activity,
    "event": _event,
    "evaluation": _evaluation,
    "meeting": _meeting,
    "minutes": _minutes,
}


def times_of(page: RecordPage, fields: Mapping[str, Any]) -> list[TimeThere]:
    """The times of an occasion where it takes place, at this node and where the parties are; each place once."""
    if not (fields.get("begins") and fields.get("zone") and fields.get("start")):
        return []
    parties = (ZONE_OF_PARTY[code] for code in page.arrangement.codes if code in ZONE_OF_PARTY)
    found = local_times(
        fields["start"], fields["begins"], fields.get("ends"), fields["zone"], (*parties, settings.TIME_ZONE)
    )
    return [_time_there(one) for one in found]


def _time_there(time: LocalTime) -> TimeThere:
    language = wording.reader_language()
    place = wording.code_label(TIME_ZONE, time.zone) if time.zone in TIME_ZONE else time.zone
    ends = formatting.format_clock(time.end, language) if time.end else ""
    return TimeThere(place, formatting.format_local(time.start, language), ends)
