"""Folding: the form in which texts are searched, so that a reader finds a word however it was typed.

``"Ядерная безопасность"`` → ``"ядерная безопасность"``, ``"Säteilyturva"`` → ``"sateilyturva"``, ``"ёлка й"`` → ``"елка и"``.
Letters of their own, such as the Kazakh ә, ғ and ө, stay what they are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

# The blocks of combining marks that ride on Latin, Greek and Cyrillic letters. Marks of other scripts are part of their words.
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)

_BARE: Final = {"й": "и", "ё": "е", "å": "a", "ä": "a", "ö": "o"}


def fold(text: str) -> str:
    """`text` without case, accents and repeated spaces. Folding twice gives the same as folding once."""
    return " ".join(_plain(text).split())


def fold_lines(texts: Iterable[str]) -> str:
    """Folded texts, one after another, to look for `tokens` in. White space stays as it is: no token has any."""
    return _plain("\n".join(texts))


def _plain(text: str) -> str:
    if _everyday().fullmatch(text):
        return _bare(text.lower())
    return _any_plain(text)


def _any_plain(text: str) -> str:
    # Decomposed before folding case too: a bold capital A (U+1D400) is a capital only once it is decomposed.
    lowered = unicodedata.normalize("NFKD", text).casefold()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", lowered))
    return bare if bare.isascii() else unicodedata.normalize("NFKD", bare.casefold())


@cache
def _everyday() -> re.Pattern[str]:
    """Texts of letters and signs that need nothing but `_bare`, as nearly all texts are: several times faster."""
    usual = map(chr, (*range(0x180), *range(0x400, 0x530), *range(0x2010, 0x2030)))
    return re.compile(f"[{re.escape(''.join(c for c in usual if _any_plain(c) == _bare(c.lower())))}]*")


def _bare(lowered: str) -> str:
    for letter, plain in _BARE.items():
        lowered = lowered.replace(letter, plain)
    return lowered


def tokens(text: str) -> tuple[str, ...]:
    """The words of a search as `fold` writes them, each once, in the order typed."""
    return tuple(dict.fromkeys(fold(text).split()))
