"""Trust: whose logs this node holds, how far they are verified, who agreed to what text, and what to do if something is wrong."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from silta.node import jobs
from silta.node.actions import uploads
from silta.node.actions.actor import Actor
from silta.node.actions.permissions import KEEPERS, RELEASERS, may, require
from silta.node.exchange.bundle import MAX_BUNDLE, SUFFIX, write_bundle
from silta.node.exchange.partners import set_source
from silta.node.exchange.publish import archive
from silta.node.home import Home
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.records import joint_texts
from silta.node.queries.trust import LogStatus, logs
from silta.web.asking import actor_of, answering, needed_arrangement
from silta.web.errors import sentence
from silta.web.pages.jobs import asked_for
from silta.web.shell import arrangement_of
from silta.web.wording import reader_language
from silta.words.errors import Problem, SiltaError


@dataclass(frozen=True)
class LogPart:
    """One log on the page: its status, the sentence of what went wrong, and the two notes as size and root."""

    status: LogStatus
    alarm: str
    held: tuple[str, str]
    offered: tuple[str, str]
    copies: tuple[str, ...]
    confirmed: int

    @property
    def unconfirmed(self) -> int:
        """How many of the log's entries no partner has confirmed yet."""
        return self.status.entries - self.confirmed


def trust(request: HttpRequest) -> HttpResponse:
    """The page; it asks nothing of the network, it tells what was found the last time."""
    around = arrangement_of(request)
    found = logs(around.id) if around else []
    parts = [_part(log) for log in found]
    context = {
        "around": around,
        "parts": parts,
        "alarms": [part for part in parts if part.alarm],
        "own": next((part for part in parts if part.status.is_own), None),
        "texts": joint_texts(around.id, reader_language()) if around else [],
        "may_save": may(Actor.of(request.user), *KEEPERS),
        "may_exchange": may(Actor.of(request.user), *RELEASERS),
        "job": asked_for(request),
    }
    return render(request, "web/trust.html", context)


def _part(log: LogStatus) -> LogPart:
    alarm = sentence(Problem(log.frozen, log.frozen_where)) if log.frozen else ""
    copies = tuple(receipt.holder for receipt in log.receipts)
    confirmed = max((receipt.size for receipt in log.receipts), default=0)
    return LogPart(log, alarm, note_lines(log.evidence[0]), note_lines(log.evidence[1]), copies, confirmed)


def note_lines(note: str) -> tuple[str, str]:
    """The size and the root that a signed note states; empty words if there is no note."""
    lines = note.split("\n")
    return (lines[1], lines[2]) if len(lines) > 2 else ("", "")


@require_POST
def check_now(request: HttpRequest) -> HttpResponse:
    """Start an exchange with a partner: from the address or folder given now, else from the one that worked last."""
    around = arrangement_of(request)
    try:
        source = _source(request, around)
        number = jobs.start(Actor.of(request.user), "sync", {"source": source})
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
        return redirect("trust")
    return redirect(f"{reverse('trust')}?job={number}")


def _source(request: HttpRequest, around: ArrangementView | None) -> str:
    party, given = request.POST.get("party", ""), request.POST.get("source", "").strip()
    log = next((log for log in logs(around.id) if log.party == party), None) if around else None
    if log is None:
        raise SiltaError("exchange.nothing-shared", party)
    if given and given != log.source:
        set_source(Actor.of(request.user), log.origin, given)
    if not (given or log.source):
        raise SiltaError("exchange.no-source", log.origin)
    return given or log.source


def copies(request: HttpRequest) -> HttpResponse:
    """All logs of the arrangement in one ZIP file, to be verified anywhere."""
    around = arrangement_of(request)
    if around is None:
        messages.error(request, gettext("There is no log to save yet."))
        return redirect("trust")
    answer = HttpResponse(archive(around.id), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{around.id}.zip"'
    return answer


def sealed(request: HttpRequest) -> HttpResponseBase:
    """All logs of the arrangement in one sealed file, for the partner's node to take in."""
    around = arrangement_of(request)
    if around is None:
        messages.error(request, gettext("There is no log to save yet."))
        return redirect("trust")
    with tempfile.TemporaryDirectory(dir=Home.current().path) as folder:
        target = Path(folder) / f"{around.id}{SUFFIX}"
        write_bundle(target, around.id)
        held = target.open("rb")  # read after its name is gone; the answer closes it
    return FileResponse(
        held, as_attachment=True, filename=target.name, content_type="application/octet-stream"
    )


@answering
@require_POST
def save_own_data(request: HttpRequest) -> HttpResponseBase:
    """Start saving our own data and the verified history."""
    actor, around = actor_of(request), needed_arrangement(request)
    require(actor, *KEEPERS)
    number = jobs.start(actor, "own-data", {"arrangement": around.id, "language": reader_language()})
    return redirect(f"{reverse('trust')}?job={number}")


@answering
def own_data_file(request: HttpRequest) -> HttpResponseBase:
    """The file that such a job has written."""
    require(actor_of(request), *KEEPERS)
    number = request.GET.get("job", "")
    view = jobs.find(int(number)) if number.isascii() and number.isdigit() and len(number) < 12 else None
    if view is None or view.name != "own-data" or view.state != "done":
        raise Http404
    try:
        held = uploads.kept_path(str(view.result["token"])).open("rb")
    except SiltaError as error:
        messages.error(request, " ".join(sentence(problem) for problem in error.problems))
        return redirect("trust")
    return FileResponse(
        held, as_attachment=True, filename=str(view.result["name"]), content_type="application/zip"
    )


@require_POST
def take_in(request: HttpRequest) -> HttpResponse:
    """Start an exchange with what a sealed file holds that a person has brought."""
    actor, file = Actor.of(request.user), request.FILES.get("sealed")
    if file is None:
        messages.error(request, gettext("Choose a sealed file first."))
        return redirect("trust")
    try:
        require(actor, *RELEASERS)
        kept = uploads.keep_file(file.chunks(), SUFFIX, MAX_BUNDLE)
        number = jobs.start(actor, "sync", {"source": str(kept), "called": (file.name or SUFFIX)[:200]})
    except SiltaError as error:
        for problem in error.problems:
            messages.error(request, sentence(problem))
        return redirect("trust")
    return redirect(f"{reverse('trust')}?job={number}")


def evidence(request: HttpRequest, party: str, which: str) -> HttpResponse:
    """One of the two signed notes that contradict each other, as exact bytes."""
    around = arrangement_of(request)
    log = next((log for log in logs(around.id) if log.party == party), None) if around else None
    note = log.evidence[which == "offered"] if log else ""
    if not note:
        raise Http404
    answer = HttpResponse(note.encode(), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{party}-{which}.note"'
    return answer


urlpatterns = [
    path("", trust, name="trust"),
    path("check/", check_now, name="check-now"),
    path("copies/", copies, name="copies"),
    path("sealed/", sealed, name="sealed"),
    path("own-data/", save_own_data, name="own-data"),
    path("own-data/file/", own_data_file, name="own-data-file"),
    path("take-in/", take_in, name="take-in"),
    path("evidence/<str:party>/<str:which>/", evidence, name="evidence"),
]
