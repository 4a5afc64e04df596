"""Word documents (DOCX) as lines: one for each paragraph with the number that Word shows, one for each row of a table.

Only the parts that hold words are unpacked, by their names, and after the whole package has been weighed; relationships are
never followed, so nothing outside of the file is asked for. Tracked changes are read as if accepted. Foot- and endnotes stand
apart. Tables of contents are left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from lxml import etree

from silta.standards.formats.decoding import tidy
from silta.standards.formats.docx_numbers import Numbers, W
from silta.standards.formats.lines import Document, Line, squeezed
from silta.standards.formats.magic import guard_zip
from silta.standards.formats.reading import MAX_PROVISIONS, FormatRefused, Notebook, Report, unwatched
from silta.standards.formats.xml_input import local_name, parse

_MAX_STYLE_DEPTH: Final = 12
_DELETED: Final = frozenset({"del", "moveFrom"})
_ASIDE: Final = frozenset(
    {"drawing", "pict", "object", "AlternateContent", "instrText", "delText", "pPr", "rPr", "sectPr"}
)
_NOTE_PARTS: Final = (("word/footnotes.xml", "footnote"), ("word/endnotes.xml", "endnote"))
_BREAK: Final = "\x1e"
_MAX_DEPTH: Final = 100


@dataclass(frozen=True)
class _Style:
    """What a paragraph style says: its outline level (1 for headings of the first), list and level; `based` is its parent."""

    name: str
    based: str
    outline: int
    list_id: str
    level: int | None


def docx_document(raw: bytes, notebook: Notebook, report: Report = unwatched) -> Document:
    """The lines of a Word document.

    Raises `FormatRefused`: `format.malformed-docx`, `format.encrypted-docx`, `format.too-large-unpacked`, `format.xml-doctype`.
    """
    guard_zip(raw, "format.malformed-docx", "format.encrypted-docx")
    parts = _parts(raw)
    if "word/document.xml" not in parts:
        raise FormatRefused("format.malformed-docx", reason="word/document.xml")
    document = parse(parts["word/document.xml"])
    reader = _Reader(_styles(parts.get("word/styles.xml")), _numbers(parts.get("word/numbering.xml")))
    lines = tuple(reader.lines(document, report))
    _report(document, reader, notebook)
    _notes(parts, notebook)
    return Document(lines, reader.title or _title(parts.get("docProps/core.xml")))


def _parts(raw: bytes) -> dict[str, bytes]:
    wanted = {"word/document.xml", "word/styles.xml", "word/numbering.xml", "docProps/core.xml"}
    wanted |= {name for name, _ in _NOTE_PARTS}
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            return {name: archive.read(name) for name in archive.namelist() if name in wanted}
    except Exception as error:  # noqa: BLE001 -- hostile bytes: zipfile has no closed set of errors
        raise FormatRefused("format.malformed-docx", reason=type(error).__name__) from None


def _numbers(part: bytes | None) -> Numbers:
    return Numbers(parse(part) if part else None)


def _styles(part: bytes | None) -> dict[str, _Style]:
    if not part:
        return {}
    return {
        style.get(f"{W}styleId", ""): _style(style)
        for style in parse(part).iterfind(f"{W}style")
        if style.get(f"{W}type") == "paragraph"
    }


def _style(style: etree._Element) -> _Style:
    name = _value(style, "name").lower()
    outline = _outline(style)
    if not outline and name.startswith("heading ") and name[8:].isdecimal():
        outline = int(name[8:][:2])
    list_id, level = _list(style)
    return _Style(name, _value(style, "basedOn"), outline, list_id, level)


def _outline(element: etree._Element) -> int:
    """1 to 9 for a heading; Word counts outline levels from 0, and 9 is body text."""
    level = _value(element, "pPr", "outlineLvl")
    return int(level) + 1 if level.isdecimal() and int(level) < 9 else 0


def _list(element: etree._Element) -> tuple[str, int | None]:
    level = _value(element, "pPr", "numPr", "ilvl")
    return _value(element, "pPr", "numPr", "numId"), int(level) if level in "012345678" and level else None


def _value(element: etree._Element, *path: str) -> str:
    found = element.find("/".join(W + name for name in path))
    return found.get(f"{W}val", "") if found is not None else ""


class _Reader:
    """Goes through the body once, counting lists as it goes."""

    def __init__(self, styles: dict[str, _Style], numbers: Numbers) -> None:
        self.title = ""
        self.contents = 0
        self._styles = styles
        self._numbers = numbers
        self._count = 0
        self._carried = ""

    def lines(self, document: etree._Element, report: Report) -> Iterator[Line]:
        body = document.find(f"{W}body")
        total = len(body) if body is not None else 0
        for block in _blocks(body) if body is not None else ():
            if self._count > 4 * MAX_PROVISIONS:
                raise FormatRefused("format.too-many-provisions", limit=MAX_PROVISIONS)
            if not report(self._count, max(total, self._count)):
                break
            if local_name(block) == "tbl":
                yield from self._table(block)
            else:
                yield from self._paragraph(block)
        if self._carried:
            yield Line(f"paragraph {self._count}", self._carried)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Line]:
        self._count += 1
        where = f"paragraph {self._count}"
        style = _value(paragraph, "pPr", "pStyle")
        words = tidy(self._carried + _words(paragraph), where)
        self._carried = ""
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None:
            self._carried = words  # its mark is deleted: accepted, it goes on in the next paragraph
            return
        chain = self._chain(style)
        names = [one.name for one in chain]
        if any(name.startswith("toc ") for name in names):
            self.contents += bool(words.strip())
            return
        label = self._label(paragraph, style, chain)
        if "title" in names[:1] and words.strip():
            self.title = " ".join(filter(None, (self.title, squeezed(words.replace(_BREAK, " ")))))
        outline = _outline(paragraph) or next((one.outline for one in chain if one.outline), 0)
        pieces = [squeezed(piece) for piece in words.split(_BREAK)]
        yield Line(where, squeezed(f"{label} {pieces[0]}") if pieces[0] or len(pieces) > 1 else "", outline)
        yield from (Line(where, piece) for piece in pieces[1:] if piece)

    def _chain(self, style: str) -> list[_Style]:
        chain: list[_Style] = []
        while style in self._styles and len(chain) < _MAX_STYLE_DEPTH:
            chain.append(self._styles[style])
            style = chain[-1].based
        return chain

    def _label(self, paragraph: etree._Element, style: str, chain: list[_Style]) -> str:
        list_id, level = _list(paragraph)
        if not list_id:
            named = next((one for one in chain if one.list_id), None)
            list_id = named.list_id if named else ""
        if level is None:
            level = self._numbers.level_of_style(style)
        if level is None:
            level = next((one.level for one in chain if one.level is not None), 0)
        return self._numbers.label(list_id, level) if list_id not in ("", "0") else ""

    def _table(self, table: etree._Element) -> Iterator[Line]:
        """One line a row, cells with a bar between; empty lines set the table apart."""
        yield Line(f"paragraph {self._count}", "")
        for row in table.iter(f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                continue
            cells = [self._cell(cell) for cell in row.iterfind(f"{W}tc")]
            yield Line(f"paragraph {self._count}", " | ".join(filter(None, cells)))
        yield Line(f"paragraph {self._count}", "")

    def _cell(self, cell: etree._Element) -> str:
        pieces = [
            line.text
            for block in _blocks(cell)
            if local_name(block) == "p"
            for line in self._paragraph(block)
        ]
        return " ".join(filter(None, pieces))


def _blocks(container: etree._Element, depth: int = 0) -> Iterator[etree._Element]:
    """Paragraphs and tables of a body or cell, those in content controls and insertions too."""
    for element in container:
        name = local_name(element)
        if name in ("p", "tbl"):
            yield element
        elif name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag") and depth < _MAX_DEPTH:
            yield from _blocks(element, depth + 1)


def _words(element: etree._Element, depth: int = 0) -> str:
    """The words of a paragraph as they stand once all tracked changes are accepted."""
    words = ""
    for child in element:
        name = local_name(child)
        if name == "t":
            words += child.text or ""
        elif name in ("tab", "ptab"):
            words += " "
        elif name in ("br", "cr"):
            words += _BREAK if child.get(f"{W}type") not in ("page", "column") else " "
        elif name == "noBreakHyphen":
            words += "-"
        elif name not in _DELETED and name not in _ASIDE and depth < _MAX_DEPTH:
            words += _words(child, depth + 1)
    return words


def _report(document: etree._Element, reader: _Reader, notebook: Notebook) -> None:
    changes = sum(1 for _ in document.iter(*(W + name for name in ("ins", "del", "moveFrom", "moveTo"))))
    if changes:
        notebook.warn("format.tracked-changes", count=changes)
    boxes = dict.fromkeys(_box_words(box) for box in document.iter(f"{W}txbxContent"))
    for words in boxes:
        notebook.leave("text box", words)
    if boxes:
        notebook.warn("format.text-boxes", count=len(boxes))
    if reader.contents:
        notebook.note("format.contents-left-out", count=reader.contents)


def _box_words(box: etree._Element) -> str:
    """What a text box says; a document holds it twice, for old and for new programs."""
    return squeezed(" ".join(_words(p) for p in box.iter(f"{W}p")).replace(_BREAK, " "))


def _notes(parts: dict[str, bytes], notebook: Notebook) -> None:
    count = 0
    for part, name in _NOTE_PARTS:
        for note in parse(parts[part]).iterfind(f"{W}{name}") if part in parts else ():
            words = squeezed(" ".join(_words(p) for p in note.iter(f"{W}p")).replace(_BREAK, " "))
            if words and note.get(f"{W}type") in (None, "normal"):
                count += 1
                notebook.leave(f"{name} {note.get(f'{W}id', '')[:9]}", words)
    if count:
        notebook.note("format.footnotes-apart", count=count)


def _title(core: bytes | None) -> str:
    found = parse(core).find("{http://purl.org/dc/elements/1.1/}title") if core else None
    return squeezed(found.text or "") if found is not None else ""
