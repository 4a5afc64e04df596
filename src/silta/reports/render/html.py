"""HTML of a document: a fragment for the pages of a node, or a page of its own with its stylesheet inside.

Every text is escaped; nothing that a record holds can become markup. There are no style attributes and no scripts, so the
fragment may stand in a page with a strict content security policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final

from silta.reports.layout import (
    LaidBlock,
    LaidCertificate,
    LaidChart,
    LaidDocument,
    LaidHeading,
    LaidItems,
    LaidParagraph,
    LaidSignature,
    LaidSignatures,
    LaidTable,
    LaidVerification,
    Lines,
)
from silta.reports.render.chart import bar_chart, key
from silta.reports.render.square_code import code_svg
from silta.reports.speaking import Line, Run

_LOOKS: Final = {"code": ("<code>", "</code>"), "note": ('<span class="quiet">', "</span>"), "": ("", "")}


def html_fragment(document: LaidDocument) -> str:
    """The document as one ``article`` element, to stand inside a page."""
    return "".join(_Writer(document).article())


def html_page(document: LaidDocument) -> bytes:
    """The document as a page of its own, UTF-8: to be saved, sent and printed without a node."""
    title = escape(" · ".join(line.text for line in document.title))
    page = (
        f'<!doctype html>\n<html lang="{document.languages[0]}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>\n{_stylesheet()}</style>\n</head>\n<body>\n<main>\n"
        f"{html_fragment(document)}\n</main>\n</body>\n</html>\n"
    )
    return page.encode()


@cache
def _stylesheet() -> str:
    return files(__package__).joinpath("document.css").read_text("utf-8")


def _runs(line: Line) -> str:
    return "".join(_run(run, line.language) for run in line.runs)


def _run(run: Run, around: str) -> str:
    text = escape(run.text).replace("\n", "<br>")
    if run.language and run.language != around:
        text = f'<span lang="{escape(run.language)}">{text}</span>'
    left, right = _LOOKS[run.look]
    return f"{left}{text}{right}"


def _party(code: str) -> str:
    return f'<i class="code {escape(code)}">{escape(code.upper())}</i>'


def _class(names: str) -> str:
    return f' class="{names.strip()}"' if names else ""


def _unbroken(lines: Lines) -> str:
    """A record's number keeps to one line; what has words in it may break."""
    number = len(lines) == 1 and len(lines[0].text) <= 12 and " " not in lines[0].text
    return " nb" if number else ""


