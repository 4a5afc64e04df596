"""Units as a workbook, for translators who work in Excel: one row a text. Nothing in it is computed, and formulas are refused.

The first row holds keys, which are the same in every language (``id``, ``source fi``, ``target kk``, ``status``, ``was``); the
second says the same to people. Only the columns of the translation and of its status are to be filled in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from silta.reports.translations.units import MAX_UNITS, Batch, Returned, ReturnedUnit
from silta.standards.formats.workbooks import Cell, Workbook
from silta.words.codes import TRANSLATION_STATUS
from silta.words.errors import SiltaError

Say = Callable[[str, str], str]
"""(context, msgid) → the words in the writer's language."""

HEADINGS: Final = {
    "id": "Identifier",
    "record": "Record",
    "field": "Field",
    "source": "Original",
    "target": "Translation",
    "status": "Status",
    "terms": "Terms to use",
    "was": "As it was",
    "wrong": "What is wrong",
}
"""Columns and what people call them; context ``translation sheet``."""
INSTRUCTIONS: Final = (
    "Write in the column Translation, and choose a status. Leave everything else as it is.",
    "You see what would change before anything is written; nothing of this file is released by bringing it back.",
)
"""What the second sheet says; context ``translation sheet``."""
SHEETS: Final = ("Translations", "How to fill in")
WORDS: Final = (*HEADINGS.values(), *INSTRUCTIONS, *SHEETS)

_SOURCE: Final = re.compile(r"source ([a-z]{2,3}(?:-[A-Za-z]+)*)")
_TARGET: Final = re.compile(r"target ([a-z]{2,3}(?:-[A-Za-z]+)*)")
_HEAD_ROWS: Final = 10
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
_WIDTHS: Final = {"id": 12, "record": 28, "field": 20, "source": 60, "target": 60, "status": 16, "terms": 36}
_STATUSES: Final = ("draft", "machine", "checked", "official", "authentic")


def write(batch: Batch, say: Say) -> bytes:
    """The units of one pair of languages as a workbook; where units go back, what is wrong with each stands beside it."""
    keys = ["id", "record", "field", "source", "target", "status", "terms", "was"]
    if any(unit.fault for unit in batch.units):
        keys.append("wrong")
    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, {"in_memory": True, **options}) as book:
        book.set_properties({"created": _MADE, "subject": f"{batch.source} {batch.target}"})
        sheet = book.add_worksheet(say("translation sheet", SHEETS[0])[:31])
        _head(book, sheet, keys, batch, say)
        texts = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        open_ones = book.add_format(
            {"text_wrap": True, "valign": "top", "num_format": "@", "bg_color": "#FFF8E5"}
        )
        for number, unit in enumerate(batch.units, start=2):
            cells = {
                "id": unit.id, "record": unit.heading, "field": unit.label, "source": unit.source,
                "target": unit.target, "status": _status(unit.status, say), "was": unit.held,
                "terms": "\n".join(f"{term.source} – {term.target}" for term in unit.terms),
                "wrong": unit.fault,
            }  # fmt: skip
            for column, key in enumerate(keys):
                sheet.write_string(
                    number, column, cells[key], open_ones if key in ("target", "status") else texts
                )
        _choices(sheet, keys, len(batch.units), say)
        _instructions(book, say)
    return out.getvalue()


def _head(book: Any, sheet: Any, keys: Sequence[str], batch: Batch, say: Say) -> None:
    quiet = book.add_format({"font_color": "#767676", "font_size": 8})
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top", "text_wrap": True})
    languages = {"source": f"source {batch.source}", "target": f"target {batch.target}"}
    for column, key in enumerate(keys):
        sheet.write_string(0, column, languages.get(key, key), quiet)
        sheet.write_string(1, column, say("translation sheet", HEADINGS[key]), bold)
        sheet.set_column(column, column, _WIDTHS.get(key, 30), None, {"hidden": key == "was"})
    sheet.freeze_panes(2, 0)


def _choices(sheet: Any, keys: Sequence[str], rows: int, say: Say) -> None:
    column = keys.index("status")
    choices = [_status(status, say) for status in _STATUSES]
    sheet.data_validation(2, column, max(rows + 1, 2), column, {"validate": "list", "source": choices})


def _instructions(book: Any, say: Say) -> None:
    sheet = book.add_worksheet(say("translation sheet", SHEETS[1])[:31])
    sheet.set_column(0, 0, 100, book.add_format({"text_wrap": True}))
    for number, words in enumerate(INSTRUCTIONS):
        sheet.write_string(number, 0, say("translation sheet", words))


def _status(status: str, say: Say) -> str:
    return (
        say(TRANSLATION_STATUS.name, TRANSLATION_STATUS.label(status)) if status in TRANSLATION_STATUS else ""
    )


def read(raw: bytes, statuses: Mapping[str, str]) -> Returned:
    """What a translator brings back; `statuses` maps the words for a status, in any language and case folded, to its code.

    Raises `SiltaError`: `translation.no-header`, `translation.too-many-units`; and as `Workbook` does.
    """
    book = Workbook(raw)
    for name in book.names:
        rows = enumerate(book.rows(name, _HEAD_ROWS + MAX_UNITS + 2), start=1)
        head = next((row for number, row in rows if number > _HEAD_ROWS or _is_head(row)), [])
        if _is_head(head):
            return _read(head, rows, statuses)
    raise SiltaError("translation.no-header")


def _is_head(row: Sequence[Cell]) -> bool:
    keys = [cell.text.strip() for cell in row]
    return "id" in keys and any(map(_SOURCE.fullmatch, keys)) and any(map(_TARGET.fullmatch, keys))


def _read(
    head: Sequence[Cell], rows: Iterator[tuple[int, list[Cell]]], statuses: Mapping[str, str]
) -> Returned:
    languages: dict[str, str] = {}
    columns: dict[str, int] = {}
    for column, cell in enumerate(head):
        key = cell.text.strip()
        for name, pattern in (("source", _SOURCE), ("target", _TARGET)):
            if match := pattern.fullmatch(key):
                key, languages[name] = name, match[1]
        columns.setdefault(key, column)
    units: list[ReturnedUnit] = []
    for number, row in rows:
        unit = _unit(
            number, {key: row[place] for key, place in columns.items() if place < len(row)}, statuses
        )
        if unit is None:
            continue
        if len(units) == MAX_UNITS:
            raise SiltaError("translation.too-many-units", limit=MAX_UNITS)
        units.append(unit)
    return Returned(languages["source"], languages["target"], tuple(units))


def _unit(number: int, cells: Mapping[str, Cell], statuses: Mapping[str, str]) -> ReturnedUnit | None:
    """A row as a unit; None for an empty one and for the headings in words, which hold no id of a record."""
    said = {key: cell.text for key, cell in cells.items()}
    id_ = said.get("id", "").strip()
    if not any(words.strip() for words in said.values()) or (number <= _HEAD_ROWS and id_ and "." not in id_):
        return None
    word = said.get("status", "").strip()
    status = statuses.get(word.casefold(), word.casefold() if word.casefold() in TRANSLATION_STATUS else "")
    if cells.get("target", Cell("")).kind == "formula":
        status = "formula"
    elif word and not status:
        status = "unknown"
    return ReturnedUnit(
        f"row {number}", id_, said.get("source", ""), said.get("target", ""), status or "draft", said.get("was", "").strip()
    )  # fmt: skip
