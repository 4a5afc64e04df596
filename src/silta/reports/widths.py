"""How wide the columns of a table are, from what stands in them, so that no column is narrow while another one is empty.

Lengths are in signs of a Latin letter's width, as a page of A4 holds them in the type of tables. A column is never narrower than
its longest word nor, while others need room, wider than its longest line. Between the two the width follows the cube root of
the sum of squares of its lengths, which makes the sum of (length/width)², and with it the height of the table, least. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import ceil
from typing import Final

from silta.reports.speaking import Line

PAGE: Final = 108
"""Signs that a line of a table on A4 holds between the margins."""
_WIDE: Final = 1.16
"""How much wider than a Latin letter a Cyrillic one is in IBM Plex Sans."""
_BOLD: Final = 1.1
_ROOM: Final = 1.1
"""Room for words of wide letters and digits, and for fonts that take the place of a missing one."""
_GAP: Final = 2.2
"""Signs that the space between two columns takes."""
_WHOLE: Final = (16.0, 13.0, 11.0, 9.0)
"""Words up to one of these lengths keep to one line: the first is taken that makes the table no higher than `_WORTH` times the
least height; longer words are hyphenated."""
_WORTH: Final = 1.2
_ROWS: Final = 400
"""Rows that are looked at; the rest of a long table is alike."""
_WORDS: Final = re.compile(r"[^ \n\u200b\u00ad]+")

Cells = Sequence[Sequence[Line]]


@dataclass(frozen=True)
class _Need:
    """What a column asks for: the widths of its longest word and line, and the lengths of the lines of each cell."""

    word: float
    line: float
    cells: tuple[tuple[float, ...], ...]

    @property
    def weight(self) -> float:
        return max(sum(sum(lengths) ** 2 for lengths in self.cells), 1.0)


def column_shares(heads: Cells, rows: Sequence[Cells]) -> tuple[int, ...]:
    """The width of each column in signs; their sum is about `PAGE`, whatever stands in them."""
    seen = tuple(islice(rows, _ROWS))
    needs = [_need(head, [row[place] for row in seen]) for place, head in enumerate(heads)]
    room = max(PAGE - _GAP * len(needs), PAGE / 2)
    tried = [_filled(needs, room, whole) for whole in _WHOLE]
    heights = [_height(needs, widths) for widths in tried]
    best = next(place for place, height in enumerate(heights) if height <= _WORTH * min(heights))
    return tuple(max(round(width + _GAP), 1) for width in tried[best])


def _need(head: Sequence[Line], cells: Cells) -> _Need:
    lengths = tuple(tuple(_length(part) for line in cell for part in line.text.split("\n")) for cell in cells)
    header = tuple(_BOLD * _length(line.text) for line in head)
    words = [_length(word) for cell in cells for line in cell for word in _WORDS.findall(line.text)]
    words += [_BOLD * _length(word) for line in head for word in _WORDS.findall(line.text)]
    told = (header, *lengths)
    return _Need(
        _ROOM * max([1.0, *words]), _ROOM * max([1.0, *(one for cell in told for one in cell)]), told
    )


def _height(needs: Sequence[_Need], widths: Sequence[float]) -> float:
    """The lines that the rows take with columns of these widths."""
    columns = [
        [sum(ceil(length / width) for length in cell) for cell in need.cells]
        for need, width in zip(needs, widths, strict=True)
    ]
    return float(sum(map(max, zip(*columns, strict=True))))


def _length(text: str) -> float:
    """The width of `text`; a letter from Cyrillic on counts as wide."""
    return sum(_WIDE if sign >= "\u0370" else 1.0 for sign in text)


def _filled(needs: Sequence[_Need], room: float, whole: float) -> list[float]:
    """Widths as the weights ask, no less than the longest word up to `whole` and no more than the longest line."""
    least, most = sum(min(need.word, whole) for need in needs), sum(need.line for need in needs)
    if least >= room:
        return [min(need.word, whole) * room / least for need in needs]
    if most <= room:
        return [need.line * room / most for need in needs]
    low, high = 0.0, room
    for _ in range(40):
        factor = (low + high) / 2
        low, high = (factor, high) if sum(_widths(needs, factor, whole)) < room else (low, factor)
    return _widths(needs, high, whole)


def _widths(needs: Sequence[_Need], factor: float, whole: float) -> list[float]:
    return [
        max(min(factor * weight, need.line), min(need.word, whole))
        for need, weight in ((need, need.weight ** (1 / 3)) for need in needs)
    ]
