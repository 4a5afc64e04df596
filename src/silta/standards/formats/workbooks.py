"""Workbooks that a stranger filled: their sheets row by row as strings, nothing computed, no link followed, in little memory.

The parts of a workbook are those of ECMA-376 part 1 (§18). What a cell shows is read; what hides words behind it (formulas,
errors, dates that Excel made of numbers like 7-2) is marked.
"""

from __future__ import annotations

import datetime as dt
import posixpath
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from io import BytesIO
from itertools import islice
from typing import IO, Any, Final, Literal, NamedTuple

from lxml import etree

from silta.standards.formats.decoding import tidy
from silta.standards.formats.magic import guard_zip
from silta.standards.formats.reading import FormatRefused

MAX_COLUMNS: Final = 64
_SEARCHED_SHEETS: Final = 10
_BOOK: Final = "xl/workbook.xml"
_PROPERTIES: Final = "docProps/core.xml"
MAX_MARKUP: Final = 500_000
"""Tags and attributes between two rows, or two strings."""
MAX_STRINGS: Final = 2_000_000
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE: Final = re.compile(r"([A-Z]{1,3})[0-9]")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATES: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Numbers of the formats that Excel knows by itself and that show a date or a time (§18.8.30)."""
_NO_DATE: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|General')
_DATE: Final = re.compile("[dmyhs]", re.IGNORECASE)


class Cell(NamedTuple):
    """What a cell shows, and what it is if it is no text: a ``formula`` (or its error), or a ``date`` (shown as ISO 8601)."""

    text: str
    kind: Literal["", "formula", "date"] = ""


_NOTHING: Final = Cell("")


class Workbook:
    """An XLSX file, read as a stream. Raises `FormatRefused`: `format.malformed-xlsx`, `format.encrypted-xlsx`,
    `format.too-large-unpacked`, `format.zip-path`, `format.xml-doctype`, `format.xml-too-much`.
    """

    def __init__(self, raw: bytes) -> None:
        guard_zip(raw)
        self._archive = zipfile.ZipFile(BytesIO(raw))
        self._held = frozenset(self._archive.namelist())
        self._paths = dict(islice(self._sheets(), _SEARCHED_SHEETS))
        self.title, self.subject, self.description = map(self._about, ("title", "subject", "description"))

    @property
    def names(self) -> Sequence[str]:
        """The names of the first sheets, in order; what is no sheet of cells is passed over."""
        return list(self._paths)

    def rows(self, name: str, most: int, most_columns: int = MAX_COLUMNS) -> Iterator[list[Cell]]:
        """The first `most` rows of a sheet, empty ones too, from its top."""
        given = 0
        for number, row in self._numbered(self._paths[name]):
            while given < min(number - 1, most):
                given += 1
                yield []
            if given >= most:
                return
            given += 1
            with _told(name):
                cells = self._cells(row, most_columns)
            yield cells

    def _numbered(self, path: str) -> Iterator[tuple[int, Any]]:
        number = 0
        for row in self._parts(path, "row"):
            said = row.get("r", "")
            number = max(number + 1, int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0)
            yield number, row

    def _about(self, name: str) -> str:
        held = _PROPERTIES in self._held
        return (
            "".join(tidy(one.text or "", "properties") for one in self._parts(_PROPERTIES, name))
            if held
            else ""
        )

    def _cells(self, row: Any, most: int) -> list[Cell]:
        cells: list[Cell] = []
        for cell in row:
            named = _PLACE.match(cell.get("r", ""))
            place = _number(named.group(1)) if named else len(cells)
            if place >= most:
                break
            cells += [_NOTHING] * (place + 1 - len(cells))
            cells[place] = self._cell(cell)
        return cells

    def _cell(self, cell: Any) -> Cell:
        kind, parts = cell.get("t", "n"), {_local(child): child for child in cell}
        value = (parts["v"].text or "") if "v" in parts else ""
        if "f" in parts or kind == "e":
            return Cell(tidy(f"={parts['f'].text or ''}" if "f" in parts else value, ""), "formula")
        if kind == "inlineStr":
            return Cell(_readable(_text(parts["is"]))) if "is" in parts else _NOTHING
        if kind == "s":
            return Cell(self._shared[int(value)])
        if kind == "d" or (kind == "n" and value and cell.get("s", "") in self._date_styles):
            return Cell(_date(value, self._from_1904) if kind == "n" else tidy(value, ""), "date")
        if kind == "b":
            return Cell(str(value == "1"))
        return Cell(_readable(_whole(value) if kind == "n" else value))

    @cached_property
    def _from_1904(self) -> bool:
        """Whether days are counted from 1904, as old workbooks for the Mac do (§18.2.28)."""
        return any(one.get("date1904") in ("1", "true") for one in self._parts(_BOOK, "workbookPr"))

    def _sheets(self) -> Iterator[tuple[str, str]]:
        targets = {
            one.get("Id"): (one.get("Target", ""), one.get("TargetMode", ""))
            for one in self._parts("xl/_rels/workbook.xml.rels", "Relationship")
        }
        for one in self._parts(_BOOK, "sheet"):
            target, mode = targets.get(one.get(_RELATION), ("", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if mode != "External" and path in self._held and "worksheets/" in path:
                yield tidy(one.get("name", ""), ""), path

    @cached_property
    def _shared(self) -> list[str]:
        path, found = "xl/sharedStrings.xml", list[str]()
        for one in self._parts(path, "si") if path in self._held else ():
            if len(found) >= MAX_STRINGS:
                raise FormatRefused("format.xml-too-much", path, count=MAX_STRINGS + 1, limit=MAX_STRINGS)
            found.append(_readable(_text(one)))
        return found

    @cached_property
    def _date_styles(self) -> frozenset[str]:
        """The numbers of the styles that show a number as a date."""
        path = "xl/styles.xml"
        if path not in self._held:
            return frozenset()
        own = {
            one.get("numFmtId")
            for one in self._parts(path, "numFmt")
            if _DATE.search(_NO_DATE.sub("", one.get("formatCode", "")))
        }
        dates = {*map(str, _DATES), *own}
        styles = (xf.get("numFmtId") for xfs in self._parts(path, "cellXfs") for xf in xfs.iterfind("{*}xf"))
        return frozenset(str(place) for place, form in enumerate(styles) if form in dates)

    def _parts(self, path: str, name: str) -> Iterator[Any]:
        """The elements called `name` of a part, one after the other, each gone when the next is asked for."""
        with _told(path), self._archive.open(path) as stream:
            yield from _elements(_Counted(stream), name)


class _Counted:
    """A stream that refuses to hold more markup than `MAX_MARKUP` between two elements that were asked for.

    What memory a tree takes depends on its tags and attributes, and only what was asked for is thrown away.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.markup = 0

    def read(self, size: int = -1, /) -> bytes:
        chunk = self._stream.read(size)
        self.markup += chunk.count(b"<") + chunk.count(b"=")
        if self.markup > MAX_MARKUP:
            raise FormatRefused("format.xml-too-much", count=self.markup, limit=MAX_MARKUP)
        return chunk


