"""The people whom one side sends to an event: its own list, from their nomination to their attendance."""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import Codes, Fields, Id, Line, Party, Prose, StateCode, Title, To, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import PARTICIPANT
from silta.words.errors import Problem


class Participant(Fields):
    name: Line = about("Name")
    position: Title | None = about("Position", default=None)
    status: Annotated[str, Codes(PARTICIPANT)] = about("Status", default="nominated")
    replaced_by: Line | None = about("Replaced by", default=None)
    certificate: bool = about("Certificate given", default=False)


class Participation(Fields):
    title: Title = about("Title")
    event: Annotated[Id, To(("event",))] = about("Event")
    party: Party = about("Party")
    participants: list[Participant] = about(
        "Participants", "Only with their consent; a name can be erased later.", default=[]
    )
    note: Prose | None = about("Note", default=None)
    state: StateCode = about("State")


def _check(listed: Participation) -> Iterator[Problem]:
    for number, one in enumerate(listed.participants, 1):
        if one.status == "replaced" and one.replaced_by is None:
            yield Problem("record.missing-field", f"participants[{number}].replaced_by")
        if one.certificate and one.status != "attended":
            yield Problem("record.certificate-without-attendance", f"participants[{number}].certificate")


KIND = Kind(
    code="participation",
    schema=2,  # the position is told in each language
    group="programme",
    label="List of participants",
    plural="Lists of participants",
    fields=Participation,
    title="title",
    columns=("event", "party"),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "nominating": State("Being drawn up", icon="half"),
            "complete": State("Complete", "good", "check"),
        },
        moves={"nominating": ("complete",), "complete": ("nominating",)},
    ),
)
