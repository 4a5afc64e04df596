"""The columns of a sheet: what says which record a row is, then the kind's fields; a text has one column a language.

A column has a key that never changes (``#id``, ``title.en``, ``host``) and a heading in the language of the reader. Both are
known when a sheet comes back, the headings in every language of the interface.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from silta.records.fields import TEXTS, Field
from silta.records.kind import Kind
from silta.words.languages import CODES, LANGUAGES

Say = Callable[[str, str, str], str]
"""(context, English msgid, language) → the words in that language."""

ID: Final = "#id"
REVISION: Final = "#revision"
MARKING: Final = "#marking"
PARTY: Final = "#party"
WRONG: Final = "#wrong"
OWNER: Final = "#of"
IDENTITY: Final = {
    ID: "Identifier",
    REVISION: "Revision",
    PARTY: "Released by",
    MARKING: "Marking",
    WRONG: "What is wrong",
    OWNER: "Belongs to",
}
"""Headings of the columns that are no fields; context ``sheet``."""
_READ_ONLY: Final = ("frozen", "digest")
"""Shapes that only the node fills in."""


@dataclass(frozen=True)
class Column:
    """One column. `field` is None for those of `IDENTITY`; `language` is set for one wording of a text."""

    key: str
    field: Field | None = None
    language: str = ""

    @property
    def takes(self) -> bool:
        """Whether what a person writes there counts."""
        return self.field is not None and self.field.shape not in _READ_ONLY


def columns_of(fields: Iterable[Field]) -> list[Column]:
    """The columns of fields; lists of rows have sheets of their own."""
    found: list[Column] = []
    for one in fields:
        if one.shape in TEXTS:
            found += [Column(f"{one.name}.{tag}", one, tag) for tag in CODES]
        elif one.shape != "rows":
            found.append(Column(one.name, one))
    return found


def main_columns(kind: Kind) -> list[Column]:
    """The columns of a kind's own sheet."""
    if kind.local:
        return [Column(ID), Column(REVISION), *columns_of(kind.described)]
    return [Column(ID), Column(REVISION), Column(PARTY), *columns_of(kind.described), Column(MARKING)]


def part_columns(field: Field) -> list[Column]:
    """The columns of the sheet for a list of rows; the first says which record a row belongs to."""
    return [Column(OWNER), *columns_of(field.rows)]


def parts_of(kind: Kind) -> list[Field]:
    """The fields that are lists of rows."""
    return [one for one in kind.described if one.shape == "rows"]


def headings(columns: Iterable[Column], say: Say, language: str) -> dict[str, str]:
    """Key → heading in `language`; where two would be the same, the key tells them apart."""
    plain = {column.key: _heading(column, say, language) for column in columns}
    said = list(plain.values())
    return {
        key: f"{words} [{key}]" if key[0] != "#" and said.count(words) > 1 else words
        for key, words in plain.items()
    }


def known_headings(columns: Iterable[Column], say: Say) -> Mapping[str, str]:
    """What a heading may say (folded) → key: the key itself, or the heading in any language of the interface."""
    listed = [*columns, Column(WRONG)]
    found = {column.key.casefold(): column.key for column in listed}
    for language in CODES:
        for key, words in headings(listed, say, language).items():
            found.setdefault(words.casefold(), key)
    return found


def sheet_name(words: str) -> str:
    """`words` as the name of a sheet: at most 31 characters, without those that Excel forbids there."""
    return "".join(" " if c in "[]:*?/\\'" else c for c in words)[:31].strip() or "-"


def _heading(column: Column, say: Say, language: str) -> str:
    if column.field is None:
        return say("sheet", IDENTITY[column.key], language)
    words = say("field", column.field.label, language)
    return f"{words} ({_NAMES[column.language]})" if column.language else words


_NAMES: Final = {language.code: language.name for language in LANGUAGES}
