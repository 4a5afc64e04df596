"""PDF files as lines: paragraphs mended from the lines that are printed, and what a page adds to them kept apart.

Running heads, feet and page numbers are known by coming again at the top or bottom of several pages, footnotes by smaller
letters at the foot of a page. What is kept apart goes to the notebook, never into a provision. Hyphens at line ends are taken
out unless the word is written with a hyphen elsewhere in the file. Pages that are pictures have no text: `format.pdf-scanned`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final

from silta.standards.formats.lines import Document, Line, squeezed
from silta.standards.formats.reading import FormatRefused, Notebook, Report, unwatched

if TYPE_CHECKING:
    from silta.standards.formats.pdf_pages import Printed

_EDGE: Final = 3
"""Lines at the top and at the bottom of a page among which running heads and feet are looked for."""
_HYPHEN: Final = "\ufffe"
_BROKEN: Final = re.compile(rf"(\w+)[{_HYPHEN}\xad](\w*)")
_COMPOUND: Final = re.compile(r"\w+(?:-\w+)+")
_DIGITS: Final = re.compile(r"\d+")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:(?:page|sivu|стр\.?|бет|s\.)\s*)?\d{1,4}(?:\s*(?:/|of|из)\s*\d{1,4})?\W*(?:бет)?", re.IGNORECASE
)
_CONTENTS: Final = re.compile(r".*(?:\.\s?){4,}\s*\d{1,4}")
_CONTENTS_HEADING: Final = 30
_FOOTNOTE: Final = re.compile(r"\d{1,3}\s?(?=\D)|[*†‡]")
_LABEL: Final = re.compile(
    r"\(?(?:\d{1,4}(?:[.-]\d{1,3}){0,4}|[a-zа-я]|[ivx]{1,5})[.)]\s|\d{1,4}(?:\.\d{1,3}){0,3}\s+[^\W\d_]|[•–—-]\s|§|"
    r"(?:article|section|chapter|requirement|annex|part|статья|глава|раздел|artikla|luku)\s+[\dIVX]|\d+\s?§|\d+-(?:бап|тарау)",
    re.IGNORECASE,
)
_SENTENCE_END: Final = (".", ":", ";", "!", "?", "”")


def pdf_document(raw: bytes, notebook: Notebook, report: Report = unwatched) -> Document:
    """The paragraphs of a PDF file.

    Raises `FormatRefused`: `format.pdf-encrypted`, `format.malformed-pdf`, `format.pdf-scanned`, `format.pdf-too-long`.
    """
    from silta.standards.formats.pdf_pages import printed_pages  # noqa: PLC0415 - loads a library that most reading never needs

    pages = printed_pages(raw, report)
    if sum(len(line.text) for page in pages for line in page) < 20 * max(1, len(pages) // 10):
        raise FormatRefused("format.pdf-scanned", pages=len(pages))
    body = [line for page in _without_running_lines(pages, notebook) for line in page]
    body = _without_footnotes(body, notebook)
    body = _without_contents(body, notebook)
    compounds = {word.lower() for line in body for word in _COMPOUND.findall(line.text)}
    return Document(tuple(Line(part.where, _mended(part.text, compounds)) for part in _paragraphs(body)))


def _without_running_lines(pages: list[list[Printed]], notebook: Notebook) -> Iterator[list[Printed]]:
    edges = [{_shape(line): line for line in _edge_lines(page)} for page in pages]
    counted = Counter(shape for page in edges for shape in page)
    often = max(3, len(pages) * 0.4) if len(pages) > 3 else 2
    running = {shape for shape, count in counted.items() if count >= often}
    for shape in sorted(running, key=lambda one: -counted[one]):
        found = next(page[shape] for page in edges if shape in page)
        notebook.leave(f"{found.where} …", found.text)
    if running:
        notebook.note("format.running-lines", count=sum(counted[shape] for shape in running))
    for page in pages:
        edge = set(map(id, _edge_lines(page)))
        yield [
            line
            for line in page
            if id(line) not in edge or (_shape(line) not in running and not _PAGE_NUMBER.fullmatch(line.text))
        ]


def _edge_lines(page: list[Printed]) -> list[Printed]:
    """The lines nearest to the top and to the bottom of a page."""
    ordered = sorted(page, key=lambda line: -line.first)
    return ordered if len(ordered) <= 2 * _EDGE else ordered[:_EDGE] + ordered[-_EDGE:]


def _shape(line: Printed) -> str:
    return _DIGITS.sub("#", line.text.casefold())


def _without_footnotes(lines: list[Printed], notebook: Notebook) -> list[Printed]:
    """`lines` without runs of small letters at the foot of a page that begin with a figure or an asterisk."""
    body = Counter(line.size for line in lines for _ in range(len(line.text) // 20 + 1))
    small = 0.9 * body.most_common(1)[0][0] if body else 0.0
    foot: dict[int, float] = {}
    for line in lines:
        if line.size >= small:
            foot[line.page] = min(foot.get(line.page, line.last), line.last)
    kept: list[Printed] = []
    notes: list[Printed] = []
    for line in lines:
        begun = bool(notes) and notes[-1].page == line.page
        if line.size >= small or line.first >= foot.get(line.page, 0):
            kept.append(line)
        elif begun and not _FOOTNOTE.match(line.text):
            notes[-1] = replace(notes[-1], text=f"{notes[-1].text} {line.text}")
        else:
            (notes if _FOOTNOTE.match(line.text) else kept).append(line)
    for note in notes:
        notebook.leave(note.where, note.text)
    if notes:
        notebook.note("format.footnotes-apart", count=len(notes))
    return kept


def _without_contents(lines: list[Printed], notebook: Notebook) -> list[Printed]:
    listed = [place for place, line in enumerate(lines) if _CONTENTS.fullmatch(line.text)]
    if listed and listed[0] and len(lines[listed[0] - 1].text) < _CONTENTS_HEADING:
        listed.insert(0, listed[0] - 1)
    kept = [line for place, line in enumerate(lines) if place not in set(listed)]
    if len(kept) < len(lines):
        notebook.note("format.contents-left-out", count=len(lines) - len(kept))
    return kept


def _paragraphs(lines: Sequence[Printed]) -> Iterator[Printed]:
    """Printed lines joined to paragraphs: a line goes on unless it begins one by its label, its size or the gap above it."""
    gaps = [above.last - line.first for above, line in pairwise(lines) if 0 < above.last - line.first < 60]
    pitch = median(gaps) if gaps else 0
    width = max((line.right for line in lines), default=0)
    held: Printed | None = None
    last: Printed | None = None
    for line in lines:
        if held is None or last is None or _begins(line, last, pitch, width):
            if held is not None:
                yield held
            held = line
        else:
            held = replace(held, text=f"{held.text} {line.text}")
        last = line
    if held is not None:
        yield held


def _begins(line: Printed, last: Printed, pitch: float, width: float) -> bool:
    """Whether `line` begins a paragraph after `last`, the printed line before it."""
    if abs(line.size - last.size) > 0.6:
        return True
    short = last.right < 0.85 * width
    ended = last.text.endswith(_SENTENCE_END)
    if _LABEL.match(line.text) and (short or ended):
        return True
    if short and (ended or (line.text[:1].isupper() and last.right < 0.75 * width)):
        return True
    return line.page == last.page and last.last - line.first > 1.25 * pitch


def _mended(text: str, compounds: set[str]) -> str:
    """`text` with words whole that a line end had broken."""

    def joined(found: re.Match[str]) -> str:
        left, right = found.groups()
        compound = f"{left}-{right}"
        keeps = compound.lower() in compounds or not right[:1].islower()
        return compound if keeps else left + right

    return squeezed(_BROKEN.sub(joined, text).replace(_HYPHEN, "-"))
