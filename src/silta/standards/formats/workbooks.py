"""Workbooks that a stranger filled: their sheets row by row as strings, nothing computed, nothing unpacked beyond measure."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final, Literal, NamedTuple

from silta.standards.formats.decoding import tidy
from silta.standards.formats.magic import guard_zip
from silta.standards.formats.reading import FormatRefused

MAX_COLUMNS: Final = 64
_SEARCHED_SHEETS: Final = 10


class Cell(NamedTuple):
    """What a cell shows, and what it is if it is no text: a ``formula`` (or its error), or a ``date`` (shown as ISO 8601)."""

    text: str
    kind: Literal["", "formula", "date"] = ""


class Workbook:
    """An XLSX file, read as a stream. Raises `FormatRefused`: `format.malformed-xlsx`, `format.encrypted-xlsx`,
    `format.too-large-unpacked`, `format.zip-path`.
    """

    def __init__(self, raw: bytes) -> None:
        guard_zip(raw)
        import openpyxl  # noqa: PLC0415 - as heavy as all of Silta; most who read releases never see a workbook

        try:
            with warnings.catch_warnings(action="ignore"):
                self._book: Any = openpyxl.load_workbook(BytesIO(raw), read_only=True, keep_links=False)
            about = self._book.properties
        except Exception as error:  # noqa: BLE001 -- hostile bytes: openpyxl has no closed set of errors
            raise FormatRefused("format.malformed-xlsx", reason=type(error).__name__) from None
        self.title, self.subject, self.description = (
            tidy(words or "", "properties") for words in (about.title, about.subject, about.description)
        )

    @property
    def names(self) -> Sequence[str]:
        """The names of the first sheets, in order; what is no sheet of cells is passed over."""
        return [str(sheet.title) for sheet in self._book.worksheets[:_SEARCHED_SHEETS]]

    def rows(self, name: str, most: int, most_columns: int = MAX_COLUMNS) -> Iterator[list[Cell]]:
        """The first `most` rows of a sheet, empty ones too, from its top."""
        try:
            with warnings.catch_warnings(action="ignore"):
                sheet = self._book[name]
                sheet.reset_dimensions()  # a sheet may declare a million columns and fill three
                found: Iterable[Iterable[object]] = sheet.iter_rows(max_col=most_columns, max_row=most)
                for row in found:
                    yield [_shown(cell) for cell in row]
        except FormatRefused:
            raise
        except Exception as error:  # noqa: BLE001 -- as above
            raise FormatRefused("format.malformed-xlsx", reason=type(error).__name__) from None


def _shown(cell: object) -> Cell:
    value: object = getattr(cell, "value", None)
    if value is None:
        return Cell("")
    if getattr(cell, "data_type", "") in ("f", "e"):
        return Cell(str(value), "formula")
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    if isinstance(value, (dt.date, dt.time, dt.timedelta)):
        return Cell(str(value), "date")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return Cell(str(int(value)))
    return Cell(
        tidy(str(value), f"row {getattr(cell, 'row', 0)}, column {getattr(cell, 'column_letter', '')}")
    )


def column_letter(place: int) -> str:
    """What Excel calls the column at `place`, counted from 0: ``A`` … ``Z``, ``AA`` …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
