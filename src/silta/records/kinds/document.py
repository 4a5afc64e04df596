"""A document that serves as evidence or reference: who made it, how it is to be handled, what it translates or replaces.

An internal document is a draft: nothing of it leaves the node before it is released. The file itself is an attachment.
"""

from typing import Annotated

from silta.records.fields import Codes, Day, Fields, Id, Line, Prose, Title, To, about
from silta.records.kind import Kind, Situation
from silta.records.lifecycle import Lifecycle, State
from silta.words.codes import DOCUMENT_TYPE, LANGUAGE


class Document(Fields):
    number: Line = about("Number", "Registration number of the originator, or a running number: 2026-D05.")
    title: Title = about("Title")
    type: Annotated[str, Codes(DOCUMENT_TYPE)] = about("Type of document")
    originator: Title = about("Originator", "The organisation that made it and decides on its use.")
    day: Day | None = about("Date", "Of the document.", default=None)
    version: Line | None = about("Version", default=None)
    language: Annotated[str, Codes(LANGUAGE)] | None = about("Language", default=None)
    native_marking: Line | None = about(
        "Native marking", "As it stands on the document, in its own language.", default=None
    )
    handling: Prose | None = about("Handling rule", "Who may read, copy and pass it on.", default=None)
    retention: Day | None = about("Keep until", default=None)
    translation_of: Annotated[Id, To(("document",))] | None = about("Translation of", default=None)
    replaces: Annotated[Id, To(("document",))] | None = about("Replaces", default=None)
    note: Prose | None = about("Note", default=None)


def _stands(about_it: Situation) -> str:
    later = (near for near in about_it.pointing if near.field == "replaces" and near.party == about_it.party)
    return "replaced" if any(later) else "released"


KIND = Kind(
    code="document",
    schema=2,  # the originator is told in each language
    group="results",
    label="Document",
    plural="Documents",
    fields=Document,
    title="title",
    columns=("number", "type", "originator", "version", "day"),
    number="number",
    series="{year}-D",
    year=("day",),
    stands=_stands,
    hangs_on=("document",),
    lifecycle=Lifecycle(
        typed={},
        computed={
            "released": State("Released", "good", "check"),
            "replaced": State("Replaced", "off", "right"),
        },
    ),
)
