"""An obligation: what a clause of the arrangement asks for, and by when.

The owner types open, met or waived. A duty that recurs stays open; each time it is met is written down, and the next due date
follows from that.
"""

from collections.abc import Iterator
from typing import Annotated, Final

from pydantic import Field as Limits

from silta.records.duties import RECURRING, next_due
from silta.records.fields import (
    As,
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
from silta.records.kind import Kind, Situation
from silta.records.lifecycle import Lifecycle, State
from silta.records.resting import CLOSED
from silta.words.codes import CLAUSE_TYPE, DUE_RULE
from silta.words.errors import Problem

ON_HOLD: Final = "on-hold"
"""The state of an open duty while its arrangement rests: it does not fall due."""


class Met(Fields):
    """One due date that was met."""

    due: Day = about("Due")
    on: Day | None = about("Met on", default=None)
    evidence: Prose | None = about("Evidence", default=None)


class Obligation(Fields):
    title: Title = about("Duty", "What has to be done, in a few words.")
    arrangement: Annotated[Id, To(("arrangement",))] = about("Arrangement")
    clause: Line | None = about("Clause", default=None)
    type: Annotated[str, Codes(CLAUSE_TYPE)] = about("Type of clause")
    text: Prose | None = about("Text", "The clause itself, or a summary in your own words.", default=None)
    owner: Party | None = about("Owner", "Empty if every party owes it.", default=None)
    person: Line | None = about("Responsible person", default=None)
    rule: Annotated[str, Codes(DUE_RULE)] = about("Due rule")
    start: Day = about("Due date", "The first one if it recurs; for days after a date, that date.")
    months: Annotated[int, Limits(ge=1, le=600), As("number")] | None = about(
        "Every so many months", default=None
    )
    days: Annotated[int, Limits(ge=0, le=36500), As("number")] | None = about(
        "So many days after", default=None
    )
    met: list[Met] = about(
        "Met", "Each due date that was met. The next one follows from the latest.", default=[]
    )
    state: StateCode = about("State")
    reason: Prose | None = about("Reason", "Why it was waived.", default=None)


def _check(duty: Obligation) -> Iterator[Problem]:
    if duty.rule == "every-months" and duty.months is None:
        yield Problem("record.missing-field", "months")
    if duty.rule == "days-after" and duty.days is None:
        yield Problem("record.missing-field", "days")
    if duty.state == "met" and duty.rule in RECURRING:
        yield Problem("record.recurring-stays-open", "state")
    if duty.state == "met" and not duty.met:
        yield Problem("record.evidence-missing", "met")


def _stands(duty: Situation) -> str:
    """A duty waits while the arrangement that it comes from rests."""
    rested = any(near.field == "arrangement" and near.standing in CLOSED for near in duty.pointed)
    return ON_HOLD if rested and duty.typed == "open" else duty.typed


KIND = Kind(
    code="obligation",
    group="framework",
    label="Obligation",
    plural="Obligations",
    fields=Obligation,
    title="title",
    columns=("clause", "type", "owner", "start"),
    number="clause",
    due=("start",),
    due_by=next_due,
    due_while=("open",),
    stands=_stands,
    hangs_on=("arrangement",),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "open": State("Open"),
            "met": State("Met", "good", "check"),
            "waived": State("Waived", "off", "x", reason=True),
        },
        moves={"open": ("met", "waived"), "met": ("open",), "waived": ("open",)},
        computed={
            "overdue": State("Overdue", "alarm", "warn"),
            ON_HOLD: State("On hold", "off", "pause"),
        },
    ),
)
