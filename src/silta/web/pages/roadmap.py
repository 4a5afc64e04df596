"""Roadmap editions: the list, one edition as a document beside its records, and the way to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from silta.node.actions.permissions import RELEASERS, WRITERS, require
from silta.node.actions.roadmaps import draft_edition
from silta.node.documents import edition_text
from silta.node.errors import Denied
from silta.node.queries import records
from silta.node.queries.programmes import Planned, planned
from silta.node.queries.records import DraftView, JointText, RecordPage
from silta.node.queries.roadmap import candidates
from silta.node.queries.rows import local_today
from silta.records.editions import KIND
from silta.records.registry import KINDS
from silta.records.views import Record, Revision
from silta.reports.render.formats import FORMATS
from silta.reports.render.html import html_fragment
from silta.web import wording
from silta.web.asking import actor_of, answering, may, needed_arrangement
from silta.web.errors import sentence
from silta.web.pages.joint import chosen_revision, document_languages, joint_context
from silta.web.pages.records.purposes import PURPOSES
from silta.web.shell import arrangement_of
from silta.web.subjects import is_about
from silta.web.titles import title_of_year
from silta.words.errors import SiltaError
from silta.words.languages import LANGUAGES
from silta.words.text import best_wording

_TITLE: Final = gettext_noop("Roadmap {year}")
_YEARS: Final = range(1990, 2100)


@dataclass(frozen=True)
class Frozen:
    """A record of an edition in the table: as it was agreed, what it was called, and whether it was revised since."""

    planned: Planned
    kind: str
    title: str
    title_language: str


@answering
def editions(request: HttpRequest) -> HttpResponse:
    """All editions, the newest year first."""
    around = arrangement_of(request)
    texts = _texts(around.id) if around else []
    context = {
        "texts": texts,
        "parties": around.parties if around else (),
        "purpose": PURPOSES[KIND],
        "next_year": _next_year(texts),
        "may_write": around is not None and may(request, *WRITERS),
    }
    return render(request, "web/roadmap/list.html", context)


def _texts(arrangement: str) -> list[JointText]:
    found = records.joint_texts(arrangement, wording.reader_language())
    return [text for text in found if text.row.kind == KIND]


def _next_year(texts: Sequence[JointText]) -> int:
    """The year after that of the newest edition; this year if there is none."""
    return max((text.row.year + 1 for text in texts if text.row.year), default=local_today().year)


@answering
def edition(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One edition: the document that the parties agree to, and the records that it froze."""
    page, revision = _asked(request, uid)
    fields = revision.fields or {}
    context = {
        **joint_context(request, page, revision),
        **_document(request, page.arrangement.id, _up_to(page.record, revision)),
        "title": fields.get("title") or page.row.title,
        "frozen": [*_frozen(page, fields, "gap", "gaps"), *_frozen(page, fields, "roadmap-item", "items")],
        "may_write": may(request, *WRITERS),
        "next_year": (page.row.year or local_today().year) + 1,
        "formats": tuple(FORMATS.values()),
    }
    return render(request, "web/roadmap/edition.html", context)


def _asked(request: HttpRequest, uid: UUID) -> tuple[RecordPage, Revision]:
    """The edition and the revision of it that is meant. Raises `Http404`."""
    page = records.get(uid, party=request.GET.get("party"), language=wording.reader_language())
    if page.row.kind != KIND:
        raise Http404
    is_about(request, KIND)
    return page, chosen_revision(request, page)


def _up_to(record: Record, revision: Revision) -> Record:
    """The record as it was when `revision` was its latest."""
    before = record.revisions[: record.revisions.index(revision) + 1]
    return replace(record, revisions=before)


def _document(request: HttpRequest, arrangement: str, held: Record) -> dict[str, Any]:
    languages = document_languages(request)
    return {
        # The renderer escapes every text and writes no attribute that it does not know.
        "document": SafeString(html_fragment(edition_text(arrangement, held, languages))),
        "chosen": languages,
        "languages": LANGUAGES,
        "query": ",".join(languages),
    }


def _frozen(page: RecordPage, fields: Any, kind: str, name: str) -> list[Frozen]:
    language = wording.reader_language()
    found = []
    for one in planned(fields.get(name) or [], page.arrangement.id, language):
        words, tag = best_wording(one.fields.get(KINDS[kind].title) or {}, language)
        if not words and one.row:
            words, tag = one.row.title, one.row.title_language
        found.append(Frozen(one, kind, words, tag if words else ""))
    return found


@answering
@require_safe
def document(request: HttpRequest, uid: UUID, format: str) -> HttpResponseBase:  # noqa: A002 - as documents call it
    """An edition as a file to keep, send and print."""
    page, revision = _asked(request, uid)
    if format not in FORMATS:
        raise Http404
    languages = document_languages(request)
    laid = edition_text(page.arrangement.id, _up_to(page.record, revision), languages)
    answer = HttpResponse(FORMATS[format].render(laid), content_type=FORMATS[format].media_type)
    name = f"roadmap-{page.row.year or 0}-{'-'.join(languages)}.{format}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@answering
def prepare(request: HttpRequest, year: int) -> HttpResponseBase:
    """Choose the gaps of the edition of a year; sent, all is frozen in a draft and its preview opens."""
    is_about(request, KIND)
    require(actor_of(request), *WRITERS)
    around = needed_arrangement(request)
    if year not in _YEARS:
        raise Http404
    if request.method == "POST":
        chosen, title = request.POST.getlist("gap"), title_of_year(_TITLE, year)
        try:
            uid = draft_edition(actor_of(request), around.id, year, chosen, title)
        except Denied:
            raise
        except SiltaError as error:
            messages.error(request, " ".join(sentence(problem) for problem in error.problems))
            return redirect("prepare-roadmap", year=year)
        return HttpResponseRedirect(reverse("preview-roadmap", args=[uid]))
    context = {
        "year": year,
        "found": candidates(around.id, year, wording.reader_language()),
        "parties": around.parties,
    }
    return render(request, "web/roadmap/prepare.html", context)


@answering
def preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A draft as the document that it would become, beside the edition that it follows."""
    held = records.draft(uid)
    if held.kind != KIND:
        raise Http404
    is_about(request, KIND)
    around = records.arrangement(held.arrangement)
    text = _as_if_released(held, around.own)
    context = {
        **_document(request, around.id, text),
        "draft": held,
        "year": text.fields.get("year"),
        "parties": around.parties,
        "may_write": may(request, *WRITERS),
        "may_release": may(request, *RELEASERS),
    }
    return render(request, "web/roadmap/preview.html", context)


def _as_if_released(held: DraftView, party: str) -> Record:
    """A draft as a record whose entry is not there yet; what does not fit its field is left out."""
    fields = KINDS[KIND].sift(held.fields).fields
    revision = Revision(held.base + 1, "", 0, "", "", "", held.marking, KINDS[KIND].schema, fields)
    return Record(held.uid, KIND, party, (revision,))


urlpatterns = [
    path("roadmap/", editions, name="roadmap"),
    path("roadmap/<int:year>/prepare/", prepare, name="prepare-roadmap"),
    path("roadmap/draft/<uuid:uid>/", preview, name="preview-roadmap"),
    path("roadmap/<uuid:uid>/", edition, name="roadmap-edition"),
    path("roadmap/<uuid:uid>.<slug:format>", document, name="roadmap-document"),
]
