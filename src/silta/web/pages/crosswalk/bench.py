"""The workbench: one benchmark provision, its ranked candidates, and the decision about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from silta.node import clock
from silta.node.actions.mappings import Decision, decide, discard_decision
from silta.node.actions.permissions import WRITERS
from silta.node.errors import Denied, NotFound
from silta.node.queries import crosswalk as queries
from silta.node.queries.crosswalk import Bench, CandidateView, Decided, own_decision
from silta.node.queries.notes import notes, text_blocks
from silta.node.queries.pages import draft_of, get
from silta.node.queries.suggestions import server_in_words
from silta.node.vectors import engine_in_words
from silta.records.kinds.mapping import lacks
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.web.pages.crosswalk import evidence
from silta.web.pages.crosswalk.decisions import asked_need, filters
from silta.web.pages.crosswalk.lists import may_release
from silta.web.pages.jobs import asked_for
from silta.web.pages.library import overtaken
from silta.web.pages.records.answers import answer_form
from silta.web.wording import reader_language
from silta.web.writing import moment
from silta.words.codes import RATING, RATIONALE, RELATION
from silta.words.errors import SiltaError

_RATINGS: Final = ("a", "b", "c", "not-assessed", "not-applicable")
_OPINIONS: Final = 6
_KEYS: Final = {"a": "a", "b": "b", "c": "c"}


@dataclass(frozen=True)
class Candidate:
    """A candidate as the page draws it."""

    view: CandidateView
    wordings: tuple[evidence.Shown, ...]
    reasons: list[tuple[str, float, str]]
    verdict: str
    percent: int | None


@answering
def bench(request: HttpRequest, uid: UUID, fragment: str) -> HttpResponse:
    """Show the page; a POST keeps the decision as a draft and goes on to the next provision."""
    page = queries.bench(str(uid), fragment, reader_language(), show=asked_need(request.GET.get("show")))
    typed: Mapping[str, Any] = {}
    theirs = None
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_act(request, page))
        except SiltaError as error:
            typed = request.POST
            if error.code == "draft.changed-meanwhile" and page.own:
                theirs = draft_of(page.own.uid)
            for problem in () if theirs else error.problems:
                messages.error(request, sentence(problem))
    context = {**_context(request, page, typed), "theirs": theirs}
    return render(request, "web/crosswalk/bench.html", context, status=409 if typed else 200)


@answering
@require_POST
def keep(request: HttpRequest, uid: UUID, fragment: str) -> JsonResponse:
    """Keep what has been filled in so far, without leaving the page: a decision may be begun today and finished tomorrow."""
    page = queries.crosswalk(str(uid), reader_language())
    own = own_decision(page, fragment)
    try:
        draft = draft_of(decide(actor_of(request), page, own, _decision(request, fragment, own)))
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        told = [{"code": p.code, "where": p.where, "message": sentence(p)} for p in error.problems]
        return JsonResponse(
            {"errors": told}, status=409 if error.code.endswith(".changed-meanwhile") else 400
        )
    return JsonResponse({"version": draft.version if draft else None, "saved": moment(clock.now())})


def _address(uid: str, fragment: str, show: str) -> str:
    return reverse("workbench", args=[uid, fragment]) + (f"?show={show}" if show else "")


def _act(request: HttpRequest, page: Bench) -> str:
    here = _address(page.crosswalk.uid, page.here.fragment, asked_need(request.GET.get("show")))
    if request.POST.get("do") == "discard" and page.own and page.own.row is None:
        discard_decision(actor_of(request), page.own)
        messages.success(request, gettext("The decision was taken back. Nothing had left this node."))
        return here
    if not request.POST.get("relation"):
        raise SiltaError("crosswalk.no-relation", "relation")
    uid = decide(
        actor_of(request), page.crosswalk, page.own, _decision(request, page.here.fragment, page.own)
    )
    kept = draft_of(uid)
    lacking = lacks(kept.fields) if kept else []
    for problem in lacking:
        told = gettext("What you filled in is kept, but it is no decision yet. {what}")
        messages.warning(request, told.format(what=sentence(problem)))
    if lacking:
        return here
    messages.success(
        request, gettext("Decision kept as a draft on this node. It crosses the border when it is released.")
    )
    onward = page.next if request.POST.get("do") == "next" else None
    return (
        _address(page.crosswalk.uid, onward.fragment, asked_need(request.GET.get("show"))) if onward else here
    )


def _decision(request: HttpRequest, fragment: str, own: Decided | None) -> Decision:
    post = request.POST
    version = post.get("version", "")
    return Decision(
        fragment=fragment,
        targets=post.getlist("target"),
        relation=post.get("relation", ""),
        legal=post.get("legal", "not-assessed"),
        implementation=post.get("implementation", "not-assessed"),
        together="together" in post,
        rationale=post.get("rationale", "semantic"),
        reasoning=_reasoning(own, post.get("reasoning", "")),
        reviewer=post.get("reviewer", "").strip(),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None,
    )


def _reasoning(own: Decided | None, words: str) -> dict[str, Any]:
    """The reasoning with the reader's language replaced; the other languages become outdated if the words changed."""
    held = dict(own.fields.get("reasoning") or {}) if own else {}
    language, words = reader_language(), words.replace("\r\n", "\n").strip()
    if words == str(held.get(language, {}).get("text", "")):
        return held
    others = {tag: {**wording, "status": "outdated"} for tag, wording in held.items() if tag != language}
    return {**others, **({language: {"text": words, "status": "original"}} if words else {})}


