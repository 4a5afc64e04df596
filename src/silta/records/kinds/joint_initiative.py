"""A joint initiative: work of several parties that runs for longer than one activity, with its milestones."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from silta.records.fields import Codes, Day, Fields, Id, Line, Party, Prose, StateCode, Title, To, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import AREA
from silta.words.dates import first_day, last_day
from silta.words.errors import Problem


class Milestone(Fields):
    title: Title = about("Milestone")
    due: Day = about("Due")
    done: Day | None = about("Reached on", default=None)


class JointInitiative(Fields):
    number: Line = about("Number", "Year and running number: 2026-J01.")
    title: Title = about("Title")
    purpose: Prose = about("Purpose")
    area: Annotated[str, Codes(AREA)] | None = about("Area", default=None)
    members: list[Party] = about("Members", least=1)
    partners: Title | None = about("Other partners", "Organisations outside the arrangement.", default=None)
    lead: Line | None = about("Lead", "A role or a person.", default=None)
    start: Day | None = about("From", "Day or month.", default=None)
    until: Day | None = about("To", default=None)
    activities: list[Annotated[Id, To(("activity",))]] = about("Activities", default=[])
    milestones: list[Milestone] = about("Milestones", default=[])
    outcome: Prose | None = about("Outcome", "What came of it.", default=None)
    state: StateCode = about("State")
    reason: Prose | None = about("Reason", "Why it was paused or stopped.", default=None)


def _check(initiative: JointInitiative) -> Iterator[Problem]:
    if initiative.start and initiative.until and last_day(initiative.until) < first_day(initiative.start):
        yield Problem("record.ends-before-it-starts", "until")
    if initiative.state == "completed" and initiative.outcome is None:
        yield Problem("record.outcome-missing", "outcome")


def next_milestone(initiative: Mapping[str, Any]) -> date | None:
    """When the first milestone that has not been reached is due; without one, when the initiative ends."""
    ahead = [
        last_day(m["due"]) for m in initiative.get("milestones") or () if m.get("due") and not m.get("done")
    ]
    until = initiative.get("until")
    return min(ahead, default=last_day(until) if until else None)


KIND = Kind(
    code="joint-initiative",
    schema=2,  # the other partners are told in each language
    group="programme",
    label="Joint initiative",
    plural="Joint initiatives",
    fields=JointInitiative,
    title="title",
    columns=("number", "area", "members", "until"),
    number="number",
    series="{year}-J",
    year=("start",),
    due=("until",),
    due_by=next_milestone,
    due_while=("running",),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "proposed": State("Proposed"),
            "running": State("Running", "good", "right"),
            "paused": State("Paused", "off", "pause", reason=True),
            "completed": State("Completed", "good", "double"),
            "stopped": State("Stopped", "off", "x", reason=True),
        },
        moves={
            "proposed": ("running", "stopped"),
            "running": ("paused", "completed", "stopped"),
            "paused": ("running", "stopped"),
        },
        computed={"overdue": State("Milestone overdue", "alarm", "warn")},
    ),
)
