"""The programme of a year: who has agreed to it, the year as a picture and as a table, and the draft of the next one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_noop, pgettext

from silta.node.actions.permissions import WRITERS, require
from silta.node.actions.programmes import draft_programme
from silta.node.errors import Denied
from silta.node.queries import records
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.planning import warnings_ahead
from silta.node.queries.programmes import Planned, candidates, planned, rows_of
from silta.node.queries.records import JointText, RecordPage
from silta.node.queries.rows import local_today
from silta.records.proposals import cost_sums
from silta.records.registry import KINDS
from silta.web import wording
from silta.web.asking import actor_of, answering, may, needed_arrangement
from silta.web.components.calendar import WEEKDAYS, months_of
from silta.web.components.timeline import Bar, Lane, Look, lay_out
from silta.web.errors import sentence
from silta.web.pages.joint import chosen_revision, joint_context
from silta.web.pages.planning import told_once
from silta.web.shell import arrangement_of
from silta.web.subjects import is_about
from silta.web.titles import title_of_year
from silta.words.codes import AREA, FORM_OF_ACTIVITY
from silta.words.dates import first_day, is_partial_date, last_day
from silta.words.errors import SiltaError
from silta.words.text import best_wording

_TITLE: Final = gettext_noop("Programme {year}")
_YEARS: Final = range(1990, 2100)
_LOOKS: Final[Mapping[str, Look]] = {"good": "done", "off": "off"}
_FILTERS: Final = ("area", "form", "state", "host", "q")
_VIEWS: Final = ("timeline", "calendar", "table")
_DONE: Final = ("held", "reported", "closed")


@dataclass(frozen=True)
class Line:
    """An activity in the table: as it was agreed, with the words that filters look for."""

    planned: Planned
    title: str
    title_language: str
    state: str

    @property
    def fields(self) -> Mapping[str, Any]:
        return self.planned.fields

    @property
    def now(self) -> Mapping[str, Any]:
        """Its dates as they are now, if they are others than those that were agreed; else empty."""
        now = self.planned.row.columns if self.planned.row and self.planned.agreed else {}
        days = {name: str(now.get(name) or "") for name in ("start", "until")}
        moved = any(days[name] != str(self.fields.get(name) or "") for name in days)
        return days if moved and days["start"] else {}


@answering
def programme(request: HttpRequest) -> HttpResponse:
    """The newest programme that counts: the newest one in force, else the newest at all."""
    around = arrangement_of(request)
    texts = _texts(around)
    best = next((text for text in texts if text.in_force), texts[0] if texts else None)
    if around is None or best is None:
        return _empty(request, around, texts, local_today().year)
    return _page(request, around, texts, records.get(best.row.uid, party=best.row.party))


@answering
def of_year(request: HttpRequest, year: int) -> HttpResponse:
    """The programme of a year."""
    is_about(request, "programme")
    around = needed_arrangement(request)
    texts = _texts(around)
    best = sorted((text for text in texts if text.row.year == year), key=lambda text: not text.in_force)
    if year not in _YEARS:
        raise Http404
    if not best:
        return _empty(request, around, texts, year)
    return _page(request, around, texts, records.get(best[0].row.uid, party=best[0].row.party))


@answering
def of_record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The programme with that id."""
    is_about(request, "programme")
    page = records.get(uid, party=request.GET.get("party"))
    if page.row.kind != "programme":
        raise Http404
    return _page(request, page.arrangement, _texts(page.arrangement), page)


def _texts(around: ArrangementView | None) -> list[JointText]:
    """All programmes, the newest year first; two queries."""
    if around is None:
        return []
    return [
        text
        for text in records.joint_texts(around.id, wording.reader_language())
        if text.row.kind == "programme"
    ]


def _empty(
    request: HttpRequest, around: ArrangementView | None, texts: Sequence[JointText], year: int
) -> HttpResponse:
    context = {
        "year": year,
        "years": _years(texts),
        "may_write": around is not None and may(request, *WRITERS),
        "waiting": candidates(around.id, year, wording.reader_language()) if around else [],
    }
    return render(request, "web/programme/empty.html", context)


def _years(texts: Sequence[JointText]) -> list[int]:
    return list(dict.fromkeys(text.row.year for text in texts if text.row.year))


def _page(
    request: HttpRequest, around: ArrangementView, texts: Sequence[JointText], page: RecordPage
) -> HttpResponse:
    revision = chosen_revision(request, page)
    fields = revision.fields or {}
    year = page.row.year or local_today().year
    language = wording.reader_language()
    lines = [_line(one) for one in planned(fields.get("activities") or [], around.id, language)]
    wanted = {name: request.GET.get(name, "") for name in _FILTERS}
    fitting = [line for line in lines if _fits(line, wanted)]
    carried = [UUID(uid) for uid in fields.get("carried_over") or []]
    context = {
        **joint_context(request, page, revision),
        **_seen_as(request, around, year, fitting),
        "title": fields.get("title") or page.row.title,
        "preamble": fields.get("preamble"),
        "year": year,
        "years": _years(texts),
        "lines": fitting,
        "total": len(lines),
        "changed": sum(line.planned.changed for line in lines),
        "filters": wanted,
        "filtered": any(wanted.values()),
        "areas": _choices("area", AREA, lines),
        "forms": _choices("form", FORM_OF_ACTIVITY, lines),
        "states": _states(lines),
        "execution": _execution(lines),
        "done": sum(line.state in _DONE for line in lines),
        "moved": sum(bool(line.now) for line in lines),
        "costs": cost_sums([line.fields for line in lines]),
        "carried": list(rows_of(carried, around.id, language).values()) if carried else [],
        "warnings": told_once(warnings_ahead(around.id, language), [line.planned.uid for line in lines]),
        "others": [text.row for text in texts if text.row.year == year and text.row.uid != page.row.uid],
        "may_counter": not page.row.is_own and page.in_force is None and may(request, *WRITERS),
        "may_write": may(request, *WRITERS),
        "next_year": max([*_years(texts), year]) + 1,
    }
    return render(request, "web/programme/programme.html", context)


