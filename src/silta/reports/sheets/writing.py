"""Writing the sheets: a list with instructions and choices, and what came back wrong with the places marked."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any, Final

import xlsxwriter

from silta.records.fields import TEXTS
from silta.reports.sheets.columns import (
    ID,
    MARKING,
    OWNER,
    PARTY,
    REVISION,
    WRONG,
    Column,
    headings,
    main_columns,
    part_columns,
    parts_of,
    sheet_name,
)
from silta.reports.sheets.reading import Filled, Table
from silta.reports.sheets.values import Values
from silta.words.codes import MARKING as MARKINGS

INSTRUCTIONS: Final = (
    (
        "One row is one record. Change what you like and bring the file back on the page that it came from: "
        "you see what would change before anything is written."
    ),
    (
        "Leave the columns Identifier and Revision as they are: they say which record a row is, and what it "
        "looked like. A row without an identifier is a new record."
    ),
    "Rows of the other party are there to read; only its owner changes a record.",
    (
        "Choose from the list where a cell has one. Several values stand in one cell, each on a line of its "
        "own (Alt+Enter)."
    ),
    (
        "Dates are written 2026-04-14, 2026-04 or 2026. Records are named by their number, their title or "
        "their identifier; provisions by their address."
    ),
    (
        "Lists inside a record have sheets of their own; the first column says which record a row belongs to,"
        " by identifier, number or title."
    ),
    (
        "An empty cell empties the field; a column that you delete leaves the field as it is. Formulas are "
        "refused."
    ),
)
"""What the second sheet says; context ``sheet``."""
SHEETS: Final = ("How to fill in", "Choices", "Column", "Meaning", "required")
"""Names of sheets, and headings there; context ``sheet``."""
MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "'")
MAX_CELL: Final = 32_767
_WIDTHS: Final = {"title": 40, "prose": 50, "refs": 24, "provisions": 36, "ref": 18, "code": 20, "codes": 24}


@dataclass(frozen=True)
class Entry:
    """A record that a sheet shows."""

    uid: str
    revision: int
    party: str
    marking: str
    fields: Mapping[str, Any]


def write(entries: Iterable[Entry], values: Values, title: str) -> bytes:
    """A workbook of records of one kind: the list, a sheet for each list of rows, instructions, choices."""
    sheets = _Sheets(values)
    main, parts = main_columns(values.kind), parts_of(values.kind)
    listed = sheets.add(title, main)
    inner = {
        one.name: sheets.add(values.say("field", one.label, values.language), part_columns(one))
        for one in parts
    }
    for entry in entries:
        listed.line(cells_of(main, entry, values))
        for one in parts:
            for row in entry.fields.get(one.name) or ():
                said = Entry(entry.uid, 0, "", "", row)
                inner[one.name].line(cells_of(part_columns(one), said, values))
    return sheets.close()


def write_csv(entries: Iterable[Entry], values: Values) -> bytes:
    """The list alone as CSV, UTF-8 with a byte order mark; its header holds the keys, which are the same in every language."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    columns = main_columns(values.kind)
    writer.writerow([column.key for column in columns])
    for entry in entries:
        cells = cells_of(columns, entry, values)
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")


def write_back(
    filled: Filled, wrong: Mapping[tuple[str, int], Mapping[str, str]], values: Values, title: str
) -> bytes:
    """The rows that were not taken, as they came, with what is wrong in words and the places marked.

    `wrong` maps (field of a list or empty, row) to sentences by column key; rows of lists go along with their records.
    """
    sheets = _Sheets(values)
    tables = [("", title, filled.main, main_columns(values.kind))]
    for one in parts_of(values.kind):
        if one.name in filled.parts:
            words = values.say("field", one.label, values.language)
            tables.append((one.name, words, filled.parts[one.name], part_columns(one)))
    for part, name, table, columns in tables:
        kept = [column for column in columns if column.key in table.keys]
        sheet = sheets.add(name, [*kept, Column(WRONG)])
        for cells, bad in _returned(part, table, kept, wrong):
            sheet.line(cells, bad)
    return sheets.close()


def _returned(
    part: str, table: Table, columns: Sequence[Column], wrong: Mapping[tuple[str, int], Mapping[str, str]]
) -> Iterator[tuple[list[str], set[int]]]:
    for row in table.rows:
        said = wrong.get((part, row.number))
        if said is None:
            continue
        cells = [row.cells[column.key].text if column.key in row.cells else "" for column in columns]
        marked = {place for place, column in enumerate(columns) if column.key in said} | {len(columns)}
        yield [*cells, "\n".join(dict.fromkeys(said.values()))], marked if any(said.values()) else set()


def cells_of(columns: Iterable[Column], entry: Entry, values: Values) -> list[str]:
    """The cells of a record under `columns`."""
    return [_cell(column, entry, values) for column in columns]


def _cell(column: Column, entry: Entry, values: Values) -> str:
    one = column.field
    if one is None:
        said = {
            ID: entry.uid, OWNER: entry.uid, REVISION: str(entry.revision), PARTY: entry.party.upper(),
            MARKING: values.marking_label(entry.marking) if entry.marking in MARKINGS else entry.marking,
        }  # fmt: skip
        return said[column.key]
    value = entry.fields.get(one.name)
    if one.shape in TEXTS:
        wording = value.get(column.language) if isinstance(value, Mapping) else None
        return str(wording.get("text", "")) if isinstance(wording, Mapping) else ""
    return values.show(one, value)


