"""The workbench: one benchmark provision, its ranked candidates, and the decision about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from silta.node.actions.mappings import Decision, decide, discard_decision
from silta.node.actions.permissions import WRITERS
from silta.node.queries import crosswalk as queries
from silta.node.queries.crosswalk import Bench, CandidateView, Decided
from silta.node.queries.pages import RecordPage, draft_of, get
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.web.pages.crosswalk import evidence
from silta.web.pages.crosswalk.lists import may_release
from silta.web.pages.jobs import asked_for
from silta.web.wording import reader_language
from silta.words.codes import RATING, RATIONALE, RELATION
from silta.words.errors import SiltaError

_RATINGS: Final = ("a", "b", "c", "not-assessed", "not-applicable")
_KEYS: Final = {"a": "a", "b": "b", "c": "c"}


@dataclass(frozen=True)
class Candidate:
    """A candidate as the page draws it."""

    view: CandidateView
    wordings: tuple[evidence.Shown, ...]
    reasons: list[tuple[str, float, str]]
    verdict: str


@answering
def bench(request: HttpRequest, uid: UUID, fragment: str) -> HttpResponse:
    """Show the page; a POST keeps the decision as a draft and goes on to the next provision."""
    page = queries.bench(str(uid), fragment, reader_language())
    typed: Mapping[str, Any] = {}
    if request.method == "POST":
        try:
            return HttpResponseRedirect(_act(request, page))
        except SiltaError as error:
            typed = request.POST
            for problem in error.problems:
                messages.error(request, sentence(problem))
    return render(
        request, "web/crosswalk/bench.html", _context(request, page, typed), status=409 if typed else 200
    )


def _act(request: HttpRequest, page: Bench) -> str:
    here = reverse("workbench", args=[page.crosswalk.uid, page.here.fragment])
    if request.POST.get("do") == "discard" and page.own and page.own.row is None:
        discard_decision(actor_of(request), page.own)
        messages.success(request, gettext("The decision was taken back. Nothing had left this node."))
        return here
    decide(actor_of(request), page.crosswalk, page.own, _decision(request, page))
    messages.success(
        request, gettext("Decision kept as a draft on this node. It crosses the border when it is released.")
    )
    onward = page.next if request.POST.get("do") == "next" else None
    return reverse("workbench", args=[page.crosswalk.uid, onward.fragment]) if onward else here


def _decision(request: HttpRequest, page: Bench) -> Decision:
    post = request.POST
    version = post.get("version", "")
    return Decision(
        fragment=page.here.fragment,
        targets=post.getlist("target"),
        relation=post.get("relation", ""),
        legal=post.get("legal", "not-assessed"),
        implementation=post.get("implementation", "not-assessed"),
        together="together" in post,
        rationale=post.get("rationale", "semantic"),
        reasoning=_reasoning(page, post.get("reasoning", "")),
        reviewer=post.get("reviewer", "").strip(),
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 9 else None,
    )


def _reasoning(page: Bench, words: str) -> dict[str, Any]:
    """The reasoning with the reader's language replaced; the other languages become outdated if the words changed."""
    held = dict(page.own.fields.get("reasoning") or {}) if page.own else {}
    language, words = reader_language(), words.replace("\r\n", "\n").strip()
    if words == str(held.get(language, {}).get("text", "")):
        return held
    others = {tag: {**wording, "status": "outdated"} for tag, wording in held.items() if tag != language}
    return {**others, **({language: {"text": words, "status": "original"}} if words else {})}


def _context(request: HttpRequest, page: Bench, typed: Mapping[str, Any]) -> dict[str, Any]:
    why = page.candidates[0].why if page.candidates else ()
    fields = page.own.fields if page.own else {}
    draft = draft_of(page.own.uid) if page.own else None
    decided = [line for _, lines in page.tree for line in lines if line.decided]
    return {
        "page": page,
        "crosswalk": page.crosswalk,
        "job": asked_for(request),
        "benchmark": [
            evidence.shown(w, why, matched=page.matched_language, target=False) for w in page.benchmark
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
        "own_page": _own_page(page.own),
        "decided": len(decided),
        "total": sum(len(lines) for _, lines in page.tree),
        "waiting": sum(line.decided.row is None for line in decided if line.decided),
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


def _own_page(own: Decided | None) -> RecordPage | None:
    """The released mapping behind the decision, with the partner's answers to it."""
    return get(own.uid, language=reader_language()) if own and own.base else None
