"""An action: something that one party owes by a date, with the evidence that it was done.

The owner types open, in progress, done or dropped; the other side accepts or returns what is done by its response.
"""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import Count, Day, Fields, Id, Line, Party, Prose, StateCode, Title, To, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.errors import Problem

SOURCES = (
    "obligation", "activity", "event", "joint-initiative", "meeting", "minutes", "decision", "advice-response", "finding",
    "roadmap-item", "programme", "annual-review",
)  # fmt: skip
"""Kinds of records that an action can come from."""


class Action(Fields):
    number: Line = about("Number", "Year and running number: 2026-A04.")
    title: Title = about("Title")
    source: Annotated[Id, To(SOURCES)] | None = about("Comes from", default=None)
    item: Count | None = about("Item of the minutes", default=None)
    owner: Party = about("Owner")
    person: Line | None = about("Responsible person", default=None)
    deputy: Line | None = about("Deputy", default=None)
    due: Day = about("Due")
    evidence: Prose | None = about("Evidence", "What shows that it was done.", default=None)
    state: StateCode = about("State")
    reason: Prose | None = about("Reason", "Why it was dropped.", default=None)


def _check(action: Action) -> Iterator[Problem]:
    if action.state == "done" and action.evidence is None:
        yield Problem("record.evidence-missing", "evidence")


KIND = Kind(
    code="action",
    group="dialogue",
    label="Action",
    plural="Actions",
    fields=Action,
    title="title",
    columns=("number", "owner", "due"),
    number="number",
    series="{year}-A",
    year=("due",),
    due=("due",),
    due_while=("open", "in-progress"),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "open": State("Open"),
            "in-progress": State("In progress", icon="half"),
            "done": State("Done", "good", "check"),
            "dropped": State("Dropped", "off", "x", reason=True),
        },
        moves={
            "open": ("in-progress", "done", "dropped"),
            "in-progress": ("done", "dropped"),
            "done": ("in-progress",),
        },
        computed={
            "overdue": State("Overdue", "alarm", "warn"),
            "accepted": State("Accepted", "good", "double"),
            "returned": State("Returned", "wait", "undo"),
        },
    ),
)
