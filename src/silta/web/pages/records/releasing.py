"""Releasing a draft: a page that says what will happen, then the deed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from silta.node.actions.permissions import HEADS, RELEASERS, require
from silta.node.actions.release import release
from silta.node.actions.submissions import hindrances
from silta.node.errors import Denied, NotFound
from silta.node.proofing import proof_draft
from silta.node.queries import records
from silta.node.queries.records import DraftView
from silta.records.registry import KINDS
from silta.records.resting import CLOSED, changes_rest
from silta.web import wording
from silta.web.asking import actor_of, answering, may
from silta.web.components import marks
from silta.web.pages.records.comparing import changes_of, drawer_for
from silta.web.pages.records.controls import Sources
from silta.web.pages.records.forms import form_of
from silta.web.pages.records.lists import draft_row
from silta.web.subjects import is_about
from silta.words.errors import Problem, SiltaError


@answering
def release_draft(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Asked: what a release of this draft will do, or what stands in its way. Sent: the release."""
    require(actor_of(request), *RELEASERS)
    try:
        held = records.draft(uid)
    except NotFound:
        return _gone(request, uid)
    if request.method != "POST":
        return _page(request, held, hindrances(actor_of(request), uid))
    if request.POST.get("version") != str(held.version):
        messages.warning(
            request, gettext("The draft was changed after you had opened this page. Read it once more.")
        )
        return HttpResponseRedirect(reverse("release-draft", args=[uid]))
    try:
        done = release(actor_of(request), uid)
    except Denied:
        raise
    except NotFound:
        return _gone(request, uid)
    except SiltaError as error:
        return _page(request, held, error.problems, status=409)
    said = gettext("Revision {number} is released: entry {index} of our log, text {leaf}.")
    words = said.format(number=done.revision, index=done.index, leaf=marks.short_digest(done.leaf))
    messages.success(request, words)
    return HttpResponseRedirect(reverse("record", args=[uid]))


def _gone(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Who presses twice, or comes second, is led to what became of the draft. Raises `NotFound` `record.unknown`."""
    records.get(uid)
    words = gettext(
        "This draft is no longer here: it has been released or thrown away. Here is the record as it stands."
    )
    messages.info(request, words)
    return HttpResponseRedirect(reverse("record", args=[uid]))


def _page(
    request: HttpRequest, held: DraftView, problems: Sequence[Problem], status: int = 200
) -> HttpResponse:
    kind = KINDS.get(held.kind)
    if kind is None:
        raise Http404
    is_about(request, held.kind)
    page = records.get(held.uid, language=wording.reader_language()) if held.base else None
    around = records.arrangement(held.arrangement)
    read = proof_draft(held)
    if read.stops and not problems:
        problems = [Problem("proof.critical-draft", held.uid, {"count": read.stops})]
    form = form_of(
        kind, held.fields, held.marking, Sources(around, kind, page.row.state if page else None), problems
    )
    before = page.record.fields if page else {}
    drawer = drawer_for(kind, around.parties, before, held.fields)
    changes = changes_of(kind, before, held.fields, drawer)
    context = {
        "read": read,
        "counts": read.counts,
        "kind": kind,
        "draft": held,
        "row": draft_row(held),
        "problems": form.problems,
        "giving": all(problem.code != "release.second-person" for problem in problems),
        "parties": around.parties,
        "own": around.own,
        "others": around.others,
        "rest": _rest(kind.code, before, held.fields),
        "may_rest": may(request, *HEADS),
        "withdrawn": sum(
            link.row is not None and link.row.state_code == "withdrawn" for link in drawer.links.values()
        ),
        "changed": [one for one in changes if one.changed],
        "same": [one for one in changes if not one.changed],
    }
    return render(request, "web/records/release.html", context, status=status)


def _rest(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """Whether a release ends or resumes all exchange: ``closes``, ``opens`` or empty."""
    was, now = str(before.get("state", "")), str(after.get("state", ""))
    if kind != "arrangement" or not changes_rest(was, now):
        return ""
    return "closes" if now in CLOSED else "opens"
