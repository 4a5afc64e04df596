"""From marked-up text to lines of plain words: what begins a line, what is passed over, where cells and labels meet.

A *shape* says which element names mean what. White space inside a line is one space; a line break that the author wrote stays,
and so does an empty line between two of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from silta.standards.formats.decoding import tidy
from silta.standards.formats.xml_input import local_name

_BLOCK, _BREAK, _GLUE, _STOP = "\x1e", "\x1f", "\x1d", "\x1c"
_SPACES: Final = re.compile("[ \t\r\n\xa0]+")
_GLUED: Final = re.compile(f"{_GLUE}[ \t\r\n{_BLOCK}]*")
_CELL: Final = " | "


@dataclass(frozen=True)
class Shape:
    """What element names mean.

    `blocks` stand on lines of their own, `breaks` end a line, `cells` share a line with a bar between them, the words of `labels`
    stand before the block that follows, `silent` elements say nothing, and items of `bullets` and `numbered` lists get a mark.
    """

    blocks: frozenset[str]
    breaks: frozenset[str] = frozenset({"br"})
    cells: frozenset[str] = frozenset({"td", "th"})
    labels: frozenset[str] = frozenset()
    silent: frozenset[str] = frozenset()
    bullets: frozenset[str] = frozenset({"ul"})
    numbered: frozenset[str] = frozenset({"ol"})


Test = Callable[[Any], bool]
"""A question about an element."""


def lines_of(element: etree._Element, shape: Shape, stop: Test | None = None) -> list[str]:
    """The words inside `element` as lines; with `stop`, only those before the first element below it that `stop` names."""
    parts: list[str] = []
    _collect(element, shape, stop, parts)
    marked = _GLUED.sub(" ", "".join(parts).split(_STOP, 1)[0])
    return [line for block in marked.split(_BLOCK) for line in _block_lines(block)]


def words_of(element: etree._Element | None, shape: Shape) -> str:
    """The words inside `element` in one line; empty for None."""
    return "" if element is None else " ".join(filter(None, lines_of(element, shape)))


def join_lines(blocks: Iterable[Iterable[str]]) -> str:
    """The lines of several elements as one text."""
    return "\n".join(line for lines in blocks for line in lines)


def _block_lines(block: str) -> list[str]:
    text = "\n".join(_SPACES.sub(" ", line).strip() for line in block.split(_BREAK)).strip("\n")
    return text.split("\n") if text else []


def _collect(element: etree._Element, shape: Shape, stop: Test | None, parts: list[str]) -> None:
    parts.append(_clean(element.text))
    name = local_name(element)
    for place, child in enumerate(element, start=1):
        if stop is not None and stop(child):
            parts.append(_STOP)
        else:
            _child(child, shape, stop, parts, _item_mark(name, place, shape))
        parts.append(_clean(child.tail))


def _child(child: etree._Element, shape: Shape, stop: Test | None, parts: list[str], mark: str) -> None:
    name = local_name(child)
    if not name or name in shape.silent:
        return
    if name in shape.breaks:
        parts.append(_BREAK)
    elif name in shape.cells:
        before = any(local_name(cell) in shape.cells for cell in child.itersiblings(preceding=True))
        parts.append(_CELL if before else "")
        parts.append(" ".join(lines_of(child, shape)))
    elif name in shape.labels:
        parts.append(_BLOCK)
        _collect(child, shape, stop, parts)
        parts.append(_GLUE)
    elif name in shape.blocks:
        parts.append(_BLOCK + (mark + _GLUE if mark else ""))
        _collect(child, shape, stop, parts)
        parts.append(_BLOCK)
    else:
        _collect(child, shape, stop, parts)


def _item_mark(parent: str, place: int, shape: Shape) -> str:
    if parent in shape.bullets:
        return "–"
    return f"{place}." if parent in shape.numbered else ""


def _clean(words: str | None) -> str:
    return tidy(words, "") if words else ""
