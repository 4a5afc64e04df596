"""The programme of a year: a joint text that freezes activities at the revisions that the parties agree to."""

from typing import Annotated

from silta.records.fields import Fields, Frozen, Id, Prose, Title, To, Year, about
from silta.records.joint import JOINT_STATES, RemarkAnswer, check_answers, remark_answers
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle


class Programme(Fields):
    year: Year = about("Year")
    title: Title = about("Title")
    preamble: Prose | None = about("Preamble", default=None)
    priorities: list[Annotated[Frozen, To(("priority",))]] = about("Priorities", default=[])
    activities: list[Annotated[Frozen, To(("activity",))]] = about(
        "Activities", "Each is frozen at the revision that is agreed.", least=1
    )
    carried_over: list[Annotated[Id, To(("activity",))]] = about(
        "Carried over from the year before", default=[]
    )
    answers: list[RemarkAnswer] = remark_answers()


KIND = Kind(
    code="programme",
    group="programme",
    label="Programme",
    plural="Programmes",
    fields=Programme,
    title="title",
    columns=("year",),
    year=("year",),
    joint=True,
    check=lambda text: check_answers(text.answers),
    lifecycle=Lifecycle(typed={}, computed=JOINT_STATES),
)
