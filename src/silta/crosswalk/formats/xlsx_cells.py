"""The cells of a workbook that a stranger packed, row by row: nothing is computed, no link is followed, memory stays small.

The parts of a workbook are those of ECMA-376 part 1 (§18). What a cell shows is read; what hides words behind it (formulas,
errors, dates that Excel made of numbers like 7-2) is marked.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import IO, Any, Final

from lxml import etree

from silta.standards.formats.decoding import tidy
from silta.standards.formats.magic import guard_zip, is_encrypted_office, kind_of
from silta.standards.formats.reading import MAX_BYTES, FormatRefused

MAX_SHEETS: Final = 50
MAX_COLUMNS: Final = 64
MAX_MARKUP: Final = 500_000
MAX_STRINGS: Final = 2_000_000
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE: Final = re.compile(r"([A-Z]{1,3})[0-9]")
_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DATES: Final = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
"""Numbers of the formats that Excel knows by itself and that show a date or a time (§18.8.30)."""
_NO_DATE: Final = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|General')
_DATE: Final = re.compile("[dmyhs]", re.IGNORECASE)


@dataclass(frozen=True)
class Cell:
    """What a cell shows. `problem` says what is wrong with its kind: `format.formula-in-cell` or `format.date-in-cell`."""

    text: str
    problem: str = ""


class Workbook:
    """An open workbook. Whatever is wrong with it raises `FormatRefused`, from any of the methods:

    `format.empty`, `format.too-large`, `workbook.not-a-workbook`, `format.excel97`, `format.encrypted-xlsx`,
    `format.too-large-unpacked`, `format.zip-path`, `format.malformed-xlsx`.
    """

    def __init__(self, raw: bytes) -> None:
        _check_kind(raw)
        guard_zip(raw)
        self._archive = zipfile.ZipFile(BytesIO(raw))
        self.sheets: dict[str, str] = dict(self._sheets())

    @cached_property
    def subject(self) -> str:
        """What the workbook says it is about; empty if it does not."""
        if "docProps/core.xml" not in self._archive.namelist():
            return ""
        return "".join(one.text or "" for one in self._parts("docProps/core.xml", "subject"))[:200]

    def rows(self, sheet: str) -> Iterator[tuple[int, Mapping[int, Cell]]]:
        """The rows of the sheet of that name: the number as Excel counts, and cells that hold something, by column from 0."""
        number, path = 0, self.sheets[sheet]
        for row in self._parts(path, "row"):
            given = row.get("r", "")
            number = int(given) if given.isascii() and given.isdigit() and len(given) < 8 else number + 1
            with _told(path):
                cells = dict(self._cells(row))
            if cells:
                yield number, cells

    def _cells(self, row: Any) -> Iterator[tuple[int, Cell]]:
        place = -1
        for cell in row:
            named = _PLACE.match(cell.get("r", ""))
            place = _number(named.group(1)) if named else place + 1
            if place >= MAX_COLUMNS:
                return
            made = self._cell(cell)
            if made.text or made.problem:
                yield place, made

    def _cell(self, cell: Any) -> Cell:
        kind, parts = cell.get("t", "n"), {_local(child): child for child in cell}
        value = (parts["v"].text or "") if "v" in parts else ""
        if "f" in parts or kind == "e":
            shown = f"={parts['f'].text or ''}" if "f" in parts else value
            return Cell(tidy(shown, ""), "format.formula-in-cell")
        if kind == "inlineStr":
            return Cell(_readable(_text(parts["is"])) if "is" in parts else "")
        if kind == "s":
            return Cell(self._shared[int(value)])
        if kind == "n" and value and cell.get("s", "") in self._date_styles:
            return Cell(value, "format.date-in-cell")
        return Cell(_readable(_whole(value) if kind == "n" else value))

    def _sheets(self) -> Iterator[tuple[str, str]]:
        targets = {
            one.get("Id"): (one.get("Target", ""), one.get("TargetMode", ""))
            for one in self._parts("xl/_rels/workbook.xml.rels", "Relationship")
        }
        for place, one in enumerate(self._parts("xl/workbook.xml", "sheet")):
            target, mode = targets.get(one.get(_RELATION), ("", ""))
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            if place < MAX_SHEETS and mode != "External" and path in self._archive.namelist():
                yield tidy(one.get("name", ""), ""), path

    @cached_property
    def _shared(self) -> list[str]:
        path, found = "xl/sharedStrings.xml", list[str]()
        for one in self._parts(path, "si") if path in self._archive.namelist() else ():
            if len(found) >= MAX_STRINGS:
                raise FormatRefused("format.xml-too-much", path, count=MAX_STRINGS + 1, limit=MAX_STRINGS)
            found.append(_readable(_text(one)))
        return found

    @cached_property
    def _date_styles(self) -> frozenset[str]:
        """The numbers of the styles that show a number as a date."""
        path = "xl/styles.xml"
        if path not in self._archive.namelist():
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


def _check_kind(raw: bytes) -> None:
    if not raw.strip():
        raise FormatRefused("format.empty")
    if len(raw) > MAX_BYTES:
        raise FormatRefused("format.too-large", bytes=len(raw), limit=MAX_BYTES)
    if is_encrypted_office(raw):
        raise FormatRefused("format.encrypted-xlsx")
    kind = kind_of(raw)
    if kind == "ole2":
        raise FormatRefused("format.excel97")
    if kind not in ("xlsx", "zip"):
        raise FormatRefused("workbook.not-a-workbook")


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


def _number(letters: str) -> int:
    """``A`` → 0, ``AA`` → 26."""
    place = 0
    for letter in letters:
        place = 26 * place + ord(letter) - 64
    return place - 1
