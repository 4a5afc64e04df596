"""The lines that the pages of a PDF file print, with their sizes and places, as PDFium finds them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ctypes import c_double
from dataclasses import dataclass
from typing import Any, Final

import pypdfium2
from pypdfium2 import raw as pdfium

from silta.standards.formats.lines import squeezed
from silta.standards.formats.reading import FormatRefused, Report

MAX_PAGES: Final = 3_000
MAX_CHARACTERS: Final = 20_000_000
_RAISED: Final = re.compile(r"(?<=[^\W\d_])\d{1,2}(?!\w)|(?<=[.;,:)])\d{1,2}(?=\s|$)")


@dataclass(frozen=True)
class Printed:
    """A line as it is printed, in points: `size` of its letters, its right edge, and the height of its baseline.

    A word that a hyphen divides makes two printed lines one: `first` is the baseline on which it begins, `last` where it ends.
    """

    page: int
    text: str
    size: float
    right: float
    first: float
    last: float

    @property
    def where(self) -> str:
        return f"page {self.page}"


def printed_pages(raw: bytes, report: Report) -> list[list[Printed]]:
    """The lines of each page.

    Raises `FormatRefused`: `format.pdf-encrypted`, `format.malformed-pdf`, `format.pdf-too-long`.
    """
    try:
        book = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        encrypted = getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD
        raise FormatRefused("format.pdf-encrypted" if encrypted else "format.malformed-pdf") from None
    try:
        if len(book) > MAX_PAGES:
            raise FormatRefused("format.pdf-too-long", pages=len(book), limit=MAX_PAGES)
        return list(_bounded(book, report))
    except pypdfium2.PdfiumError:
        raise FormatRefused("format.malformed-pdf") from None
    finally:
        book.close()


def _bounded(book: Any, report: Report) -> Iterator[list[Printed]]:
    characters = 0
    for index in range(len(book)):
        if not report(index, len(book)):
            return
        page = book[index]
        lines = list(_printed(page.get_textpage(), index + 1))
        page.close()
        characters += sum(len(line.text) for line in lines)
        if characters > MAX_CHARACTERS:
            raise FormatRefused("format.pdf-too-long", pages=len(book), limit=MAX_PAGES)
        yield lines


def _printed(page: Any, number: int) -> Iterator[Printed]:
    """The lines of a page in the order of its content; characters are counted with the breaks between lines."""
    text, at = page.get_text_range(), 0
    for words in text.split("\r\n"):
        if words.strip():
            start, end = at + len(words) - len(words.lstrip()), at + len(words.rstrip()) - 1
            size = pdfium.FPDFText_GetFontSize(page.raw, start)
            clean = squeezed(_without_raised(page, words, at, size).replace("\0", " "))
            right = page.get_charbox(end)[2]
            # The last characters may be raised: the figures that call a footnote.
            last = min(_baseline(page, index) for index in range(max(start, end - 2), end + 1))
            yield Printed(number, clean, round(size, 1), right, _baseline(page, start), last)
        at += len(words) + 2


def _baseline(page: Any, index: int) -> float:
    across, up = c_double(), c_double()
    pdfium.FPDFText_GetCharOrigin(page.raw, index, across, up)
    return up.value


def _without_raised(page: Any, words: str, at: int, size: float) -> str:
    """`words` without the small raised figures that call a footnote."""

    def kept(found: re.Match[str]) -> str:
        small = pdfium.FPDFText_GetFontSize(page.raw, at + found.start()) < 0.85 * size
        raised = (
            page.get_charbox(at + found.start())[1] > page.get_charbox(at + max(found.start() - 1, 0))[1] + 1
        )
        return "" if small or raised else found.group()

    return _RAISED.sub(kept, words)
