"""A finding of an assessment: what was seen, by which requirement, and who is to answer it."""

from collections.abc import Iterator
from typing import Annotated, Final

from silta.records.fields import (
    Codes,
    Day,
    Fields,
    Id,
    Line,
    Prose,
    ProvisionAddress,
    StateCode,
    Title,
    To,
    about,
)
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import FINDING_KIND, IRRS_MODULE
from silta.words.errors import Problem

_ANSWERABLE: Final = ("recommendation", "suggestion")


class Finding(Fields):
    number: Line = about("Number", "As the report numbers it: R3, S12, GP1.")
    wording: Title = about("Wording", "The finding as the report words it.")
    assessment: Annotated[Id, To(("assessment",))] = about("Assessment")
    kind: Annotated[str, Codes(FINDING_KIND)] = about("Kind of finding")
    module: Annotated[str, Codes(IRRS_MODULE)] | None = about("Module", default=None)
    provisions: list[ProvisionAddress] = about(
        "Basis", "The requirements that it rests on. A recommendation or suggestion needs one.", default=[]
    )
    observation: Prose | None = about("Observation", "What was seen.", default=None)
    responsible: Title | None = about(
        "Responsible body", "Who is to answer it: regulator, government, operator.", default=None
    )
    due: Day | None = about("Due", default=None)
    answer: Prose | None = about("What was done", default=None)
    state: StateCode = about("State")
    reason: Prose | None = about(
        "Reason", "What lets it be closed, or why it no longer matters.", default=None
    )


def _check(finding: Finding) -> Iterator[Problem]:
    if finding.kind in _ANSWERABLE:
        if not finding.provisions:
            yield Problem("record.basis-missing", "provisions")
        if finding.responsible is None:
            yield Problem("record.responsible-missing", "responsible")


KIND = Kind(
    code="finding",
    schema=2,  # the responsible body is told in each language
    group="standards",
    label="Finding",
    plural="Findings",
    fields=Finding,
    title="wording",
    columns=("number", "kind", "module", "due"),
    number="number",
    due=("due",),
    due_while=("open",),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "open": State("Open"),
            "closed": State("Closed", "good", "check", reason=True),
            "closed-on-progress": State(
                "Closed on the basis of progress and confidence", "good", "half", reason=True
            ),
            "no-longer-relevant": State("No longer relevant", "off", "x", reason=True),
        },
        moves={
            "open": ("closed", "closed-on-progress", "no-longer-relevant"),
            "closed-on-progress": ("open", "closed"),
            "closed": ("open",),
            "no-longer-relevant": ("open",),
        },
        computed={"overdue": State("Overdue", "alarm", "warn")},
    ),
)
