"""Opening a document, whatever its container: by its first bytes a Word file, a PDF, a page in HTML or plain text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from silta.standards.formats.decoding import decode, head
from silta.standards.formats.docx_lines import docx_document
from silta.standards.formats.html_lines import html_document
from silta.standards.formats.lines import Document, plain_document
from silta.standards.formats.magic import kind_of
from silta.standards.formats.pdf_lines import pdf_document
from silta.standards.formats.reading import FormatRefused, Notebook, Report, unwatched

EXTENSIONS: Final = ("txt", "html", "htm", "docx", "pdf")
_HTML: Final = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article|div|p|h[1-6])\b",
    re.IGNORECASE | re.DOTALL,
)
_MARKUP: Final = ("<", "{", "[")
_PAGES, _LINES = 30, 3_000
"""What is enough for a glance, of a PDF file and of all others: a long one takes seconds."""


def document_of(raw: bytes, notebook: Notebook, report: Report = unwatched) -> Document:
    """The lines of the document in `raw`; `report` hears of its lines, or of the pages of a PDF file.

    Raises `FormatRefused` with what the containers raise: see `docx_document`, `pdf_document`, `html_document`, `decode`.
    """
    kind = kind_of(raw)
    if kind == "docx":
        return docx_document(raw, notebook, report)
    if kind == "pdf":
        return pdf_document(raw, notebook, report)
    text = decode(raw, notebook)
    document = html_document(text) if is_html(raw) else plain_document(text)
    total = len(document.lines)
    enough = next((line for line in range(0, total, _LINES) if not report(line, total)), total)
    return replace(document, lines=document.lines[:enough])


def beginning_of(raw: bytes) -> Report:
    """The report of a reading that is content with the beginning of a long document."""
    enough = _PAGES if kind_of(raw) == "pdf" else _LINES
    return lambda done, _total: done < enough


def is_html(raw: bytes) -> bool:
    """Whether the bytes begin as a page in HTML does."""
    return _HTML.match(head(raw).lstrip("\ufeff")) is not None


def glance(raw: bytes) -> Document | None:
    """The beginning of the document in `raw` for sniffing; None where it is none, is damaged or is data in another notation."""
    kind = kind_of(raw)
    if kind not in ("", "docx", "pdf"):
        return None
    if not kind and not is_html(raw):
        start = head(raw)
        return None if start.lstrip("\ufeff \t\r\n")[:1] in _MARKUP else plain_document(start)
    try:
        return document_of(raw, Notebook(), beginning_of(raw))
    except FormatRefused:
        return None
