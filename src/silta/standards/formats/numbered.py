"""Documents whose provisions are numbered in some way that is no format of its own: Word, PDF, pages in HTML, plain text.

The numbering is the one that a person shows (`Options.numbering`), else the first of `numbered_schemes` that the document
keeps to. Headings that a document marks as such divide it, whether they are numbered or not. Nothing is lost: words before
the first provision and between a heading and its first provision become paragraphs of their own, words after a provision
belong to it. A number that comes again stays, under an address of its own, with a warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from silta.standards.assembly import Assembly, Content
from silta.standards.formats.lines import Document, Line, words_of
from silta.standards.formats.magic import kind_of
from silta.standards.formats.numbered_schemes import (
    UNIT_DEPTH,
    Mark,
    contents_end,
    is_title,
    marks_by,
    marks_of,
)
from silta.standards.formats.opening import EXTENSIONS, document_of, glance
from silta.standards.formats.patterns import Pattern, patterns
from silta.standards.formats.reading import Format, FormatRefused, Notebook, Options, Reading, Report, excerpt
from silta.standards.formats.repeats import Repeats
from silta.standards.numbering import core
from silta.standards.provisions import GROUP_LEVELS, Provision, Release

_LONGEST_TITLE: Final = 300


@dataclass
class _Block:
    """A mark with the lines up to the next one, and the marks that stand below it."""

    mark: Mark
    line: Line
    lines: list[Line] = field(default_factory=list)
    below: list[_Block] = field(default_factory=list)

    def heading_and_words(self) -> tuple[str, list[str]]:
        """The words beside the number are a heading if they read like one and words follow, else they begin the text."""
        mark, lines = self.mark, [line.text for line in self.lines if line.text]
        beside = mark.words
        if not beside and len(lines) > 1 and is_title(lines[0]) and mark.depth <= UNIT_DEPTH:
            beside, lines = lines[0], lines[1:]
        titled = mark.is_heading or mark.level in GROUP_LEVELS
        follows = bool(lines or self.below) or mark.number[:1].isalpha()
        if mark.depth <= UNIT_DEPTH and not mark.is_text and (titled or (is_title(beside) and follows)):
            return beside, lines
        return "", [*([beside] if beside else []), *lines]

    def all_words(self) -> list[str]:
        """Its words without its own number and heading, and all lines below it as they stand."""
        _, words = self.heading_and_words()
        return words + [line for block in self.below for line in block.as_it_stands()]

    def as_it_stands(self) -> Iterator[str]:
        yield self.line.text
        yield from (line.text for line in self.lines if line.text)
        for block in self.below:
            yield from block.as_it_stands()


def read(raw: bytes, language: str, options: Options) -> Reading:
    """The provisions of a document.

    Raises `FormatRefused`: `format.no-numbering`, `numbering.nothing-fits`, and what opening it raises.
    """
    notebook = Notebook()
    asked = patterns(options.numbering)
    document = document_of(raw, notebook, options.report)
    return notebook.reading(recognised(document, language, asked, notebook, options.report))


def sniff(raw: bytes, filename: str) -> bool:
    """Whether it is a Word or PDF file, or text that keeps to one of the ways of numbering."""
    del filename
    if kind_of(raw) in ("docx", "pdf"):
        return True
    document = glance(raw)
    return document is not None and len(marks_of(document.lines)) > 1


def recognised(
    document: Document, language: str, asked: Sequence[Pattern], notebook: Notebook, report: Report
) -> Release:
    """The release in a document's lines, numbered as `asked` or, without that, as it looks."""
    lines = document.lines
    marks = marks_by(lines, asked) if asked else marks_of(lines)
    if not any(mark.depth == UNIT_DEPTH for mark in marks):
        raise FormatRefused("numbering.nothing-fits" if asked else "format.no-numbering")
    start = contents_end(lines, marks)
    if start:
        listed = sum(1 for mark in marks if mark.at < start)
        notebook.note("format.contents-left-out", count=listed)
    kept = [mark for mark in marks if mark.at >= start]
    first = min(mark.at for mark in marks)
    front = [line for line in lines[:first] if line.text]
    builder = _Builder(Assembly(language), notebook)
    title = builder.front(document.title, front)
    builder.add(_nested(_blocks(lines, kept)), report)
    return builder.assembly.release(title)


def _blocks(lines: Sequence[Line], marks: Sequence[Mark]) -> list[_Block]:
    ends = [*(mark.at for mark in marks[1:]), len(lines)]
    return [
        _Block(mark, lines[mark.at], list(lines[mark.at + 1 : end]))
        for mark, end in zip(marks, ends, strict=True)
    ]


