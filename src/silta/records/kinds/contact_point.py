"""A contact point: who speaks for a party on an area, from when, and who stands in."""

from collections.abc import Iterator
from typing import Annotated

from silta.records.fields import Codes, Day, Fields, Line, Party, Prose, StateCode, Title, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import AREA, LANGUAGE
from silta.words.dates import first_day, last_day
from silta.words.errors import Problem


class ContactPoint(Fields):
    name: Title = about("Person or role", "A person, or a role whose mailbox stays when people change.")
    party: Party = about("Party")
    areas: list[Annotated[str, Codes(AREA)]] = about(
        "Areas", "Empty if they speak for every area.", default=[]
    )
    mailbox: Line | None = about("Mailbox", "Prefer the mailbox of a role to that of a person.", default=None)
    telephone: Line | None = about("Telephone", default=None)
    languages: list[Annotated[str, Codes(LANGUAGE)]] = about("Languages", default=[])
    deputy: Line | None = about("Deputy", default=None)
    deputy_mailbox: Line | None = about("Deputy's mailbox", default=None)
    start: Day = about("From", "Day or month.")
    until: Day | None = about("To", default=None)
    note: Prose | None = about("Note", default=None)
    state: StateCode = about("State")


def _check(contact: ContactPoint) -> Iterator[Problem]:
    if contact.until and last_day(contact.until) < first_day(contact.start):
        yield Problem("record.ends-before-it-starts", "until")
    for name in ("mailbox", "deputy_mailbox"):
        address = getattr(contact, name)
        if address and ("@" not in address[1:-1] or " " in address):
            yield Problem("record.not-a-mailbox", name, {"value": address})


KIND = Kind(
    code="contact-point",
    schema=2,  # the person or role is named in each language
    group="framework",
    label="Contact point",
    plural="Contact points",
    fields=ContactPoint,
    title="name",
    columns=("party", "areas", "languages", "deputy"),
    due=("until",),
    due_while=("active", "away"),
    check=_check,
    lifecycle=Lifecycle(
        typed={
            "active": State("Active", "good", "check"),
            "away": State("Away", "wait", "pause"),
            "left": State("Left", "off", "x"),
        },
        moves={"active": ("away", "left"), "away": ("active", "left"), "left": ("active",)},
        computed={"overdue": State("Term has ended", "alarm", "warn")},
    ),
)
