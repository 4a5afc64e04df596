"""An activity: one item of a programme, from its proposal to its report."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import StringConstraints

from silta.records.fields import (
    As,
    Codes,
    Count,
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
from silta.words.codes import AREA, FORM_OF_ACTIVITY, MODE, PAYER
from silta.words.dates import first_day, last_day
from silta.words.errors import Problem


class Side(Fields):
    """One party's part in an activity: who leads for it and how many take part."""

    party: Party = about("Party")
    lead: Line | None = about("Lead", "A role or a person.", default=None)
    participants: Count | None = about("Participants", default=None)


class Cost(Fields):
    """What an activity costs one party: a whole amount in a currency, and who pays it."""

    party: Party = about("Party")
    amount: Count = about("Amount", "Whole units of the currency.")
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$"), As("line")] = about(
        "Currency", "ISO 4217: EUR, KZT."
    )
    payer: Annotated[str, Codes(PAYER)] = about("Paid by")


class Activity(Fields):
    number: Line = about("Number", "Year and running number: 2026-04.")
    title: Title = about("Title")
    area: Annotated[str, Codes(AREA)] = about("Area")
    form: Annotated[str, Codes(FORM_OF_ACTIVITY)] = about("Form")
    start: Day = about("From", "Day or month.")
    until: Day | None = about("To", default=None)
    host: Party | None = about("Host", "Empty if the parties hold it together.", default=None)
    place: Title | None = about("Place", default=None)
    mode: Annotated[str, Codes(MODE)] = about("Mode", default="on-site")
    sides: list[Side] = about("Sides", default=[])
    costs: list[Cost] = about("Costs", default=[])
    expected: Prose | None = about("Expected result", default=None)
    indicator: Prose | None = about("Indicator", "How you will know that it worked.", default=None)
    roadmap_item: Annotated[Id, To(("roadmap-item",))] | None = about("Roadmap item", default=None)
    priority: Annotated[Id, To(("priority",))] | None = about("Priority", default=None)
    outcome: Prose | None = about("Outcome", "What came of it; filled in when it is reported.", default=None)
    state: StateCode = about("State")
    reason: Prose | None = about("Reason", "Why it was postponed or cancelled.", default=None)


def _check(activity: Activity) -> Iterator[Problem]:
    if activity.until and last_day(activity.until) < first_day(activity.start):
        yield Problem("record.ends-before-it-starts", "until")
    if activity.state == "reported" and activity.outcome is None:
        yield Problem("record.outcome-missing", "outcome")


KIND = Kind(
    code="activity",
    schema=2,  # the place is told in each language
    group="programme",
    label="Activity",
    plural="Activities",
    fields=Activity,
    title="title",
    columns=("number", "form", "start", "host"),
    number="number",
    series="{year}-",
    year=("start",),
    due=("until", "start"),
    due_while=("proposed", "planned", "confirmed"),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "proposed": State("Proposed"),
            "planned": State("Planned", icon="clock"),
            "confirmed": State("Confirmed", icon="cal"),
            "held": State("Held", "good", "check"),
            "reported": State("Reported", "good", "double"),
            "closed": State("Closed", "good", "double"),
            "postponed": State("Postponed", "off", "pause", reason=True),
            "cancelled": State("Cancelled", "off", "x", reason=True),
        },
        moves={
            "proposed": ("planned", "cancelled"),
            "planned": ("confirmed", "held", "postponed", "cancelled"),
            "confirmed": ("held", "postponed", "cancelled"),
            "held": ("reported",),
            "reported": ("closed",),
            "postponed": ("planned", "confirmed", "cancelled"),
        },
        computed={"overdue": State("Overdue", "alarm", "warn")},
    ),
)
