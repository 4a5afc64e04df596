"""A plain table as XLSX or CSV: headings and rows of text, nothing to fill in and bring back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

import xlsxwriter

from silta.reports.sheets.columns import sheet_name
from silta.reports.sheets.writing import FORMULA, MADE, MAX_CELL


def plain_xlsx(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook with one sheet: a frozen, filtered head, every cell text. `title` names the sheet."""
    stream = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    book.set_properties({"created": MADE})
    bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "@"})
    sheet = book.add_worksheet(sheet_name(title))
    sheet.set_column(0, len(headings) - 1, 24)
    sheet.freeze_panes(1, 0)
    for place, words in enumerate(headings):
        sheet.write_string(0, place, words, bold)
    last = 0
    for last, cells in enumerate(rows, 1):
        for place, cell in enumerate(cells):
            sheet.write_string(last, place, cell[:MAX_CELL], text)
    sheet.autofilter(0, 0, last, len(headings) - 1)
    book.close()
    return stream.getvalue()


def plain_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark; what a spreadsheet would take for a formula is quoted."""
    out = StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(headings)
    for cells in rows:
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return out.getvalue().encode("utf-8-sig")
