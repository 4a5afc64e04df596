"""Comment rounds over a joint text: who said what about which revision, what became of it, and whose turn it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop, override
from django.views.decorators.http import require_POST

from silta.node.actions import remarks
from silta.node.actions.permissions import RELEASERS, WRITERS, require
from silta.node.errors import Denied
from silta.node.queries.rounds import RoundsPage, frozen_of, rounds_of
from silta.records.kind import Kind
from silta.records.rounds import Fate, Place, Round, place_at, places
from silta.records.views import Record, Revision
from silta.web import wording
from silta.web.asking import actor_of, answering, may
from silta.web.components.texts import versions
from silta.web.errors import sentence
from silta.web.pages.records.comparing import Change, text_changes
from silta.web.subjects import is_about
from silta.web.titles import text_in_all
from silta.words.codes import REMARK_OUTCOME
from silta.words.errors import Problem, SiltaError
from silta.words.languages import CODES
from silta.words.text import best_wording

_COVER: Final = gettext_noop("Our remarks on this revision are in the records that name it.")
_WHOLE: Final = gettext_noop("The text as a whole")


@dataclass(frozen=True)
class ToldRemark:
    """A remark as a round shows it: what it says, the change it proposes, what became of it, and in our draft becomes of it."""

    record: Record
    place: str
    comment: Any
    changes: list[Change]
    fate: Fate
    drafted: str


@dataclass(frozen=True)
class ToldRound:
    """A round with its remarks as drawn."""

    round: Round
    remarks: list[ToldRemark]


@dataclass(frozen=True)
class Prepared:
    """A remark that is being prepared here; `is_old` if a newer revision has come since."""

    uid: str
    place: str
    comment: Any
    changes: list[Change]
    is_old: bool


@dataclass(frozen=True)
class Spot:
    """A place of the latest revision that can be remarked on: its path, its label, how it begins."""

    path: str
    label: str
    words: str = ""
    language: str = ""


@answering
def rounds(request: HttpRequest, uid: UUID) -> HttpResponse:
    """All rounds of a joint text, the latest first."""
    found = rounds_of(uid, party=request.GET.get("party"), language=wording.reader_language())
    page, kind = found.page, _kind(found)
    is_about(request, kind.code)
    latest = page.record.latest
    ours, stops = page.row.is_own, remarks.refusal(page)
    over = page.record.withdrawn or found.told[0].agreement.complete
    writes = may(request, *WRITERS)
    prepared = [_prepared(kind, page.record, draft) for draft in found.prepared]
    context = {
        "page": page,
        "row": page.row,
        "parties": page.arrangement.parties,
        "told": [_told(kind, one, found.answered) for one in found.told],
        "turn": found.turn,
        "revisions": page.record.revisions,
        "latest": latest,
        "last": found.last if found.last != latest.number else 0,
        "agreed": page.in_force.number if page.in_force and page.in_force.leaf != latest.leaf else 0,
        "spots": _spots(kind, latest.fields or {}) if writes and not stops else [],
        "prepared": prepared,
        "ready": sum(not one.is_old for one in prepared),
        "may_send": may(request, *RELEASERS),
        "may_settle": writes and ours and not over,
        "outcomes": [(code, wording.code_label(REMARK_OUTCOME, code)) for code in REMARK_OUTCOME],
        "draft": page.draft if ours else None,
        "language": wording.reader_language(),
    }
    return render(request, "web/rounds/rounds.html", context)


def _kind(found: RoundsPage) -> Kind:
    if found.page.kind is None:
        raise Http404
    return found.page.kind


def _spots(kind: Kind, fields: Mapping[str, Any]) -> list[Spot]:
    reader = wording.reader_language()
    found = [
        Spot(one.path, _label(one), *best_wording(one.words, reader))
        for one in places(kind, fields)
        if one.words or not one.is_text
    ]
    return [*found, Spot("", gettext(_WHOLE))]


def _label(place: Place) -> str:
    """What people call a place: the field or, of a row, the list, its number and the field in it."""
    outer = wording.label("field", place.field.label)
    if place.inner is None:
        return outer
    return f"{outer} {place.row}, {wording.label('field', place.inner.label)}"


def _named(kind: Kind, fields: Mapping[str, Any], path: str) -> tuple[str, Mapping[str, Any]]:
    """Label and words of the place with that path; a path of somebody else's making is shown as it is."""
    found = place_at(kind, fields, path)
    if found:
        return _label(found), found.words
    return path or gettext(_WHOLE), {}


