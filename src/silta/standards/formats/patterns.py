"""How provisions are numbered, shown by example: ``Artikla {n} §`` is literal words around the places of figures.

=====  ==================================================================
{n}    a number, with what amendments add to it: ``12``, ``7-1``, ``12 a``
{a}    one letter: ``a``, ``ә``
{i}    a Roman number in small letters: ``iv``
{I}    a Roman number in capitals: ``IV``
=====  ==================================================================

A pattern fits the beginning of a line. It becomes a regular expression of escaped literals and parts of bounded length without
nesting, so that fitting takes time linear in the length of the pattern, whatever a person writes or a line holds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from silta.standards.formats.lines import squeezed
from silta.standards.formats.reading import FormatRefused, excerpt
from silta.standards.provisions import GROUP_LEVELS, LEVELS, POINT_LEVELS, UNIT_LEVELS, Level

MAX_PATTERN: Final = 60
MAX_PATTERNS: Final = 8
_MAX_PLACES: Final = 5

_SUFFIX: Final = r"(?: ?[^\W\d_](?![^\W_]))?"
_PLACES: Final = {
    "n": r"\d{1,5}(?:-\d{1,3}){0,2}",
    "a": r"[^\W\d_]",
    "i": r"[ivxlc]{1,8}",
    "I": r"[IVXLCІХС]{1,8}",
}
_PLACE: Final = re.compile(r"\{([naiI])\}")
_BRACES: Final = re.compile(r"[{}]")
_WORD_END: Final = re.compile(r"[^\W_]$")
_AFTER_PLACE: Final = r"(?![^\W_-])(?!-[^\W_])(?!\.\d)"
_SEPARATORS: Final = " .:–—-\t"
_FIGURES: Final = re.compile(
    r"\d{1,5}(?:-\d{1,3}){0,2}(?: [^\W\d_](?= ?§)|[^\W\d_](?![^\W_]))?|(?<![^\W_])[IVXLCІХС]{1,8}(?![^\W_])"
    r"|(?<![^\W_])[ivxlc]{2,8}(?=[.)])|(?<![^\W_])[^\W\d_](?=[.)])"
)

_USUAL: Final[dict[int, tuple[Level, ...]]] = {
    1: ("article",),
    2: ("chapter", "article"),
    3: ("chapter", "article", "point"),
    4: ("part", "chapter", "article", "point"),
}

_LEADING: Final = (
    # codes: V-1, R27, A.5.1, ID.AM-1, YVL A.1
    re.compile(
        r"(?:[^\W\d_]{2,20} )?[^\W\d_]{1,8}(?:[.-][^\W\d_]{1,8}){0,3}[.-]?"
        r"\d{1,5}(?:[.-]\d{1,3}){0,4}(?![^\W_])[.):]{0,2}"
    ),
    # figures, Roman numbers and letters, with words around them
    re.compile(
        r"[(§]? ?(?:[^\W\d_]{2,20} ){0,2}\(?"
        r"(?:\d{1,5}(?:[.-]\d{1,3}){0,4}(?: ?[a-z](?= ?§))?|[IVXLC]{1,7}(?![^\W_])"
        r"|[^\W\d_](?=[.)])|[ivx]{1,6}(?=[.)]))"
        r"(?:-(?:бап|тарау|бөлім|тармақ))?[.):]{0,2}(?: ?§)?(?: (?:luku|osa|artikla|kap\.|artikel)(?![^\W_]))?"
    ),
    # a word and a capital letter: Jakso A
    re.compile(r"[^\W\d_]{2,20} [A-ZА-ЯӘҒҚҢӨҰҮҺІ](?![^\W_])[.:]?"),
)
"""What a number at the beginning of a line may look like, the likeliest reading first."""
_LAST_LETTER: Final = re.compile(r"(?<= )[^\W\d_](?=[.:]?$)")

READY: Final[tuple[str, ...]] = (
    "Article {n}",
    "Section {n}",
    "Chapter {n}",
    "Part {I}",
    "Requirement {n}:",
    "{n} §",
    "{n} luku",
    "Статья {n}.",
    "Глава {n}.",
    "Раздел {n}.",
    "{n}-бап.",
    "{n}-тарау.",
    "{n}.",
    "{n}.{n}.",
    "{n}.{n}.{n}.",
    "({n})",
    "{n})",
    "({a})",
    "{a})",
    "({i})",
)
"""Patterns to choose from."""


@dataclass(frozen=True)
class Pattern:
    """A level and how its numbers are written."""

    level: Level
    form: str
    _fits: re.Pattern[str] = field(repr=False, compare=False, hash=False)

    def fit(self, line: str) -> tuple[str, str] | None:
        """The number with which `line` begins, as it is written, and the words after it; None if it has none."""
        found = self._fits.match(line[:400])
        if found is None:
            return None
        number = found.group().rstrip(" .:")
        return number or found.group(), line[found.end() :].lstrip(_SEPARATORS)


def pattern(level: Level, form: str) -> Pattern:
    """The pattern of `form`. Raises `FormatRefused` `numbering.malformed`."""
    form = squeezed(form)
    places = _PLACE.findall(form)
    bare = _PLACE.sub("", form)
    if not places or len(places) > _MAX_PLACES or len(form) > MAX_PATTERN or _BRACES.search(bare):
        raise FormatRefused("numbering.malformed", pattern=excerpt(form))
    return Pattern(level, form, re.compile(_expression(form)))


def patterns(asked: tuple[str, ...]) -> tuple[Pattern, ...]:
    """The patterns that a person lists, the outermost first, each with its level in front (``chapter=Luku {n}``) or all without.

    Without levels one pattern numbers articles, two number chapters and articles, three also points, four also parts.

    Raises `FormatRefused`: `numbering.malformed`, `numbering.too-many`, `numbering.levels-needed` (more than four of them),
    `numbering.no-unit` (nothing to work with: no article, section or requirement), `numbering.order`.
    """
    if not asked:
        return ()
    if len(asked) > MAX_PATTERNS:
        raise FormatRefused("numbering.too-many", count=len(asked), limit=MAX_PATTERNS)
    named = [found for one in asked if (found := _with_level(one))]
    usual = zip(_USUAL.get(len(asked), ()), asked, strict=False)
    made = tuple(pattern(level, form) for level, form in (named if len(named) == len(asked) else usual))
    if not made:
        raise FormatRefused("numbering.levels-needed", count=len(asked))
    ranks = [rank_of(one.level) for one in made]
    if not any(one.level in UNIT_LEVELS for one in made):
        raise FormatRefused("numbering.no-unit")
    if ranks != sorted(ranks):
        raise FormatRefused("numbering.order")
    return made


def rank_of(level: Level) -> int:
    """How deep a level stands: parts 0, chapters 1, units 2, paragraphs, points and sub-points below."""
    if level in GROUP_LEVELS:
        return 0 if level == "part" else 1
    return {"paragraph": 3, "point": 4, "subpoint": 5}.get(level, 2) if level in POINT_LEVELS else 2


def form_of(example: str) -> str:
    """The form of a number that a person marked at the beginning of a line: ``Artikla 12 §`` gives ``Artikla {n} §``.

    Empty if there is no figure in `example`. Braces are no figures and cannot be marked.
    """
    words = squeezed(_BRACES.sub("", example))[:MAX_PATTERN]
    if _FIGURES.search(words):
        return _FIGURES.sub(_place_of, words, count=_MAX_PLACES)
    return _LAST_LETTER.sub("{a}", words) if _LAST_LETTER.search(words) else ""


def leading_number(line: str) -> str:
    """What looks like a number at the beginning of `line`, with the words and marks around it; empty if nothing does."""
    marked = (found.group().strip() for form in _LEADING if (found := form.match(line[:200])))
    return next((number for number in marked if form_of(number)), "")


def _place_of(found: re.Match[str]) -> str:
    shown = found.group()
    if shown[0].isdigit():
        return "{n}"
    if shown.isupper() and set(shown) <= set("IVXLCІХС") and shown not in ("L", "C", "С"):  # hardly 50 or 100
        return "{I}"
    return "{i}" if len(shown) > 1 or shown in "ivx" else "{a}"


def _expression(form: str) -> str:
    pieces = _PLACE.split(form)
    made = ""
    for index, piece in enumerate(pieces):
        if index % 2 == 0:
            made += _literal(piece)
        else:
            follows = pieces[index + 1]
            made += _PLACES[piece] + (_suffix(follows) if piece == "n" else "")
    if not pieces[-1]:
        return made + _AFTER_PLACE
    return made + (r"(?![^\W_])" if _WORD_END.search(form) else r"(?!\d)" if form.endswith(".") else "")


def _suffix(follows: str) -> str:
    """A letter may stand after a number; with a space before it only where more of the number is to come (``7 e §``)."""
    return _SUFFIX if follows.strip() and follows[0] == " " else r"(?:[^\W\d_](?![^\W_]))?"


def _literal(words: str) -> str:
    return "".join(" ?" if sign == " " else f"(?i:{re.escape(sign)})" for sign in words)


def _with_level(asked: str) -> tuple[Level, str] | None:
    name, _, form = asked.partition("=")
    level = next((one for one in LEVELS if one == name.strip().lower()), None)
    return (level, form) if level and form else None