class _Sheets:
    """A workbook that is written row by row, so that its size does not count."""

    def __init__(self, values: Values) -> None:
        self.values = values
        self.stream = BytesIO()
        options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self.book: Any = xlsxwriter.Workbook(self.stream, options)
        self.book.set_properties({"created": MADE})
        self.text = self.book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
        self.bad = self.book.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top", "bg_color": "#FBE3E0", "left": 2}
        )
        self.still = self.book.add_format(
            {"num_format": "@", "text_wrap": True, "valign": "top", "font_color": "#5F6B76"}
        )
        self.bold = self.book.add_format({"bold": True, "num_format": "@", "text_wrap": True, "bottom": 1})
        self.lists: dict[tuple[str, ...], str] = {}
        self.columns: list[Column] = []
        self.sheets: list[_Sheet] = []

    def say(self, words: str) -> str:
        return self.values.say("sheet", words, self.values.language)

    def add(self, name: str, columns: Sequence[Column]) -> _Sheet:
        self.columns += columns
        self.sheets.append(_Sheet(self, self.book.add_worksheet(sheet_name(name)), columns))
        return self.sheets[-1]

    def choices(self, column: Column) -> list[str]:
        if column.key == MARKING:
            return [self.values.marking_label(code) for code in MARKINGS]
        return self.values.choices(column.field) if column.field and column.takes else []

    def close(self) -> bytes:
        """The finished workbook."""
        self._instruct()
        self._choose()
        for sheet in self.sheets:
            sheet.finish()
        self.book.close()
        return self.stream.getvalue()

    def _instruct(self) -> None:
        sheet = self.book.add_worksheet(sheet_name(self.say(SHEETS[0])))
        sheet.set_column(0, 0, 44)
        sheet.set_column(1, 1, 90)
        wrap = self.book.add_format({"text_wrap": True, "valign": "top"})
        place = 0
        for place, line in enumerate(INSTRUCTIONS):
            sheet.merge_range(place, 0, place, 1, self.say(line), wrap)
            sheet.set_row(place, 32)
        place += 2
        for at, heading in enumerate(SHEETS[2:4]):
            sheet.write_string(place, at, self.say(heading), self.bold)
        said = headings(self.columns, self.values.say, self.values.language)
        for column in dict.fromkeys(column for column in self.columns if column.field):
            place += 1
            one = column.field
            meaning = self.values.say("help", one.help, self.values.language) if one and one.help else ""
            need = self.say(SHEETS[4]) if one and one.required else ""
            sheet.write_string(place, 0, said[column.key], wrap)
            sheet.write_string(place, 1, "; ".join(filter(None, (need, meaning))), wrap)

    def _choose(self) -> None:
        """A column for each list of choices, to which the cells that take one of them point."""
        found = list(dict.fromkeys(tuple(self.choices(c)) for c in self.columns if self.choices(c)))
        if not found:
            return
        name = sheet_name(self.say(SHEETS[1]))
        sheet = self.book.add_worksheet(name)
        for row in range(max(map(len, found))):
            for place, listed in enumerate(found):
                if row < len(listed):
                    sheet.write_string(row, place, listed[row], self.text)
        for place, listed in enumerate(found):
            letter = xlsxwriter.utility.xl_col_to_name(place, col_abs=True)
            self.lists[listed] = f"='{name}'!{letter}$1:{letter}${len(listed)}"


class _Sheet:
    """One sheet: a frozen, filtered header, and rows below it, every cell text."""

    def __init__(self, book: _Sheets, sheet: Any, columns: Sequence[Column]) -> None:
        self.book, self.sheet, self.columns, self.last = book, sheet, list(columns), 0
        said = headings(columns, book.values.say, book.values.language)
        for place, column in enumerate(self.columns):
            wide = (
                40
                if column.key in (ID, OWNER, WRONG)
                else _WIDTHS.get(column.field.shape if column.field else "", 14)
            )
            form = book.text if column.takes or column.key in (MARKING, OWNER) else book.still
            sheet.set_column(place, place, wide, form)
            sheet.write_string(0, place, said[column.key], book.bold)
        sheet.freeze_panes(1, 0)

    def line(self, cells: Sequence[str], bad: Iterable[int] = ()) -> None:
        """Write the next row; `bad` are the places to mark."""
        self.last += 1
        marked = set(bad)
        for place, words in enumerate(cells):
            if words or place in marked:
                form = [self.book.bad] if place in marked else []
                self.sheet.write_string(self.last, place, words[:MAX_CELL], *form)

    def finish(self) -> None:
        """Filters, and lists of choices for all rows and some more."""
        self.sheet.autofilter(0, 0, max(self.last, 1), len(self.columns) - 1)
        for place, column in enumerate(self.columns):
            source = self.book.lists.get(tuple(self.book.choices(column)))
            if source:
                rule = {"validate": "list", "source": source, "error_type": "warning"}
                self.sheet.data_validation(1, place, self.last + 500, place, rule)
