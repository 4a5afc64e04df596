"""Horizontal bars as SVG, for pages and for PDF alike. The same numbers always stand in a table beside the picture.

Colours are presentation attributes, which a page's stylesheet may override by class, so that a strict CSP is content.
Widths of labels are estimated: there is no measuring of glyphs here, and a label that is too long breaks into lines.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Final

from silta.reports.layout import LaidBar, LaidChart, Lines

_WIDTH: Final = 640
_LABELS: Final = 250
_PLOT: Final = _WIDTH - _LABELS - 20
_LINE: Final = 15
_BAR: Final = 11
_GAP: Final = 9
_LATIN, _OTHER = 6.5, 7.4
"""Pixels that a sign of 12 px IBM Plex Sans takes on average: Latin, and Cyrillic, which is wider."""
_INK: Final = {"v1": 'fill="#0b5163"', "v2": 'fill="#ffffff" stroke="#0b5163" stroke-width="1.5"'}


@dataclass(frozen=True)
class _Row:
    """One category with its place in the picture: the lines of its label, and where they begin."""

    bar: LaidBar
    label: tuple[str, ...]
    top: int
    height: int


def bar_chart(chart: LaidChart, name: str) -> str:
    """The picture of `chart` as an SVG element with a title and a description; `name` makes its ids unique in a page."""
    rows = tuple(_rows(chart.bars))
    bottom = rows[-1].top + rows[-1].height if rows else _GAP
    longest = max((value for bar in chart.bars for value in bar.values), default=0)
    step = _step(longest)
    steps = max(-(-longest // step), 2)
    root = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {_WIDTH} {bottom + 24}" role="img" '
        f'aria-labelledby="{name}-t {name}-d" font-family="IBM Plex Sans, Noto Sans, sans-serif" font-size="12">'
    )
    parts = [
        root,
        f'<title id="{name}-t">{_plain(chart.caption)}</title><desc id="{name}-d">{_plain(chart.alt)}</desc>',
        *_axis(step, steps, bottom),
        *(part for row in rows for part in _bars(row, step * steps)),
        "</svg>",
    ]
    return "".join(parts)


def key(series: int) -> str:
    """The mark of a series in the legend, as an SVG element."""
    ink = _INK[_class(series)]
    return (
        '<svg class="chart-key" width="22" height="10" viewBox="0 0 22 10" aria-hidden="true">'
        f'<rect class="k{_class(series)[1]}" x="1" y="1" width="20" height="8" {ink}/></svg>'
    )


def _class(series: int) -> str:
    """The first series (what was planned) is an outline, the second one is filled."""
    return "v1" if series % 2 else "v2"


def _plain(lines: Lines) -> str:
    return escape(" · ".join(line.text for line in lines))


def _step(highest: int) -> int:
    """The distance of grid lines: the smallest of 1, 2, 5, 10, 20, … of which five reach the longest bar."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if factor * size * 5 >= highest:
                return factor * size
        size *= 10


def _rows(bars: tuple[LaidBar, ...]) -> Iterator[_Row]:
    top = 8
    for bar in bars:
        label = tuple(part for line in bar.label for part in _wrapped(line.text))
        height = max(len(label) * _LINE, len(bar.values) * (_BAR + 2))
        yield _Row(bar, label, top, height + _GAP)
        top += height + _GAP


def _wrapped(text: str) -> list[str]:
    wide = sum(1 for sign in text if ord(sign) >= 0x250)
    average = (_OTHER * wide + _LATIN * (len(text) - wide)) / max(len(text), 1)
    return textwrap.wrap(text, max(int(_LABELS / average) - 2, 8)) or [""]


def _axis(step: int, steps: int, bottom: int) -> Iterator[str]:
    for place in range(steps + 1):
        x = _LABELS + place * _PLOT // steps
        yield f'<line class="ax" x1="{x}" x2="{x}" y1="2" y2="{bottom}" stroke="#b9c4c1"/>'
        yield f'<text x="{x}" y="{bottom + 17}" text-anchor="middle" fill="#475553">{place * step}</text>'


def _bars(row: _Row, highest: int) -> Iterator[str]:
    for place, text in enumerate(row.label):
        y = row.top + 11 + place * _LINE
        yield f'<text class="lbl" x="0" y="{y}" fill="#15201f">{escape(text)}</text>'
    for series, value in enumerate(row.bar.values):
        name, y = _class(series), row.top + series * (_BAR + 2)
        width = value * _PLOT // highest
        yield f'<rect class="{name}" x="{_LABELS}" y="{y}" width="{width}" height="{_BAR}" {_INK[name]}/>'
