"""Documents under proof, before they leave the house; and texts that somebody pastes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from silta.node import jobs
from silta.node.documents import formats_of, takes_long
from silta.node.proofing import Proofed, answered_document, document_subject, proof_document, proof_texts
from silta.node.queries import records
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.proofing import quoted_records
from silta.node.queries.rows import local_today
from silta.reports.catalogue import REPORTS, Report
from silta.reports.options import Values, read_options
from silta.reports.proof.finding import of_wire
from silta.web import wording
from silta.web.asking import actor_of, answering, needed_arrangement
from silta.web.pages.jobs import JobShown, asked_for
from silta.web.pages.proof.shown import answered, proof_context
from silta.web.pages.records.lists import draft_row
from silta.web.pages.reports import offers_of
from silta.web.subjects import is_about
from silta.words.errors import SiltaError
from silta.words.languages import CODES, LANGUAGES

_DRAFTS = 30
"""Drafts that the desk lists, the last saved first."""
_LIGHTER = 5
"""Reading a document takes a fifth of the time of making it in the heaviest format, or less."""


@dataclass(frozen=True)
class Asked:
    """A document that is asked for: its report, its options as read, and the query that names it."""

    report: Report
    given: Values

    @property
    def query(self) -> str:
        return urlencode({"report": self.report.code, **self.given})


@answering
def desk(request: HttpRequest) -> HttpResponse:
    """What can be proof-read: documents, drafts, a text of one's own."""
    return _desk(request, needed_arrangement(request), {})


def _desk(
    request: HttpRequest, around: ArrangementView, more: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    is_about(request, "proof")
    drafts, _ = records.drafts_page(None, around.id, limit=_DRAFTS)
    context: dict[str, Any] = {
        "around": around,
        "parties": around.parties,
        "offers": offers_of(request, around),
        "drafts": [draft_row(held) for held in drafts],
        "languages": LANGUAGES,
        "texts": [(one, request.POST.get(one.code, "")) for one in LANGUAGES],
        "year": request.POST.get("year", str(local_today().year)),
    }
    return render(request, "web/proof/desk.html", {**context, **more}, status=status)


@answering
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """From the form of a report to the page that proof-reads it."""
    report = REPORTS.get(request.POST.get("report", ""))
    if report is None:
        raise Http404
    said = {option.name: request.POST.get(option.name, "") for option in report.options}
    return HttpResponseRedirect(f"{reverse('proof-document')}?{urlencode({'report': report.code, **said})}")


@answering
def document(request: HttpRequest) -> HttpResponseBase:
    """What was found in a document; sent, what is ticked is left as it is, or a job begins."""
    around = needed_arrangement(request)
    is_about(request, "proof")
    try:
        asked = _asked(request)
        if request.method == "POST":
            return _answer(request, around, asked)
        job = asked_for(request)
        read = _read(around, asked, job)
    except SiltaError as error:
        return _desk(request, around, {"problems": error.problems}, status=400)
    context = {
        "around": around,
        "parties": around.parties,
        "query": asked.query,
        "given": asked.given.items(),
        "report": asked.report,
        "label": wording.label("report", asked.report.label),
        "formats": formats_of(asked.report),
        "languages": LANGUAGES,
        "chosen": wording.reader_language(),
        "job": None if read else job,
    }
    if read:
        quoted = quoted_records({one.finding.place.record for one in read.looked})
        context |= proof_context(request, read, lambda _where, _language: ("", ""), quoted)
    return render(request, "web/proof/document.html", context)


def _asked(request: HttpRequest) -> Asked:
    """Raises `Http404`, `OptionRefused`."""
    report = REPORTS.get(request.GET.get("report", ""))
    if report is None:
        raise Http404
    said = {option.name: request.GET.get(option.name, "") for option in report.options}
    return Asked(report, read_options(report.options, said, local_today().isoformat()))


def _read(around: ArrangementView, asked: Asked, job: JobShown | None) -> Proofed | None:
    """The findings: computed at once, or those of a job that is done; None while they have to be waited for."""
    if not takes_long(around.id, _LIGHTER):
        return proof_document(asked.report.code, around.id, asked.given)
    if job is None or job.job.name != "proof" or job.state != "done":
        return None
    findings = [of_wire(value) for value in job.job.result["findings"]]
    return answered_document(asked.report.code, around.id, asked.given, findings)


def _answer(request: HttpRequest, around: ArrangementView, asked: Asked) -> HttpResponse:
    back = f"{reverse('proof-document')}?{asked.query}"
    if "start" in request.POST:
        arguments = {"report": asked.report.code, "arrangement": around.id, "given": dict(asked.given)}
        return HttpResponseRedirect(f"{back}&job={jobs.start(actor_of(request), 'proof', arguments)}")
    answered(request, document_subject(asked.report.code, around.id, asked.given))
    job = request.GET.get("job", "")
    return HttpResponseRedirect(f"{back}&job={job}" if job.isdecimal() else back)


@answering
@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """How many findings of a document wait, as a fragment for the page of reports."""
    around = needed_arrangement(request)
    try:
        asked = _asked(request)
        read = (
            None
            if takes_long(around.id, _LIGHTER)
            else proof_document(asked.report.code, around.id, asked.given)
        )
    except SiltaError:
        read = None
    return render(request, "web/proof/count.html", {"read": read, "counts": read.counts if read else {}})


@answering
@require_POST
def texts(request: HttpRequest) -> HttpResponse:
    """A text that somebody pasted, in one language or more; nothing of it is kept."""
    around = needed_arrangement(request)
    said = {tag: request.POST.get(tag, "") for tag in CODES}
    year = request.POST.get("year", "")
    try:
        read = proof_texts(around, said, int(year) if year.isdecimal() and len(year) == 4 else None)
    except SiltaError as error:
        return _desk(request, around, {"problems": error.problems}, status=400)
    shown = proof_context(request, read, lambda _where, _language: ("", ""))
    return _desk(request, around, {**shown, "pasted": True})
