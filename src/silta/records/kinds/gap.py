"""A gap: what a benchmark asks for and a rule or its application does not give; never a mark for a country."""

from typing import Annotated, Final

from silta.records.fields import (
    Codes,
    Fields,
    Id,
    Line,
    Party,
    Prose,
    ProvisionAddress,
    StateCode,
    Title,
    To,
    about,
)
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import AREA, GAP_CAUSE, PRIORITY_LEVEL

GAP_STATES: Final = {
    "identified": State("Identified"),
    "agreed": State("Agreed", icon="check"),
    "planned": State("Planned", icon="clock"),
    "in-progress": State("In progress", icon="half"),
    "resolved": State("Resolved", "good", "double"),
    "accepted": State("Accepted as it is", "off", "pause", reason=True),
    "carried-over": State("Carried over", "wait", "right"),
}
GAP_MOVES: Final = {
    "identified": ("agreed", "accepted"),
    "agreed": ("planned", "accepted"),
    "planned": ("in-progress", "carried-over", "accepted"),
    "in-progress": ("resolved", "carried-over", "accepted"),
    "carried-over": ("planned", "in-progress", "resolved", "accepted"),
    "accepted": ("agreed",),
    "resolved": ("agreed",),
}


class Gap(Fields):
    number: Line = about("Number", "G-2026-01.")
    statement: Title = about("Statement", "What is missing, in one sentence, without blame.")
    area: Annotated[str, Codes(AREA)] = about("Area")
    cause: Annotated[str, Codes(GAP_CAUSE)] = about("Cause")
    priority: Annotated[str, Codes(PRIORITY_LEVEL)] | None = about("Priority", default=None)
    party: Party = about("Concerns", "The party whose rules or practice it concerns.")
    explanation: Prose | None = about("Explanation", default=None)
    provisions: list[ProvisionAddress] = about("Provisions", default=[])
    mappings: list[Annotated[Id, To(("mapping",))]] = about("Mappings it follows from", default=[])
    findings: list[Annotated[Id, To(("finding",))]] = about("Findings it follows from", default=[])
    stakeholders: Title | None = about("Stakeholders", default=None)
    partners: Title | None = about("Other partners", default=None)
    state: StateCode = about("State")
    reason: Prose | None = about("Reason", "Why it is accepted as it is.", default=None)


KIND = Kind(
    code="gap",
    schema=2,  # stakeholders and partners are told in each language
    group="standards",
    label="Gap",
    plural="Gaps",
    fields=Gap,
    title="statement",
    columns=("number", "area", "cause", "priority"),
    number="number",
    series="G-{year}-",
    lifecycle=Lifecycle(typed=GAP_STATES, moves=GAP_MOVES),
)
