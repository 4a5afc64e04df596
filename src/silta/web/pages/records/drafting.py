"""Drafting: the form of a new record or of a new revision, saving it, throwing it away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST

from silta.node import clock
from silta.node.actions import drafts
from silta.node.actions.permissions import RELEASERS, WRITERS, require
from silta.node.errors import Denied, NotFound, Refused
from silta.node.queries import records
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.numbers import next_number
from silta.node.queries.records import DraftView
from silta.records.errors import RecordRefused
from silta.records.fields import TEXTS
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.records.wordings import texts
from silta.web import wording
from silta.web.asking import actor_of, answering, may, needed_arrangement
from silta.web.components.texts import second_language
from silta.web.errors import sentence
from silta.web.pages.records.comparing import changes_of, drawer_for
from silta.web.pages.records.controls import Sources
from silta.web.pages.records.forms import DEFAULT_MARKING, defaults_of, form_of
from silta.web.pages.records.lists import draft_row
from silta.web.pages.records.purposes import PURPOSES
from silta.web.pages.records.reading import fields_of
from silta.web.pages.records.submitting import needs_second, submit_saved
from silta.web.subjects import is_about
from silta.web.titles import title_after
from silta.web.writing import moment
from silta.words.errors import Problem, SiltaError
from silta.words.languages import CODES


@dataclass(frozen=True)
class Sent:
    """What a form sent: the fields, the marking, the version that its writer saw, and the button that was pressed."""

    fields: dict[str, Any]
    marking: str
    version: int | None
    button: str


@answering
def new(request: HttpRequest, kind: str) -> HttpResponseBase:
    """An empty form; its first saving makes the draft."""
    known = KINDS.get(kind)
    if known is None:
        raise Http404
    require(actor_of(request), *WRITERS)
    around = needed_arrangement(request)
    sources = Sources(around, known, None)
    if request.method != "POST":
        fields = defaults_of(known) | _begun(around, known) | _asked_for(request, known)
        return _new_page(request, known, around, sources, Sent(fields, DEFAULT_MARKING, None, ""))
    sent = _sent(request, known, {}, sources)
    try:
        uid = drafts.create(actor_of(request), around.id, kind, sent.fields, marking=sent.marking)
    except Denied:
        raise
    except SiltaError as error:
        return _new_page(request, known, around, sources, sent, error.problems)
    return _onward(request, uid, sent.button)


_TITLES: Final = {
    "advice": (("consultation",), gettext_noop("Advice: {title}")),
    "advice-response": (("advice", "consultation"), gettext_noop("Response: {title}")),
    "applicability-review": (("practice",), gettext_noop("Review: {title}")),
}
"""What is called after another record: the fields that lead there, from record to record, and the title."""


def _begun(around: ArrangementView, kind: Kind) -> dict[str, Any]:
    """What the node knows of a record that is new: its number; of the arrangement, what its charter says."""
    if kind.code == "arrangement":
        return {"parties": list(around.codes), "marking_ceiling": around.marking_ceiling}
    number = next_number(around.id, kind)
    return {kind.number: number} if number else {}


def _asked_for(request: HttpRequest, kind: Kind) -> dict[str, Any]:
    """References that the link to the form names, ``?gap=…``, and a title after what is named."""
    found: dict[str, Any] = {
        field.name: request.GET.getlist(field.name) if field.many else request.GET[field.name]
        for field in kind.described
        if field.kinds and field.shape != "frozen" and field.name in request.GET
    }
    path, title = _TITLES.get(kind.code, ((), ""))
    if path and path[0] in found:
        with suppress(SiltaError):  # the form says that there is no such record
            found[kind.title] = title_after(title, _followed(found[path[0]], path[1:]))
    return found


def _followed(uid: str, path: Sequence[str]) -> str:
    """The id of the record that one comes to from `uid` by the fields of `path`. Raises `NotFound`."""
    for name in path:
        uid = str(records.get(uid).record.fields.get(name))
    return uid


def _new_page(
    request: HttpRequest,
    kind: Kind,
    around: ArrangementView,
    sources: Sources,
    sent: Sent,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    is_about(request, kind.code)
    context = {
        "kind": kind,
        "purpose": PURPOSES[kind.code],
        "form": form_of(kind, sent.fields, sent.marking, sources, problems, add=_added(sent), mark=True),
        "refused": bool(problems),
        "parties": around.parties,
        **_ways_out(request),
        "heading": gettext("New: {kind}").format(kind=wording.kind_label(kind.code)),
    }
    return render(request, "web/records/draft.html", context, status=400 if problems else 200)


@answering
def draft(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The form of a draft; sent, it saves."""
    require(actor_of(request), *WRITERS)
    held, kind, sources = _held(uid)
    if request.method != "POST":
        asked = request.GET.get("add", "")
        return _page(
            request, held, kind, sources, Sent(dict(held.fields), held.marking, held.version, f"add:{asked}")
        )
    sent = _sent(request, kind, held.fields, sources)
    try:
        drafts.save(actor_of(request), uid, sent.fields, version=sent.version, marking=sent.marking)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        if not _is_saved(error, records.draft(uid), sent):
            return _page(request, records.draft(uid), kind, sources, sent, error.problems)
    if sent.button in ("", "save"):
        messages.success(request, gettext("Draft saved."))
    return _onward(request, str(uid), sent.button)


