"""Pages in HTML as lines: one for each block, table rows with a bar between their cells, nothing of what surrounds the text.

The register of Kazakh law shows a law as ``div.container_gamma.text > article`` below ``div.container_alpha.slogan > h1``, its
remarks in elements of the class ``note``; on any other page the first ``article``, ``main`` or ``body`` is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from silta.standards.formats.lines import Document, Line, squeezed
from silta.standards.formats.reading import FormatRefused
from silta.standards.formats.xml_input import line_of

_ROOTS: Final = (
    "//div[contains(concat(' ', @class, ' '), ' container_gamma ')]//article",
    "//article",
    "//main",
    "//body",
)
_TITLES: Final = ("//div[contains(concat(' ', @class, ' '), ' slogan ')]//h1", "//head/title")
_SKIPPED: Final = frozenset(
    {"script", "style", "nav", "noscript", "template", "button", "select", "form", "head", "iframe"}
)
_BLOCKS: Final = frozenset(
    {
        "p",
        "div",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "section",
        "article",
        "blockquote",
        "pre",
        "center",
        "br",
        "hr",
        "table",
    }
    | {
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "header",
        "footer",
        "aside",
        "main",
        "tbody",
        "thead",
        "caption",
    }
)
_CELLS: Final = frozenset({"td", "th"})
_BAR: Final = "\x02"
_NOTE: Final = "note"
_OUTLINE: Final = re.compile(r"h([1-6])")
_DECLARATION: Final = re.compile(r"^\s*<\?xml[^>]*\?>")


def html_document(text: str) -> Document:
    """The lines of a page that has been decoded. Raises `FormatRefused` `format.malformed-html`."""
    # What encoding the page declares says nothing any more.
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree: etree._Element | None = etree.fromstring(_DECLARATION.sub("", text).encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    if tree is None:
        raise FormatRefused("format.malformed-html")
    body, title = next(_found(tree, _ROOTS), tree), next(_found(tree, _TITLES), None)
    words = "".join(map(str, title.itertext())) if title is not None else ""
    return Document(tuple(_lines(body)), " ".join(words.split()))


def _found(tree: etree._Element, paths: tuple[str, ...]) -> Iterator[etree._Element]:
    """What is found by the first path, and by the others."""
    for path in paths:
        found = tree.xpath(path)
        if isinstance(found, list):
            yield from (one for one in found[:1] if etree.iselement(one))


def _lines(body: etree._Element) -> Iterator[Line]:
    """A line for each block with words. A table is set apart by empty lines, as a paragraph of its own kind."""
    for block in _Blocks().of(body):
        words = squeezed(" ".join(block.words.split()).strip(_BAR).replace(_BAR, " | "))
        if words or block.is_gap:
            yield Line(f"line {block.line}", words, block.outline if words else 0, block.is_note)


@dataclass
class _Block:
    line: int
    outline: int = 0
    is_note: bool = False
    is_gap: bool = False
    words: str = ""


class _Blocks:
    """Walks a page in its order and cuts it into blocks; deep nesting costs no recursion."""

    def __init__(self) -> None:
        self._open = _Block(0)
        self._done: list[_Block] = []
        self._cells = 0

    def of(self, body: etree._Element) -> list[_Block]:
        skipping: etree._Element | None = None
        for event, element in etree.iterwalk(body, events=("start", "end")):
            name = _name(element)
            if skipping is None and event == "start" and name in _SKIPPED:
                skipping = element
            elif skipping is None and event == "start":
                self._start(element, name)
            elif skipping is None:
                self._end(element, name)
            if event == "end" and element is skipping:
                skipping = None
            if event == "end" and skipping is None and element is not body:
                self._open.words += element.tail or ""
        self._cut(_Block(0))
        return self._done

    def _start(self, element: etree._Element, name: str) -> None:
        self._cells += name in _CELLS
        if name in _BLOCKS and self._cells:
            self._open.words += " "
        elif name in _BLOCKS:
            heading = _OUTLINE.fullmatch(name)
            outline = int(heading.group(1)) if heading else 0
            self._cut(_Block(line_of(element), outline, is_gap=name == "table"))
        if _NOTE in (element.get("class") or "").split():
            self._open.is_note = True
        self._open.words += element.text or ""

    def _end(self, element: etree._Element, name: str) -> None:
        if name in _CELLS:
            self._cells -= 1
            self._open.words += _BAR
        elif self._cells:
            self._open.words += " " if name in _BLOCKS else ""
        elif name in _BLOCKS and name != "br":
            self._open.is_gap = self._open.is_gap or (name == "p" and "\xa0" in self._open.words)
            self._cut(_Block(line_of(element), is_gap=name == "table"))

    def _cut(self, following: _Block) -> None:
        if self._open.words.strip(_BAR + " \t\n\r\xa0") or self._open.is_gap:
            self._done.append(self._open)
        self._open = following


def _name(element: etree._Element) -> str:
    """The element's name as the page writes it: nothing vouches for its form."""
    tag: object = element.tag
    return tag.lower() if isinstance(tag, str) else ""
