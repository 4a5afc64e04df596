"""A list as a sheet: taken along with its filters, and brought back in two steps. In between the file waits on the node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from silta.node.actions import sheets, uploads
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import Denied, Refused
from silta.node.labels import say
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.sheets import entries, values_for
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.reports.sheets.columns import headings, main_columns, part_columns, parts_of
from silta.reports.sheets.judging import STANDINGS, Judged
from silta.reports.sheets.reading import MAX_BYTES, MAX_ROWS, Wrong
from silta.reports.sheets.values import Values
from silta.reports.sheets.writing import write, write_back, write_csv
from silta.web import wording
from silta.web.asking import actor_of, answering, needed_arrangement
from silta.web.errors import sentence
from silta.web.pages import bringing
from silta.web.pages.jobs import JobShown
from silta.web.pages.records.lists import asked_of
from silta.web.subjects import is_about
from silta.words.errors import Problem, SiltaError

_SESSION: Final = "sheet"
_SORT: Final = "list"
MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MAX_SHOWN: Final = 200
"""Rows of each sort that the preview spells out; their number is always told in full."""


@dataclass(frozen=True)
class Fault:
    """One thing in the way: its row, the sheet if it is not the main one, the heading of its column, and a sentence."""

    row: int
    sheet: str
    column: str
    words: str


@dataclass(frozen=True)
class Preview:
    """A good row: its number, what the record is called, in which language, and the headings of what changes."""

    row: int
    title: str
    language: str
    changed: str


@answering
def download(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The list as XLSX, or with `?format=csv` as CSV, narrowed and ordered as on its page."""
    known, around = _known(kind), needed_arrangement(request)
    language = wording.reader_language()
    filters, sort = asked_of(request, known)
    try:
        found = entries(kind, around.id, language, filters, sort)
    except SiltaError as error:
        return _form(request, known, error.problems)
    values = values_for(known, around, say, language)
    if request.GET.get("format") == "csv":
        return as_file(write_csv(found, values), f"{kind}.csv", "text/csv; charset=utf-8")
    return as_file(write(found, values, wording.kind_label(kind, plural=True)), f"{kind}.xlsx", MEDIA_TYPE)


