"""A document for Word: to be edited and commented on, with real styles, numbered by Word itself, tables with repeated heads.

Two languages stand in a table without lines, paragraph beside paragraph. Each stretch of text carries its language, so that
spelling is checked and words are read aloud in it. Charts are pictures with an alternative text, above their tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from docx.oxml.ns import qn
from docx.shared import Mm

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
from silta.reports.render.breaks import SOFT_HYPHEN, in_word_column
from silta.reports.render.chart import bar_chart
from silta.reports.render.docx_parts import TEXT_WIDTH, element, new_document, packed, plain, tag_of, twips
from silta.reports.render.pdf import picture_png
from silta.reports.render.signs import printable, stretches
from silta.reports.render.square_code import code_png
from silta.reports.speaking import Line, Run

_LOOKS: Final = {"code": "SiltaCode", "note": "SiltaNote"}
_CODE: Final = 32
"""Millimetres of the square code."""
_LONG: Final = 1500
"""Signs of a cell from which on its row may break across pages."""


def docx_bytes(document: LaidDocument) -> bytes:
    """The document as a Word file. The same document gives the same bytes. Raises `PdfFailed` if a picture cannot be drawn."""
    return _Writer(document).written()


class _Writer:
    """Writes one document; elements are made directly, since python-docx takes quadratic time for the cells of a long table."""

    def __init__(self, laid: LaidDocument) -> None:
        self.laid = laid
        self.first = laid.languages[0]
        self.made = new_document(laid)
        self.body = self.made.element.body
        self.end = self.body.find(qn("w:sectPr"))

    def written(self) -> bytes:
        self._head()
        blocks: list[LaidBlock] = list(self.laid.blocks)
        while blocks:
            pairs: list[LaidBlock] = []
            while (
                len(self.laid.languages) > 1 and blocks and isinstance(blocks[0], LaidParagraph | LaidItems)
            ):
                pairs.append(blocks.pop(0))
            if pairs:
                self._add(self._beside(pairs))
            else:
                self._block(blocks.pop(0))
        return packed(self.made)

    def _add(self, *made: Any) -> None:
        for one in made:
            self.end.addprevious(one)

    def _head(self) -> None:
        for code, name in self.laid.parties:
            self._add(*self._stack(name, "SiltaFact", "SiltaFact", before=f"{code.upper()}  "))
        for place, line in enumerate((*self.laid.title, *self.laid.subtitle)):
            self._add(self._paragraph(line, "Subtitle" if place else "Title"))
        for fact in (*self.laid.facts, self.laid.standing):
            self._add(*self._stack(fact, "SiltaFact", "SiltaFact"))
        self._add(*self._stack(self.laid.marking, "SiltaMarking", "SiltaMarking"))

    def _block(self, block: LaidBlock) -> None:
        match block:
            case LaidHeading():
                self._heading(block)
            case LaidChart():
                self._chart(block)
            case LaidVerification():
                self._verification(block)
            case LaidTable():
                self._add(*self._caption(block.caption, "table"), self._table(block, block.caption), _gap())
            case LaidCertificate():
                self._add(*self._certificate(block))
            case LaidSignatures():
                self._add(self._signatures(block), _gap())
            case LaidParagraph() | LaidItems():
                self._add(*self._alone(block))

    def _alone(self, block: LaidParagraph | LaidItems) -> Iterator[Any]:
        """Text in the document's only language."""
        if isinstance(block, LaidParagraph):
            yield self._paragraph(block.text[0], "SiltaParagraph")
        else:
            yield from (self._paragraph(item[0], "SiltaItem") for item in block.items)

    def _heading(self, heading: LaidHeading) -> None:
        self._add(self._paragraph(heading.text[0], f"Heading{min(heading.level, 9)}"))
        self._add(*(self._paragraph(line, "SiltaHeadingBeside") for line in heading.text[1:]))

    def _beside(self, blocks: Iterable[LaidBlock]) -> Any:
        """Paragraphs and items of two languages, each pair in one row, so that they stay aligned whatever is edited."""
        half = TEXT_WIDTH / len(self.laid.languages)
        rows = [row for block in blocks for row in self._pairs(block)]
        cells = [[_cell(half, one) for one in row] for row in rows]
        return _grid([half] * len(self.laid.languages), [element("tr", *row) for row in cells])

    def _pairs(self, block: LaidBlock) -> Iterator[list[list[Any]]]:
        if isinstance(block, LaidParagraph):
            yield [
                [self._paragraph(line, "SiltaBeside" if n else "SiltaParagraph")]
                for n, line in enumerate(block.text)
            ]
        elif isinstance(block, LaidItems):
            for item in block.items:
                yield [[self._paragraph(line, "SiltaItem")] for line in item]

    def _chart(self, chart: LaidChart) -> None:
        self._add(*self._caption(chart.caption, "figure"))
        self._add(self._picture(picture_png(bar_chart(chart, "chart")), plain(chart.alt), TEXT_WIDTH * 0.92))
        labels = " · ".join(
            f"{'■' if place % 2 else '□'} {plain(label)}" for place, label in enumerate(chart.series)
        )
        self._add(self._paragraph(Line(self.first, (Run(labels),)), "SiltaCell"))
        self._add(self._table(chart.table, chart.caption), _gap())

    def _picture(self, png: bytes, alternative: str, width: float) -> Any:
        paragraph = self.made.add_paragraph()
        shape = paragraph.add_run().add_picture(BytesIO(png), width=Mm(width))
        shape._inline.docPr.set("descr", alternative)  # noqa: SLF001 - python-docx has no public way to the alternative text
        paragraph.paragraph_format.keep_with_next = True
        return paragraph._p  # noqa: SLF001 - as above

    def _caption(self, caption: Lines, sequence: str) -> Iterator[Any]:
        for place, line in enumerate(caption):
            yield self._paragraph(line, "Caption", sequence="" if place else sequence)

    def _table(self, table: LaidTable, caption: Lines) -> Any:
        shares = [column.share for column in table.columns]
        widths = [TEXT_WIDTH * share / sum(shares) for share in shares]
        ends = [column.align == "end" for column in table.columns]
        head = self._row([column.label for column in table.columns], widths, ends, style="SiltaHead")
        head.insert(0, element("trPr", element("cantSplit"), element("tblHeader")))
        rows = [head]
        for row in (*table.rows, *((table.total,) if table.total else ())):
            made = self._row(row, widths, ends, "SiltaHead" if row is table.total else "SiltaCell")
            if max(len(line.text) for cell in row for line in cell) < _LONG:
                made.insert(0, element("trPr", element("cantSplit")))
            rows.append(made)
        return _grid(widths, rows, style="SiltaTable", said=plain(caption), total=bool(table.total))

    def _row(
        self, cells: Sequence[Lines], widths: Sequence[float], ends: Sequence[bool], style: str = "SiltaCell"
    ) -> Any:
        beside = "SiltaCellBeside"
        return element(
            "tr",
            *(
                _cell(w, list(self._stack(in_word_column(c), style, beside, align="end" if e else "")))
                for c, w, e in zip(cells, widths, ends, strict=True)
            ),
        )

    def _certificate(self, block: LaidCertificate) -> Iterator[Any]:
        yield element("p", element("r", element("br", type="page")))
        yield from self._stack(block.heading, "Title", "Subtitle", align="center")
        yield from self._stack(block.intro, "SiltaFact", "SiltaCellBeside", align="center")
        yield self._paragraph(Line(self.first, (Run(block.name),)), "Title", align="center")
        for line in block.lines:
            yield from self._stack(line, "SiltaFact", "SiltaCellBeside", align="center")
        width = TEXT_WIDTH / 2
        cell = _cell(width, list(self._stack(block.signature, "SiltaCell", "SiltaCellBeside")), line="top")
        yield from (_gap(), _gap(), _grid([width], [element("tr", cell)]), _gap())
        yield from self._stack(block.foot, "SiltaFact", "SiltaFact")

    def _signatures(self, block: LaidSignatures) -> Any:
        width = TEXT_WIDTH / min(len(block.signatures), 2) if block.signatures else TEXT_WIDTH
        cells = [_cell(width, list(self._signature(one)), line="top") for one in block.signatures]
        rows = [
            element("tr", element("trPr", element("cantSplit")), *cells[n : n + 2])
            for n in range(0, len(cells), 2)
        ]
        return _grid([width] * min(len(cells), 2), rows)

    def _signature(self, signature: LaidSignature) -> Iterator[Any]:
        yield from self._stack(
            signature.name, "SiltaHead", "SiltaCellBeside", before=f"{signature.party.upper()}  "
        )
        yield from self._stack(signature.state, "SiltaCell", "SiltaCellBeside")
        yield from self._stack(signature.details, "SiltaCell", "SiltaCellBeside")

    def _verification(self, block: LaidVerification) -> None:
        code = self._picture(code_png(block.code), plain(block.alt), _CODE) if block.code else None
        widths: tuple[float, ...] = (36.0, TEXT_WIDTH - 36.0 - (0 if code is None else _CODE + 4))
        rows = [self._row(row, widths, (False, False)) for row in block.rows]
        if code is not None:  # beside the rows, in one cell that goes through all of them
            widths = (*widths, _CODE + 4)
            for place, row in enumerate(rows):
                merged = element("vMerge", val="restart") if not place else element("vMerge")
                cell = _cell(_CODE + 4, [_gap() if place else code])
                cell.find(qn("w:tcPr")).append(merged)
                row.append(cell)
        self._add(_grid(widths, rows, style="SiltaTable"), _gap())

    def _stack(
        self, lines: Lines, style: str, beside: str, *, before: str = "", align: str = ""
    ) -> Iterator[Any]:
        """Lines under one another; a cell needs a paragraph even where it says nothing."""
        for place, line in enumerate(lines or (Line(self.first, ()),)):
            shown = Line(line.language, (Run(before), *line.runs)) if before and not place else line
            yield self._paragraph(shown, beside if place else style, align=align)

    def _paragraph(self, line: Line, style: str, *, align: str = "", sequence: str = "") -> Any:
        layout = element("pPr", element("pStyle", val=style))
        if align:
            layout.append(element("jc", val=align))
        made = element("p", layout)
        for run in line.runs:
            stretch = [
                self._run(text, run, line.language, backwards)
                for text, backwards in stretches(printable(run.text))
            ]
            if sequence and run.number is not None:
                made.append(element("fldSimple", *stretch, instr=f"SEQ {sequence} \\* ARABIC"))
                sequence = ""
            else:
                made.extend(stretch)
        return made

    def _run(self, text: str, run: Run, around: str, backwards: bool) -> Any:
        looks = element("rPr")
        if run.look:
            looks.append(element("rStyle", val=_LOOKS[run.look]))
        if backwards:
            looks.append(element("rtl"))
        language = tag_of(run.language or around)
        looks.append(element("lang", bidi=language) if backwards else element("lang", val=language))
        made = element("r", looks)
        for place, part in enumerate(text.split("\n")):
            if place:
                made.append(element("br"))
            for piece, letters in enumerate(part.replace("\r", "").split(SOFT_HYPHEN)):
                if piece:
                    made.append(element("softHyphen"))
                words = element("t")
                words.text = letters
                words.set(qn("xml:space"), "preserve")
                made.append(words)
        return made


