"""The answers of our own participants about an event, which stay on this node, and the records that come of them."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST

from silta.node.actions import events as making
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import Denied, NotFound
from silta.node.queries import records
from silta.node.queries.events import answers
from silta.node.queries.records import RecordPage
from silta.records.feedback import MARKS, rows_of, scales_of
from silta.web import wording
from silta.web.asking import actor_of, answering
from silta.web.pages.joint import form_of
from silta.web.subjects import is_about
from silta.web.titles import title_after
from silta.words.codes import EVALUATION_SCALE
from silta.words.errors import Problem, SiltaError
from silta.words.languages import LANGUAGES

_EVALUATION: Final = gettext_noop("Evaluation: {title}")
_APPLIED: Final = gettext_noop("What was applied: {title}")


@answering
def feedback(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The form for one participant's answer, the answers so far, and what they add up to."""
    actor = actor_of(request)
    require(actor, *WRITERS)
    is_about(request, "feedback")
    page = _event(uid)
    problems: tuple[Problem, ...] = ()
    if request.method == "POST":
        try:
            return _kept(request, uid)
        except (Denied, NotFound):
            raise
        except SiltaError as error:
            problems = error.problems
    given = answers(uid, actor.user_id)
    context = {
        "row": page.row,
        "scales": [(code, request.POST.get(code, "")) for code in EVALUATION_SCALE],
        "marks": list(MARKS.values()),
        "words": request.POST.get("words", ""),
        "languages": LANGUAGES,
        "language": request.POST.get("language") or wording.reader_language(),
        "given": given,
        "counted": scales_of(rows_of([one.marks for one in given])),
        "problems": problems,
    }
    return render(request, "web/events/feedback.html", context, status=400 if problems else 200)


def _kept(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Keep the answer that was sent, or delete the one that was named; then the page anew."""
    actor, number = actor_of(request), request.POST.get("delete", "")
    if number.isdecimal() and len(number) < 16:
        making.delete_feedback(actor, int(number))
        messages.success(request, gettext("The answer is deleted."))
    else:
        marks = {code: request.POST.get(code, "") for code in EVALUATION_SCALE}
        words, language = request.POST.get("words", ""), request.POST.get("language", "")
        making.give_feedback(actor, uid, marks, words, language)
        messages.success(
            request, gettext("The answer is kept on this node. The form is ready for the next one.")
        )
    return redirect("feedback", uid=uid)


@answering
@require_POST
def evaluation(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The draft of our evaluation with the counts of now, in the form."""
    title = title_after(_EVALUATION, uid)
    return form_of(request, uid, lambda: making.draft_evaluation(actor_of(request), uid, title))


@answering
@require_POST
def application_check(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The draft of what we say that we applied, in the form."""
    title = title_after(_APPLIED, uid)
    return form_of(request, uid, lambda: making.draft_application_check(actor_of(request), uid, title))


def _event(uid: UUID) -> RecordPage:
    page = records.get(uid, language=wording.reader_language())
    if page.record.kind != "event":
        raise Http404
    return page
