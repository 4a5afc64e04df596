"""Rows that cannot be taken, as a workbook to mend: what was typed as it was, each error at its cell and beside the row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from functools import cache

from silta.crosswalk.formats.columns import WRONG, Column, columns
from silta.crosswalk.formats.content import Say
from silta.crosswalk.formats.workbook import Book
from silta.crosswalk.formats.workbook_rows import MappingSheet
from silta.crosswalk.incoming import Row
from silta.words.errors import Problem


def write(
    sheet: MappingSheet, rows: Sequence[Row], title: str, say: Say, tell: Callable[[Problem], str]
) -> bytes:
    """A workbook with those of `rows` that have problems; `tell` words a problem. It comes in like the first one."""
    places = [place for place, code in enumerate(sheet.codes) if code != WRONG.code]
    known = {one.code: one for one in columns(code.partition(":")[2] for code in sheet.codes if ":" in code)}
    shown = [known.get(sheet.codes[place]) or Column("", sheet.headings[place]) for place in places]
    flawed = [row for row in rows if row.problems]
    remarks = [_remarks(row, shown, tell) for row in flawed]
    typed = {row.number: row for row in sheet.rows}
    cells = (
        [
            _beside(found, sheet, places),
            *(typed[row.number].at(place).text for place in places),
        ]
        for row, found in zip(flawed, remarks, strict=True)
    )
    headings = [say("export", WRONG.heading), *(sheet.headings[place] for place in places)]
    marks = [{place + 1: "\n".join(words) for place, words in found.items()} for found in remarks]
    book = Book(sheet.subject, title, cache(say))
    book.instructions()
    book.mappings((WRONG, *shown), cells, headings, marks.__getitem__)
    return book.close()


def _remarks(row: Row, shown: Sequence[Column], tell: Callable[[Problem], str]) -> dict[int, list[str]]:
    """Place of a column among `shown` → what is wrong there."""
    places = {column.code: place for place, column in enumerate(shown)}
    found: dict[int, list[str]] = defaultdict(list)
    for code, problem in zip(row.columns, row.problems, strict=True):
        found[places.get(code, 0)].append(tell(problem))
    return found


def _beside(found: dict[int, list[str]], sheet: MappingSheet, places: Sequence[int]) -> str:
    return "\n".join(
        f"{sheet.headings[places[place]]}: {' '.join(words)}" for place, words in sorted(found.items())
    )