@answering
def bring(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The form; sent, it shows what the sheet would change and writes nothing."""
    known, around = _known(kind), needed_arrangement(request)
    require(actor_of(request), *WRITERS)
    try:
        if request.method != "POST":
            return _waited(request, known)
        raw = uploaded(request)
        if uploads.is_large(raw):
            about = {"kind": kind, "arrangement": around.id}
            return bringing.begin(request, _addresses(kind)["bring"], _SORT, uploads.keep(raw), **about)
        seen = sheets.look(raw, known, around, say, wording.reader_language())
        request.session[_SESSION] = {"token": uploads.keep(raw), "kind": kind}
    except SiltaError as error:
        return _form(request, known, error.problems)
    return _preview(request, known, seen)


def _waited(request: HttpRequest, kind: Kind) -> HttpResponseBase:
    """The form, or what the job that the address names has found in a large sheet, or how far it got."""
    job = bringing.waited(request, _SORT, kind=kind.code)
    if job is None:
        return _form(request, kind)
    if job.taken is not None:
        bringing.forget(request, _SORT)
        return _made(request, kind.code, job.taken["count"])
    if not job.seen:
        return _form(request, kind, job.problems, job.shown)
    seen = uploads.kept_value(job.seen, sheets.Seen)
    request.session[_SESSION] = {"token": job.token, "kind": kind.code, "seen": job.seen}
    return _preview(request, kind, seen)


@answering
@require_POST
def confirm(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Make drafts of what the preview has shown as new and changed."""
    known, around = _known(kind), needed_arrangement(request)
    held = _held(request, known)
    if held.get("seen"):
        require(actor_of(request), *WRITERS)
        about = {"kind": kind, "arrangement": around.id, "take": True}
        return bringing.begin(request, _addresses(kind)["bring"], _SORT, held["token"], **about)
    try:
        count = sheets.accept(actor_of(request), known, around, _seen(request, known, around))
    except Denied:
        raise
    except SiltaError as error:
        return _form(request, known, error.problems)
    uploads.drop(request.session.pop(_SESSION)["token"])
    return _made(request, kind, count)


def _made(request: HttpRequest, kind: str, count: int) -> HttpResponseBase:
    said = ngettext(
        "{count} draft was made. Nothing is released yet.",
        "{count} drafts were made. Nothing is released yet.",
        count,
    )
    messages.success(request, said.format(count=count))
    return redirect("records-of-kind", kind=kind)


@answering
@require_POST
def undo_sheet(request: HttpRequest, kind: str) -> HttpResponseBase:
    """Take back the drafts that the person's latest sheet has made."""
    known, around = _known(kind), needed_arrangement(request)
    try:
        count = sheets.undo(actor_of(request), known.code, around.id)
    except Refused as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
    else:
        said = ngettext(
            "{n} draft was thrown away again. What was released stays as it is.",
            "{n} drafts were thrown away again. What was released stays as it is.",
            count,
        )
        messages.success(request, said.format(n=count))
    return redirect("records-of-kind", kind=kind)


@answering
def returned(request: HttpRequest, kind: str) -> HttpResponseBase:
    """The rows that are not taken as they are, with what is wrong marked in them."""
    known, around = _known(kind), needed_arrangement(request)
    require(actor_of(request), *WRITERS)
    try:
        seen = _seen(request, known, around)
    except SiltaError as error:
        return _form(request, known, error.problems)
    values = values_for(known, around, say, wording.reader_language())
    return as_file(sheet_back(known, seen, values), f"{kind}-returned.xlsx", MEDIA_TYPE)


def sheet_back(kind: Kind, seen: sheets.Seen, values: Values) -> bytes:
    """The rows of a sheet that were not taken, with what is wrong marked in them."""
    marked: dict[tuple[str, int], dict[str, str]] = {}
    faults = [*seen.lost, *(wrong for row in seen.of("wrong", "conflict") for wrong in row.wrong)]
    for row in seen.of("wrong", "conflict"):
        marked.setdefault(("", row.number), {})
    for one in faults:
        cell = marked.setdefault((one.part, one.row), {})
        cell[one.key] = " ".join(filter(None, (cell.get(one.key), sentence(one.problem))))
    return write_back(seen.filled, marked, values, wording.kind_label(kind.code, plural=True))


def _known(kind: str) -> Kind:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def as_file(raw: bytes, name: str, media_type: str) -> HttpResponse:
    answer = HttpResponse(raw, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def uploaded(request: HttpRequest) -> bytes:
    """The uploaded bytes. Raises `SiltaError`: `upload.no-file`, `format.too-large`."""
    file = request.FILES.get("file")
    if file is None:
        raise SiltaError("upload.no-file")
    if (file.size or 0) > MAX_BYTES:
        raise SiltaError("format.too-large", bytes=file.size or 0, limit=MAX_BYTES)
    raw: bytes = file.read()
    return raw


def _seen(request: HttpRequest, kind: Kind, around: ArrangementView) -> sheets.Seen:
    """What the sheet that waits amounts to now, a large one when a job looked. Raises `SiltaError` `upload.expired`."""
    held = _held(request, kind)
    if held.get("seen"):
        return uploads.kept_value(held["seen"], sheets.Seen)
    raw = uploads.kept(held.get("token", ""))
    return sheets.look(raw, kind, around, say, wording.reader_language())


def _held(request: HttpRequest, kind: Kind) -> dict[str, str]:
    """What this session remembers of a sheet of that kind."""
    held: dict[str, str] = request.session.get(_SESSION, {})
    return held if held.get("kind") == kind.code else {}


def _addresses(kind: str) -> dict[str, str]:
    """Where the pages of sheets lead to."""
    named = {
        "list": "records-of-kind",
        "bring": "bring-sheet",
        "confirm": "confirm-sheet",
        "returned": "returned-sheet",
    }
    return {name: reverse(view, args=[kind]) for name, view in {**named, "sheet": "sheet"}.items()}


def _form(
    request: HttpRequest, kind: Kind, problems: Sequence[Problem] = (), job: JobShown | None = None
) -> HttpResponse:
    is_about(request, kind.code)
    context = {
        "job": job or bringing.left(request, _SORT, kind=kind.code),
        "at": _addresses(kind.code),
        "plural": wording.kind_label(kind.code, plural=True),
        "problems": problems,
        "limit": MAX_BYTES,
        "rows": MAX_ROWS,
    }
    return render(request, "web/records/sheet.html", context, status=400 if problems else 200)


def _preview(request: HttpRequest, kind: Kind, seen: sheets.Seen) -> HttpResponse:
    is_about(request, kind.code)
    return render(
        request, "web/records/sheet_preview.html", preview_context(kind, seen, _addresses(kind.code))
    )


def preview_context(kind: Kind, seen: sheets.Seen, at: Mapping[str, str]) -> dict[str, Any]:
    """What the page shows of a sheet before anything is written."""
    counts = {standing: len(seen.of(standing)) for standing in STANDINGS}
    faults = [*seen.lost, *(one for row in seen.of("wrong", "conflict") for one in row.wrong)]
    return {
        "at": at,
        "plural": wording.kind_label(kind.code, plural=True),
        "counts": counts,
        "takes": counts["new"] + counts["changed"],
        "faults": list(_faults(kind, faults[:MAX_SHOWN])),
        "more_faults": max(len(faults) - MAX_SHOWN, 0),
        "sorts": [
            (standing, list(_rows(kind, seen.of(standing)[:MAX_SHOWN])), max(counts[standing] - MAX_SHOWN, 0))
            for standing in ("changed", "new")
        ],
        "unknown": ", ".join(seen.filled.main.unknown),
    }


def _faults(kind: Kind, wrongs: Iterable[Wrong]) -> Iterator[Fault]:
    language = wording.reader_language()
    names = {"": headings(main_columns(kind), say, language)}
    names |= {one.name: headings(part_columns(one), say, language) for one in parts_of(kind)}
    for one in wrongs:
        sheet = wording.label("field", kind.field(one.part).label) if one.part else ""
        column = names[one.part].get(one.key, "")
        if not column and not one.part and kind.has(one.key):
            column = wording.label("field", kind.field(one.key).label)
        yield Fault(one.row, sheet, column, sentence(one.problem))


def _rows(kind: Kind, rows: Iterable[Judged]) -> Iterator[Preview]:
    for row in rows:
        title, language = kind.title_of(row.fields, wording.reader_language())
        number: Any = row.fields.get(kind.number, "")
        labels = [wording.label("field", kind.field(name).label) for name in row.changed if kind.has(name)]
        yield Preview(row.number, f"{number} {title}".strip(), language, ", ".join(labels))
