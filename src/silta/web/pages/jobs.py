"""The progress of long work: a fragment that asks for itself while the work runs, with its cancel button, or a page around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext, gettext_noop, ngettext
from django.views.decorators.http import require_POST

from silta.node import jobs
from silta.node.actions.actor import Actor
from silta.web.asking import answering
from silta.web.errors import sentence
from silta.words.errors import Problem

NAMES: Final = {
    "bring": gettext_noop("Reading the file that was brought back"),
    "document": gettext_noop("Making a document"),
    "crosswalk-export": gettext_noop("Writing the export"),
    "proof": gettext_noop("Proof-reading a document"),
    "own-data": gettext_noop("Saving our own data"),
    "sync": gettext_noop("Exchange with the partner"),
    "vectors": gettext_noop("Reading the texts with the language model"),
}

_BROUGHT: Final = {
    "list": ("bring-sheet", "kind"),
    "translations": ("translations-bring", ""),
    "mappings": ("crosswalk-import", "crosswalk"),
    "text": ("import", ""),
}
"""The page of each sort of file that people bring back, and what its address names."""
_TEXT: Final = {
    False: gettext_noop("Reading the text"),
    True: gettext_noop("Storing the text in the library"),
}
"""What is done with a text of law, before and after its reader has accepted it."""
_MINUTE: Final = 60


@dataclass(frozen=True)
class JobShown:
    """A job as the component draws it: its name in words, what came of it, how much time is left."""

    job: jobs.JobView
    words: str
    outcome: str
    left: str = ""
    url: str = ""

    @property
    def id(self) -> int:
        return self.job.id

    @property
    def state(self) -> str:
        return self.job.state

    @property
    def may_go_on(self) -> bool:
        """Whether it stopped before its end, so that it makes sense to start it again."""
        return self.job.state in ("failed", "cancelled")

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
    # What brings something writes all or nothing: of one that was stopped there is nothing to tell.
    own = () if view.name == "bring" and view.state == "cancelled" else view.problems
    problems = [*own, *(p for log in view.result.get("logs", ()) for p in log.get("problems", ()))]
    said = [sentence(Problem(p["code"], p.get("where", ""), p.get("data", {}))) for p in problems]
    return JobShown(view, _name(view), " ".join(said), _time_left(view.seconds_left), _file(view))


def _name(view: jobs.JobView) -> str:
    if view.name == "vectors" and view.result.get("server"):
        return gettext("Reading the texts with the model server {server}").format(
            server=view.result["server"]
        )
    if view.name == "bring" and view.arguments["sort"] == "text":
        return f"{gettext(_TEXT[view.arguments['take']])}: {view.arguments['text']['name']}"
    if view.name == "bring" and view.arguments["take"]:
        return gettext("Making drafts of the file that was brought back")
    return gettext(NAMES.get(view.name, view.name))


def _time_left(seconds: int | None) -> str:
    if seconds is None:
        return ""
    if seconds < _MINUTE:
        return gettext("less than a minute left")
    minutes = round(seconds / _MINUTE)
    return ngettext("about {n} minute left", "about {n} minutes left", minutes).format(n=minutes)


def _file(view: jobs.JobView) -> str:
    """Where the file is that a job has written, or the page that shows what it has found; empty if there is neither."""
    if view.state != "done":
        return ""
    if view.name == "bring":
        name, about = _BROUGHT[view.arguments["sort"]]
        return f"{reverse(name, args=[view.arguments[about]] if about else ())}?job={view.id}"
    if view.name == "own-data":
        return f"{reverse('own-data-file')}?job={view.id}"
    if view.name != "crosswalk-export":
        return ""
    return f"{reverse('crosswalk-export-file', args=[view.result['crosswalk']])}?job={view.id}"


def asked_for(request: HttpRequest) -> JobShown | None:
    """The job that the address of a page names (``?job=7``), None if it names none."""
    number = request.GET.get("job", "")
    view = jobs.find(int(number)) if number.isascii() and number.isdigit() and len(number) < 12 else None
    return shown(view) if view else None


def job(request: HttpRequest, number: int) -> HttpResponse:
    """The fragment, within a page for whoever opens its address; a finished job tells htmx to fetch the page that it changed.

    So does one that could not read what somebody brought: that page says why, and what to do.
    """
    view = jobs.find(number)
    if view is None:
        raise Http404
    if not request.headers.get("HX-Request"):
        return render(request, "web/job_page.html", {"job": shown(view)})
    answer = render(request, "web/job.html", {"job": shown(view)})
    if view.state == "done" or (view.name == "bring" and view.ended):
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
