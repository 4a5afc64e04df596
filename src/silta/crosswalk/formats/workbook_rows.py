"""The sheet of mappings as it comes back: which sheet it is, what its columns are, and its rows as they were typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final

from xlsxwriter.utility import xl_col_to_name

from silta.crosswalk.formats.columns import NEEDED, Vocabulary
from silta.crosswalk.formats.xlsx_cells import Cell, Workbook
from silta.standards.formats.reading import FormatRefused, excerpt

MAX_ROWS: Final = 50_000
_SEARCHED_ROWS: Final = 10
"""Rows in which the header is looked for: people put a title above."""


@dataclass(frozen=True)
class SheetRow:
    """A row below the header: its number as Excel counts, and its cells that hold something, by column from 0."""

    number: int
    cells: Mapping[int, Cell]


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
        return f"{self.name}!{xl_col_to_name(self.places.get(code, 0))}{row}"


def read(raw: bytes, vocabulary: Vocabulary) -> MappingSheet:
    """The sheet of mappings in a workbook.

    Raises `FormatRefused`: what `Workbook` raises, `workbook.no-mappings`, `workbook.missing-column`, `format.duplicate-column`,
    `workbook.too-many-rows`.
    """
    book = Workbook(raw)
    name, at, header = _header(book, vocabulary)
    width = max(header) + 1
    headings = tuple(header[place].text.strip() if place in header else "" for place in range(width))
    codes = tuple(map(vocabulary.heading, headings))
    _check(name, at, codes, vocabulary)
    rows = tuple(
        SheetRow(number, cells)
        for number, cells in islice(book.rows(name), MAX_ROWS + _SEARCHED_ROWS)
        if number > at
    )
    if len(rows) > MAX_ROWS:
        raise FormatRefused("workbook.too-many-rows", name, limit=MAX_ROWS)
    return MappingSheet(name, book.subject.strip(), headings, codes, rows)


def _header(book: Workbook, vocabulary: Vocabulary) -> tuple[str, int, Mapping[int, Cell]]:
    """The sheet with a row that has the most of the needed headings, that row's number, and its cells."""
    found = [
        (len({vocabulary.heading(cell.text) for cell in cells.values()} & set(NEEDED)), name, number, cells)
        for name in book.sheets
        for number, cells in islice(book.rows(name), _SEARCHED_ROWS)
    ]
    known, name, number, cells = max(found, key=lambda one: one[0], default=(0, "", 0, {}))
    if known < 2:
        columns = ", ".join(map(vocabulary.named, NEEDED))
        raise FormatRefused("workbook.no-mappings", sheets=excerpt(", ".join(book.sheets)), columns=columns)
    return name, number, cells


def _check(name: str, row: int, codes: Sequence[str], vocabulary: Vocabulary) -> None:
    missing = [vocabulary.named(code) for code in NEEDED if code not in codes]
    if missing:
        raise FormatRefused("workbook.missing-column", f"{name}!{row}", columns=", ".join(missing))
    twice = next((code for code in codes if code and codes.count(code) > 1), "")
    if twice:
        raise FormatRefused("format.duplicate-column", f"{name}!{row}", column=vocabulary.named(twice))