def _is_saved(error: SiltaError, now: DraftView, sent: Sent) -> bool:
    """Whether somebody else (or the same person in passing) has saved the very same."""
    same = dict(now.fields) == sent.fields and now.marking == sent.marking
    return error.code == "draft.changed-meanwhile" and same


def _held(uid: UUID) -> tuple[DraftView, Kind, Sources]:
    """The draft, its kind, and what its choices come from. Raises `NotFound`, `Http404`."""
    held = records.draft(uid)
    kind = KINDS.get(held.kind)
    if kind is None:
        raise Http404
    before = records.get(uid).row.state if held.base else None
    return held, kind, Sources(records.arrangement(held.arrangement), kind, before)


def _sent(request: HttpRequest, kind: Kind, before: Mapping[str, Any], sources: Sources) -> Sent:
    button = request.POST.get("do", "")
    removed = button.removeprefix("remove:") if button.startswith("remove:") else ""
    version = request.POST.get("version", "")
    return Sent(
        fields_of(kind, request.POST, before, sources, removed),
        request.POST.get("marking") or DEFAULT_MARKING,
        int(version) if version.isdecimal() and len(version) < 10 else 0,
        button,
    )


def _added(sent: Sent) -> str:
    """The list of rows that is to get an empty row."""
    return sent.button.removeprefix("add:") if sent.button.startswith("add:") else ""


def _onward(request: HttpRequest, uid: str, button: str) -> HttpResponse:
    """Where to go after saving: to the release, to the row that was added or removed, or back to the form."""
    if button == "release":
        return HttpResponseRedirect(reverse("release-draft", args=[uid]))
    if button == "submit":
        return submit_saved(request, uid)
    url = reverse("draft", args=[uid])
    verb, _, rest = button.partition(":")
    if verb == "add":
        return HttpResponseRedirect(f"{url}?add={rest}#field-{rest.replace(':', '-')}")
    if verb == "remove":
        return HttpResponseRedirect(f"{url}#field-{rest.rpartition(':')[0].replace(':', '-')}")
    return HttpResponseRedirect(url)


def _page(
    request: HttpRequest,
    held: DraftView,
    kind: Kind,
    sources: Sources,
    sent: Sent,
    refusal: Sequence[Problem] = (),
) -> HttpResponse:
    """The form: of the draft as it is saved or, with a `refusal`, of what was typed and could not be saved."""
    conflict = next((p for p in refusal if p.code == "draft.changed-meanwhile"), None)
    problems = refusal or drafts.problems(held.uid)
    form = form_of(
        kind, sent.fields, sent.marking, sources, () if conflict else problems,
        add=_added(sent), mark=bool(refusal) or "check" in request.GET,
    )  # fmt: skip
    is_about(request, held.kind)
    context: dict[str, Any] = {
        "kind": kind,
        "draft": held,
        "row": draft_row(held),
        "form": form,
        "refused": bool(refusal) and not conflict,
        "conflict": conflict,
        "parties": sources.around.parties,
        **_ways_out(request),
        "second_person": settings.HOME.second_person,
        "heading": _heading(kind, held),
        "abreast": _abreast(request, kind, held.fields),
        "languages": [(tag, wording.language_name(tag)) for tag in CODES] if _speaks(kind) else [],
    }
    if conflict:
        drawer = drawer_for(kind, sources.around.parties, held.fields, sent.fields)
        changes = changes_of(kind, held.fields, sent.fields, drawer)
        context |= {"changed": [one for one in changes if one.changed], "same": []}
    status = 409 if conflict else 400 if refusal else 200
    return render(request, "web/records/draft.html", context, status=status)


