"""The finer pieces of a unit's text, for any format: numbered paragraphs, points, sub-points and plain paragraphs.

Suggestions are matched on these pieces, because whole articles drown. The text of a unit is read line by line. A line that
begins with a label opens a piece; labels nest by their style, in the order in which the styles turn up:

====================  =================================  ==========
``1.``, ``4-1.``      numbered paragraph (пункт)         paragraph
``1)``, ``4 a)``      point (kohta, подпункт), ``(1)``   point
``a)``, ``a.``          sub-point (alakohta), ``(i)``      subpoint
none                  plain paragraph (momentti, часть)  paragraph
====================  =================================  ==========

A line without a label that begins in lower case continues the sentence around the list, and does not open a paragraph. One
line that holds a whole list ("…: 1) …; 2) …; 3) …") is cut where the numbers run on from 1.

Fragments: ``s-2.1.3`` is point 3 of paragraph 1 where section 2 has several plain paragraphs, ``s-3.2`` is point 2 where it has
one; ``art-10.2.3`` is sub-point 3 of numbered paragraph 2. Words after a list ("…; unless otherwise agreed.") become a piece
of their own, ``art-10.2.p2``, the second plain paragraph there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from silta.standards.numbering import core
from silta.standards.provisions import Level, Provision

_LABELS: Final = (
    ("paragraph", re.compile(r"(?P<label>\d{1,4}(?:-\d{1,3})*\.)(?:\s+|(?=[^\W\d_])|$)")),
    ("point", re.compile(r"(?P<label>\d{1,4}(?:-\d{1,3})*(?:\s?[a-zа-я])?\))\s*")),
    ("bracketed", re.compile(r"(?P<label>\(\d{1,4}(?:-\d{1,3})*\))\s*")),
    ("letter", re.compile(r"(?P<label>[a-zåäöа-яәі]\))\s*")),
    ("dotted letter", re.compile(r"(?P<label>[a-z]\.)\s+")),
    ("bracketed letter", re.compile(r"(?P<label>\([a-zåäöа-яәі]\))\s*")),
    ("roman", re.compile(r"(?P<label>\(?[ivx]{1,6}\))\s*")),
)
_ROMAN: Final = re.compile(r"\(?[ivx]+\)")
_INLINE: Final = re.compile(r"(?<=[;:,])\s+(?:(?:and|or|sekä|ja|tai|samt|och|и|или)\s+)?(?=(\d{1,3})\)\s)")
_POINT: Final = re.compile(r"(\d{1,4})\)\s")
_AMENDED_BY: Final = re.compile(r"\(\d{1,2}\.\d{1,2}\.\d{4}/\d+\)")
_MAX_DEPTH: Final = 6


@dataclass
class _Piece:
    label: str
    style: str
    lines: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    children: list[_Piece] = field(default_factory=list)
    plain: int = 0


def split(unit: Provision, text: str | None = None) -> tuple[Provision, ...]:
    """The pieces inside `unit`, in order, parents before children; empty if it is one plain paragraph.

    `text` replaces the unit's text where a reader knows lines of it that are no part of its sentences. Orders are the unit's
    own: whoever assembles the release numbers them.
    """
    roots = _paragraphs(list(_lines(unit.text if text is None else text)))
    if len(roots) == 1 and not roots[0].label:
        only = roots[0]
        return tuple(_provisions(unit, only.children, _stem("", only)))
    return tuple(_provisions(unit, roots, ""))


def is_amendment_mark(line: str) -> bool:
    """Whether a line only says which act last amended the words before it, as Finnish consolidated texts do."""
    return _AMENDED_BY.fullmatch(line.strip()) is not None


def _lines(text: str) -> Iterator[str]:
    for raw in text.split("\n"):
        line = raw.strip()
        if line and not is_amendment_mark(line):
            yield from _inline_list(line)


def _inline_list(line: str) -> list[str]:
    """`line` cut before ``1)``, ``2)``, ``3)`` … where these run on without a gap; else the line as it is."""
    first = _POINT.match(line)
    if first and first.group(1) != "1":
        return [line]
    cuts, wanted = [0], 2 if first else 1
    for found in _INLINE.finditer(line):
        if int(found.group(1)) == wanted:
            cuts.append(found.end())
            wanted += 1
    if wanted < 3:
        return [line]
    return [line[start:end].strip() for start, end in zip(cuts, [*cuts[1:], len(line)], strict=True)]


def _label(line: str, open_styles: dict[str, str]) -> tuple[str, str, str]:
    """(style, label, rest) of a line; no label: ("", "", line)."""
    for style, pattern in _LABELS:
        found = pattern.match(line)
        if found is None:
            continue
        label = found["label"]
        roman = "letter" in style and _ROMAN.fullmatch(label) and not _follows(open_styles.get(style), label)
        return "roman" if roman else style, label, line[found.end() :]
    return "", "", line


def _follows(before: str | None, label: str) -> bool:
    """Whether `label` is the letter after `before`, so that ``(i)`` after ``(h)`` is a letter and not a Roman one."""
    return before is not None and ord(core(label)[:1] or "a") == ord(core(before)[:1] or "a") + 1


def _paragraphs(lines: list[str]) -> list[_Piece]:
    """The pieces of a unit: numbered paragraphs if it has any, else its plain paragraphs with the lists inside them."""
    roots: list[_Piece] = []
    stack: list[_Piece] = []
    for line in lines:
        style, label, rest = _label(line, {piece.style: piece.label for piece in stack})
        if style:
            _open(roots, stack, _Piece(label, style, [rest], [rest]))
        elif stack and (stack[0].label or _continues(line)):
            _continue(stack, line)
        else:
            stack[:] = [_Piece("", "", [line], [line])]
            roots.append(stack[0])
    return roots


def _continues(line: str) -> bool:
    return line[0].islower()


def _open(roots: list[_Piece], stack: list[_Piece], piece: _Piece) -> None:
    """Put a labelled piece beside the open piece of its style, else inside the innermost open one."""
    styles = [open_piece.style for open_piece in stack]
    if piece.style in styles:
        del stack[styles.index(piece.style) :]
    elif piece.style == "paragraph":
        stack.clear()
    elif _resumes(stack, piece):
        del stack[1:]
    if not stack:
        roots.append(piece)
    else:
        for above in stack:
            above.lines.append(f"{piece.label} {piece.lines[0]}")
        stack[-1].children.append(piece)
    if len(stack) < _MAX_DEPTH:
        stack.append(piece)


def _resumes(stack: list[_Piece], piece: _Piece) -> bool:
    """Whether `piece` goes on with the list that words without a label interrupted: ``2) …``, words, ``3) …``."""
    interrupted = len(stack) == 2 and not stack[1].label
    first = core(piece.label) in ("1", "a", "i")
    return interrupted and not first and any(child.style == piece.style for child in stack[0].children)


def _continue(stack: list[_Piece], line: str) -> None:
    """Words without a label after a labelled line: they belong to the outermost open piece, after its list if it has one."""
    outer = stack[0]
    outer.lines.append(line)
    del stack[1:]
    if outer.children:
        tail = _Piece("", "", [line], [line])
        outer.children.append(tail)
        stack.append(tail)
    else:
        outer.own.append(line)


def _stem(above: str, piece: _Piece) -> str:
    return " ".join(part for part in (above, *piece.own) if part)


def _provisions(parent: Provision, pieces: list[_Piece], stem: str) -> Iterator[Provision]:
    used: dict[str, int] = {}
    mark = "p" if stem or any(piece.label for piece in pieces) else ""
    plain = 1 if stem else 0
    for piece in pieces:
        plain += not piece.label
        name = core(piece.label) or f"{mark}{plain}"
        used[name] = used.get(name, 0) + 1
        if used[name] > 1:
            name = f"{name}_{used[name]}"
        made = _provision(parent, piece, name, stem)
        yield made
        yield from _provisions(made, piece.children, _stem(stem, piece))


def _provision(parent: Provision, piece: _Piece, name: str, stem: str) -> Provision:
    return Provision(
        number=piece.label,
        path=(*parent.path, parent.number),
        heading="",
        text="\n".join(piece.lines),
        language=parent.language,
        level=_level(piece, parent),
        parent=parent.fragment,
        fragment=f"{parent.fragment}.{name}",
        order=parent.order,
        stem=stem,
    )


def _level(piece: _Piece, parent: Provision) -> Level:
    if piece.style in ("", "paragraph"):
        return "paragraph"
    return "subpoint" if parent.level in ("point", "subpoint") else "point"