def _seen_as(
    request: HttpRequest, around: ArrangementView, year: int, lines: Sequence[Line]
) -> dict[str, Any]:
    """The view that was asked for and what it draws; each view keeps the filters, and the revision that is read."""
    view = request.GET.get("view", "")
    view = view if view in _VIEWS else _VIEWS[0]
    kept = request.GET.copy()
    links = []
    for name in _VIEWS:
        kept["view"] = name
        links.append((name, f"?{kept.urlencode()}#list"))
    lanes = _lanes(around, lines)
    today = local_today()
    return {
        "view": view,
        "view_links": links,
        "picture": lay_out(date(year, 1, 1), date(year, 12, 31), lanes, today)
        if lines and view == "timeline"
        else None,
        "months": months_of(year, lanes, today) if lines and view == "calendar" else None,
        "weekdays": WEEKDAYS,
    }


def _execution(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """How many activities of the text are in which state now, in the order of the lifecycle."""
    counted = Counter(line.state for line in lines)
    lifecycle = KINDS["activity"].lifecycle
    return [(code, counted[code]) for code in (*lifecycle.typed, *lifecycle.computed) if counted[code]]


def _line(one: Planned) -> Line:
    words, tag = best_wording(one.fields.get("title") or {}, wording.reader_language())
    return Line(
        one, words, tag if words else "", one.row.state_code if one.row else str(one.fields.get("state", ""))
    )


def _fits(line: Line, wanted: Mapping[str, str]) -> bool:
    plain = all(not wanted[name] or line.fields.get(name) == wanted[name] for name in ("area", "form"))
    hosted = not wanted["host"] or (line.fields.get("host") or "both") == wanted["host"]
    words = f"{line.fields.get('number', '')} {line.title}".casefold()
    return plain and hosted and wanted["state"] in ("", line.state) and wanted["q"].casefold() in words


def _choices(name: str, codelist: Any, lines: Sequence[Line]) -> list[tuple[str, str]]:
    """The codes that occur, with their labels."""
    used = dict.fromkeys(str(line.fields.get(name, "")) for line in lines)
    return [(code, wording.code_label(codelist, code)) for code in used if code]


def _states(lines: Sequence[Line]) -> list[tuple[str, str]]:
    return [
        (code, wording.state_label("activity", code)) for code in dict.fromkeys(line.state for line in lines)
    ]


def _lanes(around: ArrangementView, lines: Sequence[Line]) -> list[Lane]:
    """What both hold together, then what each party hosts."""
    lanes = []
    for party, heading in (
        ("", pgettext("lane", "Together")),
        *((p.code, p.name(wording.reader_language())) for p in around.parties),
    ):
        bars = [bar for line in lines if (line.fields.get("host") or "") == party for bar in _bars(line)]
        if bars:
            lanes.append(Lane(heading, bars, party))
    return lanes


def _bars(line: Line) -> Iterator[Bar]:
    fields = {**line.fields, **(line.planned.row.columns if line.planned.row else {})}
    state = KINDS["activity"].lifecycle.state(line.state)
    yield Bar(
        str(fields.get("number", "")),
        fields.get("title"),
        line.title,
        str(fields.get("start") or ""),
        str(fields.get("until") or ""),
        reverse("record", args=[line.planned.uid]),
        _LOOKS.get(state.tone, "done" if _under_way(fields) else "plan"),
        state.icon,
        wording.state_label("activity", line.state),
        best_wording(fields.get("place"), wording.reader_language())[0],
    )


def _under_way(fields: Mapping[str, Any]) -> bool:
    """Whether today falls into the activity's dates: such a bar is filled like one that was held."""
    start, until = str(fields.get("start") or ""), str(fields.get("until") or fields.get("start") or "")
    if not is_partial_date(start) or not is_partial_date(until):
        return False
    return first_day(start) <= local_today() <= last_day(until)


@answering
def draft(request: HttpRequest, year: int) -> HttpResponseBase:
    """Choose the activities of the programme of a year; sent, the draft is made and its form opens."""
    is_about(request, "programme")
    require(actor_of(request), *WRITERS)
    around = needed_arrangement(request)
    if year not in _YEARS:
        raise Http404
    if request.method == "POST":
        try:
            uid = draft_programme(
                actor_of(request),
                around.id,
                year,
                request.POST.getlist("activity"),
                title_of_year(_TITLE, year),
            )
        except Denied:
            raise
        except SiltaError as error:
            messages.error(request, " ".join(sentence(problem) for problem in error.problems))
            return redirect("draft-programme", year=year)
        return HttpResponseRedirect(reverse("draft", args=[uid]))
    found = candidates(around.id, year, wording.reader_language())
    context = {"year": year, "candidates": found, "parties": around.parties}
    return render(request, "web/programme/draft.html", context)


urlpatterns = [
    path("programme/", programme, name="programme"),
    path("programme/<int:year>/", of_year, name="programme-year"),
    path("programme/<int:year>/draft/", draft, name="draft-programme"),
    path("programme/<uuid:uid>/", of_record, name="programme-of"),
]
