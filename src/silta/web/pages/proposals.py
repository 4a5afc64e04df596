"""Two proposals for one year side by side, and taking activities of the other side's over into our own draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST

from silta.node.actions.permissions import WRITERS
from silta.node.actions.programmes import take_over, vary
from silta.node.errors import Denied, NotFound
from silta.node.queries import records
from silta.node.queries.pages import get
from silta.node.queries.proposals import OurText, our_text, puts_of
from silta.node.queries.records import RecordPage
from silta.records.proposals import ADDED, DROPPED, Pair, pairs
from silta.records.registry import KINDS
from silta.records.views import Response
from silta.web import wording
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.web.pages.records.comparing import Change, changes_of, drawer_for
from silta.web.subjects import is_about
from silta.web.titles import title_of_year
from silta.words.errors import SiltaError
from silta.words.text import best_wording

_TITLE: Final = gettext_noop("Programme {year}")
_LEFT_OUT: Final = ("number", "state", "reason", "outcome")
_EMPTY: Final = "<ul></ul>"
_ICONS: Final = {ADDED: "plus", DROPPED: "x"}


@dataclass(frozen=True)
class Cell:
    """What one side says of a field in which the two differ; `language` is empty where there is none."""

    label: str
    language: str
    words: SafeString


@dataclass(frozen=True)
class Line:
    """One activity in both texts, with what differs on either side."""

    pair: Pair
    number: str
    title: str
    icon: str
    before: tuple[Cell, ...]
    after: tuple[Cell, ...]


@answering
def compare(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Our text of the year beside the programme `uid` that another side proposes."""
    is_about(request, "programme")
    page = _theirs(request, uid)
    language = wording.reader_language()
    ours = our_text(page.arrangement.id, page.row.year or 0, language)
    theirs = puts_of(page.record.fields, page.arrangement.id, language)
    lines = [_line(pair, page) for pair in pairs(ours.activities, theirs, language)]
    differing = sum(line.pair.differs for line in lines)
    context = {
        "year": page.row.year,
        "theirs": page.row,
        "lines": sorted(lines, key=lambda line: not line.pair.differs),
        "differing": differing,
        "same": len(lines) - differing,
        "ours_known": ours.known,
        "draft_uid": ours.draft,
        "objections": list(_objections(ours)),
        "parties": page.arrangement.parties,
        "may_take": may(request, *WRITERS),
    }
    return render(request, "web/programme/compare.html", context)


def _theirs(request: HttpRequest, uid: UUID) -> RecordPage:
    page = records.get(uid, party=request.GET.get("party"), language=wording.reader_language())
    if page.row.kind != "programme" or page.row.is_own:
        raise Http404
    return page


def _objections(ours: OurText) -> Iterator[Response]:
    """What the other sides object to in our latest text, with their reasons."""
    if ours.record:
        held = get(ours.record)
        for answer in held.record.responses_to(ours.leaf):
            if answer.verdict == "object" and answer.reasons:
                yield answer


def _line(pair: Pair, page: RecordPage) -> Line:
    shown = pair.theirs or pair.ours
    fields: Mapping[str, Any] = shown.fields if shown else {}
    title, _ = best_wording(fields.get("title") or {}, wording.reader_language())
    differing = _in_one_language(list(_differences(pair, page)))
    return Line(
        pair,
        str(fields.get("number") or ""),
        title,
        _ICONS.get(pair.changes[0], "pen"),
        tuple(Cell(one.label, one.language, _words(one.before)) for one in differing),
        tuple(Cell(one.label, one.language, _words(one.after)) for one in differing),
    )


def _in_one_language(differing: list[Change]) -> list[Change]:
    """Of a text that differs in several languages the reader's wording, if it is among them."""
    reader = wording.reader_language()
    read = {one.label for one in differing if one.language == reader}
    return [one for one in differing if one.language in ("", reader) or one.label not in read]


def _words(drawn: SafeString) -> SafeString:
    return SafeString("–") if drawn in ("", _EMPTY) else drawn


def _differences(pair: Pair, page: RecordPage) -> Iterator[Change]:
    """The fields in which the two versions differ; none where only one side has the activity."""
    if not (pair.ours and pair.theirs and pair.differs and pair.ours.fields and pair.theirs.fields):
        return
    kind = KINDS["activity"]
    before, after = (
        {name: value for name, value in put.fields.items() if name not in _LEFT_OUT}
        for put in (pair.ours, pair.theirs)
    )
    drawer = drawer_for(kind, page.arrangement.parties, before, after)
    yield from (one for one in changes_of(kind, before, after, drawer) if one.changed)


@answering
@require_POST
def take(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Take the chosen activities over, or all that differ; then the draft opens."""
    page = _theirs(request, uid)
    chosen = None if request.POST.get("all") else request.POST.getlist("activity")
    try:
        made = take_over(
            actor_of(request), uid, chosen, title_of_year(_TITLE, page.row.year or 0), page.row.party
        )
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
        return redirect("programme-compare", uid=uid)
    messages.success(request, gettext("Taken over into our draft. Read it, then release it."))
    return redirect("draft", uid=made)


@answering
@require_POST
def vary_activity(request: HttpRequest, uid: UUID, activity: UUID) -> HttpResponseBase:
    """Begin our own version of an activity of the programme `uid`; its form opens."""
    _theirs(request, uid)
    return redirect("draft", uid=vary(actor_of(request), activity))


urlpatterns = [
    path("programme/<uuid:uid>/compare/", compare, name="programme-compare"),
    path("programme/<uuid:uid>/take-over/", take, name="programme-take-over"),
    path("programme/<uuid:uid>/vary/<uuid:activity>/", vary_activity, name="programme-vary"),
]