class _Writer:
    """Writes one document; counts its tables and pictures, whose ids must differ."""

    def __init__(self, document: LaidDocument) -> None:
        self.document = document
        self.first = document.languages[0]
        self.bilingual = len(document.languages) > 1
        self.named = 0

    def article(self) -> Iterator[str]:
        draft = " draft" if self.document.draft else ""
        yield f'<article class="document report{draft}" lang="{self.first}">'
        yield from self._head()
        for together in self._together():
            yield from together
        yield "</article>"

    def _together(self) -> Iterator[Iterator[str]]:
        """Headings, paragraphs and lists share one grid, so that languages stay aligned; the rest stands between grids."""
        blocks = list(self.document.blocks)
        while blocks:
            grid: list[LaidBlock] = []
            while blocks and isinstance(blocks[0], LaidHeading | LaidParagraph | LaidItems):
                grid.append(blocks.pop(0))
            if grid:
                yield self._grid(grid)
            if blocks:
                yield self._apart(blocks.pop(0))

    def _lang(self, line: Line) -> str:
        return f' lang="{line.language}"' if line.language != self.first else ""

    def _stack(self, lines: Lines, tag: str = "span") -> str:
        """Lines under one another: the first as it is, the second in a quieter element of its own."""
        if not lines:
            return ""
        rest = "".join(f'<{tag} class="under quiet"{self._lang(o)}>{_runs(o)}</{tag}>' for o in lines[1:])
        return f"{_runs(lines[0])}{rest}"

    def _head(self) -> Iterator[str]:
        document = self.document
        yield '<header class="doc-head">'
        if document.draft:
            yield f'<p class="draft-word">{escape(document.draft_word)}</p>'
        yield '<div class="parties">'
        for code, name in document.parties:
            yield f"<p>{_party(code)} {self._stack(name)}</p>"
        yield f"</div><h1>{_runs(document.title[0])}</h1>"
        for line in document.title[1:]:
            yield f'<p class="plain"{self._lang(line)}>{_runs(line)}</p>'
        for line in document.subtitle:
            yield f'<p class="plain"{self._lang(line)}>{_runs(line)}</p>'
        yield '<ul class="facts">'
        for fact in (*document.facts, document.standing):
            yield f"<li>{self._stack(fact)}</li>"
        yield f'</ul><p class="marking"><span class="mark">{self._stack(document.marking)}</span></p></header>'

    def _grid(self, blocks: list[LaidBlock]) -> Iterator[str]:
        yield f'<div class="bi{"" if self.bilingual else " one"}">'
        for block in blocks:
            if isinstance(block, LaidHeading):
                yield from self._heading(block)
            elif isinstance(block, LaidParagraph):
                yield f'<span class="no num">{block.number}</span>'
                yield from (f'<p lang="{line.language}">{_runs(line)}</p>' for line in block.text)
            elif isinstance(block, LaidItems):
                yield from self._items(block)
        yield "</div>"

    def _heading(self, heading: LaidHeading) -> Iterator[str]:
        number = f"{heading.number}. " if heading.number else ""
        level = min(heading.level + 1, 6)
        for place, line in enumerate(heading.text):
            first = ' class="no-h"' if place == 0 else ""
            yield f'<h{level}{first} lang="{line.language}">{number}{_runs(line)}</h{level}>'

    def _items(self, items: LaidItems) -> Iterator[str]:
        for item in items.items:
            yield '<span class="no" aria-hidden="true">–</span>'
            yield from (f'<p class="item" lang="{line.language}">{_runs(line)}</p>' for line in item)

    def _apart(self, block: LaidBlock) -> Iterator[str]:
        match block:
            case LaidTable():
                return self._captioned(block)
            case LaidChart():
                return self._chart(block)
            case LaidCertificate():
                return self._certificate(block)
            case LaidSignatures():
                return self._signatures(block)
            case LaidVerification():
                return self._verification(block)
        return iter(())

    def _name(self) -> str:
        self.named += 1
        return f"doc-{self.named}"

    def _captioned(self, table: LaidTable) -> Iterator[str]:
        name = self._name()
        yield from self._table(table, name, f'<caption id="{name}">{self._stack(table.caption)}</caption>')

    def _table(self, table: LaidTable, name: str, caption: str) -> Iterator[str]:
        """A table in a region that scrolls sideways by itself; `name` is the id of what the region is called by."""
        ends = tuple(" r num" if column.align == "end" else "" for column in table.columns)
        yield f'<div class="scroll" role="region" tabindex="0" aria-labelledby="{name}">'
        yield f'<table class="doc-table">{caption}<thead><tr>'
        for column, end in zip(table.columns, ends, strict=True):
            yield f'<th scope="col"{_class(end)}>{self._stack(column.label)}</th>'
        yield "</tr></thead><tbody>"
        for row in (*table.rows, *((table.total,) if table.total else ())):
            yield '<tr class="total">' if row is table.total else "<tr>"
            yield f'<th scope="row"{_class(ends[0] + _unbroken(row[0]))}>{self._stack(row[0])}</th>'
            for cell, end in zip(row[1:], ends[1:], strict=True):
                yield f"<td{_class(end)}>{self._stack(cell)}</td>"
            yield "</tr>"
        yield "</tbody></table></div>"

    def _chart(self, chart: LaidChart) -> Iterator[str]:
        name = self._name()
        wide = " wide" if self.bilingual else ""
        yield f'<figure class="figure{wide}"><figcaption id="{name}">{self._stack(chart.caption)}</figcaption>'
        yield bar_chart(chart, f"{name}-c")
        yield from self._table(
            chart.table, name, f'<caption class="sr">{self._stack(chart.caption)}</caption>'
        )
        yield '<p class="legend">'
        for series, label in enumerate(chart.series):
            yield f"<span>{key(series)} {self._stack(label)}</span>"
        yield "</p></figure>"

    def _certificate(self, block: LaidCertificate) -> Iterator[str]:
        yield f'<section class="certificate"><h2>{self._stack(block.heading)}</h2><p>{self._stack(block.intro)}</p>'
        yield f'<p class="awarded">{escape(block.name)}</p>'
        yield from (f"<p>{self._stack(line)}</p>" for line in block.lines)
        yield f'<p class="to-sign">{self._stack(block.signature)}</p><p class="quiet">{self._stack(block.foot)}</p>'
        yield "</section>"

    def _signatures(self, block: LaidSignatures) -> Iterator[str]:
        yield '<div class="sign-block">'
        for signature in block.signatures:
            yield from self._signature(signature)
        yield "</div>"

    def _signature(self, signature: LaidSignature) -> Iterator[str]:
        yield f"<div><p>{_party(signature.party)} <b>{self._stack(signature.name)}</b></p>"
        yield f'<p class="section-note"><span class="state {signature.tone}">{self._stack(signature.state)}</span></p>'
        if signature.details:
            yield f'<p class="quiet">{self._stack(signature.details)}</p>'
        yield "</div>"

    def _verification(self, block: LaidVerification) -> Iterator[str]:
        yield '<div class="verify">'
        if block.code:
            yield code_svg(block.code, " · ".join(line.text for line in block.alt))
        yield '<dl class="kv">'
        for label, value in block.rows:
            yield f"<dt>{self._stack(label)}</dt><dd>{self._stack(value)}</dd>"
        yield "</dl></div>"
