"""The arrangement: the instrument under which two or more authorities cooperate."""

from typing import Annotated

from pydantic import Field as Limits

from silta.records.duties import dates_of_arrangement, end_that_binds
from silta.records.fields import As, Codes, Day, Fields, Line, Party, Prose, StateCode, Title, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import ARRANGEMENT_LEVEL, CLAUSE_TYPE, LANGUAGE, MARKING


class Clause(Fields):
    """A numbered clause of the instrument, in the words of its authentic languages or in summary."""

    number: Line = about("Clause")
    type: Annotated[str, Codes(CLAUSE_TYPE)] = about("Type of clause")
    text: Prose = about("Text", "The clause itself, or a summary in your own words.")


class Arrangement(Fields):
    title: Title = about("Title")
    level: Annotated[str, Codes(ARRANGEMENT_LEVEL)] = about("Level")
    parties: list[Party] = about("Parties", least=2)
    legal_basis: Prose | None = about("Legal basis", default=None)
    signed: Day | None = about("Signed", default=None)
    place: Title | None = about("Place of signature", default=None)
    in_force: Day | None = about("In force from", default=None)
    until: Day | None = about("In force until", "Empty if there is no end date.", default=None)
    duration_months: Annotated[int, Limits(ge=1, le=1200), As("number")] | None = about(
        "Duration, months", "From the day of its entry into force, if no end date is given.", default=None
    )
    renewal_months: Annotated[int, Limits(ge=1, le=1200), As("number")] | None = about(
        "Renewed by itself for, months", "Empty if it ends unless the parties renew it.", default=None
    )
    renewal: Prose | None = about("Renewal", default=None)
    notice_months: Annotated[int, Limits(ge=0, le=1200), As("number")] | None = about(
        "Notice period, months", default=None
    )
    languages: list[Annotated[str, Codes(LANGUAGE)]] = about("Working languages", least=1)
    authentic_languages: list[Annotated[str, Codes(LANGUAGE)]] = about("Authentic languages", default=[])
    marking_ceiling: Annotated[str, Codes(MARKING)] = about(
        "Highest marking", "Nothing marked higher may be released under this arrangement."
    )
    clauses: list[Clause] = about("Clauses", default=[])
    state: StateCode = about("State")
    reason: Prose | None = about("Reason", "Why it was suspended or terminated.", default=None)


KIND = Kind(
    code="arrangement",
    schema=2,  # the place is told in each language
    group="framework",
    label="Arrangement",
    plural="Arrangements",
    fields=Arrangement,
    title="title",
    columns=("level", "signed", "in_force"),
    due=("until",),
    due_by=end_that_binds,
    due_while=("in-force",),
    dates=dates_of_arrangement,
    lifecycle=Lifecycle(
        typed={
            "draft": State("Draft"),
            "negotiation": State("In negotiation"),
            "signed": State("Signed", icon="sign"),
            "in-force": State("In force", "good", "check"),
            "suspended": State("Suspended", "off", "pause", reason=True),
            "expired": State("Expired", "off", "x"),
            "terminated": State("Terminated", "off", "x", reason=True),
        },
        moves={
            "draft": ("negotiation", "signed"),
            "negotiation": ("draft", "signed"),
            "signed": ("in-force", "terminated"),
            "in-force": ("suspended", "expired", "terminated"),
            "suspended": ("in-force", "expired", "terminated"),
            "expired": ("in-force",),
        },
        computed={"overdue": State("Term has ended", "alarm", "warn")},
    ),
)
