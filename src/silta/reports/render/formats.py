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
    """A file format: its code, which is also the file's extension, its media type, and what makes its bytes."""

    code: str
    media_type: str
    render: Callable[[LaidDocument], bytes]


def _pdf(document: LaidDocument) -> bytes:
    from silta.reports.render.pdf import pdf_bytes  # noqa: PLC0415 - Typst takes memory that most processes never need

    return pdf_bytes(document)


_ALL = (
    Format("pdf", "application/pdf", _pdf),
    Format("html", "text/html; charset=utf-8", html_page),
)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({known.code: known for known in _ALL})
