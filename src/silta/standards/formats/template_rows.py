"""The template's sheet as rows of strings, from CSV or XLSX: cells are read as they look, places are named as Excel does."""

from __future__ import annotations

import csv
import datetime as dt
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any, Final, TypeVar

from silta.standards.formats.decoding import decode, tidy
from silta.standards.formats.magic import guard_zip
from silta.standards.formats.reading import MAX_PROVISIONS, FormatRefused, Notebook, excerpt

REQUIRED: Final = ("number", "heading", "text", "language", "parent", "level")
OPTIONAL: Final = ("status", "obligation", "notes", "stem", "fragment", "points")
"""Columns that an export adds where a provision says more than the six of the template; a hand-made sheet needs none."""

FORMULA: Final = re.compile(r"\A('*[=+\-@\t\r])")
"""The beginning of a cell that a spreadsheet would compute, behind any number of apostrophes."""
_APOSTROPHE: Final = re.compile(r"\A'(?='*[=+\-@\t\r])")
_T = TypeVar("_T")
_MAX_COLUMNS: Final = 64
_DELIMITERS: Final = ",;\t"
_SEARCHED_SHEETS: Final = 10


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
    plain = [[_APOSTROPHE.sub("", cell) for cell in cells] for cells in table]
    return Sheet(tuple(_rows(plain, notebook)))


def xlsx_sheet(raw: bytes, notebook: Notebook) -> Sheet:
    """The rows of the sheet that has the template's header; what formulas, errors and dates hide is refused cell by cell.

    Raises `FormatRefused`: `format.missing-column`, `format.formula-in-cell`, `format.date-in-cell`,
    `format.malformed-xlsx`, `format.encrypted-xlsx`, `format.too-large-unpacked`.
    """
    guard_zip(raw)
    try:
        with warnings.catch_warnings(action="ignore"):
            table, properties = _table(raw, notebook)
    except FormatRefused:
        raise
    except Exception as error:  # noqa: BLE001 -- hostile bytes: openpyxl has no closed set of errors
        raise FormatRefused("format.malformed-xlsx", reason=type(error).__name__) from None
    notebook.refuse_errors()
    return Sheet(tuple(_rows(table, notebook)), *(tidy(words, "properties") for words in properties))


def _table(raw: bytes, notebook: Notebook) -> tuple[list[list[str]], tuple[str, str, str]]:
    import openpyxl  # noqa: PLC0415 - as heavy as all of Silta; most who read releases never see a workbook

    book = openpyxl.load_workbook(BytesIO(raw), read_only=True, keep_links=False)
    chosen = max(book.worksheets[:_SEARCHED_SHEETS], key=_known_columns)
    table = [[_shown(cell, notebook) for cell in row] for row in _bounded(_cells(chosen))]
    about = book.properties
    return table, (about.title or "", about.subject or "", about.description or "")


def _cells(sheet: Any) -> Iterable[Iterable[object]]:
    sheet.reset_dimensions()  # a sheet may declare a million columns and fill three
    rows: Iterable[Iterable[object]] = sheet.iter_rows(max_col=_MAX_COLUMNS, max_row=MAX_PROVISIONS + 2)
    return rows


def _known_columns(sheet: Any) -> int:
    first = next(iter(_cells(sheet)), ())
    return len({str(getattr(cell, "value", "")).strip().lower() for cell in first} & set(REQUIRED))


def _shown(cell: object, notebook: Notebook) -> str:
    """What a cell shows: text as it is, a whole number without ``.0``; a problem is noted for what may not be there."""
    value: object = getattr(cell, "value", None)
    if value is None:
        return ""
    where = f"row {getattr(cell, 'row', 0)}, column {getattr(cell, 'column_letter', '')}"
    if getattr(cell, "data_type", "") in ("f", "e"):
        notebook.error("format.formula-in-cell", where, value=excerpt(str(value)))
    elif isinstance(value, (dt.date, dt.time, dt.timedelta)):
        notebook.error("format.date-in-cell", where, value=str(value))
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return tidy(str(value), where)


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
