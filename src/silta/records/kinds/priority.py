"""A priority: a matter on which the parties mean to work in a year or more."""

from typing import Annotated

from silta.records.fields import Codes, Fields, Id, Prose, StateCode, Title, To, Year, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import AREA, PRIORITY_LEVEL


class Priority(Fields):
    title: Title = about("Title")
    years: list[Year] = about("Years", least=1)
    area: Annotated[str, Codes(AREA)] = about("Area")
    level: Annotated[str, Codes(PRIORITY_LEVEL)] | None = about("Priority", default=None)
    why: Prose = about("Why", "What makes this matter now.")
    gaps: list[Annotated[Id, To(("gap",))]] = about("Gaps it answers", default=[])
    state: StateCode = about("State")


KIND = Kind(
    code="priority",
    group="programme",
    label="Priority",
    plural="Priorities",
    fields=Priority,
    title="title",
    columns=("years", "area", "level"),
    year=("years",),
    lifecycle=Lifecycle(
        typed={
            "proposed": State("Proposed"),
            "agreed": State("Agreed", "good", "check"),
            "carried-over": State("Carried over", "wait", "right"),
            "closed": State("Closed", "off", "double"),
        },
        moves={
            "proposed": ("agreed", "closed"),
            "agreed": ("carried-over", "closed"),
            "carried-over": ("agreed", "closed"),
        },
    ),
)
