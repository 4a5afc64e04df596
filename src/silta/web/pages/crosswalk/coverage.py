"""Coverage: how far each benchmark provision is covered by what both sides confirmed, and where gaps may be."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, pgettext_lazy
from django.views.decorators.http import require_POST

from silta.crosswalk.coverage import gap_candidates
from silta.node.actions.mappings import draft_gap, has_gap
from silta.node.actions.permissions import WRITERS
from silta.node.queries import crosswalk as queries
from silta.node.queries.crosswalk import Covered, Crosswalk
from silta.web.asking import actor_of, answering, may
from silta.web.errors import sentence
from silta.web.pages.crosswalk.lists import may_release
from silta.web.shell import arrangement_of
from silta.web.wording import reader_language
from silta.words.errors import SiltaError

STATES: Final = {
    "covered": ("check", "good", pgettext_lazy("coverage", "Covered")),
    "partial": ("half", "", pgettext_lazy("coverage", "Covered in part")),
    "none": ("missing", "wait", pgettext_lazy("coverage", "No counterpart")),
    "not-applicable": ("x", "off", pgettext_lazy("coverage", "Not applicable")),
    "to-review": ("stale", "wait", pgettext_lazy("coverage", "To be reviewed: the text has changed")),
    "not-assessed": ("ring", "", pgettext_lazy("coverage", "Not assessed")),
}
"""State of coverage → icon, tone, word."""


@dataclass(frozen=True)
class Line:
    """A benchmark provision on the page; `cause` is set where a gap may be, `gap` once there is one."""

    covered: Covered
    icon: str
    tone: str
    word: Any
    cause: str
    gap: bool


def newest(request: HttpRequest) -> HttpResponse:
    """The coverage of the first crosswalk; the list of crosswalks if there is none."""
    around = arrangement_of(request)
    rows = queries.crosswalks(around.id, reader_language()) if around else []
    return redirect("crosswalk-coverage", uid=rows[0].uid) if rows else redirect("crosswalks")


@answering
def coverage(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The table, chapter by chapter, printable; with the crosswalks beside it to choose from."""
    language = reader_language()
    page = queries.crosswalk(str(uid), language)
    around = page.record.arrangement
    lines = _lines(page, language) if not page.missing else []
    chapters = [
        (chapter, list(found)) for chapter, found in groupby(lines, lambda one: one.covered.line.chapter)
    ]
    context = {
        "crosswalk": page,
        "chapters": chapters,
        "others": queries.crosswalks(around.id, language),
        "waiting": sum(one.row is None for one in page.mappings),
        "stale": sum(one.state == "stale" for one in page.mappings),
        "may_write": may(request, *WRITERS),
        "may_release": may_release(request),
        "benchmark_title": page.title_of(page.benchmark, language),
        "compared_title": page.title_of(page.compared, language),
    }
    return render(request, "web/crosswalk/coverage.html", context)


def _lines(page: Crosswalk, language: str) -> list[Line]:
    found = queries.covered(page, language)
    causes = {one.unit: one.cause for one in gap_candidates({c.line.fragment: c.coverage for c in found})}
    gaps = has_gap(page)
    return [
        Line(
            one,
            *STATES[one.coverage.state],
            causes.get(one.line.fragment, ""),
            bool(gaps & set(one.coverage.decisions)),
        )
        for one in found
    ]


@answering
@require_POST
def gap(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Start the draft of a gap from a confirmed mapping, and go to its form."""
    fragment = request.POST.get("fragment", "")
    page = queries.crosswalk(str(uid), reader_language())
    line = next(
        (one for one in _lines(page, reader_language()) if one.covered.line.fragment == fragment), None
    )
    cause, about = (line.cause, line.covered.mappings) if line else ("", ())
    try:
        draft = draft_gap(actor_of(request), page, fragment, cause, about)
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
        return redirect("crosswalk-coverage", uid=uid)
    messages.success(
        request,
        gettext("A draft of the gap is kept. Word it without blame, give it a number, and release it."),
    )
    return redirect("draft", uid=draft)
