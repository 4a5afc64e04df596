"""Automatic numbers of Word paragraphs: Word stores how to count, not what it shows (ISO/IEC 29500-1, §17.9).

A paragraph names a list (`w:numId`) and a level in it, itself or by its style. A list takes its levels from an abstract one; all
lists of one abstract list go on counting together, unless a list says that a level starts anew.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACE: Final = re.compile(r"%([1-9])")
_LEVELS: Final = 9
_MOST: Final = 99_999
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_RUSSIAN: Final = "абвгдежзиклмнопрстуфхцчшщэюя"
"""Word's Russian letters: й, ё, ъ, ы and ь number nothing."""
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True)
class _Level:
    """How a level counts: the kind of its figures, where it starts, and its pattern (``%1.%2``)."""

    kind: str = "decimal"
    start: int = 1
    pattern: str = ""
    all_decimal: bool = False
    restarts_after: int | None = None
    starts_anew: bool = False


class Numbers:
    """Counts through a document: `label` is to be asked once for each numbered paragraph, in order."""

    def __init__(self, numbering: etree._Element | None) -> None:
        self._abstract: dict[str, tuple[_Level, ...]] = {}
        self._lists: dict[str, tuple[str, tuple[_Level, ...]]] = {}
        self._of_style: dict[str, int] = {}
        self._counts: dict[str, list[int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read(numbering)

    def level_of_style(self, style: str) -> int | None:
        """The level to which a list binds a paragraph style."""
        return self._of_style.get(style)

    def label(self, list_id: str, level: int) -> str:
        """The number that Word shows before a paragraph; empty for bullets and lists that are not there."""
        if list_id not in self._lists or not 0 <= level < _LEVELS:
            return ""
        abstract, levels = self._lists[list_id]
        counts = self._counts.setdefault(abstract, [0] * _LEVELS)
        for above in range(level):
            counts[above] = counts[above] or levels[above].start
        self._count(list_id, level, counts, levels)
        if levels[level].kind in ("bullet", "none"):
            return ""
        return _PLACE.sub(
            lambda found: _shown(int(found.group(1)) - 1, levels, counts, level), levels[level].pattern
        )

    def _count(self, list_id: str, level: int, counts: list[int], levels: tuple[_Level, ...]) -> None:
        anew = levels[level].starts_anew and (list_id, level) not in self._begun
        self._begun.add((list_id, level))
        counts[level] = levels[level].start if anew or not counts[level] else min(counts[level] + 1, _MOST)
        for below in range(level + 1, _LEVELS):
            after = levels[below].restarts_after
            if after is None or (after and level < after):
                counts[below] = 0

    def _read(self, numbering: etree._Element) -> None:
        links: dict[str, str] = {}
        styles: dict[str, str] = {}
        for abstract in numbering.iterfind(f"{W}abstractNum"):
            name = abstract.get(f"{W}abstractNumId", "")
            self._abstract[name] = self._levels(abstract)
            link, style = abstract.find(f"{W}numStyleLink"), abstract.find(f"{W}styleLink")
            if link is not None:
                links[name] = link.get(f"{W}val", "")
            if style is not None:
                styles[style.get(f"{W}val", "")] = name
        for one in numbering.iterfind(f"{W}num"):
            of = _value(one, "abstractNumId")
            of = styles.get(links.get(of, ""), of)
            levels = list(self._abstract.get(of, (_Level(),) * _LEVELS))
            for override in one.iterfind(f"{W}lvlOverride"):
                _override(levels, override)
            self._lists[one.get(f"{W}numId", "")] = of, tuple(levels)

    def _levels(self, abstract: etree._Element) -> tuple[_Level, ...]:
        levels = [_Level()] * _LEVELS
        for element in abstract.iterfind(f"{W}lvl"):
            place = _number(element.get(f"{W}ilvl", ""), 0)
            if place < _LEVELS:
                levels[place] = _level(element)
                style = _value(element, "pStyle")
                if style:
                    self._of_style[style] = place
        return tuple(levels)


def _level(element: etree._Element) -> _Level:
    restart = _value(element, "lvlRestart")
    return _Level(
        kind=_value(element, "numFmt") or "decimal",
        start=_number(_value(element, "start"), 1),
        pattern=_value(element, "lvlText")[:80],
        all_decimal=element.find(f"{W}isLgl") is not None,
        restarts_after=_number(restart, 0) if restart else None,
    )


def _override(levels: list[_Level], override: etree._Element) -> None:
    place = _number(override.get(f"{W}ilvl", ""), 0)
    if place >= _LEVELS:
        return
    own = override.find(f"{W}lvl")
    if own is not None:
        levels[place] = _level(own)
    start = _value(override, "startOverride")
    if start:
        levels[place] = replace(levels[place], start=_number(start, 1), starts_anew=True)


def _shown(place: int, levels: tuple[_Level, ...], counts: list[int], level: int) -> str:
    kind = "decimal" if levels[level].all_decimal else levels[place].kind
    return figure(counts[place], kind)


def figure(count: int, kind: str) -> str:
    """`count` as a figure of Word's `kind`; kinds that are not known here count in decimals."""
    if kind in ("lowerLetter", "upperLetter", "russianLower", "russianUpper"):
        letters = _LATIN if "Letter" in kind else _RUSSIAN
        repeat, place = divmod(max(count, 1) - 1, len(letters))
        shown = letters[place] * min(repeat + 1, 40)
    elif kind in ("lowerRoman", "upperRoman"):
        shown = _roman(min(count, 3_999))
    elif kind == "decimalZero":
        shown = f"{count:02}"
    elif kind in ("none", "bullet"):
        shown = ""
    else:
        shown = str(count)
    return shown.upper() if kind.startswith("upper") or kind == "russianUpper" else shown


def _roman(count: int) -> str:
    shown = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        shown += sign * times
    return shown


def _value(element: etree._Element, name: str) -> str:
    found = element.find(f"{W}{name}")
    return found.get(f"{W}val", "") if found is not None else ""


def _number(words: str, default: int) -> int:
    return min(int(words), _MOST) if words.isascii() and words.isdecimal() and len(words) < 9 else default