def _told(kind: Kind, one: Round, drafted: Mapping[str, str]) -> ToldRound:
    fields = one.revision.fields or {}
    shown = []
    for record, fate in one.remarks:
        place, words = _named(kind, fields, str(record.fields.get("place", "")))
        changes = _changes(place, words, record.fields.get("wording"))
        shown.append(
            ToldRemark(record, place, record.fields.get("comment"), changes, fate, drafted.get(record.id, ""))
        )
    return ToldRound(one, shown)


def _changes(place: str, words: Mapping[str, Any], proposed: Any) -> list[Change]:
    """The proposed wording against the one of the revision, in the languages that the proposal speaks."""
    if not isinstance(proposed, Mapping):
        return []
    before = {tag: words[tag] for tag in proposed if tag in words}
    return [one for one in text_changes(place, before, proposed) if one.changed]


def _prepared(kind: Kind, text: Record, draft: Any) -> Prepared:
    leaf = frozen_of(draft).get("leaf")
    fields = next((one.fields for one in text.revisions if one.leaf == leaf), None) or {}
    place, words = _named(kind, fields, str(draft.fields.get("place") or ""))
    changes = _changes(place, words, draft.fields.get("wording"))
    return Prepared(draft.uid, place, draft.fields.get("comment"), changes, leaf != text.latest.leaf)


