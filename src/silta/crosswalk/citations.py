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
_REACH: Final = 80
_SENTENCE_END: Final = re.compile(r"[.;]\s")
_IDENTIFIER: Final = re.compile(r"(?=\D*\d)\S+")
_TITLE: Final = re.compile(r".*«([^»]+)».*", re.DOTALL)
_CORE: Final = re.compile(r"\d+(?:-\d+)?(?:\s?[a-zåäö](?!\w))?")


@dataclass(frozen=True)
class Citation:
    """A provision's number that a text cites (``"7-1"``, ``"7e"``), and where the number stands in the text."""

    number: str
    start: int
    end: int


class CitedAct:
    """The names of an act in the language of the texts that may cite it.

    A name of one word with digits is an identifier and matched to the letter; of a name that holds a title in guillemets the
    title counts; other names are matched by their stems.
    """

    def __init__(self, names: Sequence[str], language: str) -> None:
        self.language = language
        self._identifiers = tuple(name for name in names if _IDENTIFIER.fullmatch(name))
        titles = [_TITLE.sub(r"\1", name) for name in names if name not in self._identifiers]
        named = [tuple(word.stem for word in words(title, language)) for title in titles]
        self._names = tuple(stems for stems in named if stems)

    def citations(self, text: str) -> list[Citation]:
        """The provisions of the act that `text` cites, in order."""
        before, after = list(_numbers(text, _NAME_LAST)), list(_numbers(text, _NAME_FIRST))
        mentions = list(self._mentions(text)) if before or after else []
        found = [one for one in after if any(_near(text, end, one.start) for _, end in mentions)]
        found += [one for one in before if any(_near(text, one.end, start) for start, _ in mentions)]
        return sorted(found, key=lambda one: one.start)

    def _mentions(self, text: str) -> Iterator[tuple[int, int]]:
        for identifier in self._identifiers:
            yield from (found.span() for found in re.finditer(re.escape(identifier), text))
        found_words = list(words(text, self.language))
        stems = [word.stem for word in found_words]
        for name in self._names:
            for position in range(len(stems) - len(name) + 1):
                if tuple(stems[position : position + len(name)]) == name:
                    yield found_words[position].start, found_words[position + len(name) - 1].end


def number_core(number: str) -> str:
    """The heart of a provision's number, as citations give it: ``"Статья 7-1"`` to ``7-1``, ``"7 e §"`` to ``7e``; or empty."""
    found = _CORE.search(number.lower())
    return found.group().replace(" ", "") if found else ""


def _near(text: str, end: int, start: int) -> bool:
    """Whether `start` follows `end` closely and in the same sentence."""
    return 0 <= start - end <= _REACH and _SENTENCE_END.search(text, end, start) is None


def _numbers(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[Citation]:
    for pattern in patterns:
        for found in pattern.finditer(text):
            yield Citation(number_core(found["number"]), *found.span())