def _gap() -> Any:
    """A paragraph after a table: without it Word joins two tables, and a cell or a body may not end with one."""
    return element("p", element("pPr", element("pStyle", val="SiltaCell")))


def _cell(width: float, paragraphs: Sequence[Any], line: str = "") -> Any:
    layout = element("tcPr", element("tcW", w=twips(width), type="dxa"))
    if line:
        layout.append(element("tcBorders", element(line, val="single", sz="6", space="0", color="15201F")))
    return element("tc", layout, *paragraphs)


def _grid(
    widths: Sequence[float], rows: Iterable[Any], *, style: str = "", said: str = "", total: bool = False
) -> Any:
    """A table of fixed widths (millimetres); `said` is what a screen reader calls it."""
    layout = element("tblPr")
    if style:
        layout.append(element("tblStyle", val=style))
    layout.append(element("tblW", w=twips(sum(widths)), type="dxa"))
    layout.append(element("tblLayout", type="fixed"))
    layout.append(
        element(
            "tblLook", firstRow="1" if said else "0", lastRow="1" if total else "0", noHBand="1", noVBand="1"
        )
    )
    if said:
        layout.append(element("tblCaption", val=said[:250]))
    columns = element("tblGrid", *(element("gridCol", w=twips(width)) for width in widths))
    return element("tbl", layout, columns, *rows)