def _nested(blocks: Sequence[_Block]) -> list[_Block]:
    """Units and groups in order, each unit with its pieces below it; a piece that no unit holds becomes a section."""
    found: list[_Block] = []
    stack: list[_Block] = []
    raised = 0
    for block in blocks:
        if block.mark.depth <= UNIT_DEPTH:
            raised = 0
        elif not stack or block.mark.depth <= raised:
            raised = block.mark.depth
            block.mark = replace(block.mark, level="section", depth=UNIT_DEPTH)
        while stack and stack[-1].mark.depth >= block.mark.depth:
            stack.pop()
        if stack:
            stack[-1].below.append(block)
        else:
            found.append(block)
        if block.mark.depth >= UNIT_DEPTH:
            stack.append(block)
        else:
            stack.clear()
    return found


class _Builder:
    """Makes provisions of blocks: groups by depth, units with their text, pieces with their stems."""

    def __init__(self, assembly: Assembly, notebook: Notebook) -> None:
        self.assembly = assembly
        self._notebook = notebook
        self._groups: list[tuple[int, Provision]] = []
        self._repeats = Repeats(notebook)

    def front(self, title: str, front: Sequence[Line]) -> str:
        """What stands before the first provision: its title is returned, the rest becomes a paragraph."""
        rest = list(front)
        if not title and rest and len(rest[0].text) <= _LONGEST_TITLE:
            title = rest.pop(0).text
        rest = [line for line in rest if line.text != title]
        if rest:
            self.assembly.add("paragraph", "", None, Content(text=words_of(rest)))
        return title

    def add(self, blocks: Sequence[_Block], report: Report) -> None:
        for place, block in enumerate(blocks):
            report(place, len(blocks))
            while self._groups and self._groups[-1][0] >= min(block.mark.depth, block.mark.ends):
                self._groups.pop()
            parent = self._groups[-1][1] if self._groups else None
            if block.mark.depth < UNIT_DEPTH:
                self._group(block, parent)
            else:
                self._unit(block, parent)
        self._repeats.close()

    def _group(self, block: _Block, parent: Provision | None) -> None:
        heading, lines = block.heading_and_words()
        made = self.assembly.add(block.mark.level, block.mark.number, parent, Content(heading))
        self._groups.append((block.mark.depth, made))
        if lines:
            self.assembly.add("paragraph", "", made, Content(text="\n".join(lines)))

    def _unit(self, block: _Block, parent: Provision | None) -> None:
        mark = block.mark
        heading, lines = block.heading_and_words()
        text = "\n".join(block.all_words())
        if not heading and not text:
            self._notebook.warn("format.empty-provision", block.line.where, number=excerpt(mark.number))
        unit = self.assembly.add(mark.level, mark.number, parent, Content(heading, text))
        self._repeats.look(
            parent.fragment if parent and mark.number.isdecimal() else "",
            mark.number,
            block.line.where,
            unit.fragment,
        )
        if block.below:
            self._pieces(unit, lines, block.below)
        else:
            self.assembly.add_points(unit)

    def _pieces(self, above: Provision, own: Sequence[str], below: Sequence[_Block]) -> None:
        """The pieces of `above`: its own words introduce them if they end in a colon, else they are a piece themselves."""
        said = " ".join(own)
        introduces = said.endswith((":", "—", "–", "-"))
        stem = " ".join(filter(None, (above.stem, said))) if introduces else above.stem
        if said and not introduces:
            self.assembly.add("paragraph", "", above, Content(text="\n".join(own), stem=above.stem))
        for block in below:
            text = "\n".join(block.all_words())
            content, fragment = Content(text=text, stem=stem), _inside(above, block.mark.number)
            made = self.assembly.add(block.mark.level, block.mark.number, above, content, fragment)
            if block.below:
                self._pieces(made, block.heading_and_words()[1], block.below)
            else:
                self.assembly.add_points(made)


def _inside(above: Provision, number: str) -> str | None:
    """The fragment of a number that repeats the one above it: 1.2.1 in section 1.2 is ``s-1.2.1``; None for all others."""
    outer, inner = core(above.number), core(number)
    return above.fragment + inner.removeprefix(outer) if outer and inner.startswith(f"{outer}.") else None


FORMAT: Final = Format(
    "numbered",
    "Document with numbered provisions (Word, PDF, HTML or plain text)",
    EXTENSIONS,
    sniff,
    read,
    is_general=True,
)
