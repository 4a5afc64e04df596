"""What the pages of consultations, advice, practices, assessments and indicators show besides their fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest

from silta.node.actions.permissions import RELEASERS, WRITERS
from silta.node.queries import expertise
from silta.node.queries.measures import measured
from silta.node.queries.records import RecordPage, Row
from silta.node.queries.rows import local_today
from silta.records.matching import Match, match
from silta.web import wording
from silta.web.asking import may
from silta.web.components.texts import Version, side_by_side
from silta.web.errors import sentence
from silta.words import formatting
from silta.words.errors import Problem

Telling = Callable[[HttpRequest, RecordPage, Mapping[str, Any]], dict[str, Any]]


@dataclass(frozen=True)
class Matched:
    """An expert beside a consultation, with the sentences for and against."""

    uid: str
    name: str
    reasons: list[str]
    against: list[str]


def _consultation(request: HttpRequest, page: RecordPage, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The advice so far and the days that it took; while experts are sought, who could be asked and who not, and why."""
    record, writes = page.record, may(request, *WRITERS)
    theirs = not page.row.is_own
    seeking = page.row.state in ("draft", "sent") and page.row.state_code not in ("decided", "answered")
    found = (
        match(
            fields,
            expertise.candidates(page.arrangement.id, record.party),
            local_today(),
            wording.reader_language(),
        )
        if seeking
        else []
    )
    advised = expertise.advised(record, wording.reader_language())
    answerable = page.row.state == "sent" and page.row.state_code != "declined"
    return {
        "advised": advised,
        "seeking": seeking,
        "suitable": [_matched(one) for one in found if not one.excluded],
        "excluded": [_matched(one) for one in found if one.excluded],
        "may_ask": theirs and writes and answerable,
        "may_advise": theirs and writes and answerable and not any(one.is_own for one in advised.advice),
    }


def _matched(one: Match) -> Matched:
    reasons = [sentence(_told(reason)) for reason in one.reasons]
    return Matched(one.candidate.uid, one.candidate.name, reasons, [sentence(_told(r)) for r in one.against])


def _told(reason: Problem) -> Problem:
    """A reason whose dates and languages are written as the reader writes them."""
    language, data = wording.reader_language(), dict(reason.data)
    for name in {"day", "start"} & data.keys():
        data[name] = formatting.format_day(str(data[name]), language)
    for name in {"language", "languages"} & data.keys():
        tags = str(data[name]).split(", ")
        data[name] = ", ".join(wording.language_name(tag) for tag in tags)
    return replace(reason, data=data)


def _advice(request: HttpRequest, page: RecordPage, _fields: Mapping[str, Any]) -> dict[str, Any]:
    responses = expertise.pointing(
        page.record.id, "advice-response", "advice", wording.reader_language(), "reasons"
    )
    ripe = page.row.state == "issued" and not page.row.is_own and may(request, *WRITERS)
    return {
        "responses": [_reviewed(one) for one in responses],
        "may_respond": ripe and not any(one.is_own for one in responses),
    }


@dataclass(frozen=True)
class Reviewed:
    """What a party made of something: its record, and its own words by the name of the field."""

    row: Row
    words: Mapping[str, Version | None]


_WORDS: Final = ("reasons", "planned", "observed", "evidence")


def _reviewed(one: Row) -> Reviewed:
    language = wording.reader_language()
    said = {name: side_by_side(one.columns.get(name), language, "").first for name in _WORDS}
    return Reviewed(one, said)


def _practice(request: HttpRequest, page: RecordPage, _fields: Mapping[str, Any]) -> dict[str, Any]:
    """Who has looked at it, what they made of it, what was planned and what it changed."""
    reviews = expertise.pointing(
        page.record.id, "applicability-review", "practice", wording.reader_language(), *_WORDS
    )
    theirs = not page.row.is_own and may(request, *WRITERS)
    return {
        "reviews": [_reviewed(one) for one in reviews],
        "may_review": theirs and not any(one.is_own for one in reviews),
    }


def _assessment(request: HttpRequest, page: RecordPage, _fields: Mapping[str, Any]) -> dict[str, Any]:
    found = expertise.pointing(page.record.id, "finding", "assessment", wording.reader_language())
    return {
        "findings": sorted(found, key=lambda one: (one.columns.get("kind", ""), one.number)),
        "may_find": page.row.is_own and may(request, *WRITERS),
    }


def _indicator(request: HttpRequest, page: RecordPage, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The results year by year, and what the records say where a rule counts them."""
    results = expertise.pointing(page.record.id, "result", "indicator", wording.reader_language(), "evidence")
    return {
        "results": [_reviewed(one) for one in sorted(results, key=lambda one: one.year or 0)],
        "rule": fields.get("rule"),
        "measured": measured(page.arrangement.id, str(fields.get("rule", "")), wording.reader_language()),
        "this_year": local_today().year,
        "may_add": may(request, *WRITERS),
    }


def _expert(request: HttpRequest, page: RecordPage, _fields: Mapping[str, Any]) -> dict[str, Any]:
    return {"may_erase": page.row.is_own and may(request, *RELEASERS)}


TELLING: Final[Mapping[str, Telling]] = {
    "expert": _expert,
    "consultation": _consultation,
    "advice": _advice,
    "practice": _practice,
    "assessment": _assessment,
    "indicator": _indicator,
}
