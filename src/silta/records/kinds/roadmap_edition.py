"""The roadmap of a year: a joint text that freezes gaps and the steps that answer them, and names the edition before it."""

from typing import Annotated

from silta.records.fields import Fields, Frozen, Prose, Title, To, Year, about
from silta.records.joint import JOINT_STATES, RemarkAnswer, check_answers, remark_answers
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle


class RoadmapEdition(Fields):
    year: Year = about("Year")
    title: Title = about("Title")
    introduction: Prose | None = about("Introduction", default=None)
    previous: list[Annotated[Frozen, To(("roadmap-edition",))]] = about(
        "Earlier edition",
        "What became of each of its gaps is computed from the records.",
        default=[],
        most=1,
    )
    gaps: list[Annotated[Frozen, To(("gap",))]] = about(
        "Gaps",
        "Those that are open, and those that were closed since the earlier edition; each is frozen at its revision.",
        least=1,
    )
    items: list[Annotated[Frozen, To(("roadmap-item",))]] = about(
        "Roadmap items", "The steps that answer these gaps, each frozen at its revision.", default=[]
    )
    stakeholders: Title | None = about("Stakeholders", default=None)
    partners: Title | None = about("Other partners", default=None)
    answers: list[RemarkAnswer] = remark_answers()


KIND = Kind(
    code="roadmap-edition",
    schema=2,  # stakeholders and partners are told in each language
    group="standards",
    label="Roadmap edition",
    plural="Roadmap editions",
    fields=RoadmapEdition,
    title="title",
    columns=("year",),
    year=("year",),
    joint=True,
    check=lambda text: check_answers(text.answers),
    lifecycle=Lifecycle(typed={}, computed=JOINT_STATES),
)
