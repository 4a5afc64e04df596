"""The arrangement: the instrument under which the parties work, its clauses, and the charter that their logs are held to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from silta.node.actions.obligations import draft_obligations
from silta.node.actions.permissions import WRITERS
from silta.node.errors import Refused
from silta.node.queries import records
from silta.node.queries.dates import days_to_keep
from silta.node.queries.duties import clauses_with_duty
from silta.node.queries.lists import list_records
from silta.node.queries.records import RecordPage
from silta.node.queries.rows import Row, local_today
from silta.records.registry import KINDS
from silta.web import wording
from silta.web.asking import actor_of, answering, may
from silta.web.components.texts import Beside, languages_of, second_language, side_by_side
from silta.web.components.values import Drawer
from silta.web.errors import sentence
from silta.web.pages.joint import joint_context
from silta.web.pages.records.parts import Parts, parts_of
from silta.web.pages.records.purposes import PURPOSES
from silta.web.pages.records.record import next_states
from silta.web.shell import arrangement_of
from silta.words.codes import CLAUSE_TYPE
from silta.words.languages import CODES

_APART: Final = ("clauses", "state", "title")
_DUTIES: Final = 200


@dataclass(frozen=True)
class Clause:
    """A clause: its number, the code of its type, and its words in one language or two."""

    number: str
    type: str
    text: Beside


@answering
def arrangement(request: HttpRequest, uid: UUID | None = None) -> HttpResponse:
    """The arrangement's record, that of our own party first; without one, how to begin it."""
    around = arrangement_of(request)
    rows = _rows(around.id) if around else []
    chosen = next((row for row in rows if uid is None or row.uid == str(uid)), None)
    if chosen is None and uid is not None:
        raise Http404
    context: dict[str, Any] = {
        "around": around,
        "rows": rows,
        "may_write": around is not None and may(request, *WRITERS),
        "purpose": PURPOSES["arrangement"],
        "parties": around.parties if around else (),
    }
    if chosen is None:
        return render(request, "web/arrangement/empty.html", context)
    page = records.get(chosen.uid, party=chosen.party, language=wording.reader_language())
    return render(request, "web/arrangement/arrangement.html", context | _shown(request, page))


def _rows(arrangement_id: str) -> list[Row]:
    """The records of the instrument: as a rule one, at most one a party; our own first."""
    page = list_records(
        "arrangement", arrangement=arrangement_id, language=wording.reader_language(), sort="party"
    )
    return sorted(page.rows, key=lambda row: not row.is_own)


def _shown(request: HttpRequest, page: RecordPage) -> dict[str, Any]:
    fields = page.record.fields
    clauses = [clause for clause in fields.get("clauses") or [] if isinstance(clause, Mapping)]
    texts = [fields.get("title"), *(clause.get("text") for clause in clauses)]
    reader = wording.reader_language()
    beside = request.GET.get("beside") or second_language(texts, reader)
    return {
        **joint_context(request, page, page.record.latest),
        "next_states": next_states(page) if page.row.is_own and may(request, *WRITERS) else [],
        "title": side_by_side(fields.get("title"), reader, beside),
        "facts": _facts(page, beside),
        "clauses": [
            Clause(
                str(one.get("number", "")),
                str(one.get("type", "")),
                side_by_side(one.get("text"), reader, beside),
            )
            for one in clauses
        ],
        "languages": _languages(texts),
        "beside": beside,
        **_duties(page, clauses),
    }


def _duties(page: RecordPage, clauses: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """What the clauses oblige to, the nearest first; the days that the arrangement itself sets; the clauses without a duty."""
    found = list_records(
        "obligation", arrangement=page.arrangement.id, language=wording.reader_language(), limit=_DUTIES
    )
    with_duty = clauses_with_duty(page.arrangement.id)
    return {
        "duties": sorted(found.rows, key=lambda row: (row.due == "", row.due, row.number)),
        "own_dates": days_to_keep("arrangement", page.record.fields, page.row.state, local_today()),
        "without_duty": [
            (place, str(one.get("number", "")), str(one.get("type", "")))
            for place, one in enumerate(clauses)
            if one.get("number") not in with_duty
        ],
    }


@answering
@require_POST
def new_obligations(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Drafts of obligations from the chosen clauses, then the list of drafts, where each gets its date."""
    chosen = {int(place) for place in request.POST.getlist("clause") if place.isdecimal() and len(place) < 5}
    try:
        made = draft_obligations(actor_of(request), uid, chosen, _titles)
    except Refused as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
        return redirect("arrangement", uid=uid)
    messages.success(
        request,
        ngettext(
            "{n} draft is ready. Say when it is due, then release it.",
            "{n} drafts are ready. Say when each is due, then release them.",
            len(made),
        ).format(n=len(made)),
    )
    return redirect("obligations")


def _titles(clause_type: str) -> dict[str, dict[str, str]]:
    """What a duty from a clause is called at first: the type of the clause in all languages."""
    return {
        language: {
            "text": wording.code_label(CLAUSE_TYPE, clause_type, language).capitalize(),
            "status": "draft",
        }
        for language in CODES
    }


def _facts(page: RecordPage, beside: str) -> Parts:
    fields = {name: value for name, value in page.record.fields.items() if name not in _APART}
    return parts_of(KINDS["arrangement"], fields, Drawer(page.arrangement.parties, {}, "arrangement"), beside)


def _languages(texts: Sequence[Any]) -> list[tuple[str, str]]:
    return [(tag, wording.language_name(tag)) for tag in languages_of(texts)]


urlpatterns = [
    path("arrangement/", arrangement, name="arrangement"),
    path("arrangement/<uuid:uid>/", arrangement, name="arrangement"),
    path("arrangement/<uuid:uid>/obligations/", new_obligations, name="new-obligations"),
]
