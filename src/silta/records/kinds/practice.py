"""A practice or a lesson: what one party learned, for others to use. Who took it up follows from their reviews of it."""

from typing import Annotated

from silta.records.fields import (
    Codes,
    Day,
    Fields,
    Id,
    Line,
    Prose,
    ProvisionAddress,
    Title,
    To,
    about,
)
from silta.records.kind import Kind, Situation
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import AREA, EXPERIENCE_SOURCE, FACILITY_TYPE, INES, PRACTICE_KIND


class Practice(Fields):
    number: Line = about("Number", "Year and running number: 2026-P03.")
    title: Title = about("Title")
    kind: Annotated[str, Codes(PRACTICE_KIND)] = about("Kind of experience", default="good-practice")
    area: Annotated[str, Codes(AREA)] = about("Area")
    source: Annotated[str, Codes(EXPERIENCE_SOURCE)] = about("Source", "Where it was learned.")
    facility: Annotated[str, Codes(FACILITY_TYPE)] | None = about("Type of facility", default=None)
    day: Day | None = about("Date", "Of the event, mission or introduction.", default=None)
    ines: Annotated[str, Codes(INES)] | None = about("INES level", "For lessons from events.", default=None)
    provisions: list[ProvisionAddress] = about("Legal basis", "Provisions that it rests on.", default=[])
    text: Prose = about(
        "Description", "What is done and what it brings, or what happened and what it taught."
    )
    conditions: Prose | None = about(
        "Conditions for transfer", "What must be there for it to work elsewhere.", default=None
    )
    comes_from: Annotated[Id, To(("activity", "advice", "finding"))] | None = about(
        "Comes from", default=None
    )
    tags: Title | None = about("Keywords", "What to find it by.", default=None)


def _stands(about_it: Situation) -> str:
    reviews = {near.standing for near in about_it.pointing if near.party != about_it.party}
    if "verified" in reviews:
        return "proven"
    return "adopted" if "in-action" in reviews else "published"


KIND = Kind(
    code="practice",
    schema=2,  # the keywords are told in each language
    group="experience",
    label="Practice or lesson",
    plural="Practices and lessons",
    fields=Practice,
    title="title",
    columns=("number", "kind", "area", "source", "facility"),
    number="number",
    series="{year}-P",
    year=("day",),
    stands=_stands,
    hangs_on=("applicability-review",),
    lifecycle=Lifecycle(
        typed={},
        computed={
            "published": State("Published", "", "ring"),
            "adopted": State("Adopted elsewhere", "good", "check"),
            "proven": State("Effect verified elsewhere", "good", "double"),
        },
    ),
)
