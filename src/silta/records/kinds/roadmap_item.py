"""A roadmap item: the step that answers a gap, who takes it, by when, and what document comes of it."""

from typing import Annotated

from silta.records.fields import Codes, Fields, Id, Line, Party, Prose, StateCode, Title, To, Year, about
from silta.records.kind import Kind
from silta.records.kinds.gap import GAP_MOVES, GAP_STATES
from silta.records.lifecycle import Lifecycle
from silta.words.codes import AREA


class RoadmapItem(Fields):
    number: Line = about("Number", "R-2026-01.")
    title: Title = about("Step")
    gap: Annotated[Id, To(("gap",))] = about("Gap")
    area: Annotated[str, Codes(AREA)] = about("Area")
    year: Year = about("Year")
    responsible: Party = about("Responsible")
    document: Title | None = about("Document to develop", default=None)
    partners: Title | None = about("Partners", default=None)
    progress: Prose | None = about("Progress", default=None)
    evidence: Prose | None = about("Evidence", default=None)
    state: StateCode = about("State")
    reason: Prose | None = about("Reason", default=None)


KIND = Kind(
    code="roadmap-item",
    schema=2,  # the partners are told in each language
    group="standards",
    label="Roadmap item",
    plural="Roadmap items",
    fields=RoadmapItem,
    title="title",
    columns=("number", "area", "year", "responsible"),
    number="number",
    series="R-{year}-",
    year=("year",),
    lifecycle=Lifecycle(typed=GAP_STATES, moves=GAP_MOVES),
)
