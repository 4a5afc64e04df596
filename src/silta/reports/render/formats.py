"""The one table of file formats. A new format is one renderer beside this file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from silta.reports.layout import LaidDocument
from silta.reports.render.html import html_page


@dataclass(frozen=True)
class Format:
    """A file format: its code, which is also the file's extension, its media type, and what makes its bytes.

    `label` is a name, alike in all languages. `tables`: it holds tables alone, and is offered for reports that have them.
    """

    code: str
    label: str
    media_type: str
    render: Callable[[LaidDocument], bytes]
    tables: bool = False


def _pdf(document: LaidDocument) -> bytes:
    from silta.reports.render.pdf import pdf_bytes  # noqa: PLC0415 - Typst takes memory that most processes never need

    return pdf_bytes(document)


def _docx(document: LaidDocument) -> bytes:
    from silta.reports.render.docx import docx_bytes  # noqa: PLC0415 - as Typst, which draws its pictures

    return docx_bytes(document)


def _xlsx(document: LaidDocument) -> bytes:
    from silta.reports.render.xlsx import xlsx_bytes  # noqa: PLC0415 - few processes ever write a workbook

    return xlsx_bytes(document)


_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_ALL = (
    Format("pdf", "PDF", "application/pdf", _pdf),
    Format("docx", "Word", f"{_OFFICE}.wordprocessingml.document", _docx),
    Format("xlsx", "Excel", f"{_OFFICE}.spreadsheetml.sheet", _xlsx, tables=True),
    Format("html", "HTML", "text/html; charset=utf-8", html_page),
)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({known.code: known for known in _ALL})
