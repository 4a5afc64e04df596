"""A crosswalk as a file: at once if it is small, else by a job whose file is fetched from the same page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from silta.crosswalk.formats import FORMATS, Format
from silta.node import jobs
from silta.node.actions import uploads
from silta.node.actions.permissions import WRITERS, require
from silta.node.queries.exports import export_of, weight
from silta.web import wording
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.words.errors import SiltaError

AT_ONCE: Final = 3_000
"""Rows that are written within about a second; more are the work of a job."""


@dataclass(frozen=True)
class Choice:
    """An export that the page offers; a large one takes a job."""

    format: Format
    drafts: bool
    label: str
    large: bool


def choices(uid: UUID, *, drafts: bool) -> list[Choice]:
    """What there is to choose from; with `drafts`, the workbook that holds them too."""
    bare, with_texts = weight(uid), weight(uid, texts=True)
    offered = [
        Choice(
            one, False, wording.label("format", one.label), (with_texts if one.with_texts else bare) > AT_ONCE
        )
        for one in FORMATS.values()
    ]
    if drafts:
        words = gettext("Workbook with the drafts of this node, marked")
        offered.append(Choice(FORMATS["xlsx"], True, words, weight(uid, drafts=True) > AT_ONCE))
    return offered


@answering
def export(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file of `?format=`; `?drafts=1` adds the drafts of this node, for those who may write them. A POST starts a job."""
    asked = request.POST if request.method == "POST" else request.GET
    chosen = FORMATS.get(asked.get("format", ""), FORMATS["xlsx"])
    drafts = asked.get("drafts") == "1" and may(request, *WRITERS)
    language = wording.reader_language()
    if request.method == "POST":
        arguments = {"crosswalk": str(uid), "format": chosen.code, "language": language, "drafts": drafts}
        number = jobs.start(actor_of(request), "crosswalk-export", arguments)
        return redirect(f"{reverse('crosswalk-coverage', args=[uid])}?job={number}#export")
    if weight(uid, drafts=drafts, texts=chosen.with_texts) > AT_ONCE:
        messages.info(request, gettext("This export is large: start it here, it is then prepared for you."))
        return redirect(f"{reverse('crosswalk-coverage', args=[uid])}#export")
    content = export_of(str(uid), language, drafts=drafts, texts=chosen.with_texts)
    try:
        data = chosen.write(content, wording.label)
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
        return redirect("crosswalk-coverage", uid=uid)
    return attached(
        data, f"crosswalk-{str(uid)[:8]}-{content.as_of[:10]}.{chosen.extension}", chosen.media_type
    )


@answering
def exported(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file that the job `?job=` has written; with drafts in it, only for those who may write them."""
    number = request.GET.get("job", "")
    view = jobs.find(int(number)) if number.isascii() and number.isdigit() and len(number) < 12 else None
    made = view.result if view and view.name == "crosswalk-export" and view.state == "done" else {}
    if made.get("crosswalk") != str(uid):
        raise Http404
    if made["drafts"]:
        require(actor_of(request), *WRITERS)
    try:
        data = uploads.kept(made["token"])
    except SiltaError:
        messages.error(request, gettext("The file is not kept any more. Start the export again."))
        return redirect(f"{reverse('crosswalk-coverage', args=[uid])}#export")
    return attached(data, made["name"], FORMATS[made["format"]].media_type)


def attached(data: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to keep."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=media_type, headers=headers)