def _ways_out(request: HttpRequest) -> dict[str, bool]:
    """Whether the reader may release what is in the form, or submits it to somebody who may."""
    releases = may(request, *RELEASERS) and not settings.HOME.second_person
    return {"may_release": releases, "may_submit": needs_second(request)}


def _speaks(kind: Kind) -> bool:
    """Whether any field of a kind is a text in several languages."""
    return any(field.shape in TEXTS or field.shape == "rows" for field in kind.described)


def _abreast(request: HttpRequest, kind: Kind, fields: Mapping[str, Any]) -> str:
    """The language that the form shows beside each other one, as chosen last; empty: none.

    Unless somebody chose, a joint text, which the parties write in the languages of both, shows that of its other wordings.
    """
    if (chosen := request.GET.get("abreast")) is not None:
        request.session["abreast"] = chosen if chosen in CODES else ""
    texts = [value for value in fields.values() if isinstance(value, Mapping)] if kind.joint else []
    return str(request.session.get("abreast", second_language(texts, wording.reader_language())))


def _heading(kind: Kind, held: DraftView) -> str:
    name = wording.kind_label(kind.code)
    if held.base:
        return gettext("{kind}: draft of revision {number}").format(kind=name, number=held.base + 1)
    return gettext("{kind}: draft").format(kind=name)


@answering
@require_POST
def autosave(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Save without leaving the page; answers with the new version, or with errors as the API words them."""
    held, kind, sources = _held(uid)
    sent = _sent(request, kind, held.fields, sources)
    try:
        version = drafts.save(actor_of(request), uid, sent.fields, version=sent.version, marking=sent.marking)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        now = records.draft(uid)
        if _is_saved(error, now, sent):
            return JsonResponse({"version": now.version, "saved": moment(now.at)})
        told = [{"code": p.code, "where": p.where, "message": sentence(p)} for p in error.problems]
        return JsonResponse({"errors": told}, status=409 if error.code == "draft.changed-meanwhile" else 400)
    statuses = _outdated(kind, records.draft(uid).fields)
    return JsonResponse({"version": version, "saved": moment(clock.now()), "statuses": statuses})


def _outdated(kind: Kind, fields: Mapping[str, Any]) -> dict[str, str]:
    """The statuses that saving may have changed, by the name of their control; in rows the next full view shows them."""
    return {
        f"{place.path}:{tag}:status": "outdated"
        for place in texts(kind, fields)
        if place.above is None
        for tag, wording in place.text.items()
        if wording.get("status") == "outdated"
    }


@answering
@require_POST
def discard(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Throw a draft away, and go to the record that it was to change, or to the list of its kind."""
    held = records.draft(uid)
    drafts.discard(actor_of(request), uid)
    messages.success(request, gettext("The draft is gone. Nothing had been released."))
    if held.base:
        return HttpResponseRedirect(reverse("record", args=[uid]))
    return HttpResponseRedirect(reverse("records-of-kind", args=[held.kind]))


@answering
@require_POST
def revise(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """Start the next revision of a record of ours, or go on with the one that was started; with a state, if one is sent, and what
    that asks for marked in the form.
    """
    state = request.POST.get("state", "")
    try:
        drafts.start_revision(actor_of(request), uid, state)
    except (Refused, RecordRefused) as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
        return HttpResponseRedirect(reverse("record", args=[uid]))
    return HttpResponseRedirect(reverse("draft", args=[uid]) + ("?check" if state else ""))
