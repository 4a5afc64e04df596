"""Kazakh laws as reference systems and the official register give them out, in Russian or Kazakh: page, Word file, plain text.

Recognised: title, table of contents (skipped, but compared), preamble, parts ("Раздел", "бөлім"), chapters ("Глава", "тарау"),
articles ("Статья 7-1.", "7-1-бап."), their points, and editorial notes, which are kept apart from the words of the law in
`Provision.notes`. A repealed article stays, without text.

Lines that belong to no article, between a chapter's heading and its first article or after the last article (who signed, when,
where), are kept at the end of the article before them, where the reference form of these texts has them too; they are left
out of its points and reported, so that nothing is lost and nothing is hidden.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass, field
from typing import Final

from silta.standards.assembly import Assembly, Content
from silta.standards.formats.kz_headings import Heading, contents_end, heading_of
from silta.standards.formats.kz_notes import is_note
from silta.standards.formats.lines import Line
from silta.standards.formats.opening import EXTENSIONS, document_of, glance
from silta.standards.formats.reading import Format, Notebook, Options, Reading, excerpt
from silta.standards.formats.repeats import Repeats
from silta.standards.provisions import Provision, Release, Status
from silta.standards.repeal import says_repealed, status_of

_CLOSING: Final = re.compile(
    r"(?:Президент|Премьер-Министр|Председатель|Министр|Вице-министр|Руководитель|Төраға\w*|Қазақстан\s+Республикасының)\b[^.;:,]{0,60}(?:\s\|\s.*)?"
)
_IDENTIFIER: Final = re.compile(r"№\s*(\d{1,4}-[IVXІХ]+)\b")
_AS_AMENDED: Final = re.compile(
    r"\(.*(?:по\s+состоянию\s+на|жағдай\s+бойынша|изменени\w+\s+и\s+дополнени\w+).*\)", re.IGNORECASE
)
_ARTICLE_REPEALED: Final = re.compile(r"стать\w+\s[\d-]+\s+исключен|-бап\s+.*алып\s+тасталды", re.IGNORECASE)
_RANK: Final = {"part": 0, "chapter": 1, "article": 3}
_SENTENCE: Final = 80
_SNIFFED: Final = 2_000


@dataclass
class _Front:
    title: list[str] = field(default_factory=list)
    as_amended: list[str] = field(default_factory=list)
    preamble: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


@dataclass
class _Block:
    """A heading with what stands under it. `own` are those of its `lines` that its points are made of."""

    heading: Heading
    where: str
    lines: list[str] = field(default_factory=list)
    own: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read(raw: bytes, language: str, options: Options) -> Reading:
    """The law in `raw`. Raises `FormatRefused`: no articles, and what opening the document raises."""
    notebook = Notebook()
    document = document_of(raw, notebook, options.report)
    lines = document.lines
    headings = [heading_of(line.text) if line.text else None for line in lines]
    start = contents_end([line.text for line in lines], headings)
    first = next((i for i in range(start, len(lines)) if headings[i] is not None), len(lines))
    front = _front([line for line, heading in zip(lines[:first], headings, strict=False) if heading is None])
    sorter = _Sorter(notebook)
    for line, heading in zip(lines[first:], headings[first:], strict=True):
        sorter.take(line, heading)
    sorter.settle_notes()
    _compare_contents([h for h in headings[:start] if h], sorter.blocks, notebook)
    front.title = front.title or [document.title]
    release = _assembled(language, front, sorter.blocks, notebook)
    return notebook.reading(dataclasses.replace(release, identifier=sorter.identifier))


def sniff(raw: bytes, filename: str) -> bool:
    """Whether there is an article heading of a Kazakh law near the beginning."""
    del filename
    document = glance(raw)
    headings = map(heading_of, (line.text for line in document.lines[:_SNIFFED])) if document else ()
    return any(heading is not None and heading.level == "article" for heading in headings)


class _Sorter:
    """Takes the lines of the law one by one and sorts them under its headings."""

    def __init__(self, notebook: Notebook) -> None:
        self.blocks: list[_Block] = []
        self.identifier = ""
        self._notebook = notebook
        self._article: _Block | None = None
        self._outside = False
        self._after_blank = True
        self._pending: list[str] = []

    def take(self, line: Line, heading: Heading | None) -> None:
        if heading is not None:
            self._open(_Block(heading, line.where, notes=self._pending))
            self._pending = []
        elif line.text and (line.is_note or is_note(line.text)):
            self._note(line.text)
            return
        else:
            self.settle_notes()
            if line.text:
                self._words(line.where, line.text)
        self._after_blank = not line.text

    def settle_notes(self) -> None:
        """Give notes after which no heading came to the block before them."""
        if self._pending:
            self.blocks[-1].notes.extend(self._pending)
            self._pending = []

    def _open(self, block: _Block) -> None:
        self.blocks.append(block)
        self._outside = block.heading.level != "article"
        if not self._outside:
            self._article = block

    def _note(self, line: str) -> None:
        """A note after a blank line may speak of the heading that follows; one among words speaks of its own article."""
        if self._after_blank:
            self._pending.append(line)
        else:
            self.blocks[-1].notes.append(line)

    def _words(self, where: str, line: str) -> None:
        if self._after_blank and self._article is not None and _CLOSING.fullmatch(line):
            self._outside = True
        if self._outside:
            self._stray(where, line)
        else:
            self.blocks[-1].lines.append(line)
            self.blocks[-1].own.append(line)

    def _stray(self, where: str, line: str) -> None:
        found = _IDENTIFIER.search(line)
        if found:
            self.identifier = found.group(1)
        self._notebook.leave(where, line)
        if self.blocks[-1].heading.level != "article":
            self._notebook.warn("format.line-after-chapter", where, words=excerpt(line))
        if self._article is not None:
            self._article.lines.append(line)


def _front(lines: list[Line]) -> _Front:
    """What stands before the law's first heading: its title, which amendments it holds, its preamble, notes."""
    front = _Front()
    for row in lines:
        line = row.text
        if line and (row.is_note or is_note(line)):
            front.notes.append(line)
        elif not line:
            continue
        elif _AS_AMENDED.fullmatch(line):
            front.as_amended.append(line)
        elif len(line) > _SENTENCE and line.endswith((".", ":")):
            front.preamble.append(line)
        else:
            front.title.append(line)
    return front


