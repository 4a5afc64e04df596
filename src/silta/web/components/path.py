"""The thread as a drawing: a row for each stage, a box for each record, lines from what was to what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from silta.web.components.thread import Step

MOST: Final = 6
"""Boxes in a row; the table beside tells the rest."""
_LABEL, _WIDE, _HIGH, _GAP, _ROW = 150, 190, 46, 14, 84
_LETTERS: Final = 26


@dataclass(frozen=True)
class Box:
    """One box, its geometry as strings. `words` is cut to the box, `title` is whole; `standing` is that of its step."""

    x: str
    y: str
    text_x: str
    number_y: str
    words_y: str
    number: str
    words: str
    title: str
    language: str
    url: str
    standing: str


@dataclass(frozen=True)
class Label:
    """The name of a stage at the left of its row: the code of a kind, or ``provision``."""

    stage: str
    y: str


@dataclass(frozen=True)
class Drawing:
    """What the template draws. `lines` are SVG paths."""

    width: str
    height: str
    box_width: str
    box_height: str
    labels: tuple[Label, ...]
    boxes: tuple[Box, ...]
    lines: tuple[str, ...]


def draw(steps: Sequence[Step], edges: Iterable[tuple[str, str]], urls: dict[str, str]) -> Drawing:
    """The drawing of a thread. `edges` name records and provisions, `urls` the pages that their boxes lead to."""
    boxes, labels, at = [], [], dict[str, tuple[int, int]]()
    widest = 1
    for row, step in enumerate(steps):
        top = row * _ROW + 8
        labels.append(Label(step.stage, str(top + _HIGH // 2 + 4)))
        for place, one in enumerate(step.places[:MOST]):
            left = _LABEL + place * (_WIDE + _GAP)
            boxes.append(_box(left, top, one.number, one.title, one.language, one.url, step.standing))
            at[one.url] = (left + _WIDE // 2, top)
        if not step.places:
            boxes.append(_box(_LABEL, top, "", "", "", step.make_url, step.standing))
        widest = max(widest, min(len(step.places), MOST))
    lines = [
        _line(at[urls[start]], at[urls[end]])
        for start, end in edges
        if urls.get(start) in at and urls.get(end) in at
    ]
    width = _LABEL + widest * (_WIDE + _GAP)
    return Drawing(
        str(width), str(len(steps) * _ROW), str(_WIDE), str(_HIGH), tuple(labels), tuple(boxes), tuple(lines)
    )


def _box(left: int, top: int, number: str, title: str, language: str, url: str, standing: str) -> Box:
    words = title if len(title) <= _LETTERS else title[: _LETTERS - 1] + "…"
    return Box(
        str(left),
        str(top),
        str(left + 10),
        str(top + 19),
        str(top + 35),
        number,
        words,
        title,
        language,
        url,
        standing,
    )


def _line(start: tuple[int, int], end: tuple[int, int]) -> str:
    """A curve from below one box to above another; towards an earlier row it runs from top to bottom."""
    (x1, y1), (x2, y2) = (start, end) if start[1] <= end[1] else (end, start)
    y1 += _HIGH
    middle = (y1 + y2) // 2
    return f"M{x1} {y1}C{x1} {middle} {x2} {middle} {x2} {y2}"
