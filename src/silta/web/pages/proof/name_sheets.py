"""The register of names as a sheet, and back in two steps, as lists of records go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from silta.node.actions import names, uploads
from silta.node.actions.permissions import WRITERS, require
from silta.node.actions.sheets import Seen
from silta.node.errors import Denied
from silta.node.labels import say
from silta.node.queries.names import name_entries
from silta.reports.proof.register import KIND
from silta.reports.sheets.reading import MAX_BYTES, MAX_ROWS
from silta.reports.sheets.values import Values
from silta.reports.sheets.writing import write, write_csv
from silta.web import wording
from silta.web.asking import actor_of, answering
from silta.web.pages.records.sheets import MEDIA_TYPE, as_file, preview_context, sheet_back, uploaded
from silta.web.subjects import is_about
from silta.words.errors import Problem, SiltaError

_SESSION: Final = "names-sheet"


@answering
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The whole register as XLSX, or with `?format=csv` as CSV."""
    require(actor_of(request), *WRITERS)
    values = Values(KIND, say, wording.reader_language(), {}, ())
    if request.GET.get("format") == "csv":
        return as_file(write_csv(name_entries(), values), "names.csv", "text/csv; charset=utf-8")
    title = wording.kind_label(KIND.code, plural=True)
    return as_file(write(name_entries(), values, title), "names.xlsx", MEDIA_TYPE)


@answering
def bring(request: HttpRequest) -> HttpResponseBase:
    """The form; sent, it shows what the sheet would change and writes nothing."""
    require(actor_of(request), *WRITERS)
    if request.method != "POST":
        return _form(request)
    try:
        raw = uploaded(request)
        seen = names.look_at_names(raw, say, wording.reader_language())
        request.session[_SESSION] = uploads.keep(raw)
    except SiltaError as error:
        return _form(request, error.problems)
    is_about(request, "names")
    return render(
        request,
        "web/records/sheet_preview.html",
        preview_context(KIND, seen, _addresses()) | {"kept_here": True},
    )


@answering
@require_POST
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Write what the preview has shown as new and changed."""
    try:
        count = names.accept_names(actor_of(request), _seen(request).of("new", "changed"))
    except Denied:
        raise
    except SiltaError as error:
        return _form(request, error.problems)
    uploads.drop(request.session.pop(_SESSION))
    said = ngettext("{count} name was written.", "{count} names were written.", count)
    messages.success(request, said.format(count=count))
    return redirect("names")


@answering
def returned(request: HttpRequest) -> HttpResponseBase:
    """The rows that are not taken as they are, with what is wrong marked in them."""
    require(actor_of(request), *WRITERS)
    try:
        seen = _seen(request)
    except SiltaError as error:
        return _form(request, error.problems)
    values = Values(KIND, say, wording.reader_language(), {}, ())
    return as_file(sheet_back(KIND, seen, values), "names-returned.xlsx", MEDIA_TYPE)


def _addresses() -> dict[str, str]:
    """Where the pages of sheets lead to."""
    named = {
        "list": "names",
        "bring": "bring-names",
        "confirm": "confirm-names",
        "returned": "returned-names",
    }
    return {name: reverse(view) for name, view in {**named, "sheet": "names-sheet"}.items()}


def _seen(request: HttpRequest) -> Seen:
    """What the sheet that waits amounts to now. Raises `SiltaError` `upload.expired`."""
    raw = uploads.kept(str(request.session.get(_SESSION, "")))
    return names.look_at_names(raw, say, wording.reader_language())


def _form(request: HttpRequest, problems: Sequence[Problem] = ()) -> HttpResponse:
    is_about(request, "names")
    context = {
        "plural": wording.kind_label(KIND.code, plural=True),
        "problems": problems,
        "limit": MAX_BYTES,
        "rows": MAX_ROWS,
        "at": _addresses(),
        "kept_here": True,
    }
    return render(request, "web/records/sheet.html", context, status=400 if problems else 200)