def _context(request: HttpRequest, page: Bench, typed: Mapping[str, Any]) -> dict[str, Any]:
    why = page.candidates[0].why if page.candidates else ()
    fields = page.own.fields if page.own else {}
    draft = draft_of(page.own.uid) if page.own else None
    total, counts = len(page.lines.all), page.lines.counts
    actor, show = actor_of(request), asked_need(request.GET.get("show"))
    return {
        "page": page,
        "crosswalk": page.crosswalk,
        "job": asked_for(request),
        "benchmark": [
            evidence.shown(w, why, matched=page.found.source.language, target=False) for w in page.benchmark
        ],
        "candidates": [_candidate(one) for one in page.candidates],
        "found": queries.search_compared(page.crosswalk, request.GET["q"]) if request.GET.get("q") else [],
        "asked": request.GET.get("q", ""),
        "chosen": _chosen(page, typed),
        "value": _values(fields, typed),
        "version": draft.version if draft else "",
        "relations": list(RELATION),
        "ratings": [(code, _KEYS.get(code, "")) for code in RATING if code in _RATINGS],
        "rationales": list(RATIONALE),
        "opinions": _opinions(request, page),
        "decided": total - counts.get("undecided", 0),
        "total": total,
        "engine": engine_in_words(page.found.engine),
        "model_server": page.found.server or server_in_words(),
        "waiting": counts.get("unreleased", 0),
        "show": show,
        "at": f"?show={show}" if show else "",
        "filters": filters(page.lines),
        "notes": notes(actor, page.crosswalk.address_of(page.here.fragment)),
        "blocks": [block for block in text_blocks(reader_language()) if block.text],
        "what_changed": overtaken.told(page.own.fields) if page.own and page.own.state == "stale" else [],
        "may_write": may(request, *WRITERS),
        "may_release": may_release(request),
        "compared_title": page.crosswalk.title_of(page.crosswalk.compared, reader_language()),
        "benchmark_title": page.crosswalk.title_of(page.crosswalk.benchmark, reader_language()),
    }


def _candidate(view: CandidateView) -> Candidate:
    return Candidate(
        view,
        tuple(evidence.shown(w, view.why, matched=view.matched_language, target=True) for w in view.wordings),
        evidence.reasons(view.why),
        evidence.overall(view),
        None if view.confidence is None else round(100 * view.confidence),
    )


def _chosen(page: Bench, typed: Mapping[str, Any]) -> list[str]:
    if typed:
        return list(typed.getlist("target"))  # type: ignore[attr-defined]  # a QueryDict
    return [one.fragment for one in page.candidates if one.chosen]


def _values(fields: Mapping[str, Any], typed: Mapping[str, Any]) -> dict[str, Any]:
    """What the form shows: what was typed and refused, else what is held, else nothing chosen."""
    if typed:
        return {**typed.dict(), "together": "together" in typed}  # type: ignore[attr-defined]  # a QueryDict
    reasoning = fields.get("reasoning") or {}
    return {
        "relation": fields.get("relation", ""),
        "legal": fields.get("legal_rating", "not-assessed"),
        "implementation": fields.get("implementation_rating", "not-assessed"),
        "together": fields.get("together", False),
        "rationale": fields.get("rationale", "semantic"),
        "reviewer": fields.get("reviewer", ""),
        "reasoning": reasoning.get(reader_language(), {}).get("text", ""),
        "others": {tag: wording for tag, wording in reasoning.items() if tag != reader_language()},
    }


@dataclass(frozen=True)
class Opinion:
    """What one side says about the provision, with the other side's answers to it; `form` to answer it here, for one of them."""

    page: Any
    form: Any
    uid: str
    name: str
    party: str
    is_own: bool
    row: Any
    state: str
    fields: Mapping[str, Any]
    responses: tuple[Any, ...]


def _opinions(request: HttpRequest, page: Bench) -> list[Opinion]:
    """The opinions to compare: what was released by both sides, our own first; none while only we have spoken, unanswered."""
    released = [one for one in page.about if one.row is not None]
    theirs = next((one for one in released if not one.is_own), None)
    found = [_opinion(one, request if one is theirs else None) for one in released[:_OPINIONS]]
    return found if len(found) > 1 or any(one.responses or not one.is_own for one in found) else []


def _opinion(one: Decided, request: HttpRequest | None) -> Opinion:
    """Both sides may use one id: the party of the mapping says whose it is. `request` is given for the one to answer here."""
    held = get(one.uid, party=one.row.party if one.row else None, language=reader_language())
    return Opinion(
        held,
        answer_form(request, held) if request else None,
        one.uid,
        str(one.fields.get("name", "")),
        one.row.party if one.row else "",
        one.is_own,
        one.row,
        one.state,
        held.record.fields,
        tuple(held.record.responses),
    )
