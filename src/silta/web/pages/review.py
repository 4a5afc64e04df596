"""The annual review: to be read in one language or two, computed here again, agreed to, taken along as a file."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_POST, require_safe

from silta.node.actions.permissions import WRITERS
from silta.node.documents import Text, document_text, draft_review, make_document, takes_long
from silta.node.errors import Denied, NotFound
from silta.node.queries import records
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.joint import joint_text
from silta.node.queries.rows import local_today
from silta.records.views import Record
from silta.reports.render.formats import FORMATS
from silta.reports.render.html import html_fragment
from silta.web import wording
from silta.web.asking import actor_of, answering, may, needed_arrangement
from silta.web.pages.joint import document_languages, joint_context
from silta.web.subjects import is_about
from silta.web.titles import title_of_year
from silta.words.errors import Problem, SiltaError
from silta.words.languages import LANGUAGES

_TITLE: Final = gettext_noop("Annual review {year}")
_YEARS: Final = range(1990, 2100)
_LIGHTER: Final = 20
"""How many times less work it is to show the review in one language or two than to make a document of it."""


@answering
def newest(request: HttpRequest) -> HttpResponse:
    """The review of the newest year that has one; without any, what a review of this year would say."""
    around = needed_arrangement(request)
    years = _years(around)
    return _page(request, around, years, years[0] if years else local_today().year)


@answering
def of_year(request: HttpRequest, year: int) -> HttpResponse:
    """The review of a year."""
    if year not in _YEARS:
        raise Http404
    is_about(request, "annual-review")
    around = needed_arrangement(request)
    return _page(request, around, _years(around), year)


@answering
def of_record(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The review of the year of the record with that id."""
    page = records.get(uid, party=request.GET.get("party"))
    if page.row.kind != "annual-review" or not page.row.year:
        raise Http404
    is_about(request, "annual-review")
    return _page(request, page.arrangement, _years(page.arrangement), page.row.year)


def _years(around: ArrangementView) -> list[int]:
    """The years that have a released review, the newest first."""
    texts = records.joint_texts(around.id, wording.reader_language())
    return list(dict.fromkeys(t.row.year for t in texts if t.row.kind == "annual-review" and t.row.year))


def _page(request: HttpRequest, around: ArrangementView, years: Sequence[int], year: int) -> HttpResponse:
    languages = document_languages(request)
    context: dict[str, Any] = {
        "around": around,
        "parties": around.parties,
        "year": year,
        "years": sorted({*years, year, local_today().year}, reverse=True),
        "chosen": languages,
        "languages": LANGUAGES,
        "query": ",".join(languages),
        "formats": tuple(FORMATS.values()),
        "may_write": may(request, *WRITERS),
    }
    if takes_long(around.id, _LIGHTER):
        held = joint_text(around.id, "annual-review", year)
        context |= {"long": True} | (_answered(request, held) if held else {})
        return render(request, "web/review/review.html", context)
    try:
        found = document_text("annual-review", around.id, {"year": year}, languages)
    except NotFound as error:
        return render(request, "web/review/review.html", context | {"problems": error.problems})
    context |= _found(request, found)
    return render(request, "web/review/review.html", context)


def _found(request: HttpRequest, found: Text) -> dict[str, Any]:
    context: dict[str, Any] = {
        # The renderer escapes every text and writes no attribute that it does not know.
        "document": SafeString(html_fragment(found.laid)),
        "digest": found.digest,
        "same": found.same,
        "other_form": found.other_form,
    }
    return context | (_answered(request, found.record) if found.record else {})


def _answered(request: HttpRequest, held: Record) -> dict[str, Any]:
    """Who has agreed to the record of a review, and the form to answer it."""
    page = records.get(held.id, party=held.party, language=wording.reader_language())
    return joint_context(request, page, page.record.latest)


@answering
@require_safe
def document(request: HttpRequest, year: int, format: str) -> HttpResponseBase:  # noqa: A002 - as documents call it
    """The review as a file to keep, send and print."""
    if format not in FORMATS or year not in _YEARS:
        raise Http404
    around = needed_arrangement(request)
    try:
        made = make_document(
            "annual-review", around.id, {"year": str(year)}, document_languages(request), format
        )
    except NotFound as error:
        return _refused(request, around, year, error.problems)
    except SiltaError as error:
        return _refused(request, around, year, error.problems, status=500)
    answer = HttpResponse(made.data, content_type=made.media_type)
    answer["Content-Disposition"] = f'attachment; filename="{made.file_name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _refused(
    request: HttpRequest, around: ArrangementView, year: int, problems: Sequence[Problem], status: int = 409
) -> HttpResponse:
    context = {
        "around": around,
        "parties": around.parties,
        "year": year,
        "years": [year],
        "problems": problems,
    }
    return render(request, "web/review/review.html", context, status=status)


@answering
@require_POST
def compute(request: HttpRequest, year: int) -> HttpResponseBase:
    """Compute the review of a year from the logs as they are now, as a draft to be given words."""
    if year not in _YEARS:
        raise Http404
    around = needed_arrangement(request)
    try:
        uid = draft_review(actor_of(request), around.id, year, {"title": title_of_year(_TITLE, year)})
    except Denied:
        raise
    except SiltaError as error:
        return _refused(request, around, year, error.problems)
    return HttpResponseRedirect(reverse("draft", args=[uid]))


urlpatterns = [
    path("annual-review/", newest, name="annual-review"),
    path("annual-review/<int:year>/", of_year, name="annual-review-year"),
    path("annual-review/<int:year>/compute/", compute, name="compute-review"),
    path("annual-review/<int:year>.<slug:format>", document, name="annual-review-document"),
    path("annual-review/<uuid:uid>/", of_record, name="annual-review-of"),
]
