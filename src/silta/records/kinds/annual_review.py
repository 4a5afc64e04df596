"""The annual review: a joint text whose content is computed from both logs and can be computed again by anyone."""

from typing import Annotated

from silta.records.fields import (
    Computed,
    Count,
    Digest,
    Fields,
    Id,
    Line,
    Party,
    Prose,
    Title,
    To,
    Year,
    about,
)
from silta.records.joint import JOINT_STATES, RemarkAnswer, check_answers, remark_answers
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle


class LogSize(Fields):
    """A log that the content was computed from, and how many of its entries."""

    origin: Line = about("Log")
    size: int = about("Entries")
    root: Line = about("Root")


class Comment(Fields):
    """One party's own words on the year."""

    party: Party = about("Party")
    text: Prose = about("Comment")


class AnnualReview(Fields):
    year: Year = about("Year")
    title: Title = about("Title")
    summary: Prose | None = about("Summary", "In your own words; the figures are computed.", default=None)
    sources: Annotated[list[LogSize], Computed()] = about(
        "Made from", "The logs and their sizes; filled in when it is computed.", least=1
    )
    content: Annotated[Digest, Computed()] = about("Digest of the computed content")
    form: Annotated[Count, Computed()] = about(
        "Form of the computation", "Digests of another form cannot be compared with this one.", default=1
    )
    comments: list[Comment] = about("Comments of each side", default=[])
    proposals: list[Annotated[Id, To(("priority",))]] = about(
        "Priorities proposed for the next year", default=[]
    )
    answers: list[RemarkAnswer] = remark_answers()


KIND = Kind(
    code="annual-review",
    group="results",
    label="Annual review",
    plural="Annual reviews",
    fields=AnnualReview,
    title="title",
    columns=("year",),
    year=("year",),
    joint=True,
    check=lambda text: check_answers(text.answers),
    lifecycle=Lifecycle(typed={}, computed=JOINT_STATES),
)
