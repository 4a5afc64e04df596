"""A remark: what one party says about one place of a joint text of another, or would write there instead.

What became of it is said by the text itself, in the revisions that follow; until one does, it is open. A text that all parties
agree to settles what is left.
"""

from collections.abc import Iterator
from typing import Annotated, Final

from silta.records.fields import Fields, Frozen, Line, Prose, Title, To, about
from silta.records.kind import Kind, Situation
from silta.records.lifecycle import Lifecycle, State
from silta.words.errors import Problem

JOINT: Final = ("programme", "minutes", "roadmap-edition", "annual-review")


class Remark(Fields):
    title: Title = about("Subject")
    text: list[Annotated[Frozen, To(JOINT)]] = about(
        "Joint text", "The revision that the remark is about.", least=1, most=1
    )
    place: Line | None = about(
        "Place", "The field, as in items[2].text; empty: the text as a whole.", default=None
    )
    comment: Prose | None = about("Comment", default=None)
    wording: Prose | None = about(
        "Proposed wording",
        "What should stand there, in the languages that you propose a change for.",
        default=None,
    )


def _check(remark: Remark) -> Iterator[Problem]:
    if remark.comment is None and remark.wording is None:
        yield Problem("record.remark-empty", "comment")


def _stands(about_it: Situation) -> str:
    texts = {near.id: near for near in about_it.pointed if near.field == "text"}
    answers = [
        str(answer["outcome"])
        for near in texts.values()
        for answer in near.fields.get("answers", ())
        if answer["remark"] == about_it.id
    ]
    if answers:
        return answers[-1]
    return "settled" if any(near.standing == "in-force" for near in texts.values()) else "open"


KIND = Kind(
    code="remark",
    group="dialogue",
    label="Remark",
    plural="Remarks",
    fields=Remark,
    title="title",
    columns=("place",),
    check=_check,
    stands=_stands,
    hangs_on=JOINT,
    lifecycle=Lifecycle(
        typed={},
        computed={
            "open": State("Open", "wait", "talk"),
            "taken": State("Taken over", "good", "check"),
            "in-part": State("Taken over in part", "good", "half"),
            "declined": State("Declined", "off", "undo"),
            "settled": State("Settled by agreement", "off", "double"),
        },
    ),
)
