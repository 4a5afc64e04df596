"""Two wordings of one text as one sequence of kept, removed and inserted words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

_TOKEN: Final = re.compile(r"\w+|\s+|[^\w\s]")
MAX_TOKENS: Final = 6_000
"""Beyond this, comparing word by word would keep the reader waiting; the two wordings are then shown one after the other."""


def word_operations(before: str, after: str) -> list[tuple[str, str]]:
    """``("=", words)``, ``("-", words)`` and ``("+", words)`` in reading order.

    Joining all but ``+`` gives `before`, joining all but ``-`` gives `after`. A removal stands before what replaces it.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > MAX_TOKENS:
        whole = [("-", before), ("+", after)] if before != after else [("=", before)]
        return [operation for operation in whole if operation[1]]
    return _joined(_operations(old, new))


def _operations(old: list[str], new: list[str]) -> Iterator[tuple[str, str]]:
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield "=", "".join(old[i1:i2])
            continue
        yield "-", "".join(old[i1:i2])
        yield "+", "".join(new[j1:j2])


def _joined(operations: Iterator[tuple[str, str]]) -> list[tuple[str, str]]:
    """Changes that only white space and signs part become one, so that a reworded phrase reads as a phrase."""
    joined: list[tuple[str, str]] = []
    removed = inserted = between = ""
    for sign, words in operations:
        if sign == "=" and (removed or inserted) and not between and not any(map(str.isalnum, words)):
            between = words
        elif sign == "=":
            joined += [*_change(removed, inserted), ("=", between + words)]
            removed = inserted = between = ""
        elif words:
            removed, inserted, between = removed + between, inserted + between, ""
            removed += words if sign == "-" else ""
            inserted += words if sign == "+" else ""
    joined += _change(removed, inserted)
    return [*joined, ("=", between)] if between else joined


def _change(removed: str, inserted: str) -> list[tuple[str, str]]:
    return [(sign, words) for sign, words in (("-", removed), ("+", inserted)) if words]
