"""A decision: what the parties have settled at a meeting, and what follows from it."""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import Count, Day, Fields, Id, Line, Prose, StateCode, Title, To, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.errors import Problem


class Decision(Fields):
    number: Line = about("Number")
    title: Title = about("Title")
    text: Prose | None = about("Text", default=None)
    effect: Prose | None = about("Effect", "What changes by it, and from when.", default=None)
    taken: Day = about("Taken on")
    meeting: Annotated[Id, To(("meeting",))] | None = about("Meeting", default=None)
    source: Annotated[Id, To(("minutes",))] | None = about("Minutes", default=None)
    item: Count | None = about("Item of the minutes", default=None)
    supersedes: Annotated[Id, To(("decision",))] | None = about("Supersedes", default=None)
    superseded_by: Annotated[Id, To(("decision",))] | None = about("Superseded by", default=None)
    state: StateCode = about("State")


def _check(decision: Decision) -> Iterator[Problem]:
    if decision.state == "superseded" and decision.superseded_by is None:
        yield Problem("record.missing-field", "superseded_by")


KIND = Kind(
    code="decision",
    group="dialogue",
    label="Decision",
    plural="Decisions",
    fields=Decision,
    title="title",
    columns=("number", "taken", "meeting"),
    number="number",
    year=("taken",),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "in-force": State("In force", "good", "check"),
            "superseded": State("Superseded", "off", "x"),
        },
        moves={"in-force": ("superseded",)},
    ),
)
