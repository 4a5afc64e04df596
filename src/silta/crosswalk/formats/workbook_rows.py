"""The sheet of mappings as it comes back: which sheet it is, what its columns are, and its rows as they were typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from silta.crosswalk.formats.columns import NEEDED, Vocabulary
from silta.standards.formats.magic import is_encrypted_office, kind_of
from silta.standards.formats.reading import MAX_BYTES, FormatRefused, excerpt
from silta.standards.formats.workbooks import Cell, Workbook, column_letter

MAX_ROWS: Final = 50_000
_NOTHING: Final = Cell("")
_SEARCHED_ROWS: Final = 10
"""Rows in which the header is looked for: people put a title above."""


@dataclass(frozen=True)
class SheetRow:
    """A row below the header: its number as Excel counts, and its cells by column."""

    number: int
    cells: tuple[Cell, ...]

    def at(self, place: int) -> Cell:
        """The cell of a column; an empty one where the row ends before."""
        return self.cells[place] if place < len(self.cells) else _NOTHING


@dataclass(frozen=True)
class MappingSheet:
    """A sheet of mappings. `headings` are as typed, `codes` what they mean (empty: unknown); `subject` names the crosswalk."""

    name: str
    subject: str
    headings: tuple[str, ...]
    codes: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Code of a column → its place."""
        return {code: place for place, code in enumerate(self.codes) if code}

    def where(self, row: int, code: str) -> str:
        """A cell as Excel names it: ``Mappings!F7``."""
        return f"{self.name}!{column_letter(self.places.get(code, 0))}{row}"


def read(raw: bytes, vocabulary: Vocabulary) -> MappingSheet:
    """The sheet of mappings in a workbook.

    Raises `FormatRefused`: `format.empty`, `format.too-large`, `workbook.not-a-workbook`, `format.excel97`, what `Workbook`
    raises, `workbook.no-mappings`, `workbook.missing-column`, `format.duplicate-column`, `workbook.too-many-rows`.
    """
    _check_kind(raw)
    book = Workbook(raw)
    name, at, header = _header(book, vocabulary)
    headings = tuple(cell.text.strip() for cell in header)
    codes = tuple(map(vocabulary.heading, headings))
    _check(name, at, codes, vocabulary)
    found = enumerate(book.rows(name, MAX_ROWS + at + 1), 1)
    rows = tuple(SheetRow(number, tuple(cells)) for number, cells in found if number > at and any(cells))
    if rows and rows[-1].number > MAX_ROWS + at:
        raise FormatRefused("workbook.too-many-rows", name, limit=MAX_ROWS)
    return MappingSheet(name, book.subject.strip(), headings, codes, rows)


def _check_kind(raw: bytes) -> None:
    if not raw.strip():
        raise FormatRefused("format.empty")
    if len(raw) > MAX_BYTES:
        raise FormatRefused("format.too-large", bytes=len(raw), limit=MAX_BYTES)
    if is_encrypted_office(raw):
        raise FormatRefused("format.encrypted-xlsx")
    kind = kind_of(raw)
    if kind == "ole2":
        raise FormatRefused("format.excel97")
    if kind not in ("xlsx", "zip"):
        raise FormatRefused("workbook.not-a-workbook")


def _header(book: Workbook, vocabulary: Vocabulary) -> tuple[str, int, list[Cell]]:
    """The sheet with a row that has the most of the needed headings, that row's number, and its cells."""
    found = [
        (len({vocabulary.heading(cell.text) for cell in cells} & set(NEEDED)), name, number, cells)
        for name in book.names
        for number, cells in enumerate(book.rows(name, _SEARCHED_ROWS), 1)
    ]
    known, name, number, cells = max(found, key=lambda one: one[0], default=(0, "", 0, []))
    if known < 2:
        columns = ", ".join(map(vocabulary.named, NEEDED))
        raise FormatRefused("workbook.no-mappings", sheets=excerpt(", ".join(book.names)), columns=columns)
    return name, number, cells


def _check(name: str, row: int, codes: Sequence[str], vocabulary: Vocabulary) -> None:
    missing = [vocabulary.named(code) for code in NEEDED if code not in codes]
    if missing:
        raise FormatRefused("workbook.missing-column", f"{name}!{row}", columns=", ".join(missing))
    twice = next((code for code in codes if code and codes.count(code) > 1), "")
    if twice:
        raise FormatRefused("format.duplicate-column", f"{name}!{row}", column=vocabulary.named(twice))
