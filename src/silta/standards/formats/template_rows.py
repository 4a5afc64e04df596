"""The template's sheet as rows of strings, from CSV or XLSX: cells are read as they look, places are named as Excel does."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from typing import Final, TypeVar

from silta.standards.formats.decoding import decode
from silta.standards.formats.reading import MAX_PROVISIONS, FormatRefused, Notebook, excerpt
from silta.standards.formats.workbooks import Cell, Workbook, column_letter

REQUIRED: Final = ("number", "heading", "text", "language", "parent", "level")
OPTIONAL: Final = ("status", "obligation", "notes", "stem", "fragment", "points")
"""Columns that an export adds where a provision says more than the six of the template; a hand-made sheet needs none."""

FORMULA: Final = re.compile(r"\A('*[=+\-@\t\r])")
"""The beginning of a cell that a spreadsheet would compute, behind any number of apostrophes."""
APOSTROPHE: Final = re.compile(r"\A'(?='*[=+\-@\t\r])")
"""The apostrophe that such a cell got when it was written, so that it is read as it was."""
_T = TypeVar("_T")
_DELIMITERS: Final = ",;\t"


@dataclass(frozen=True)
class Row:
    """One row below the header: its number as Excel counts, and its cells by column name, without spaces around them."""

    number: int
    cells: Mapping[str, str]

    @property
    def where(self) -> str:
        return f"row {self.number}"

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


@dataclass(frozen=True)
class Sheet:
    """A template's rows, and what an XLSX file says of itself."""

    rows: tuple[Row, ...]
    title: str = ""
    identifier: str = ""
    source_note: str = ""


def csv_sheet(raw: bytes, notebook: Notebook) -> Sheet:
    """The rows of a CSV file: separated by comma, semicolon or tab, quoted as RFC 4180 says.

    Raises `FormatRefused`: `format.missing-column`, `format.malformed-csv` (line), encoding errors.
    """
    text = decode(raw, notebook)
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        table = list(_bounded(reader))
    except csv.Error as error:
        raise FormatRefused(
            "format.malformed-csv", f"line {reader.line_num}", reason=excerpt(str(error))
        ) from None
    plain = [[APOSTROPHE.sub("", cell) for cell in cells] for cells in table]
    return Sheet(tuple(_rows(plain, notebook)))


def xlsx_sheet(raw: bytes, notebook: Notebook) -> Sheet:
    """The rows of the sheet that has the template's header; what formulas, errors and dates hide is refused cell by cell.

    Raises `FormatRefused`: `format.missing-column`, `format.formula-in-cell`, `format.date-in-cell`, and as `Workbook`.
    """
    book = Workbook(raw)
    chosen = max(book.names, key=lambda name: _known_columns(book, name), default="")
    found = book.rows(chosen, MAX_PROVISIONS + 2) if chosen else iter(())
    table = [
        [_shown(cell, number, place, notebook) for place, cell in enumerate(row)]
        for number, row in enumerate(_bounded(found), 1)
    ]
    notebook.refuse_errors()
    return Sheet(tuple(_rows(table, notebook)), book.title, book.subject, book.description)


def _known_columns(book: Workbook, name: str) -> int:
    first = next(book.rows(name, 1), [])
    return len({cell.text.strip().lower() for cell in first} & set(REQUIRED))


def _shown(cell: Cell, number: int, place: int, notebook: Notebook) -> str:
    """The text of a cell; a problem is noted for what may not be there."""
    if cell.kind:
        code = "format.date-in-cell" if cell.kind == "date" else "format.formula-in-cell"
        notebook.error(code, f"row {number}, column {column_letter(place)}", value=excerpt(cell.text))
    return cell.text


def _bounded(rows: Iterable[_T]) -> Iterator[_T]:
    for index, row in enumerate(rows):
        if index > MAX_PROVISIONS:
            raise FormatRefused("format.too-many-provisions", f"row {index + 1}", limit=MAX_PROVISIONS)
        yield row


def _rows(table: list[list[str]], notebook: Notebook) -> Iterator[Row]:
    top = next((index for index, cells in enumerate(table) if any(cells)), 0)
    columns = [cell.strip().lower() for cell in table[top]] if table else []
    _check_header(columns, f"row {top + 1}", notebook)
    for number, cells in enumerate(table[top + 1 :], start=top + 2):
        named = {column: cell.strip() for column, cell in zip(columns, cells, strict=False) if column}
        outside = " ".join(cells[len(columns) :]).strip()
        if outside:
            notebook.leave(f"row {number}", outside)
        if any(named.values()):
            yield Row(number, named)


def _check_header(columns: list[str], where: str, notebook: Notebook) -> None:
    for column in REQUIRED:
        if column not in columns:
            notebook.error("format.missing-column", where, column=column)
    for column in {column for column in columns if column and columns.count(column) > 1}:
        notebook.error("format.duplicate-column", where, column=excerpt(column))
    notebook.refuse_errors()
    for column in columns:
        if column and column not in REQUIRED + OPTIONAL:
            notebook.note("format.unknown-column", where, column=excerpt(column))
