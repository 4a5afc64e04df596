"""Writing the template: empty, with instructions, and releases in its form. The bytes depend on nothing but the arguments."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any, Final

import xlsxwriter

from silta.standards.formats.kept import kept_values, needed
from silta.standards.formats.reading import FormatRefused
from silta.standards.formats.template_rows import FORMULA, OPTIONAL, REQUIRED
from silta.standards.provisions import Provision, Release

MAX_CELL: Final = 32_767
"""Characters that an Excel cell holds."""

_WIDTHS: Final = {"number": 14, "heading": 40, "text": 90, "stem": 40, "notes": 40}
# xlsxwriter ships no types: its workbooks and sheets are Any here.
_MADE: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)


def empty_template(instructions: Sequence[str], sheet_names: tuple[str, str]) -> bytes:
    """An XLSX workbook to be filled: a sheet with the columns, all cells text, and a sheet with `instructions`, one a row.

    `sheet_names` are the names of the two sheets, in the language of whoever fills it (Excel allows 31 characters).
    """
    stream, book = _workbook()
    _header(book, sheet_names[0], REQUIRED)
    sheet = book.add_worksheet(sheet_names[1])
    sheet.set_column(0, 0, 110, book.add_format({"text_wrap": True}))
    for index, line in enumerate(instructions):
        sheet.write_string(index, 0, line)
    book.close()
    return stream.getvalue()


def write_release(release: Release, sheet_name: str) -> bytes:
    """An XLSX workbook from which `template.read` makes the same release again.

    Points that follow from their unit's text have no rows. Raises `FormatRefused` (`format.cell-too-long`).
    """
    stream, book = _workbook()
    book.set_properties(
        {
            "title": release.title,
            "subject": release.identifier,
            "comments": release.source_note,
            "created": _MADE,
        }
    )
    columns = (*REQUIRED, *OPTIONAL)
    sheet = _header(book, sheet_name, columns)
    for index, (provision, divided) in enumerate(needed(release), start=1):
        for column, value in enumerate(_cells(provision, divided)):
            if len(value) > MAX_CELL:
                where = f"{provision.fragment}, column {columns[column]}"
                raise FormatRefused("format.cell-too-long", where, length=len(value), limit=MAX_CELL)
            if value:
                sheet.write_string(index, column, value)
    book.close()
    return stream.getvalue()


def write_csv(release: Release) -> bytes:
    """A CSV file from which `template.read` makes the same provisions again; it has no place for the release's title.

    A cell that a spreadsheet would take for a formula gets an apostrophe before it, which reading takes off again.
    """
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow((*REQUIRED, *OPTIONAL))
    for provision, divided in needed(release):
        writer.writerow([FORMULA.sub(r"'\1", cell) for cell in _cells(provision, divided)])
    return b"\xef\xbb\xbf" + stream.getvalue().encode()


def _workbook() -> tuple[BytesIO, Any]:
    stream = BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    book.set_properties({"created": _MADE})
    return stream, book


def _header(book: Any, name: str, columns: Sequence[str]) -> Any:
    sheet = book.add_worksheet(name)
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    bold = book.add_format({"bold": True, "num_format": "@"})
    for index, column in enumerate(columns):
        sheet.set_column(index, index, _WIDTHS.get(column, 14), text)
        sheet.write_string(0, index, column, bold)
    sheet.freeze_panes(1, 0)
    return sheet


def _cells(provision: Provision, divided: str) -> tuple[str, ...]:
    kept = kept_values(provision, divided)
    return (
        provision.number,
        provision.heading,
        provision.text,
        provision.language,
        provision.parent or "",
        provision.level,
        kept.get("status", ""),
        kept.get("obligation", ""),
        "\n".join(provision.notes),
        provision.stem,
        provision.fragment,
        divided,
    )
