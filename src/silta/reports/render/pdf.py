"""PDF of a document by Typst: tagged, with bookmarks, page numbers and the marking on every page.

Every document is made to PDF/UA-1, a signed one to PDF/A-2a as well.
The layout is the Typst file beside this module. Content goes to it as JSON in one input, and the layout puts each string on
the page as text, so nothing that a record holds is ever read as Typst markup. No clock and no fonts of the machine take part:
the same document gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any, Final

import typst

from silta.reports.layout import LaidChart, LaidDocument, LaidTable, LaidVerification, Lines
from silta.reports.render.breaks import in_column, in_line
from silta.reports.render.chart import bar_chart
from silta.reports.render.square_code import code_svg
from silta.reports.speaking import Run
from silta.words.errors import SiltaError

_DATED: Final[list[typst.PDFStandard]] = ["ua-1", "a-2a"]
_UNDATED: Final[list[typst.PDFStandard]] = ["ua-1"]
"""PDF/A demands a date, and a document has none before all have signed it: only what is signed is made for the archive."""
_BOLD: Final = 1.1
"""How much wider the letters of headings are."""
_PROBE: Final = (
    b'#set document(title: "sign", date: datetime(year: 2000, month: 1, day: 1))\n'
    b'#set text(font: "IBM Plex Sans", lang: "en")\n#json(bytes(sys.inputs.document))'
)
_EMPTY: Final = b'#set document(title: "-")\n-'
_LARGE: Final = 200_000
"""Signs of a document's data from which on it is worth the time to drop what Typst keeps of it."""
_KEPT: Final = 11
"""Compilations for which Typst keeps what it has laid out, and one more."""
_PICTURE: Final = b"""#set page(width: 480pt, height: auto, margin: 0pt)
#image(bytes(sys.inputs.document), format: "svg", width: 100%)"""


class PdfFailed(SiltaError):
    """Typst could not make the document."""


def pdf_bytes(document: LaidDocument) -> bytes:
    """The document as PDF. Its date is that of its last signature; a document without one carries no date.

    A sign that no font can draw, which these standards forbid, is written as its number: ``[U+1F600]``.
    Raises `PdfFailed` `report.pdf-failed` with Typst's own message.
    """
    data = json.dumps(document, default=_plain, ensure_ascii=False)
    try:
        return _written(data, _DATED if document.day else _UNDATED)
    finally:
        if len(data) > _LARGE:
            _forget()


def _forget() -> None:
    """Drop what Typst keeps of a document for its next ten compilations: some 60 MB for fifty pages, which nobody needs again."""
    for _ in range(_KEPT):
        _compiled(_EMPTY, "", _UNDATED)


def _written(data: str, standards: list[typst.PDFStandard]) -> bytes:
    try:
        return _compiled(_template(), data, standards)
    except typst.TypstError:
        odd = {sign: f"[U+{ord(sign):04X}]" for sign in _candidates(json.loads(data)) if not _drawable(sign)}
    try:
        return _compiled(_template(), json.dumps(_replaced(json.loads(data), str.maketrans(odd))), standards)
    except typst.TypstError as error:
        raise PdfFailed("report.pdf-failed", message=str(error)[:500]) from None


def _compiled(source: bytes, document: str, standards: list[typst.PDFStandard]) -> bytes:
    made = typst.Compiler(font_paths=_fonts()).compile(
        input=source,
        format="pdf",
        sys_inputs={"document": document},
        pdf_standards=standards,
        timestamp=0,  # the layout never asks for the day; this keeps the clock out
    )
    return made if isinstance(made, bytes) else b""


def picture_png(svg: str) -> bytes:
    """A picture for formats that hold no SVG, at 200 dots an inch. Raises `PdfFailed` `report.pdf-failed`."""
    compiler = typst.Compiler(font_paths=_fonts())
    try:
        made = compiler.compile(
            input=_PICTURE, format="png", ppi=200, sys_inputs={"document": svg}, timestamp=0
        )
    except typst.TypstError as error:
        raise PdfFailed("report.pdf-failed", message=str(error)[:500]) from None
    return made if isinstance(made, bytes) else b""


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _strings(item)


def _candidates(data: Any) -> list[str]:
    """The signs, other than plain ASCII, that a document holds; in order, so that the first ones are looked at first."""
    signs = dict.fromkeys(sign for text in _strings(data) for sign in text)
    return [sign for sign in signs if not (sign.isascii() and sign.isprintable()) and sign != "\n"]


@lru_cache(maxsize=4096)
def _drawable(sign: str) -> bool:
    """Whether the fonts have `sign` and the standards allow it, found out by trying."""
    try:
        _compiled(_PROBE, json.dumps(f"a{sign}a"), _DATED)
    except typst.TypstError:
        return False
    return True


def _replaced(value: Any, table: dict[int, str]) -> Any:
    if isinstance(value, str):
        return value.translate(table)
    if isinstance(value, list):
        return [_replaced(item, table) for item in value]
    return {key: _replaced(item, table) for key, item in value.items()} if isinstance(value, dict) else value


def _plain(part: Any) -> dict[str, Any]:
    """A part of a document as JSON: its fields, and under ``is`` the name by which the layout draws it."""
    fields = dict(vars(part))
    fields["is"] = type(part).__name__.removeprefix("Laid").lower()
    if isinstance(part, LaidChart):
        fields["picture"] = bar_chart(part, "chart")
    elif isinstance(part, LaidVerification) and part.code:
        fields["picture"] = code_svg(part.code, "")
    elif isinstance(part, LaidTable):
        shares = [column.share for column in part.columns]
        fields["rows"] = [_row(row, shares) for row in part.rows]
        fields["columns"] = [
            replace(one, label=in_column(one.label, round(one.share / _BOLD))) for one in part.columns
        ]
    elif isinstance(part, Run):
        fields["text"] = in_line(part)
    return fields


def _row(row: tuple[Lines, ...], shares: list[int]) -> list[Lines]:
    return [in_column(cell, share) for cell, share in zip(row, shares, strict=True)]


@cache
def _template() -> bytes:
    return files(__package__).joinpath("document.typ").read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """IBM Plex Sans from its package, and what Typst brings along for code and for signs that Plex does not have."""
    with as_file(files("fontpkg_ibm_plex_sans").joinpath("files")) as folder:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])