@answering
def remark(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The form of a remark on one place of the latest revision; sent, it waits with the others for the round."""
    require(actor_of(request), *WRITERS)
    found = rounds_of(uid, language=wording.reader_language())
    kind, latest = _kind(found), found.page.record.latest
    is_about(request, kind.code)
    path_ = (request.POST if request.method == "POST" else request.GET).get("place", "")
    place, words = _named(kind, latest.fields or {}, path_)
    if path_ and place_at(kind, latest.fields or {}, path_) is None:
        raise Http404
    stops = remarks.refusal(found.page)
    problems: Sequence[Problem] = (stops,) if stops else ()
    if request.method == "POST" and not stops:
        problems = _keep(request, uid, kind, latest, path_)
        if not problems:
            messages.success(request, gettext("The remark waits here until the round is sent."))
            return redirect("rounds", uid=uid)
    context = {
        "page": found.page,
        "row": found.page.row,
        "parties": found.page.arrangement.parties,
        "revision": latest,
        "path": path_,
        "place": place,
        "wordings": _wordings(words, request) if words else [],
        "comment": request.POST.get("comment", ""),
        "language": request.POST.get("language") or wording.reader_language(),
        "problems": problems,
        "stops": stops,
    }
    return render(
        request, "web/rounds/remark.html", context, status=409 if stops else 400 if problems else 200
    )


def _keep(request: HttpRequest, uid: UUID, kind: Kind, latest: Revision, path_: str) -> Sequence[Problem]:
    """Keep the remark that was typed about `latest`; what stands in the way, if anything."""
    fields = _remark_fields(request, kind, latest.fields or {}, path_)
    if request.POST.get("leaf") != latest.leaf:
        return (Problem("remark.moved-on"),)
    if "comment" not in fields and "wording" not in fields:
        return (Problem("record.remark-empty", "comment"),)
    try:
        remarks.prepare(actor_of(request), uid, fields)
    except Denied:
        raise
    except SiltaError as error:
        return error.problems
    return ()


def _wordings(words: Mapping[str, Any], request: HttpRequest) -> list[tuple[str, str, str, str]]:
    """Language, its name, the words that stand there, and those that were typed; the languages of the text first."""
    held = versions(words)
    order = [*held, *(code for code in CODES if code not in held)]
    return [
        (tag, wording.language_name(tag), now, request.POST.get(f"wording:{tag}", now))
        for tag in order
        for now in [held[tag].words if tag in held else ""]
    ]


def _remark_fields(request: HttpRequest, kind: Kind, fields: Mapping[str, Any], path_: str) -> dict[str, Any]:
    """The fields of the remark that was typed: of the wordings those that differ from what stands there."""
    _, words = _named(kind, fields, path_)
    held = versions(words)
    typed = {
        tag: value.replace("\r\n", "\n").strip()
        for tag in {*CODES, *held}
        if (value := request.POST.get(f"wording:{tag}", ""))
    }
    changed = {
        tag: {"text": said, "status": _status(held[tag].status if tag in held else "")}
        for tag, said in sorted(typed.items())
        if said and said != (held[tag].words.strip() if tag in held else "")
    }
    comment = request.POST.get("comment", "").replace("\r\n", "\n").strip()
    language = request.POST.get("language", "")
    language = language if language in CODES else wording.reader_language()
    return {
        "title": _title(kind, fields, path_),
        **({"place": path_} if path_ else {}),
        **({"comment": {language: {"text": comment, "status": "original"}}} if comment else {}),
        **({"wording": changed} if changed else {}),
    }


def _status(was: str) -> str:
    """That of a proposed wording: what stood there was perhaps authentic or a machine's; the proposal is neither."""
    return was if was in ("original", "checked") else "draft"


def _title(kind: Kind, fields: Mapping[str, Any], path_: str) -> dict[str, dict[str, str]]:
    """The name of the place in all languages, as a text in wire form."""
    found = place_at(kind, fields, path_)
    if found is None:
        return text_in_all(_WHOLE)
    own = wording.reader_language()
    told = {}
    for tag in (own, *(code for code in CODES if code != own)):
        with override(tag):
            told[tag] = {"text": _label(found), "status": "original" if tag == own else "checked"}
    return told


@answering
@require_POST
def send(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Release the remarks that are ready, with a comment on the revision."""
    cover = request.POST.get("cover", "").replace("\r\n", "\n").strip()
    own = wording.reader_language()
    words = {own: {"text": cover, "status": "original"}} if cover else text_in_all(_COVER)
    _done(request, lambda: remarks.send_round(actor_of(request), uid, words), gettext("The round is sent."))
    return redirect("rounds", uid=uid)


@answering
@require_POST
def settle(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write into the draft of our next revision what becomes of a remark."""
    reason = request.POST.get("reason", "").strip()
    given = {wording.reader_language(): {"text": reason, "status": "original"}} if reason else None
    outcome, remark_uid = request.POST.get("outcome", ""), request.POST.get("remark", "")
    said = gettext("The draft of the next revision says so.")
    _done(request, lambda: remarks.settle(actor_of(request), remark_uid, outcome, given), said)
    return redirect(f"{reverse('rounds', args=[uid])}#remark-{remark_uid}")


def _done(request: HttpRequest, act: Callable[[], object], said: str) -> None:
    """Do it and say so, or say what stands in the way."""
    try:
        act()
    except Denied:
        raise
    except SiltaError as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
    else:
        messages.success(request, said)


urlpatterns = [
    path("joint/<uuid:uid>/rounds/", rounds, name="rounds"),
    path("joint/<uuid:uid>/remark/", remark, name="remark-on"),
    path("joint/<uuid:uid>/send/", send, name="send-round"),
    path("joint/<uuid:uid>/settle/", settle, name="settle-remark"),
]
