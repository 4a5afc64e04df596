"""A sheet that comes back: which cell stands under which column, row by row; and the fields that a row then means."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import islice
from typing import Any, Final

from silta.records.fields import TEXTS, Field
from silta.records.kind import Kind
from silta.reports.sheets.columns import (
    ID,
    OWNER,
    WRONG,
    Column,
    Say,
    known_headings,
    main_columns,
    part_columns,
    parts_of,
    sheet_name,
)
from silta.reports.sheets.values import ValueRefused, Values, folded
from silta.standards.formats.decoding import decode
from silta.standards.formats.magic import is_encrypted_office, kind_of
from silta.standards.formats.reading import FormatRefused
from silta.standards.formats.workbooks import Cell, Workbook
from silta.words.errors import Problem
from silta.words.languages import CODES

MAX_ROWS: Final = 20_000
MAX_BYTES: Final = 20 * 1024 * 1024
_MAX_COLUMNS: Final = 200


@dataclass(frozen=True)
class SheetRow:
    """A row that holds anything: its number as Excel counts, and its cells by column key."""

    number: int
    cells: Mapping[str, Cell]


@dataclass(frozen=True)
class Table:
    """One sheet: the keys of its known columns in their order, its rows, and headings that no column has."""

    name: str
    keys: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """What came back: the kind's own sheet, and those of its lists of rows by field name."""

    main: Table
    parts: Mapping[str, Table] = field(default_factory=dict)


def read(raw: bytes, kind: Kind, say: Say) -> Filled:
    """The sheets of a workbook, or the one of a CSV file.

    Raises `FormatRefused`: `sheet.no-columns`, `sheet.too-many-rows`, `format.malformed-csv`, `format.excel97`,
    and as `Workbook` and `decode`.
    """
    if len(raw) > MAX_BYTES:
        raise FormatRefused("format.too-large", bytes=len(raw), limit=MAX_BYTES)
    if is_encrypted_office(raw):
        raise FormatRefused("format.encrypted-xlsx")
    packed = kind_of(raw)
    if packed == "ole2":
        raise FormatRefused("format.excel97")
    if packed in ("xlsx", "zip"):
        return _of_workbook(Workbook(raw), kind, say)
    if packed:
        raise FormatRefused("sheet.no-columns")
    return Filled(_table("", _csv_rows(raw), main_columns(kind), say))


def _of_workbook(book: Workbook, kind: Kind, say: Say) -> Filled:
    columns = main_columns(kind)
    known = known_headings(columns, say)
    tops = {name: _top(book, name) for name in book.names}
    chosen = max(tops, key=lambda name: sum(words in known for words in tops[name]), default="")
    if not chosen:
        raise FormatRefused("sheet.no-columns")
    main = _table(chosen, book.rows(chosen, MAX_ROWS + 2, _MAX_COLUMNS), columns, say)
    parts = {}
    for one in parts_of(kind):
        called = {sheet_name(say("field", one.label, language)) for language in CODES}
        for name in called & tops.keys() - {chosen}:
            rows = book.rows(name, MAX_ROWS + 2, _MAX_COLUMNS)
            parts[one.name] = _table(name, rows, part_columns(one), say)
    return Filled(main, parts)


def _top(book: Workbook, name: str) -> list[str]:
    return [cell.text.strip().casefold() for cell in next(book.rows(name, 1, _MAX_COLUMNS), [])]


def _csv_rows(raw: bytes) -> Iterator[list[Cell]]:
    text = decode(raw)
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        for cells in islice(reader, MAX_ROWS + 2):
            yield [Cell(cell[1:] if cell[:1] == "'" and cell[1:2] in "=+-@\t\r'" else cell) for cell in cells]
    except csv.Error as error:
        raise FormatRefused(
            "format.malformed-csv", f"line {reader.line_num}", reason=str(error)[:80]
        ) from None


