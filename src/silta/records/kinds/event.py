"""An event: what happens on the days of an activity. It has no state of its own: it follows its activity.

Each side lists its own people (`participation`), sums up what they thought of it (`evaluation`) and says later what it applied
(`application-check`), each in records of its own, so that nobody writes into the other's.
"""

from typing import Annotated

from pydantic import Field as Limits

from silta.records.fields import As, Clock, Codes, Day, Fields, Id, Line, Prose, Title, To, about
from silta.records.kind import Kind, Situation
from silta.records.kinds.activity import KIND as ACTIVITY
from silta.records.lifecycle import Lifecycle, State
from silta.records.occasions import NOT_HERE, days_of_event, time_problems
from silta.words.codes import MODE, TIME_ZONE

LeadTime = Annotated[int, Limits(ge=0, le=1000), As("number")]
"""Days before the beginning."""


class Point(Fields):
    """One point of the agenda."""

    time: Clock | None = about("Time", default=None)
    title: Title = about("Title")
    speaker: Line | None = about("Speaker", default=None)


class Event(Fields):
    title: Title = about("Title")
    activity: Annotated[Id, To(("activity",))] = about("Activity")
    start: Day = about("From", "Day or month.")
    until: Day | None = about("To", default=None)
    begins: Clock | None = about("Begins at", "As the clocks show it at the place: 09:30.", default=None)
    ends: Clock | None = about("Ends at", default=None)
    zone: Annotated[str, Codes(TIME_ZONE)] | None = about("Clocks of", default=None)
    place: Title | None = about("Place", default=None)
    mode: Annotated[str, Codes(MODE)] = about("Mode", default="on-site")
    agenda: list[Point] = about("Agenda", default=[])
    interpretation: list[Line] = about(
        "Interpretation", "The pairs of languages, one a line: kk–fi.", default=[]
    )
    interpretation_days: LeadTime | None = about("Interpreters are booked, days before", default=None)
    visa_days: LeadTime | None = about("Visas are applied for, days before", default=None)
    clearance_days: LeadTime | None = about("Clearances are applied for, days before", default=None)
    materials: Prose | None = about("Materials", "What is sent beforehand; files are attached.", default=None)
    certificates: bool = about("Certificates are given", default=False)
    check_on: Day | None = about(
        "Look again on",
        "When each side says what it applied. Left empty: six months after the last day.",
        default=None,
    )


def _stands(event: Situation) -> str:
    return next((near.standing for near in event.pointed if near.field == "activity"), NOT_HERE)


KIND = Kind(
    code="event",
    schema=2,  # the place is told in each language
    group="programme",
    label="Event",
    plural="Events",
    fields=Event,
    title="title",
    columns=("activity", "start", "place"),
    year=("start",),
    due=("until", "start"),
    due_while=("proposed", "planned", "confirmed"),
    dates=days_of_event,
    stands=_stands,
    hangs_on=("activity",),
    check=time_problems,
    lifecycle=Lifecycle(
        typed={},
        computed={
            **ACTIVITY.lifecycle.typed,
            **ACTIVITY.lifecycle.computed,
            NOT_HERE: State("Activity not released here", "wait"),
        },
    ),
)
