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
from silta.node.labels import statuses
from silta.node.queries import translations as queries
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.terms import glossary
from silta.node.queries.translation_units import Looked, judged, left, look, units
from silta.records.wordings import Place
from silta.reports.translations import files
from silta.reports.translations.checking import findings
from silta.reports.translations.judging import STANDINGS, Judged, records_of
from silta.reports.translations.units import MAX_BYTES, MAX_UNITS, Returned
from silta.web import wording
from silta.web.asking import actor_of, answering, needed_arrangement
from silta.web.errors import sentence
from silta.web.pages import bringing
from silta.web.pages.jobs import JobShown
from silta.web.pages.translations.listing import asked_of, query_of, say
from silta.web.subjects import is_about
from silta.words.errors import Problem, SiltaError

_SESSION: Final = "translations"
_SEEN: Final = "translations-seen"
_SORT: Final = "translations"
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
    try:
        if request.method != "POST":
            return _waited(request, around)
        raw = _uploaded(request)
        if uploads.is_large(raw):
            back, token = reverse("translations-bring"), uploads.keep(raw)
            return bringing.begin(request, back, _SORT, token, arrangement=around.id)
        looked = look(around, files.read(raw, statuses()))
        _remember(request, uploads.keep(raw))
    except SiltaError as error:
        return _form(request, error.problems)
    return _preview(request, around, looked)


def _waited(request: HttpRequest, around: ArrangementView) -> HttpResponseBase:
    """The form, or what the job that the address names has found in a large file, or how far it got."""
    job = bringing.waited(request, _SORT, arrangement=around.id)
    if job is None:
        return _form(request)
    if job.taken is not None:
        bringing.forget(request, _SORT)
        return _done(request, job.taken["count"], job.taken["target"])
    if not job.seen:
        return _form(request, job.problems, job.shown)
    looked = uploads.kept_value(job.seen, Looked)
    _remember(request, job.token, job.seen)
    return _preview(request, around, looked)


def _remember(request: HttpRequest, token: str, seen: str = "") -> None:
    """The file that waits, and for a large one what a look at it has found."""
    request.session[_SESSION], request.session[_SEEN] = token, seen


@answering
@require_POST
def confirm(request: HttpRequest) -> HttpResponseBase:
    """Take what the preview has shown into drafts, in one step."""
    around = needed_arrangement(request)
    conflicts = request.POST.get("conflicts") == "1"
    if request.session.get(_SEEN):
        require(actor_of(request), *WRITERS)
        asked = {"arrangement": around.id, "conflicts": conflicts, "take": True}
        back = reverse("translations-bring")
        return bringing.begin(request, back, _SORT, request.session.get(_SESSION, ""), **asked)
    try:
        found = _kept(request)
        done = accept(actor_of(request), around, found, conflicts=conflicts)
    except Denied:
        raise
    except SiltaError as error:
        return _form(request, error.problems)
    uploads.drop(request.session.pop(_SESSION, ""))
    return _done(request, done.texts, found.target)


def _done(request: HttpRequest, count: int, target: str) -> HttpResponseBase:
    said = ngettext(
        "{count} text was taken into the drafts. Nothing is released yet.",
        "{count} texts were taken into the drafts. Nothing is released yet.",
        count,
    )
    messages.success(request, said.format(count=count))
    return redirect(f"{reverse('translations')}?to={target}")


@answering
def returned(request: HttpRequest) -> HttpResponseBase:
    """The texts that are not taken, with what is wrong marked in them, in the format in which they came."""
    around = needed_arrangement(request)
    require(actor_of(request), *WRITERS)
    try:
        raw = uploads.kept(request.session.get(_SESSION, ""))
        found = files.read(raw, statuses())
        here = left(around, records_of(found), say, wording.reader_language())
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


def _form(
    request: HttpRequest, problems: Sequence[Problem] = (), job: JobShown | None = None
) -> HttpResponse:
    is_about(request, "translations")
    job = job or bringing.left(request, _SORT)
    context = {"problems": problems, "limit": MAX_BYTES, "units": MAX_UNITS, "job": job}
    return render(request, "web/translations/bring.html", context, status=400 if problems else 200)


def _preview(request: HttpRequest, around: ArrangementView, looked: Looked) -> HttpResponse:
    is_about(request, "translations")
    found, rows, known = looked.returned, looked.rows, glossary()
    some = {one: [row for row in rows if row.standing == one][:SHOWN] for one in STANDINGS[:-1]}
    named = {row.record for several in some.values() for row in several if row.record}
    here = left(around, named, say, wording.reader_language())
    counts = {standing: sum(row.standing == standing for row in rows) for standing in STANDINGS}
    sorts = [
        (one, [_shown(row, found, here, known) for row in several], max(counts[one] - SHOWN, 0))
        for one, several in some.items()
    ]
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
