"""An assessment: a review of one party's regulatory system, by itself, by peers or under a convention.

Findings belong to the assessment that made them. They help whoever was assessed; how many there are says nothing about a
country, and nothing here counts them against another's.
"""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import (
    Codes,
    Day,
    Fields,
    Line,
    Party,
    Prose,
    ReleaseAddress,
    StateCode,
    Title,
    about,
)
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import ASSESSMENT_METHOD, IRRS_MODULE
from silta.words.dates import first_day, last_day
from silta.words.errors import Problem


class Assessment(Fields):
    number: Line = about("Number", "Year and running number: 2026-S01.")
    title: Title = about("Title")
    method: Annotated[str, Codes(ASSESSMENT_METHOD)] = about("Method")
    party: Party = about("Assessed party")
    scope: Prose | None = about("Scope", default=None)
    modules: list[Annotated[str, Codes(IRRS_MODULE)]] = about(
        "Modules", "Modules of the IAEA's regulatory review service.", default=[]
    )
    benchmarks: list[ReleaseAddress] = about("Benchmarks", "The standards that it goes by.", default=[])
    start: Day = about("From", "Day or month.")
    until: Day | None = about("To", default=None)
    team: Title | None = about("Team", "Roles or organisations.", default=None)
    summary: Prose | None = about("Summary", default=None)
    state: StateCode = about("State")


def _check(assessment: Assessment) -> Iterator[Problem]:
    if assessment.until and last_day(assessment.until) < first_day(assessment.start):
        yield Problem("record.ends-before-it-starts", "until")


KIND = Kind(
    code="assessment",
    schema=2,  # the team is told in each language
    group="standards",
    label="Assessment",
    plural="Assessments",
    fields=Assessment,
    title="title",
    columns=("number", "method", "start"),
    number="number",
    series="{year}-S",
    year=("start",),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "preparation": State("Preparation"),
            "answering": State("Answering", icon="pen"),
            "analysis": State("Analysis", icon="half"),
            "action-plan": State("Action plan", icon="clock"),
            "follow-up": State("Follow-up", "good", "check"),
        },
        moves={
            "preparation": ("answering",),
            "answering": ("analysis",),
            "analysis": ("answering", "action-plan"),
            "action-plan": ("follow-up",),
            "follow-up": ("action-plan",),
        },
    ),
)
