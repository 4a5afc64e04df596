"""The tables of a document as a workbook: one sheet each, and a first sheet that says what they are and how to check them.

Whole numbers are numbers; all else is text and stays text, so that nothing in a record can become a formula or a link.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from silta.reports.layout import (
    LaidChart,
    LaidDocument,
    LaidSignatures,
    LaidTable,
    LaidVerification,
    Lines,
)
from silta.reports.render.signs import printable

MAX_CELL: Final = 32_767
"""Characters that an Excel cell holds."""
_MADE: Final = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
_NOT_IN_NAMES: Final = re.compile("[^\u0020-\uffff]|[][:*?/\\\\']")


def xlsx_bytes(document: LaidDocument) -> bytes:
    """The document's tables as a workbook. The same document gives the same bytes."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(stream, options)
    made = dt.datetime.fromisoformat(f"{document.day}T00:00:00+00:00") if document.day else _MADE
    book.set_properties(
        {"title": _plain(document.title)[:250], "subject": _plain(document.standing), "created": made}
    )
    names: set[str] = set()
    _about(book, document, _name(_plain(document.title[:1]), names))
    for caption, table in _tables(document):
        _sheet(book, document, caption, table, _name(_plain(caption[:1]), names))
    book.close()
    return stream.getvalue()


def _tables(document: LaidDocument) -> Iterator[tuple[Lines, LaidTable]]:
    for block in document.blocks:
        if isinstance(block, LaidTable):
            yield block.caption, block
        elif isinstance(block, LaidChart):
            yield block.caption, block.table


def _plain(lines: Lines) -> str:
    """Each language on a line of its own."""
    return printable("\n".join(line.text for line in lines))


def _name(wanted: str, taken: set[str]) -> str:
    """A name that Excel accepts for a sheet: at most 31 signs, none of its own, and not twice."""
    base = _NOT_IN_NAMES.sub(" ", wanted.replace("\n", " ")).strip() or "–"
    name, number = base[:31].strip(), 1
    while name.casefold() in taken:
        number += 1
        name = f"{base[: 28 - len(str(number))].strip()} ({number})"
    taken.add(name.casefold())
    return name


def _about(book: Any, document: LaidDocument, name: str) -> None:
    sheet = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "valign": "top", "text_wrap": True})
    usual = book.add_format({"valign": "top", "text_wrap": True})
    sheet.set_column(0, 0, 28, bold)
    sheet.set_column(1, 1, 100, usual)
    for place, (label, value) in enumerate(_around(document)):
        sheet.write_string(place, 0, label, bold)
        sheet.write_string(place, 1, value[:MAX_CELL], usual)


def _around(document: LaidDocument) -> Iterator[tuple[str, str]]:
    yield "", _plain((*document.title, *document.subtitle))
    yield from ((code.upper(), _plain(name)) for code, name in document.parties)
    yield from (("", _plain(fact)) for fact in (*document.facts, document.standing, document.marking))
    for block in document.blocks:
        if isinstance(block, LaidSignatures):
            yield from (
                (_plain(one.name), "\n".join((_plain(one.state), _plain(one.details))))
                for one in block.signatures
            )
        elif isinstance(block, LaidVerification):
            yield from ((_plain(label), _plain(value)) for label, value in block.rows)


def _sheet(book: Any, document: LaidDocument, caption: Lines, table: LaidTable, name: str) -> None:
    """A sheet with a frozen, filtered head, the marking in its header and the standing in its footer, as on every page."""
    sheet = book.add_worksheet(name)
    text = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    number = book.add_format({"num_format": "#,##0", "valign": "top"})
    bold = book.add_format({"bold": True, "num_format": "@", "text_wrap": True, "bottom": 1})
    sheet.write_string(0, 0, _plain(caption)[:MAX_CELL])
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, max(10, round(1.4 * column.share)), text)
        sheet.write_string(2, place, _plain(column.label)[:MAX_CELL], bold)
    rows = (*table.rows, *((table.total,) if table.total else ()))
    for place, row in enumerate(rows, 3):
        _row(sheet, place, row, text, number)
    sheet.autofilter(2, 0, 2 + len(table.rows), max(len(table.columns) - 1, 0))
    sheet.freeze_panes(3, 1)
    sheet.repeat_rows(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_header(f"&L{_edge(document.title[:1])}&R&B{_edge(document.marking)}")
    sheet.set_footer(f"&L{_edge(document.standing)}&R&P / &N")


def _row(sheet: Any, place: int, row: Sequence[Lines], text: Any, number: Any) -> None:
    for column, cell in enumerate(row):
        runs = cell[0].runs if cell else ()
        if len(runs) == 1 and runs[0].number is not None:
            sheet.write_number(place, column, runs[0].number, number)
        elif runs:
            sheet.write_string(place, column, _plain(cell)[:MAX_CELL], text)


def _edge(lines: Lines) -> str:
    """A text of the header or footer, of which Excel takes 255 signs in all; its own sign is doubled."""
    return _plain(lines).replace("\n", " · ")[:100].replace("&", "&&")
