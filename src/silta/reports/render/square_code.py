"""The square code (QR) of a document, for pages and files alike. ISO/IEC 18004, error correction M."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby
from typing import Final

import segno

_QUIET: Final = 4
"""Modules of white around the code, as the standard asks for."""


def code_svg(text: str, alternative: str) -> str:
    """The code as an SVG element without styles, so that it may stand in a page."""
    code = segno.make(text, error="m", micro=False)
    size = len(code.matrix) + 2 * _QUIET
    bars = (bar for y, row in enumerate(code.matrix) for bar in _bars(row, y))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="square-code" viewBox="0 0 {size} {size}" role="img" '
        f'aria-label="{escape(alternative)}"><rect width="{size}" height="{size}" fill="#ffffff"/>'
        f'<path d="{"".join(bars)}" fill="#15201f"/></svg>'
    )


def _bars(row: Sequence[int], y: int) -> Iterator[str]:
    """The dark stretches of a row, as parts of a path."""
    x = _QUIET
    for dark, same in groupby(row):
        width = len(list(same))
        if dark:
            yield f"M{x} {y + _QUIET}h{width}v1h-{width}z"
        x += width


def code_png(text: str) -> bytes:
    """The code as PNG, four pixels a module."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="png", scale=4, border=_QUIET)
    return out.getvalue()
