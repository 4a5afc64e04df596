"""Places in a file in words: pure packages say ``line 12, section`` or ``row 4, column B``, readers in their language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

PLACES: Final = {
    "line": "line {n}",
    "row": "row {n}",
    "column": "column {n}",
    "paragraph": "paragraph {n}",
    "page": "page {n}",
    "revision": "revision {n}",
}
"""Kind of place → its words; `n` is a number, or the letter of a column."""
_PLACE: Final = re.compile(rf"({'|'.join(PLACES)}) (\w{{1,12}})")


def place(where: str, translate: Callable[[str], str]) -> str:
    """`where` with each place that has words in the reader's language; names of elements, fields and cells stay as they are."""
    return ", ".join(_part(part, translate) for part in where.split(", "))


def _part(part: str, translate: Callable[[str], str]) -> str:
    found = _PLACE.fullmatch(part)
    return translate(PLACES[found[1]]).format(n=found[2]) if found else part
