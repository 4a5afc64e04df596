"""An applicability review: what one party makes of another's practice, from the first look to the effect that was seen."""

from collections.abc import Iterator
from typing import Annotated, Final

from silta.records.fields import Codes, Day, Fields, Id, Line, Prose, StateCode, Title, To, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import APPLICABILITY
from silta.words.errors import Problem

_JUDGED: Final = ("reviewed", "in-action", "verified")
_TAKEN_UP: Final = ("in-action", "verified")


class ApplicabilityReview(Fields):
    title: Title = about("Title")
    practice: Annotated[Id, To(("practice",))] = about("Practice or lesson")
    reviewer: Line | None = about("Reviewer", "A role or a person.", default=None)
    verdict: Annotated[str, Codes(APPLICABILITY)] = about("Verdict", default="unknown")
    reasons: Prose | None = about(
        "Reasons", "Why it applies here, with what changes, or why not.", default=None
    )
    planned: Prose | None = about(
        "Planned effect", "What shall be different, and how you will see it.", default=None
    )
    due: Day | None = about("Effect to be checked by", default=None)
    follows: list[Annotated[Id, To(("action", "activity", "roadmap-item"))]] = about(
        "Put into action by", default=[]
    )
    observed: Prose | None = about(
        "Observed effect", "What has changed since, with what shows it.", default=None
    )
    state: StateCode = about("State")


def _check(review: ApplicabilityReview) -> Iterator[Problem]:
    if review.state in _JUDGED:
        if review.reasons is None:
            yield Problem("record.reasons-missing", "reasons")
        if review.verdict == "unknown":
            yield Problem("record.verdict-missing", "verdict")
    if review.state in _TAKEN_UP:
        if review.verdict == "not-applicable":
            yield Problem("record.not-applicable-in-action", "verdict")
        if review.planned is None:
            yield Problem("record.planned-missing", "planned")
    if review.state == "verified" and review.observed is None:
        yield Problem("record.observed-missing", "observed")


KIND = Kind(
    code="applicability-review",
    group="experience",
    label="Applicability review",
    plural="Applicability reviews",
    fields=ApplicabilityReview,
    title="title",
    columns=("verdict", "due"),
    due=("due",),
    due_while=("in-action",),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "new": State("New"),
            "screened": State("Screened", icon="half"),
            "reviewed": State("Reviewed", icon="check"),
            "in-action": State("In action", "good", "clock"),
            "verified": State("Effect verified", "good", "double"),
        },
        moves={
            "new": ("screened",),
            "screened": ("reviewed",),
            "reviewed": ("in-action",),
            "in-action": ("verified", "reviewed"),
        },
        computed={"overdue": State("Overdue", "alarm", "warn")},
    ),
)
