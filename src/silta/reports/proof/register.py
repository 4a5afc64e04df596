"""An entry of the register of names: how it is filled in, checked and written into sheets, as fields of records are.

It is no kind of record: no log ever holds it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Final

from silta.records.fields import Codes, Fields, Line, Title, about
from silta.records.kind import Kind
from silta.records.lifecycle import Lifecycle
from silta.reports.proof.known import Name
from silta.words.codes import NAME_SORT
from silta.words.errors import Problem


class KnownName(Fields):
    sort: Annotated[str, Codes(NAME_SORT)] = about("Sort of name")
    name: Title = about("Preferred form", "How documents in each language write it.")
    office: Title | None = about(
        "Office or form of address", "As it stands before the name: Director General.", default=None
    )
    also: list[Line] = about(
        "Other forms",
        "That will do as well, one a line: abbreviations, passport spellings.",
        default=[],
        most=40,
    )
    wrong: list[Line] = about(
        "Known slips", "Spellings that are never right, one a line.", default=[], most=40
    )
    note: Line | None = about("Note", default=None)


def _check(entry: KnownName) -> Iterator[Problem]:
    forms = {wording.text.casefold() for wording in entry.name.root.values()}
    right = forms | {form.casefold() for form in entry.also}
    for number, slip in enumerate(entry.wrong, 1):
        if slip.casefold() in right:
            yield Problem("name.slip-is-right", f"wrong[{number}]", {"value": slip})


KIND: Final = Kind(
    code="known-name",
    group="framework",
    label="Name",
    plural="Register of names",
    fields=KnownName,
    title="name",
    lifecycle=Lifecycle(typed={}),
    check=_check,
    local=True,
)


def name_of(fields: Mapping[str, Any]) -> Name:
    """What checks need of an entry (valid, in wire form)."""
    return Name(
        sort=str(fields["sort"]),
        forms=_words(fields.get("name")),
        also=tuple(fields.get("also", ())),
        wrong=tuple(fields.get("wrong", ())),
        titles=_words(fields.get("office")),
    )


def _words(text: Mapping[str, Mapping[str, str]] | None) -> dict[str, str]:
    return {tag: one["text"] for tag, one in (text or {}).items()}
