"""Receiving an answer to a record: it goes into our log, or comes back with what was typed and why it was refused."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from silta.node.actions.release import respond
from silta.node.errors import Refused
from silta.node.queries import records
from silta.node.queries.records import RecordPage
from silta.web import wording
from silta.web.asking import actor_of, answering, way_back
from silta.web.components import marks
from silta.web.errors import sentence
from silta.web.pages.records.answers import AnswerForm, answer_form, check_is_about
from silta.web.pages.records.record import show
from silta.words.errors import Problem
from silta.words.languages import CODES


@answering
@require_POST
def answer(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say it: the answer goes into our log, or the page comes back with what was typed and why it was refused."""
    typed = _typed(request, uid)
    page = records.get(uid, party=request.POST.get("party"), language=wording.reader_language())
    problems = _unread(page, typed)
    if not problems:
        try:
            check_is_about(page, typed.origin, typed.index, typed.leaf)
            done = respond(
                actor_of(request),
                target_origin=typed.origin,
                target_index=typed.index,
                target_leaf=typed.leaf,
                verdict=typed.verdict,
                reasons=_reasons(typed),
            )
        except Refused as error:
            problems = error.problems
        else:
            said = gettext("Your answer to text {leaf} is entry {index} of our log.")
            messages.success(request, said.format(index=done.index, leaf=marks.short_digest(typed.leaf)))
            return HttpResponseRedirect(typed.next)  # to its head, where the notice stands
    return _again(request, page, typed, problems)


def _typed(request: HttpRequest, uid: UUID) -> AnswerForm:
    post = request.POST
    index = post.get("index", "")
    language = post.get("language", "")
    return AnswerForm(
        (),
        post.get("origin", ""),
        int(index) if index.isdecimal() and len(index) < 16 else -1,
        post.get("leaf", ""),
        0,
        way_back(request, reverse("record", args=[uid])),
        verdict=post.get("verdict", ""),
        reasons=post.get("reasons", "").replace("\r\n", "\n").strip(),
        language=language if language in CODES else wording.reader_language(),
        read="read" in post,
    )


def _reasons(typed: AnswerForm) -> dict[str, dict[str, str]] | None:
    return {typed.language: {"text": typed.reasons, "status": "original"}} if typed.reasons else None


def _unread(page: RecordPage, typed: AnswerForm) -> tuple[Problem, ...]:
    """Whoever agrees to a joint text says that they have read it."""
    if typed.verdict == "agree" and page.kind is not None and page.kind.joint and not typed.read:
        return (Problem("respond.not-read", "read"),)
    return ()


def _again(
    request: HttpRequest, page: RecordPage, typed: AnswerForm, problems: Sequence[Problem]
) -> HttpResponse:
    """The record's page with the form as it was typed. It is now about the text that stands on this page."""
    fresh = answer_form(request, page)
    if fresh is None:
        messages.error(request, " ".join(sentence(problem) for problem in problems))
        return HttpResponseRedirect(reverse("record", args=[page.record.id]))
    form = AnswerForm(
        fresh.verdicts, fresh.origin, fresh.index, fresh.leaf, fresh.revision, typed.next,
        typed.verdict, typed.reasons, typed.language, problems=problems,
    )  # fmt: skip
    return show(request, page, form, status=409)
