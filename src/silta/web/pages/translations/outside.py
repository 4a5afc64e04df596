"""Files for outside translators: a list taken along, and brought back in two steps. In between the file waits on the node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from silta.crosswalk.glossary import Glossary
from silta.crosswalk.terminology import terms_used
from silta.node.actions import uploads
from silta.node.actions.permissions import WRITERS, require
from silta.node.actions.translations import accept
from silta.node.errors import Denied
from silta.node.queries import translations as queries
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.terms import glossary
from silta.node.queries.translation_units import judged, left, units
from silta.records.wordings import Place
from silta.reports.translations import files
from silta.reports.translations.checking import findings
from silta.reports.translations.judging import STANDINGS, Judged
from silta.reports.translations.units import MAX_BYTES, MAX_UNITS, Returned
from silta.web import wording
from silta.web.asking import actor_of, answering, needed_arrangement
from silta.web.errors import sentence
from silta.web.pages.translations.listing import asked_of, query_of, say
from silta.web.subjects import is_about
from silta.words.codes import TRANSLATION_STATUS
from silta.words.errors import Problem, SiltaError
from silta.words.languages import CODES

_SESSION: Final = "translations"
SHOWN: Final = 100
"""Texts of each sort that the preview spells out; their number is always told in full."""


@dataclass(frozen=True)
class Shown:
    """A unit on the page: where it stands in the file, the record and the field, both wordings, and what is in the way."""

    row: Judged
    heading: str
    label: str
    fault: str
    where: str
    hints: list[str]


def statuses() -> dict[str, str]:
    """The words for a status, in all languages and case folded → its code."""
    return {
        wording.code_label(TRANSLATION_STATUS, code, tag).casefold(): code
        for tag in CODES
        for code in TRANSLATION_STATUS
    }


@answering
def export(request: HttpRequest) -> HttpResponseBase:
    """The texts of the list that lack something, for a translator: `?format=xliff` or `xlsx`; `?all=1` gives all texts."""
    around = needed_arrangement(request)
    require(actor_of(request), *WRITERS)
    asked = asked_of(request, queries.languages(around))
    all_texts = request.GET.get("all") == "1"
    try:
        found = units(around, asked, say, wording.reader_language(), all_texts=all_texts)
        file = files.write(found, request.GET.get("format", files.XLIFF), say)
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
        return redirect(f"{reverse('translations')}?{query_of(asked)}")
    return _attached(file)


@answering
def bring(request: HttpRequest) -> HttpResponseBase:
    """The form; sent, it shows what the file would change and writes nothing."""
    around = needed_arrangement(request)
    require(actor_of(request), *WRITERS)
    if request.method != "POST":
        return _form(request)
    try:
        raw = _uploaded(request)
        returned_file = files.read(raw, statuses())
        rows = judged(around, returned_file)
        request.session[_SESSION] = uploads.keep(raw)
    except SiltaError as error:
        return _form(request, error.problems)
    return _preview(request, around, returned_file, rows)


@answering
@require_POST
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Take what the preview has shown into drafts, in one step."""
    around = needed_arrangement(request)
    try:
        found = _kept(request)
        done = accept(actor_of(request), around, found, conflicts=request.POST.get("conflicts") == "1")
    except Denied:
        raise
    except SiltaError as error:
        return _form(request, error.problems)
    uploads.drop(request.session.pop(_SESSION, ""))
    said = ngettext(
        "{count} text was taken into the drafts. Nothing is released yet.",
        "{count} texts were taken into the drafts. Nothing is released yet.",
        done.texts,
    )
    messages.success(request, said.format(count=done.texts))
    return redirect(f"{reverse('translations')}?to={found.target}")


@answering
def returned(request: HttpRequest) -> HttpResponseBase:
    """The texts that are not taken, with what is wrong marked in them, in the format in which they came."""
    around = needed_arrangement(request)
    require(actor_of(request), *WRITERS)
    try:
        raw = uploads.kept(request.session.get(_SESSION, ""))
        found = files.read(raw, statuses())
        here = left(around, found, say, wording.reader_language())
        batch = files.marked(judged(around, found), found, here, sentence)
        return _attached(files.write([batch], files.format_of(raw), say, "returned"))
    except SiltaError as error:
        return _form(request, error.problems)


def _attached(file: files.File) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return HttpResponse(file.raw, content_type=file.media_type, headers=headers)


def _uploaded(request: HttpRequest) -> bytes:
    """The uploaded bytes. Raises `SiltaError`: `upload.no-file`, `format.too-large`."""
    file = request.FILES.get("file")
    if file is None:
        raise SiltaError("upload.no-file")
    if (file.size or 0) > MAX_BYTES:
        raise SiltaError("format.too-large", bytes=file.size or 0, limit=MAX_BYTES)
    raw: bytes = file.read()
    return raw


def _kept(request: HttpRequest) -> Returned:
    """The file that waits. Raises `SiltaError` `upload.expired`."""
    return files.read(uploads.kept(request.session.get(_SESSION, "")), statuses())


def _form(request: HttpRequest, problems: Sequence[Problem] = ()) -> HttpResponse:
    is_about(request, "translations")
    context = {"problems": problems, "limit": MAX_BYTES, "units": MAX_UNITS}
    return render(request, "web/translations/bring.html", context, status=400 if problems else 200)


def _preview(
    request: HttpRequest, around: ArrangementView, found: Returned, rows: Sequence[Judged]
) -> HttpResponse:
    is_about(request, "translations")
    here = left(around, found, say, wording.reader_language())
    known = glossary()
    counts = {standing: sum(row.standing == standing for row in rows) for standing in STANDINGS}
    sorts = []
    for standing in STANDINGS[:-1]:
        some = [row for row in rows if row.standing == standing][:SHOWN]
        sorts.append(
            (standing, [_shown(row, found, here, known) for row in some], max(counts[standing] - SHOWN, 0))
        )
    context = {
        "source": found.source,
        "target": found.target,
        "counts": counts,
        "takes": counts["new"] + counts["changed"],
        "conflicts": sum(row.standing == "conflict" and row.wording is not None for row in rows),
        "sorts": sorts,
        "headings": _headings(),
    }
    return render(request, "web/translations/preview.html", context)


def _headings() -> dict[str, str]:
    return {
        "new": gettext("New translations"),
        "changed": gettext("Changed translations"),
        "conflict": gettext("In conflict: not taken unless you say so"),
        "wrong": gettext("Wrong: not taken"),
    }


def _shown(
    row: Judged, found: Returned, here: Mapping[tuple[str, str], tuple[Place, str, str]], known: Glossary
) -> Shown:
    place, heading, label = here.get((row.record, row.path), (None, "", ""))
    fault = sentence(row.problem) if row.problem else ""
    hints = _hints(row, found, place, known) if place and row.wording else []
    return Shown(row, heading or row.unit.id[:80], label, fault, _where(row), hints)


def _hints(row: Judged, found: Returned, place: Place, known: Glossary) -> list[str]:
    """What to look at in a translation before it is taken, as at the desk."""
    words = row.wording["text"] if row.wording else ""
    original = place.text.get(found.source, {}).get("text", "")
    uses = terms_used(known, original, found.source, words, found.target)
    short = place.field.shape == "title"
    return [sentence(p) for p in findings(original, found.source, words, found.target, uses, short=short)]


def _where(row: Judged) -> str:
    """Where a unit stands in its file, in words."""
    sort, _, number = row.unit.where.partition(" ")
    return (gettext("row {number}") if sort == "row" else gettext("line {number}")).format(number=number)