def _table(name: str, rows: Iterable[list[Cell]], columns: Sequence[Column], say: Say) -> Table:
    found = iter(rows)
    top = [cell.text.strip() for cell in next(found, [])]
    known = known_headings(columns, say)
    keys = [known.get(words.casefold(), "") for words in top]
    kept = [key if key and key not in keys[:place] else "" for place, key in enumerate(keys)]
    if not any(column.takes and column.key in kept for column in columns):
        raise FormatRefused("sheet.no-columns", name)
    held: list[SheetRow] = []
    for number, cells in enumerate(found, 2):
        named = {key: cell for key, cell in zip(kept, cells, strict=False) if key and cell.text.strip()}
        if named.keys() - {WRONG}:
            held.append(SheetRow(number, named))
        if len(held) > MAX_ROWS:
            raise FormatRefused("sheet.too-many-rows", name, limit=MAX_ROWS)
    unknown = [words[:80] for words, key in zip(top, kept, strict=True) if words and not key]
    return Table(name, tuple(filter(None, kept)), tuple(held), tuple(unknown[:20]))


@dataclass(frozen=True)
class Wrong:
    """One thing wrong in a sheet: where (the field of the list of rows, if it is in one), and what."""

    row: int
    key: str
    problem: Problem
    part: str = ""


def row_fields(
    columns: Iterable[Column], row: SheetRow, keys: Iterable[str], before: Mapping[str, Any], values: Values
) -> tuple[dict[str, Any], list[tuple[str, Problem]]]:
    """The fields that a row means on top of what was there, and what its cells say that cannot be taken (key, problem).

    A column that the sheet does not have leaves its field alone; an empty cell empties it.
    """
    present, fields, wrong = set(keys), dict(before), []
    for column in columns:
        if not column.takes or column.key not in present or column.field is None:
            continue
        cell = row.cells.get(column.key, Cell(""))
        problem = _unfit(cell, column)
        try:
            if problem is None:
                _put(fields, column, column.field, cell.text.strip(), values)
        except ValueRefused as error:
            problem = error.problems[0]
        if problem:
            wrong.append((column.key, problem))
    for name in fields.keys() - before.keys():
        _settle(fields[name], values.language)
    return bare(fields), wrong


def bare(value: Any) -> Any:
    """A JSON value without what is empty in it."""
    if isinstance(value, Mapping):
        found = {name: bare(inner) for name, inner in value.items()}
        return {name: inner for name, inner in found.items() if inner not in (None, "", [], {})}
    return [bare(inner) for inner in value] if isinstance(value, list) else value


def _unfit(cell: Cell, column: Column) -> Problem | None:
    if cell.kind == "formula":
        return Problem("sheet.formula", "", {"value": cell.text[:80]})
    if cell.kind == "date" and column.field and column.field.shape != "date":
        return Problem("sheet.date", "", {"value": cell.text[:80]})
    return None


def _put(fields: dict[str, Any], column: Column, one: Field, words: str, values: Values) -> None:
    if one.shape in TEXTS:
        held = fields.get(one.name)
        fields[one.name] = _worded(held if isinstance(held, Mapping) else {}, column.language, words)
    else:
        fields[one.name] = values.take(one, words) if words else None


def _worded(held: Mapping[str, Any], language: str, words: str) -> dict[str, Any]:
    """A text with `words` in one language; an original that is changed stays one, any other new wording is a draft."""
    now = held.get(language)
    if not words:
        return {tag: one for tag, one in held.items() if tag != language}
    if isinstance(now, Mapping) and str(now.get("text", "")).strip() == words:
        return dict(held)
    is_original = isinstance(now, Mapping) and now.get("status") == "original"
    return {**held, language: {"text": words, "status": "original" if is_original else "draft"}}


def _settle(value: Any, language: str) -> None:
    """A text that was not there before has an original: what is written in `language`, else its first wording."""
    if isinstance(value, dict) and value:
        value[language if language in value else next(iter(value))]["status"] = "original"


def owners(filled: Filled, kind: Kind) -> dict[str, set[int]]:
    """What the sheets of lists may call a row of the main one (id, number or title, folded) → the rows so called."""
    found: dict[str, set[int]] = {}
    for row in filled.main.rows:
        for key, cell in row.cells.items():
            if key in (ID, kind.number) or key.partition(".")[0] == kind.title:
                found.setdefault(folded(cell.text), set()).add(row.number)
    return found


def belongings(filled: Filled, part: str, called: Mapping[str, set[int]]) -> Iterator[tuple[SheetRow, int]]:
    """The rows of a list, each with the main row that it belongs to (0: none, or more than one)."""
    for row in filled.parts[part].rows:
        found = called.get(folded(row.cells.get(OWNER, Cell("")).text), set())
        yield row, next(iter(found)) if len(found) == 1 else 0
