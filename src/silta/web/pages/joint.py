"""What the pages of joint texts have in common: revision, languages, who has agreed to what, the form for an answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from silta.node.actions.permissions import WRITERS
from silta.node.errors import Refused
from silta.node.queries import records
from silta.node.queries.records import RecordPage
from silta.records.views import Revision
from silta.web import wording
from silta.web.asking import may
from silta.web.errors import sentence
from silta.web.pages.records.answers import agreements, answer_form
from silta.words.languages import CODES


def joint_context(request: HttpRequest, page: RecordPage, revision: Revision) -> dict[str, Any]:
    """The context for ``web/records/agreements.html`` and ``answers.html``, when the page shows `revision`."""
    told = records.history(page.record.id, party=page.record.party)
    return {
        "page": page,
        "row": page.row,
        "kind": page.kind,
        "revision": revision,
        "is_latest": revision.leaf == page.record.latest.leaf,
        "parties": page.arrangement.parties,
        "agreements": agreements(page),
        "answers": [event for event in told if event.verb in ("comment", "agree", "object", "receipt")],
        "form": answer_form(request, page),
        "may_revise": page.row.is_own and may(request, *WRITERS),
    }


def chosen_revision(request: HttpRequest, page: RecordPage) -> Revision:
    """The revision that was asked for, else the one in force, else the latest. Raises `Http404`."""
    number = request.GET.get("revision", "")
    if not number:
        return page.in_force or page.record.latest
    held = [one for one in page.record.revisions if str(one.number) == number]
    if not held:
        raise Http404
    return held[-1]


def document_languages(request: HttpRequest) -> tuple[str, ...]:
    """One language or two: as ``languages=kk,fi`` or by the two fields of the form; what is none is passed over."""
    asked = request.GET.get("languages", "").split(",") or []
    asked = [*asked, request.GET.get("first", ""), request.GET.get("second", "")]
    known = dict.fromkeys(tag for tag in asked if tag in CODES)
    return tuple(known)[:2] or (wording.reader_language(),)


def form_of(request: HttpRequest, uid: UUID, make: Callable[[], str], back: str = "record") -> HttpResponse:
    """The form of what `make` has drafted, or back (to the page so named) with what stands in the way."""
    try:
        return redirect("draft", uid=make())
    except Refused as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
        return redirect(back, uid=uid)
