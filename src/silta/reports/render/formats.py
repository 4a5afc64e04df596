"""The one table of file formats. A new format is one renderer beside this file and one line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from silta.reports.content import Content
from silta.reports.layout import LaidDocument, LayoutRefused, lay_out
from silta.reports.render.html import html_page
from silta.reports.render.pdf import pdf_bytes
from silta.reports.speaking import Translate


@dataclass(frozen=True)
class Format:
    """A file format: its code, which is also the file's extension, its media type, and what makes its bytes."""

    code: str
    media_type: str
    render: Callable[[LaidDocument], bytes]


FORMATS: Final[Mapping[str, Format]] = MappingProxyType(
    {
        "html": Format("html", "text/html; charset=utf-8", html_page),
        "pdf": Format("pdf", "application/pdf", pdf_bytes),
    }
)


def make(content: Content, code: str, languages: Sequence[str], translate: Translate) -> bytes:
    """The file: `content` in one language or in two side by side, in the format `code`.

    Raises `LayoutRefused` (`report.unknown-format`, and those of `lay_out`) and `PdfFailed` (`report.pdf-failed`).
    """
    if code not in FORMATS:
        raise LayoutRefused("report.unknown-format", format=code)
    return FORMATS[code].render(lay_out(content, languages, translate))
