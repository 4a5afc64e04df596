"""A meeting: of heads, of coordinators, of experts; with the matters that it is to deal with."""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import (
    Clock,
    Codes,
    Day,
    Fields,
    Id,
    Line,
    Party,
    Prose,
    StateCode,
    Title,
    To,
    about,
)
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.records.occasions import time_problems
from silta.words.codes import MEETING_KIND, MODE, TIME_ZONE
from silta.words.errors import Problem

MATTERS = (
    "action", "obligation", "activity", "joint-initiative", "priority", "programme", "minutes", "gap", "roadmap-item",
    "crosswalk", "consultation", "finding", "annual-review",
)  # fmt: skip
"""Kinds of records that can stand on an agenda."""


class Delegation(Fields):
    """Who comes for one party."""

    party: Party = about("Party")
    chair: Line | None = about("Chair", "Who leads it: a role or a person.", default=None)
    members: list[Line] = about("Members of the delegation", "One a line.", default=[])


class Item(Fields):
    """One item of the agenda, with the records that it is about."""

    time: Clock | None = about("Time", default=None)
    title: Title = about("Title")
    lead: Party | None = about("Introduced by", default=None)
    records: list[Annotated[Id, To(MATTERS)]] = about("About", default=[])


class Meeting(Fields):
    number: Line = about("Number", "Year and running number: 2026-M01.")
    title: Title = about("Title")
    kind: Annotated[str, Codes(MEETING_KIND)] = about("Kind of meeting")
    start: Day = about("From", "Day or month.")
    until: Day | None = about("To", default=None)
    begins: Clock | None = about("Begins at", "As the clocks show it at the place: 09:30.", default=None)
    ends: Clock | None = about("Ends at", default=None)
    zone: Annotated[str, Codes(TIME_ZONE)] | None = about("Clocks of", default=None)
    place: Title | None = about("Place", default=None)
    mode: Annotated[str, Codes(MODE)] = about("Mode", default="on-site")
    delegations: list[Delegation] = about("Delegations", default=[])
    previous: Annotated[Id, To(("meeting",))] | None = about(
        "Meeting before", "Its decisions and actions are reviewed.", default=None
    )
    activity: Annotated[Id, To(("activity",))] | None = about("Activity", default=None)
    agenda: list[Item] = about("Agenda", default=[])
    state: StateCode = about("State")
    reason: Prose | None = about("Reason", "Why it was cancelled.", default=None)


def _check(meeting: Meeting) -> Iterator[Problem]:
    yield from time_problems(meeting)


KIND = Kind(
    code="meeting",
    schema=2,  # the place is told in each language
    group="dialogue",
    label="Meeting",
    plural="Meetings",
    fields=Meeting,
    title="title",
    columns=("number", "kind", "start", "place"),
    number="number",
    series="{year}-M",
    year=("start",),
    due=("until", "start"),
    due_while=("planned",),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "planned": State("Planned", icon="cal"),
            "held": State("Held", "good", "check"),
            "cancelled": State("Cancelled", "off", "x", reason=True),
        },
        moves={"planned": ("held", "cancelled"), "cancelled": ("planned",)},
        computed={"overdue": State("Date has passed", "alarm", "warn")},
    ),
)
