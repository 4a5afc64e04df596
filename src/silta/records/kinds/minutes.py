"""The minutes of a meeting: a joint text in the languages of both sides. Signed, its decisions and actions become records."""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import Codes, Day, Fields, Id, Line, Party, Prose, Title, To, about
from silta.records.joint import RemarkAnswer, check_answers, remark_answers
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import MINUTES_ITEM
from silta.words.errors import Problem


class Item(Fields):
    """What was discussed, decided, or taken up by someone, in a few words and in full."""

    type: Annotated[str, Codes(MINUTES_ITEM)] = about("Type", default="discussion")
    title: Title = about("Title")
    text: Prose | None = about("Text", default=None)
    owner: Party | None = about("Owner", "Of an action: who owes it.", default=None)
    person: Line | None = about("Responsible person", default=None)
    due: Day | None = about("Due", "Of an action.", default=None)


class Minutes(Fields):
    title: Title = about("Title")
    meeting: Annotated[Id, To(("meeting",))] = about("Meeting")
    present: Prose | None = about("Present", default=None)
    items: list[Item] = about("Items", least=1)
    answers: list[RemarkAnswer] = remark_answers()


def _check(minutes: Minutes) -> Iterator[Problem]:
    yield from check_answers(minutes.answers)
    for number, item in enumerate(minutes.items, 1):
        if item.type == "action":
            for name in ("owner", "due"):
                if getattr(item, name) is None:
                    yield Problem("record.missing-field", f"items[{number}].{name}")


KIND = Kind(
    code="minutes",
    group="dialogue",
    label="Minutes",
    plural="Minutes",
    fields=Minutes,
    title="title",
    columns=("meeting",),
    joint=True,
    check=_check,
    lifecycle=Lifecycle(
        typed={},
        computed={
            "proposed": State("Draft sent round", "wait", "ring"),
            "commented": State("Commented", "wait", "talk"),
            "objected": State("Objected", "wait", "undo"),
            "agreed-by-some": State("Signed by one of two", "wait", "half"),
            "in-force": State("Signed", "good", "sign"),
        },
    ),
)
