"""Citations of one law's provisions in the text of another: "ydinenergialain 16 §", "статья 7 Закона …", "Article 8".

A citation is an act's name close to a provision's number. The names by which the act goes are given by the caller: its short
title in the language that cites, its identifier ("990/1987"). Finnish, Swedish and Kazakh put the name before the number
("ydinenergialain 16 §"), Russian and English after it ("статья 7 Закона …", "Article 8 of the Act").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from silta.crosswalk.stems import words

_SECTION: Final = re.compile(
    r"(?P<number>\d{1,3}(?:\s?[a-zåäö](?!\w))?)(?:\s?(?:,|–|-|ja|tai|sekä|och|eller)\s?\d{1,3}(?:\s?[a-zåäö](?!\w))?)*\s?§"
)
_ARTICLE: Final = re.compile(
    r"\b(?:стат(?:ь[яиею]|ь?[её]й|ьями?|ьях)|ст\.|articles?|sections?|requirements?)\s+(?P<number>\d{1,3}(?:-\d{1,3}|[a-z])?)",
    re.IGNORECASE,
)
_BAP: Final = re.compile(r"(?P<number>\d{1,3}(?:-\d{1,3})?)-бап")
_NAME_FIRST: Final = (_SECTION, _BAP)
_NAME_LAST: Final = (_ARTICLE,)
_REACH: Final = 90
_CORE: Final = re.compile(r"\d+(?:-\d+)?(?:\s?[a-zåäö](?!\w))?")


@dataclass(frozen=True)
class Citation:
    """A provision's number that a text cites (``"7-1"``, ``"7e"``), and where the number stands in the text."""

    number: str
    start: int
    end: int


class CitedAct:
    """The names of an act in the language of the texts that may cite it; matched by stems, identifiers to the letter."""

    def __init__(self, names: Sequence[str], language: str) -> None:
        self.language = language
        self._identifiers = tuple(name for name in names if any(c.isdigit() for c in name))
        named = [
            tuple(word.stem for word in words(name, language))
            for name in names
            if name not in self._identifiers
        ]
        self._names = tuple(stems for stems in named if stems)

    def citations(self, text: str) -> list[Citation]:
        """The provisions of the act that `text` cites, in order."""
        places = list(self._mentions(text)) if self._names or self._identifiers else []
        if not places:
            return []
        found = [
            one for one in _numbers(text, _NAME_FIRST) if any(0 <= one.start - p <= _REACH for p in places)
        ]
        found += [
            one for one in _numbers(text, _NAME_LAST) if any(0 <= p - one.end <= _REACH for p in places)
        ]
        return sorted(found, key=lambda one: one.start)

    def _mentions(self, text: str) -> Iterator[int]:
        for identifier in self._identifiers:
            yield from (found.start() for found in re.finditer(re.escape(identifier), text))
        found_words = list(words(text, self.language))
        stems = [word.stem for word in found_words]
        for name in self._names:
            for position in range(len(stems) - len(name) + 1):
                if tuple(stems[position : position + len(name)]) == name:
                    yield found_words[position].start


def number_core(number: str) -> str:
    """The heart of a provision's number, as citations give it: ``"Статья 7-1"`` to ``7-1``, ``"7 e §"`` to ``7e``; or empty."""
    found = _CORE.search(number.lower())
    return found.group().replace(" ", "") if found else ""


def _numbers(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Citation]:
    for pattern in patterns:
        for found in pattern.finditer(text):
            yield Citation(number_core(found["number"]), *found.span())
