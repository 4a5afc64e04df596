"""All documents that Silta makes from the records: what each is, what it has to be told, in which languages and formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from silta.node import jobs
from silta.node.actions import uploads
from silta.node.documents import formats_of, make_document, takes_long
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.lists import Choice, choices
from silta.node.queries.rows import local_today
from silta.reports.catalogue import REPORTS, Report
from silta.reports.options import Option
from silta.reports.render.formats import Format
from silta.web import wording
from silta.web.asking import actor_of, answering, needed_arrangement
from silta.web.pages.jobs import asked_for
from silta.words.errors import Problem, SiltaError
from silta.words.languages import CODES, LANGUAGES

_CONTEXT: Final = "report"
_WHOLE_DAY: Final = len("2026-04-14")


@dataclass(frozen=True)
class Asked:
    """One thing that a report has to be told, as a field: of the `type` of `Option`, with what may be chosen."""

    id: str
    name: str
    label: str
    type: str
    value: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Offer:
    """A report as the page offers it; without `possible` there is no record yet that it could be about."""

    code: str
    label: str
    about: str
    fields: tuple[Asked, ...]
    formats: tuple[Format, ...]
    possible: bool
    public: bool = False

    @property
    def query(self) -> str:
        """What names the document that the form stands at."""
        return urlencode({"report": self.code, **{field.name: field.value for field in self.fields}})


@answering
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """All reports, each with its form."""
    return _page(request, needed_arrangement(request))


def _page(
    request: HttpRequest, around: ArrangementView, problems: Sequence[Problem] = (), status: int = 200
) -> HttpResponse:
    job = asked_for(request)
    context: dict[str, Any] = {
        "around": around,
        "parties": around.parties,
        "offers": offers_of(request, around),
        "languages": LANGUAGES,
        "chosen": _languages(request),
        "problems": problems,
        "job": job,
        "made": job if job and job.job.name == "document" and job.state == "done" else None,
    }
    return render(request, "web/reports/reports.html", context, status=status)


def offers_of(request: HttpRequest, around: ArrangementView) -> list[Offer]:
    """All reports with what they ask for, filled in with what `request` sent."""
    kinds = {kind for report in REPORTS.values() for option in report.options for kind in option.kinds}
    records = choices(tuple(sorted(kinds)), wording.reader_language(), around.id)
    return [_offer(report, request, records) for report in REPORTS.values()]


def _offer(report: Report, request: HttpRequest, records: Sequence[Choice]) -> Offer:
    sent = request.POST or request.GET  # a link may fill in a form
    said = sent if sent.get("report") == report.code else {}
    fields = tuple(
        _asked(report, option, str(said.get(option.name, "")), records) for option in report.options
    )
    return Offer(
        report.code,
        wording.label(_CONTEXT, report.label),
        wording.label(_CONTEXT, report.about),
        fields,
        formats_of(report),
        all(field.choices for field in fields if field.type == "record"),
        bool(report.audience),
    )


def _asked(report: Report, option: Option, said: str, records: Sequence[Choice]) -> Asked:
    today = local_today()
    usual = {"year": str(today.year), "day": today.isoformat()}.get(option.type, "")
    offered: tuple[tuple[str, str], ...] = ()
    if option.choices:
        offered = tuple((code, wording.code_label(option.choices, code)) for code in option.choices)
    elif option.type == "record":
        offered = tuple((one.uid, _named(one)) for one in records if one.kind in option.kinds)
    label = wording.label(_CONTEXT, option.label)
    return Asked(f"{report.code}-{option.name}", option.name, label, option.type, said or usual, offered)


def documents_about(kind: str, uid: str, day: str = "") -> list[tuple[str, str]]:
    """What can be made of a record, by its form on the page: the label of each report and its address. A meeting, which is on
    `day`, has the pack that prepares it.
    """
    found = [
        (report, option.name, uid)
        for report in REPORTS.values()
        for option in report.options
        if kind in option.kinds
    ]
    if kind == "meeting":
        found.append((REPORTS["briefing"], "day", day if len(day) == _WHOLE_DAY else ""))
    return [
        (
            wording.label(_CONTEXT, report.label),
            f"{reverse('reports')}?{urlencode({'report': report.code, name: value})}#report-{report.code}",
        )
        for report, name, value in found
    ]


def _named(choice: Choice) -> str:
    return " ".join(filter(None, (choice.number, choice.title or gettext("without a title yet"))))


def _languages(request: HttpRequest) -> tuple[str, ...]:
    """One language or two; what is none is passed over."""
    asked = (request.POST.get("first", ""), request.POST.get("second", ""))
    return tuple(dict.fromkeys(tag for tag in asked if tag in CODES)) or (wording.reader_language(),)


@answering
@require_POST
def make(request: HttpRequest) -> HttpResponseBase:
    """The document as a file; of large logs by a job, after which the page offers the file."""
    around = needed_arrangement(request)
    name, wanted = request.POST.get("report", ""), request.POST.get("format", "")
    report = REPORTS.get(name)
    if report is None:
        raise Http404
    options = {option.name: request.POST.get(option.name, "") for option in report.options}
    languages = _languages(request)
    if takes_long(around.id):
        asked = {"report": name, "arrangement": around.id, "options": options, "languages": list(languages)}
        number = jobs.start(actor_of(request), "document", asked | {"format": wanted})
        return HttpResponseRedirect(f"{reverse('reports')}?job={number}")
    try:
        made = make_document(name, around.id, options, languages, wanted)
    except SiltaError as error:
        return _page(request, around, error.problems, status=400)
    return _file(made.data, made.media_type, made.file_name)


@answering
@require_safe
def fetch(request: HttpRequest, number: int) -> HttpResponseBase:
    """The file that a job has made, while it is kept."""
    job = jobs.find(number)
    if job is None or job.name != "document" or job.state != "done":
        raise Http404
    try:
        raw = uploads.kept(str(job.result["token"]))
    except SiltaError as error:
        return _page(request, needed_arrangement(request), error.problems, status=410)
    return _file(raw, str(job.result["media_type"]), str(job.result["file_name"]))


def _file(raw: bytes, media_type: str, file_name: str) -> HttpResponse:
    answer = HttpResponse(raw, content_type=media_type)
    answer["Content-Disposition"] = f'attachment; filename="{file_name}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


urlpatterns = [
    path("", overview, name="reports"),
    path("make/", make, name="make-report"),
    path("made/<int:number>/", fetch, name="made-report"),
]
