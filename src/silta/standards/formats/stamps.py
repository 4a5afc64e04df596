"""The stamp of a national security class in a file of any format that people attach, as far as its words can be read.

A look at the door, not a guarantee: a scanned page, an encrypted file or an unknown format shows no words. What goes wrong while
looking is no reason to refuse a file.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from silta.standards.formats.decoding import head
from silta.standards.formats.magic import kind_of
from silta.standards.formats.reading import FormatRefused
from silta.standards.formats.zip_input import members
from silta.words.markings import stamp_in

_PAGES: Final = 30
"""Pages of a PDF that are looked at: a stamp stands on each, and on the first at the latest."""
_TEXT: Final = 4 * 1024 * 1024
_ENDS: Final = re.compile(rb"</(?:\w+:)?(?:p|h|tc|si|is)>|<(?:\w+:)?(?:br|tab|cr)\b[^>]*>")
"""Where a paragraph, a heading, a cell or a string of Office Open XML and OpenDocument ends. Inside it, runs may part a word."""
_TAGS: Final = re.compile(rb"<[^>]*>")


def stamp_on(raw: bytes) -> str:
    """The first stamp in the file, in the letters in which it stands there; empty if there is none or nothing can be read."""
    return next((found[0] for words in _words(raw) if (found := stamp_in(words))), "")


def _words(raw: bytes) -> Iterator[str]:
    match kind_of(raw):
        case "pdf":
            yield from _of_pdf(raw)
        case "ole2":
            # Word 97 and Excel 97 keep most text in two bytes a character, from an even or an odd byte on.
            yield from (raw[start:].decode("utf-16-le", "ignore") for start in (0, 1))
        case "docx" | "xlsx" | "zip":
            yield from _of_container(raw)
        case "" | "rtf":
            yield head(raw, _TEXT)


def _of_container(raw: bytes) -> Iterator[str]:
    try:
        held = members(raw)
    except FormatRefused:
        return
    for name, part in held.items():
        if name.endswith(".xml"):
            yield html.unescape(_TAGS.sub(b"", _ENDS.sub(b"\n", part)).decode("utf-8", "replace"))


def _of_pdf(raw: bytes) -> Iterator[str]:
    import pypdfium2  # noqa: PLC0415 - the library of PDF files is loaded for PDF files only

    try:
        book = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError:
        return
    try:
        for number in range(min(len(book), _PAGES)):
            yield book[number].get_textpage().get_text_range()
    except pypdfium2.PdfiumError:
        return
    finally:
        book.close()
