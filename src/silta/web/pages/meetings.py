"""What meetings and events need besides the pages of every kind: the agenda from open matters, and the drafts that follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_noop, ngettext
from django.views.decorators.http import require_POST

from silta.node.actions import meetings as making
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import NotFound, Refused
from silta.node.queries import meetings, records
from silta.node.queries.meetings import Matter
from silta.web import wording
from silta.web.asking import actor_of, answering
from silta.web.errors import sentence
from silta.web.pages.joint import form_of
from silta.web.subjects import is_about
from silta.web.titles import text_in_all, title_after

SORTS: Final[Mapping[str, str]] = {
    "earlier": gettext_noop("Actions of earlier meetings"),
    "actions": gettext_noop("Other open actions"),
    "overdue": gettext_noop("What is overdue"),
    "objections": gettext_noop("Objections that are not settled"),
    "to-agree": gettext_noop("Texts to agree on"),
    "proposals": gettext_noop("Proposals"),
}
"""What the sorts of open matters are called, on the page and as items of an agenda."""
_MINUTES: Final = gettext_noop("Minutes: {title}")
_PEOPLE: Final = gettext_noop("Participants: {title}")


@answering
def agenda(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """What is open between the parties, ticked; sent, it goes on the agenda of the meeting's draft."""
    require(actor_of(request), *WRITERS)
    is_about(request, "meeting")
    fields, arrangement = _meeting(uid)
    matters = meetings.open_matters(arrangement, wording.reader_language())
    if request.method == "POST":
        chosen = set(request.POST.getlist("record"))
        wanted = [
            (text_in_all(SORTS[matter.sort]), [row.uid for row in matter.rows if row.uid in chosen])
            for matter in matters
        ]
        return form_of(
            request, uid, lambda: making.add_to_agenda(actor_of(request), uid, wanted), "meeting-agenda"
        )
    there = _on_agenda(fields)
    context = {
        "uid": uid,
        "title": fields.get("title"),
        "matters": [(SORTS[one.sort], _offered(one, there)) for one in matters],
    }
    return render(request, "web/meetings/agenda.html", context)


def _meeting(uid: UUID) -> tuple[Mapping[str, Any], str]:
    """The fields of the meeting's draft, else of its record, and the arrangement. Raises `NotFound`, `Http404`."""
    try:
        draft = records.draft(uid)
    except NotFound:
        page = records.get(uid)
        kind, found = page.record.kind, (page.record.fields, page.arrangement.id)
    else:
        kind, found = draft.kind, (draft.fields, draft.arrangement)
    if kind != "meeting":
        raise Http404
    return found


def _on_agenda(fields: Mapping[str, Any]) -> set[str]:
    """The records that the agenda of a draft, which nobody has checked, is about."""
    items = fields.get("agenda")
    rows = [item for item in items if isinstance(item, Mapping)] if isinstance(items, list) else []
    return {uid for item in rows for uid in item.get("records") or () if isinstance(uid, str)}


def _offered(matter: Matter, there: set[str]) -> Iterator[tuple[Any, bool]]:
    for row in matter.rows:
        yield row, row.uid in there


@answering
@require_POST
def minutes(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The draft of a meeting's minutes, in the form."""
    title = title_after(_MINUTES, uid)
    return form_of(request, uid, lambda: making.draft_minutes(actor_of(request), uid, title))


@answering
@require_POST
def participants(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The draft of our list of participants of an event, in the form."""
    title = title_after(_PEOPLE, uid)
    return form_of(request, uid, lambda: making.draft_participation(actor_of(request), uid, title))


@answering
@require_POST
def follow_up(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Drafts of the decisions and actions of signed minutes, then the home page, where one's drafts wait."""
    try:
        made = making.draft_follow_up(actor_of(request), uid)
    except Refused as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
        return redirect("record", uid=uid)
    words = ngettext("{n} draft is ready to release.", "{n} drafts are ready to release.", len(made))
    messages.success(request, words.format(n=len(made)))
    return redirect("home")


urlpatterns = [
    path("meeting/<uuid:uid>/agenda/", agenda, name="meeting-agenda"),
    path("meeting/<uuid:uid>/minutes/", minutes, name="new-minutes"),
    path("minutes/<uuid:uid>/records/", follow_up, name="minutes-records"),
    path("event/<uuid:uid>/participants/", participants, name="new-participants"),
]
