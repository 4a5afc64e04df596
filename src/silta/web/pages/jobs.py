"""The progress of long work, as a fragment that asks for itself while the work runs, and its cancel button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_POST

from silta.node import jobs
from silta.node.actions.actor import Actor
from silta.web.asking import answering
from silta.web.errors import sentence
from silta.words.errors import Problem

NAMES: Final = {
    "document": gettext_noop("Making a document"),
    "sync": gettext_noop("Exchange with the partner"),
    "vectors": gettext_noop("Reading the texts with the language model"),
}


@dataclass(frozen=True)
class JobShown:
    """A job as the component draws it: its name in words, and what came of it."""

    job: jobs.JobView
    words: str
    outcome: str
    url: str = ""

    @property
    def id(self) -> int:
        return self.job.id

    @property
    def state(self) -> str:
        return self.job.state

    @property
    def running(self) -> bool:
        return self.job.state == "running"

    @property
    def done(self) -> int:
        return self.job.done

    @property
    def total(self) -> int:
        return self.job.total


def shown(view: jobs.JobView) -> JobShown:
    """The job in the reader's words."""
    problems = [*view.problems, *(p for log in view.result.get("logs", ()) for p in log.get("problems", ()))]
    said = [sentence(Problem(p["code"], p.get("where", ""), p.get("data", {}))) for p in problems]
    return JobShown(view, gettext(NAMES.get(view.name, view.name)), " ".join(said))


def asked_for(request: HttpRequest) -> JobShown | None:
    """The job that the address of a page names (``?job=7``), None if it names none."""
    number = request.GET.get("job", "")
    view = jobs.find(int(number)) if number.isascii() and number.isdigit() and len(number) < 12 else None
    return shown(view) if view else None


def job(request: HttpRequest, number: int) -> HttpResponse:
    """The fragment; a finished job tells htmx to fetch the page that it changed."""
    view = jobs.find(number)
    if view is None:
        raise Http404
    answer = render(request, "web/job.html", {"job": shown(view)})
    if view.state == "done":
        answer["HX-Refresh"] = "true"
    return answer


@answering
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the job to stop and show how it stands."""
    jobs.cancel(Actor.of(request.user), number)
    return job(request, number)


urlpatterns = [
    path("<int:number>/", job, name="job"),
    path("<int:number>/cancel/", cancel, name="job-cancel"),
]
