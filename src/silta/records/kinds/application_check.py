"""What a side applied of an event in which its people took part: its answer to the check six months later.

When it is due follows from the event (`silta.records.occasions.check_day`); that it is answered follows from this record.
"""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import Codes, Day, Fields, Id, Prose, Title, To, about
from silta.records.kind import Kind, Situation
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import APPLIED
from silta.words.errors import Problem


class Learned(Fields):
    """One thing that was learned, what became of it, and why it was not applied, or not in full."""

    what: Title = about("What was learned")
    became: Annotated[str, Codes(APPLIED)] = about("What became of it")
    reasons: Prose | None = about("Reasons", "Needed unless it was applied.", default=None)


class ApplicationCheck(Fields):
    title: Title = about("Title")
    event: Annotated[Id, To(("event",))] = about("Event")
    day: Day = about("Date", "Day on which you looked.")
    learned: list[Learned] = about("What was applied and what not", least=1)
    effect: Prose | None = about("What it changed", default=None)
    records: list[
        Annotated[Id, To(("action", "activity", "gap", "roadmap-item", "applicability-review", "document"))]
    ] = about("Evidence on record", default=[])


def _check(check: ApplicationCheck) -> Iterator[Problem]:
    for number, row in enumerate(check.learned, 1):
        if row.became != "applied" and row.reasons is None:
            yield Problem("record.reasons-missing", f"learned[{number}].reasons")


def _stands(_about_it: Situation) -> str:
    return "answered"


KIND = Kind(
    code="application-check",
    group="programme",
    label="Check of what was applied",
    plural="Checks of what was applied",
    fields=ApplicationCheck,
    title="title",
    columns=("event", "day"),
    year=("day",),
    check=_check,
    stands=_stands,
    lifecycle=Lifecycle(typed={}, computed={"answered": State("Answered", "good", "check")}),
)
