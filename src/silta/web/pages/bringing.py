"""Files that people bring back and that are too large for one request: a job reads them, and another one takes them over.

The address of the page names the job (``?job=7``), so that its reader can leave and come back; the session remembers it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from silta.node import jobs
from silta.web.asking import actor_of
from silta.web.pages.jobs import JobShown, asked_for, shown
from silta.web.wording import reader_language
from silta.words.errors import Problem


@dataclass(frozen=True)
class Waited:
    """A job that reads or takes over what this reader has brought, as far as it got."""

    view: jobs.JobView

    @property
    def shown(self) -> JobShown | None:
        """How far it got; None where its problems say more."""
        return None if self.problems else shown(self.view)

    @property
    def token(self) -> str:
        """Under which the file waits."""
        return str(self.view.arguments["token"])

    @property
    def seen(self) -> str:
        """Under which waits what a look at the file has found; empty while it has not."""
        return str(self.view.result.get("seen", "")) if self.view.state == "done" else ""

    @property
    def taken(self) -> Mapping[str, Any] | None:
        """What came of taking the file over; None while it has not been."""
        return self.view.result if self.view.state == "done" and self.view.arguments["take"] else None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was in the way, unless somebody stopped it."""
        failed = self.view.problems if self.view.state == "failed" else ()
        return tuple(Problem(one["code"], one.get("where", ""), one.get("data", {})) for one in failed)


def begin(request: HttpRequest, back: str, sort: str, token: str, **asked: Any) -> HttpResponseBase:
    """Start the job for a file that waits under `token` (`silta.node.jobs.bring`), and go `back` to where it is watched."""
    arguments = {"take": False, **asked, "sort": sort, "token": token, "language": reader_language()}
    number = jobs.start(actor_of(request), "bring", arguments)
    request.session[_key(sort)] = number
    return redirect(f"{back}?job={number}")


def waited(request: HttpRequest, sort: str, **about: str) -> Waited | None:
    """The job that the address names, if the reader started it for a file of this sort that is `about` the same."""
    named = asked_for(request)
    return _own(request, named.job if named else None, sort, about)


def left(request: HttpRequest, sort: str, **about: str) -> JobShown | None:
    """The last such job of this session: what its reader may come back to. There is nothing in one that failed."""
    number = request.session.get(_key(sort))
    found = _own(request, jobs.find(number) if number else None, sort, about)
    return shown(found.view) if found and found.view.state not in ("failed", "cancelled") else None


def forget(request: HttpRequest, sort: str) -> None:
    """The file was taken over: there is nothing to come back to."""
    request.session.pop(_key(sort), None)


def _own(
    request: HttpRequest, view: jobs.JobView | None, sort: str, about: Mapping[str, str]
) -> Waited | None:
    if view is None or view.name != "bring" or view.started_by != actor_of(request).user_id:
        return None
    wanted = {**about, "sort": sort}
    return Waited(view) if wanted.items() <= view.arguments.items() else None


def _key(sort: str) -> str:
    return f"brought-{sort}"
