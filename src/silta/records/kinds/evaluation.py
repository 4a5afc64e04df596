"""The summary of what one side's participants thought of an event: counts of their marks, and what they said, without names.

The answers of persons never leave their node (`silta.node.actions.feedback`); the summary is what a side releases. Means are
computed from the counts and only ever speak of the event: no page sets persons, parties or events against each other.
"""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import Codes, Count, Fields, Id, Prose, Title, To, about
from silta.records.kind import Kind, Situation
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import EVALUATION_SCALE
from silta.words.errors import Problem


class Marks(Fields):
    """How many gave each mark on one scale, from 1 (poor) to 5 (very good)."""

    scale: Annotated[str, Codes(EVALUATION_SCALE)] = about("Scale")
    ones: Count = about("Mark 1 (poor)", default=0)
    twos: Count = about("Mark 2", default=0)
    threes: Count = about("Mark 3", default=0)
    fours: Count = about("Mark 4", default=0)
    fives: Count = about("Mark 5 (very good)", default=0)


class Evaluation(Fields):
    title: Title = about("Title")
    event: Annotated[Id, To(("event",))] = about("Event")
    answers: Count = about("Answers", "How many people answered.")
    marks: list[Marks] = about("Marks", "Counted from the answers of your own participants.", default=[])
    said: Prose | None = about("What was said", "In your own words and without names.", default=None)


def _check(evaluation: Evaluation) -> Iterator[Problem]:
    scales = [row.scale for row in evaluation.marks]
    for number, row in enumerate(evaluation.marks, 1):
        given = row.ones + row.twos + row.threes + row.fours + row.fives
        if given > evaluation.answers:
            yield Problem(
                "record.more-marks-than-answers",
                f"marks[{number}]",
                {"given": given, "answers": evaluation.answers},
            )
        if row.scale in scales[: number - 1]:
            yield Problem("record.scale-twice", f"marks[{number}].scale")


def _stands(_about_it: Situation) -> str:
    return "released"


KIND = Kind(
    code="evaluation",
    group="programme",
    label="Evaluation",
    plural="Evaluations",
    fields=Evaluation,
    title="title",
    columns=("event", "answers"),
    check=_check,
    stands=_stands,
    lifecycle=Lifecycle(typed={}, computed={"released": State("Released", "good", "check")}),
)
