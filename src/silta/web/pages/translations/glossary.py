"""The glossary: the node's own terms, which come first, and those that Silta brings."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO
from itertools import islice
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from silta.node.actions import glossary as actions
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import Denied, NotFound
from silta.node.queries import glossary as queries
from silta.node.queries.glossary import TermRow
from silta.standards.formats.template_rows import FORMULA
from silta.web import wording
from silta.web.asking import actor_of, answering, may
from silta.web.writing import number as write_number
from silta.words.errors import Problem, SiltaError
from silta.words.languages import CODES

SHOWN: Final = 300
"""Terms of each sort on a page; a search narrows them."""


@answering
def glossary(request: HttpRequest) -> HttpResponse:
    """All terms, or those that hold the words that are looked for."""
    return _page(request)


def _page(request: HttpRequest, problems: Sequence[Problem] = ()) -> HttpResponse:
    words = request.GET.get("words", "").strip()[:200]
    own, brought = queries.own_terms(), queries.built_in_terms()
    found_own, found_brought = list(queries.matching(own, words)), list(queries.matching(brought, words))
    tags = [*CODES, *sorted({tag for row in (*own, *brought) for tag in row.terms} - {*CODES})]
    context = {
        "words": words,
        "languages": [(tag, wording.language_name(tag)) for tag in tags],
        "own": [_cells(row, tags) for row in islice(found_own, SHOWN)],
        "brought": [_cells(row, tags) for row in islice(found_brought, SHOWN)],
        "own_total": len(found_own),
        "brought_total": len(found_brought),
        "has_own": bool(own),
        "shown": SHOWN,
        "may_write": may(request, *WRITERS),
        "problems": problems,
        "limit": actions.MAX_TABLE,
    }
    return render(request, "web/translations/glossary.html", context, status=400 if problems else 200)


def _cells(row: TermRow, tags: Sequence[str]) -> tuple[TermRow, list[tuple[str, str]]]:
    return row, [(tag, row.terms.get(tag, "")) for tag in tags]


@answering
def new(request: HttpRequest) -> HttpResponseBase:
    """The form of a new term; `?of=` fills in the one of Silta's own that is to be said otherwise."""
    require(actor_of(request), *WRITERS)
    if request.method == "POST":
        return _saved(request, None)
    brought = {row.terms.get("en", ""): row.terms for row in queries.built_in_terms()}
    return _form(request, None, brought.get(request.GET.get("of", ""), {}), "")


@answering
def term(request: HttpRequest, number: int) -> HttpResponseBase:
    """The form of one of the node's own terms."""
    require(actor_of(request), *WRITERS)
    held = queries.own_term(number)
    return (
        _saved(request, number) if request.method == "POST" else _form(request, held, held.terms, held.note)
    )


def _saved(request: HttpRequest, number: int | None) -> HttpResponse:
    terms = {
        name.removeprefix("term:"): request.POST[name] for name in request.POST if name.startswith("term:")
    }
    note = request.POST.get("note", "")
    try:
        actions.save_term(actor_of(request), number, terms, note)
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        held = queries.own_term(number) if number is not None else None
        return _form(request, held, terms, note, error.problems)
    messages.success(request, gettext("The term is kept. It counts from now on."))
    return redirect("glossary")


def _form(
    request: HttpRequest,
    held: TermRow | None,
    terms: Mapping[str, str],
    note: str,
    problems: Sequence[Problem] = (),
) -> HttpResponse:
    tags = [*CODES, *sorted({*terms, "sv"} - {*CODES})]
    context: dict[str, Any] = {
        "held": held,
        "terms": [(tag, wording.language_name(tag), terms.get(tag, "")) for tag in tags],
        "note": note,
        "problems": problems,
    }
    return render(request, "web/translations/term.html", context, status=400 if problems else 200)


@answering
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take one of the node's own terms out."""
    actions.remove_term(actor_of(request), number)
    messages.success(request, gettext("The term is gone."))
    return redirect("glossary")


@answering
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Take over a table of terms."""
    file = request.FILES.get("file")
    if file is None:
        return _page(request, (Problem("upload.no-file"),))
    try:
        done = actions.import_table(actor_of(request), file.read(actions.MAX_TABLE + 1))
    except (Denied, NotFound):
        raise
    except SiltaError as error:
        return _page(request, error.problems)
    said = gettext("Terms: {new} new, {changed} changed, {unchanged} as they were.").format(
        new=write_number(done.new), changed=write_number(done.changed), unchanged=write_number(done.unchanged)
    )
    messages.success(request, said)
    return redirect("glossary")


@answering
def table(request: HttpRequest) -> HttpResponse:
    """The node's own terms as CSV; with `?all=1` those that Silta brings too."""
    rows = queries.own_terms()
    if request.GET.get("all") == "1":
        rows += queries.built_in_terms()
    answer = HttpResponse(_csv(rows), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="glossary.csv"'
    return answer


def _csv(rows: Iterable[TermRow]) -> bytes:
    listed = list(rows)
    tags = [*CODES, *sorted({tag for row in listed for tag in row.terms} - {*CODES})]
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*tags, "note"])
    for row in listed:
        cells = [*(row.terms.get(tag, "") for tag in tags), row.note]
        writer.writerow([FORMULA.sub(r"'\1", cell) for cell in cells])
    return out.getvalue().encode("utf-8-sig")
