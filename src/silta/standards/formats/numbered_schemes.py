"""Ways of numbering that occur, and the marks that they leave: which lines of a document begin a provision, at which level.

==============================  =====================================================  ==========================
worded                          ``Article 5``, ``5 §``, ``Vaatimus 5``                  treaties, acts
requirements with paragraphs    ``Requirement 7: Leadership``, ``4.3.`` below           IAEA safety requirements
numbers by the hundred          ``301.`` in chapter 3                                   Finnish YVL guides
decimal                         ``4.3.`` or ``4.3.2`` below chapters ``4``              guides, regulations
bare                            ``1.``, ``2.``, from 1 under each heading               decrees, contracts
headings                        headings without numbers                                reports
==============================  =====================================================  ==========================

A bare figure at the beginning of a line is a number only where it goes on from the one before it; a line that begins with a
year or a quantity stays among the words.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from silta.standards.formats.lines import Line
from silta.standards.formats.patterns import Pattern, pattern
from silta.standards.provisions import GROUP_LEVELS, UNIT_LEVELS, Level

UNIT_DEPTH: Final = 50
_GROUP_DEPTH: Final = 10
_PIECE_DEPTH: Final = {"paragraph": 60, "point": 70, "subpoint": 80}
_TITLE: Final = 160
_ENDS: Final = (".", ";", ":", ",")

_PARTS: Final = (
    "Part {I}",
    "Part {n}",
    "Часть {n}",
    "Раздел {n}",
    "Раздел {I}",
    "{n}-бөлім",
    "{I} osa",
    "Osa {I}",
)
_CHAPTERS: Final = (
    "Chapter {n}",
    "Chapter {I}",
    "Глава {n}",
    "Глава {I}",
    "{n}-тарау",
    "{n} luku",
    "Luku {n}",
    "{n} kap.",
)
_ARTICLES: Final = ("Article {n}", "Статья {n}", "{n}-бап", "Artikla {n}", "{n} artikla", "Artikel {n}")
_REQUIREMENTS: Final = ("Requirement {n}", "Требование {n}", "{n}-талап", "Vaatimus {n}")
_SECTIONS: Final = ("{n} §", "§ {n}", "Section {n}")
_GROUPS: Final = (
    *(pattern("part", form) for form in _PARTS),
    *(pattern("chapter", form) for form in _CHAPTERS),
)
_UNITS: Final = (
    *(pattern("article", form) for form in _ARTICLES),
    *(pattern("requirement", form) for form in _REQUIREMENTS),
    *(pattern("section", form) for form in _SECTIONS),
)
_DECIMAL: Final = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,5})(\.?)(?:\s+|$)(?=\D|$)")
_HUNDRED: Final = re.compile(r"(\d{3,4}[a-z]?)\.?\s+(?=\D)")


@dataclass(frozen=True)
class Mark:
    """Line `at` begins a provision: its level and depth (0 outermost, `UNIT_DEPTH` for units), number and words beside it.

    `is_heading` and `is_text` say what the words beside it are, where that is known. Groups whose depth is `ends` or more do
    not reach beyond it: all units stand at one depth, headings among them do not.
    """

    at: int
    level: Level
    depth: int
    number: str
    words: str
    is_heading: bool = False
    ends: int = UNIT_DEPTH
    is_text: bool = False

    @property
    def key(self) -> tuple[int, str]:
        return self.depth, self.number


def marks_by(lines: Sequence[Line], asked: Sequence[Pattern]) -> list[Mark]:
    """The marks of patterns that a person has shown: every line that fits one, the outermost pattern first."""
    depths = [_depth(one.level, place) for place, one in enumerate(asked)]
    found = []
    for at, line in enumerate(lines):
        for one, depth in zip(asked, depths, strict=True):
            fit = one.fit(line.text)
            if fit:
                found.append(Mark(at, one.level, depth, *fit, is_heading=line.outline > 0))
                break
    return _with_headings(lines, found)


def marks_of(lines: Sequence[Line]) -> list[Mark]:
    """The marks of the first scheme that the document keeps to; none if it keeps to none."""
    for scheme in (_worded, _by_hundred, _decimal, _bare):
        found = scheme(lines)
        if found:
            return _with_headings(lines, _with_groups(lines, found))
    return _headings(lines)


def contents_end(lines: Sequence[Line], marks: Sequence[Mark]) -> int:
    """The line at which the document begins after a table of contents: its first mark comes again after a run of bare marks."""
    if not marks:
        return 0
    again = next((mark.at for mark in marks[1:] if mark.key == marks[0].key), 0)
    run = [mark for mark in marks if mark.at < again]
    words = sum(1 for line in lines[marks[0].at : again] if line.text)
    return again if len(run) > 2 and len(run) >= 0.7 * words else 0


def is_title(words: str) -> bool:
    """Whether `words` read like a heading: short, beginning with a capital or figure, without a full stop."""
    return 0 < len(words) <= _TITLE and not words.endswith(_ENDS) and not words[0].islower()


def _depth(level: Level, place: int) -> int:
    if level in GROUP_LEVELS:
        return 0 if level == "part" else _GROUP_DEPTH + place
    return UNIT_DEPTH if level in UNIT_LEVELS else _PIECE_DEPTH[level] + place


def _worded(lines: Sequence[Line]) -> list[Mark]:
    """Articles, sections or requirements that are called so; the kind that comes most often, at least twice."""
    best: list[Mark] = []
    for one in _UNITS:
        found = [mark for mark in _fits(lines, one, UNIT_DEPTH) if not mark.words[:1].islower()]
        best = max(best, found, key=len)
    if len(best) < 2:
        return []
    taken = {mark.at for mark in best}
    if best[0].level == "requirement":
        rest = [mark for mark in _numeric(lines) if mark.at not in taken]
        best += [
            _as_piece(mark) if "." in mark.number else mark
            for mark in rest
            if "." in mark.number or is_title(mark.words)
        ]
    return sorted(best, key=lambda mark: mark.at)


def _with_groups(lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """`marks` with parts and chapters that are called so."""
    marked = {mark.at: mark for mark in marks}
    for one in _GROUPS:
        for mark in _fits(lines, one, _depth(one.level, 0)):
            if is_title(mark.words) or not mark.words:
                marked.setdefault(mark.at, mark)
    return [marked[at] for at in sorted(marked)]


def _fits(lines: Sequence[Line], one: Pattern, depth: int) -> Iterator[Mark]:
    for at, line in enumerate(lines):
        fit = one.fit(line.text)
        if fit:
            yield Mark(at, one.level, depth, *fit, is_heading=line.outline > 0)


def _as_piece(mark: Mark) -> Mark:
    return Mark(mark.at, "paragraph", _PIECE_DEPTH["paragraph"], mark.number, mark.words, mark.is_heading)


def _by_hundred(lines: Sequence[Line]) -> list[Mark]:
    """``301.`` and so on: each hundred is a chapter; chapters and their parts are numbered ``3`` and ``3.1``."""
    units: list[Mark] = []
    last = 0
    for at, line in enumerate(lines):
        found = _HUNDRED.match(line.text)
        number = int(found.group(1).rstrip("abcdefghijklmnopqrstuvwxyz")) if found else 0
        if (
            found
            and last <= number <= last + 150 + 100 * (not last) * 9
            and (number % 100 <= 3 or number - last <= 5)
        ):
            units.append(
                Mark(at, "requirement", UNIT_DEPTH, found.group(1), line.text[found.end() :], is_text=True)
            )
            last = number
    if len(units) < 3:
        return []
    taken = {mark.at for mark in units}
    chapters = [mark for mark in _numeric(lines) if mark.at not in taken and is_title(mark.words)]
    return sorted([*units, *chapters], key=lambda mark: mark.at)


def _decimal(lines: Sequence[Line]) -> list[Mark]:
    """``4.3`` below ``4``: the depth with the most numbers is that of the units."""
    marks = list(_numeric(lines))
    counted = Counter(mark.number.count(".") for mark in marks)
    if not marks or max(counted) == 0 or len(marks) < 3:
        return []
    unit = max(counted, key=lambda depth: (counted[depth], depth))
    return [_at_depth(mark, mark.number.count(".") - unit) for mark in marks]


def _at_depth(mark: Mark, below: int) -> Mark:
    if below < 0:
        return mark
    level: Level = "section" if not below else "paragraph" if below == 1 else "point"
    depth = UNIT_DEPTH if not below else _PIECE_DEPTH["paragraph"] + below
    return Mark(mark.at, level, depth, mark.number, mark.words, mark.is_heading)


def _bare(lines: Sequence[Line]) -> list[Mark]:
    """``1.``, ``2.`` …; under a heading they may begin anew."""
    found = []
    last = 0
    for at, line in enumerate(lines):
        number = _DECIMAL.match(line.text)
        if line.outline and not number:
            last = 0
        elif number and number.group(2) and "." not in number.group(1) and int(number.group(1)) == last + 1:
            last += 1
            words = line.text[number.end() :]
            found.append(Mark(at, "section", UNIT_DEPTH, number.group(1), words, line.outline > 0))
    headings = sum(1 for line in lines if line.outline and line.text)
    return found if len(found) > 1 and len(found) >= headings else []


def _numeric(lines: Sequence[Line]) -> Iterator[Mark]:
    """Lines that begin with a decimal number which goes on from the one before, as chapters at the depth of their number."""
    start = _numeric_start(lines)
    last: list[int] = []
    for at, line in enumerate(lines[start:], start):
        found = _DECIMAL.match(line.text)
        if found is None:
            continue
        label = [int(figure) for figure in found.group(1).split(".")]
        words = line.text[found.end() :]
        if _goes_on(last, label) and (len(label) > 1 or is_title(words) or line.outline):
            last = label
            yield Mark(at, "chapter", _GROUP_DEPTH + len(label), found.group(1), words, line.outline > 0)


def _numeric_start(lines: Sequence[Line]) -> int:
    """Where numbers begin after a table of contents: at the last line that repeats the first numbered title."""
    titles = [
        (at, line.text) for at, line in enumerate(lines) if _DECIMAL.match(line.text) and is_title(line.text)
    ]
    first = titles[0][1] if titles else ""
    shown = re.sub(r"[\s.]*\d*$", "", first).casefold()
    again = [at for at, text in titles if shown and text.casefold().startswith(shown)]
    between = [at for at, _ in titles if again and again[0] <= at < again[-1]]
    filled = sum(1 for line in lines[again[0] : again[-1]] if line.text) if again else 0
    return again[-1] if len(again) > 1 and len(between) >= 0.7 * filled else 0


def _goes_on(last: list[int], label: list[int]) -> bool:
    """Whether `label` can follow `last`: the next or nearly next number at some depth, and from 1 or 0 below it."""
    same = next(
        (i for i, (old, new) in enumerate(zip(last, label, strict=False)) if old != new),
        min(len(last), len(label)),
    )
    if same == len(label):
        return False
    step = label[same] - (last[same] if same < len(last) else 0)
    return (1 <= step <= 3 or (not last and label[same] <= 10)) and all(
        figure <= 1 for figure in label[same + 1 :]
    )


def _headings(lines: Sequence[Line]) -> list[Mark]:
    """Headings as the document marks them: one with words under it is a unit, one with headings under it a chapter."""
    places = [(at, line) for at, line in enumerate(lines) if line.outline and line.text]
    found = []
    for place, (at, line) in enumerate(places):
        below = place + 1 < len(places) and places[place + 1][1].outline > line.outline
        number = _DECIMAL.match(line.text)
        label, words = (number.group(1), line.text[number.end() :]) if number else ("", line.text)
        depth = _GROUP_DEPTH + line.outline
        if below:
            found.append(Mark(at, "chapter", depth, label, words, is_heading=True))
        else:
            found.append(Mark(at, "section", UNIT_DEPTH, label, words, is_heading=True, ends=depth))
    return found


def _with_headings(lines: Sequence[Line], marks: list[Mark]) -> list[Mark]:
    """`marks` with the document's other headings as chapters, as far as they stand above the units."""
    unit_outlines = [
        lines[mark.at].outline for mark in marks if mark.depth == UNIT_DEPTH and lines[mark.at].outline
    ]
    highest = min(unit_outlines, default=10)
    marked: dict[int, Mark] = {}
    for mark in marks:
        outline = lines[mark.at].outline
        moved = mark.level == "chapter" and outline
        marked[mark.at] = (
            Mark(mark.at, mark.level, _GROUP_DEPTH + outline, mark.number, mark.words, is_heading=True)
            if moved
            else mark
        )
    for at, line in enumerate(lines):
        if at not in marked and line.text and 0 < line.outline < highest:
            marked[at] = Mark(at, "chapter", _GROUP_DEPTH + line.outline, "", line.text, is_heading=True)
    return [marked[at] for at in sorted(marked)]
