"""What joint texts have in common: states that follow from the parties' answers, and what became of the other side's remarks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Final

from silta.records.fields import Codes, Fields, Id, Prose, To, about
from silta.records.lifecycle import State
from silta.words.codes import REMARK_OUTCOME
from silta.words.errors import Problem

JOINT_STATES: Final = {
    "proposed": State("Proposed", "wait", "ring"),
    "commented": State("Commented", "wait", "talk"),
    "agreed-by-some": State("Agreed by one of two", "wait", "half"),
    "objected": State("Objected", "wait", "undo"),
    "in-force": State("In force", "good", "check"),
}


class RemarkAnswer(Fields):
    """What a text makes of one remark on an earlier revision of it."""

    remark: Annotated[Id, To(("remark",))] = about("Remark")
    outcome: Annotated[str, Codes(REMARK_OUTCOME)] = about("What became of it")
    reason: Prose | None = about("Reason", "Needed unless it was taken over as a whole.", default=None)


def remark_answers() -> Any:
    """Declare the field ``answers`` of a joint text: the answers to the remarks on all its revisions so far."""
    return about(
        "Answers to remarks", "Each remark on an earlier revision, and what became of it.", default=[]
    )


def check_answers(answers: Sequence[RemarkAnswer]) -> Iterator[Problem]:
    """A remark that is not taken over as it is gets a reason, and each is answered once."""
    seen: set[str] = set()
    for number, answer in enumerate(answers, 1):
        if answer.outcome != "taken" and answer.reason is None:
            yield Problem("record.remark-reason-missing", f"answers[{number}].reason")
        if answer.remark in seen:
            yield Problem("record.remark-answered-twice", f"answers[{number}].remark")
        seen.add(answer.remark)