def _elements(stream: _Counted, name: str) -> Iterator[Any]:
    events = etree.iterparse(
        stream, events=("end",), tag=f"{{*}}{name}", resolve_entities=False, load_dtd=False, no_network=True,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    for _, element in events:
        if element.getroottree().docinfo.internalDTD is not None:
            raise FormatRefused("format.xml-doctype")
        yield element
        stream.markup = 0
        element.clear()
        above = element.getparent()
        while above is not None and element.getprevious() is not None:
            del above[0]


@contextmanager
def _told(path: str) -> Iterator[None]:
    """Whatever hostile bytes do to zipfile, lxml and the code here ends in one error."""
    try:
        yield
    except FormatRefused:
        raise
    except Exception as error:  # noqa: BLE001 -- neither zipfile nor lxml has a closed set of errors
        raise FormatRefused("format.malformed-xlsx", path[:80], reason=type(error).__name__) from None


def _text(element: Any) -> str:
    """The words of a string, plain or in runs, without how they are to be pronounced (§18.4.6)."""
    words = ""
    for child in element:
        kind = _local(child)
        if kind == "t":
            words += child.text or ""
        elif kind == "r":
            words += _text(child)
    return words


def _local(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def _readable(words: str) -> str:
    """`words` with Excel's notation of signs (``_x000D_``) undone and lines ended by line feeds."""
    if "_x" in words:
        words = _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), words)
    return tidy(words, "")


def _whole(value: str) -> str:
    """A whole number without its ``.0``."""
    try:
        number = float(value)
    except ValueError:
        return value
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else value


def _date(value: str, from_1904: bool) -> str:
    """A number of days as the date, the time or both that it shows."""
    moment = dt.datetime(1904, 1, 1) if from_1904 else dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a cell knows no zone
    days = float(value)
    moment += dt.timedelta(seconds=round(days * 86_400))
    if days < 1:
        return moment.time().isoformat()
    return str(moment.date() if moment.time() == dt.time() else moment)


def _number(letters: str) -> int:
    """``A`` → 0, ``AA`` → 26."""
    place = 0
    for letter in letters:
        place = 26 * place + ord(letter) - 64
    return place - 1


def column_letter(place: int) -> str:
    """What Excel calls the column at `place`, counted from 0: ``A`` … ``Z``, ``AA`` …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
