"""Long work: started by a page or a script, carried out by a worker, watched through its progress, and cancelled if asked.

A handler is a function ``handler(progress, arguments) -> result`` in a module of its own; `HANDLERS` names it. It calls
`progress.report` often; that is where a cancel takes effect. What it stores it stores in transactions of its own, so that a
cancelled job leaves whole pieces behind, or nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Final

from django.core.management import call_command
from django.db import transaction
from django_tasks import task

from silta.node import clock
from silta.node.actor import Actor
from silta.node.models import Job
from silta.node.permissions import RELEASERS, require
from silta.words.errors import SiltaError

Handler = Callable[["Progress", Mapping[str, Any]], dict[str, Any]]

HANDLERS: Final[Mapping[str, str]] = {
    "bring": "silta.node.jobs.bring",
    "vectors": "silta.node.jobs.vectors",
    "sync": "silta.node.jobs.sync",
    "document": "silta.node.jobs.document",
    "proof": "silta.node.jobs.proof",
    "own-data": "silta.node.jobs.own_data",
    "crosswalk-export": "silta.node.jobs.crosswalk_export",
}
"""Job name → the module whose `run` carries it out."""

_WRITE_EVERY: Final = 0.5
"""Seconds between two writes of the progress: a page asks once a second."""


class JobError(SiltaError):
    """A job that cannot be started, or that was stopped."""


@dataclass
class Progress:
    """How far a job got. `report` stores it now and then and stops the job when somebody asked for that."""

    job: int
    total: int = 0
    _written: float = field(default=0.0, repr=False)

    def report(self, done: int, total: int) -> bool:
        """Say that `done` of `total` pieces are finished. Raises `JobError` (`job.cancelled`) if the job is to stop."""
        if time.monotonic() - self._written >= _WRITE_EVERY or done >= total:
            self._written = time.monotonic()
            Job.objects.filter(pk=self.job).update(done=done, total=total)
            if Job.objects.filter(pk=self.job, cancel_asked=True).exists():
                raise JobError("job.cancelled", done=done, total=total)
        return True

    def tell(self, so_far: dict[str, Any]) -> None:
        """What a page may say of the job while it runs; the result takes its place."""
        Job.objects.filter(pk=self.job).update(result=so_far)


@dataclass(frozen=True)
class JobView:
    """A job as a page shows it. `state` is waiting, running, done, failed or cancelled; `started_by` the id of a user."""

    id: int
    name: str
    state: str
    done: int
    total: int
    result: Mapping[str, Any]
    problems: tuple[Mapping[str, Any], ...]
    seconds_left: int | None
    arguments: Mapping[str, Any] = field(default_factory=dict)
    started_by: int | None = None

    @property
    def ended(self) -> bool:
        return self.state in ("done", "failed", "cancelled")


def start(actor: Actor, name: str, arguments: Mapping[str, Any]) -> int:
    """Put a job into the queue and return its id; one that is waiting or running with the same arguments is joined."""
    if name not in HANDLERS:
        raise JobError("job.unknown", name)
    same = Job.objects.filter(name=name, arguments=dict(arguments), state__in=("waiting", "running")).first()
    if same:
        return int(same.pk)
    with transaction.atomic():
        job = Job.objects.create(name=name, arguments=dict(arguments), started_by_id=actor.user_id)
        _carry_out.enqueue(job.pk)
    return int(job.pk)


def cancel(actor: Actor, job: int) -> None:
    """Ask a job to stop; one that is still waiting is stopped at once.

    Whoever started it may, and those who release. Raises `Denied`.
    """
    if not Job.objects.filter(pk=job, started_by_id=actor.user_id).exists():
        require(actor, *RELEASERS)
    Job.objects.filter(pk=job, state="waiting").update(state="cancelled", ended_at=clock.now())
    Job.objects.filter(pk=job, state="running").update(cancel_asked=True)


def find(job: int) -> JobView | None:
    """A job for a page; None if there is none with that id."""
    row = Job.objects.filter(pk=job).first()
    if row is None:
        return None
    return JobView(
        row.pk, row.name, row.state, row.done, row.total, row.result, tuple(row.problems), _seconds_left(row),
        row.arguments, row.started_by_id,
    )  # fmt: skip


def _seconds_left(row: Job) -> int | None:
    if row.state != "running" or not row.started_at or not row.done or not row.total:
        return None
    spent = (clock.now() - row.started_at).total_seconds()
    return round(spent * (row.total - row.done) / row.done)


@task()
def _carry_out(job: int) -> None:
    carry_out(job)


def carry_out(job: int) -> None:
    """Do a waiting job now, in this process; every outcome ends up in its row."""
    started = Job.objects.filter(pk=job, state="waiting").update(state="running", started_at=clock.now())
    if not started:
        return
    row = Job.objects.get(pk=job)
    outcome: dict[str, Any] = {
        "state": "failed",
        "problems": [{"code": "job.broke-off", "where": row.name, "data": {}}],
    }
    try:
        handler: Handler = import_module(HANDLERS[row.name]).run
        outcome = {"state": "done", "result": handler(Progress(job), row.arguments), "problems": []}
    except SiltaError as error:
        state = "cancelled" if error.code in ("job.cancelled", "vectors.cancelled") else "failed"
        found = [{"code": p.code, "where": p.where, "data": dict(p.data)} for p in error.problems]
        outcome = {"state": state, "problems": found}
    finally:
        Job.objects.filter(pk=job).update(ended_at=clock.now(), **outcome)


def work(*, once: bool = False) -> None:
    """Carry out jobs until stopped; with `once`, until none is waiting."""
    call_command("db_worker", batch=once, interval=0.5, verbosity=0)