def _compare_contents(listed: list[Heading], blocks: list[_Block], notebook: Notebook) -> None:
    """Warn where the table of contents names a heading that the law has not, or words it otherwise."""
    found = {block.heading.key: block for block in blocks}
    for heading in listed:
        block = found.get(heading.key)
        if block is None:
            notebook.warn("format.missing-from-text", number=heading.number, heading=excerpt(heading.words))
        elif _differ(heading.words, block.heading.words):
            notebook.warn(
                "format.contents-differ",
                block.where,
                number=heading.number,
                contents=excerpt(heading.words),
                heading=excerpt(block.heading.words),
            )


def _differ(contents: str, heading: str) -> bool:
    return contents.casefold() != heading.casefold() and not (
        says_repealed(contents) and says_repealed(heading)
    )


def _assembled(language: str, front: _Front, blocks: list[_Block], notebook: Notebook) -> Release:
    assembly = Assembly(language)
    if front.preamble or front.notes:
        assembly.add("paragraph", "", None, Content(text="\n".join(front.preamble), notes=tuple(front.notes)))
    groups: list[tuple[int, Provision]] = []
    repeats = Repeats(notebook)
    for block in blocks:
        rank = _RANK[block.heading.level] + block.heading.is_inner_group
        while groups and groups[-1][0] >= rank:
            groups.pop()
        parent = groups[-1][1] if groups else None
        if block.heading.level == "article":
            _add_article(assembly, block, parent, repeats, notebook)
        else:
            content = Content(heading=block.heading.words, notes=tuple(block.notes))
            groups.append((rank, assembly.add(block.heading.level, block.heading.number, parent, content)))
    repeats.close()
    return assembly.release(" ".join(front.title), source_note=" ".join(front.as_amended))


def _add_article(
    assembly: Assembly, block: _Block, parent: Provision | None, repeats: Repeats, notebook: Notebook
) -> None:
    number, where = block.heading.number, block.where
    status = _status(block)
    if status == "in-force" and not block.lines:
        notebook.warn("format.unit-without-text", where, number=number)
    content = Content(block.heading.words, "\n".join(block.lines), tuple(block.notes), status)
    unit = assembly.add("article", number, parent, content)
    repeats.look("article", number, where, unit.fragment)
    assembly.add_points(unit, "\n".join(block.own))


def _status(block: _Block) -> Status:
    if not block.own and any(_ARTICLE_REPEALED.search(note) for note in block.notes):
        return "repealed"
    return status_of(block.heading.words, "\n".join(block.own))


FORMAT: Final = Format(
    "kz-law-text", "Kazakh law (page of the register, Word, PDF or plain text)", EXTENSIONS, sniff, read
)
