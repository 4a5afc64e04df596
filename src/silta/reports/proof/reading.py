"""What checks read texts by: figures, and sentences near enough for asking what is said together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from silta.words.figures import figures_in

figures = lru_cache(maxsize=2000)(figures_in)
"""`figures_in`, once for each text: several checks ask for the same ones."""

_CAPITAL: Final = "[A-ZÄÖÅА-ЯЁӘҒҚҢӨҰҮҺІ]"
_ENDS: Final = re.compile(rf"(?<=[^\W_][^\W_)»”][.!?…])\s+(?=[«“”\"(]?(?:{_CAPITAL}|20\d\d\b))|\n+")
"""Not after one letter and a point, which is an initial or an abbreviation."""


class Sentence(NamedTuple):
    """The words of one sentence, and where it begins in the text."""

    text: str
    start: int


def sentences(text: str) -> Iterator[Sentence]:
    """The sentences of `text` in order; empty ones are left out."""
    start = 0
    for end in _ENDS.finditer(text):
        if text[start : end.start()].strip():
            yield Sentence(text[start : end.start()], start)
        start = end.end()
    if text[start:].strip():
        yield Sentence(text[start:], start)
