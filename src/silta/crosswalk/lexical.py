"""Likeness of wording: character n-grams, weighted by rarity, across alphabets.

Cyrillic is written in Latin letters first, so that "реактор", "reaktori" and "reactor" share n-grams; that and numbers are
what wording tells across languages. Within one language it is as good a single signal as words are.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BUCKETS: Final = 4_096
"""Columns that n-grams of whole units are hashed into, a power of two. A fixed width keeps memory known; collisions cost nothing
measurable.
"""

_SIZES: Final = (3, 4, 5)
_LEAST_RARITY: Final = 0.1
_LATIN_LETTERS: Final = (
    *(
        "a",
        "b",
        "v",
        "g",
        "d",
        "e",
        "zh",
        "z",
        "i",
        "k",
        "l",
        "m",
        "n",
        "o",
        "p",
        "r",
        "s",
        "t",
        "u",
        "f",
        "h",
        "ts",
    ),
    *("ch", "sh", "sh", "", "y", "", "e", "ju", "ja", "a", "g", "k", "n", "o", "u", "u", "h", "i"),
)
_LATIN: Final = str.maketrans(
    dict(zip("абвгдежзиклмнопрстуфхцчшщъыьэюяәғқңөұүһі", _LATIN_LETTERS, strict=True))
    | dict.fromkeys(map(chr, range(0x300, 0x370)), "")
)
"""Cyrillic letters to Latin ones, and accents to nothing."""
_SPACE: Final = ord(" ")
_MULTIPLIER: Final = np.uint64(1_099_511_628_211)
_AT_ONCE: Final = 256
"""Texts whose n-grams are counted at a time: few enough for their counts to stay in the processor's cache."""


class _Folding:
    """Texts without case, accents, punctuation and alphabet, as codes of characters: whole arrays at a time.

    What becomes of a character is looked up once for each character that occurs.
    """

    def __init__(self) -> None:
        self._known = np.full(sys.maxunicode + 1, -1, np.int32)
        self._spelled: list[NDArray[np.uint32]] = []

    def __call__(self, texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
        """The folded texts laid end to end, one space around each word; and which text each character is of."""
        codes = _codes("".join(f" {text} " for text in texts))
        for code in sorted(set(codes[self._known[codes] < 0].tolist())):
            self._known[code] = len(self._spelled)
            self._spelled.append(_codes(_spell(chr(code))))
        sizes = np.array([len(one) for one in self._spelled], np.intp)
        letters = np.concatenate(self._spelled) if self._spelled else codes
        places = self._known[codes]
        count = sizes[places]
        within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
        folded = letters[np.repeat((np.cumsum(sizes) - sizes)[places], count) + within]
        rows = np.repeat(np.repeat(np.arange(len(texts)), [len(text) + 2 for text in texts]), count)
        blank = folded == _SPACE
        keep = ~blank
        keep[1:] |= blank[1:] & (~blank[:-1] | (rows[1:] != rows[:-1]))
        keep[:1] = True
        return folded[keep], rows[keep]


def _codes(text: str) -> NDArray[np.uint32]:
    return np.frombuffer(text.encode("utf-32-le"), "<u4").astype(np.uint32)


def _spell(character: str) -> str:
    plain = unicodedata.normalize("NFKD", character.casefold()).translate(_LATIN)
    return "".join(one if one.isalnum() else " " for one in plain)


def ngram_vectors(
    sources: Sequence[str], targets: Sequence[str], buckets: int = BUCKETS
) -> tuple[Floats, Floats]:
    """Weighted n-grams of both sides, rows of length 1 (0 for a text without letters): float32 (texts, `buckets`) each.

    An n-gram's weight falls with the number of texts of both sides that have it. The product of two rows is their cosine.
    """
    texts = [*sources, *targets]
    weights, used = np.empty((len(texts), buckets), np.float32), np.zeros(buckets, np.intp)
    for start, counts in _counted(texts, buckets):
        used += np.count_nonzero(counts, axis=0)
        # A logarithm for each count that occurs, not for each of millions of cells.
        weights[start : start + len(counts)] = np.log1p(np.arange(counts.max() + 1, dtype=np.float32))[counts]
    rarity = (np.log((1 + len(texts)) / (1 + used)) + _LEAST_RARITY).astype(np.float32)
    for start in range(0, len(weights), _AT_ONCE):
        some = weights[start : start + _AT_ONCE]
        some *= rarity
        some /= np.maximum(np.sqrt(np.einsum("tb,tb->t", some, some)), 1e-9)[:, None]
    return weights[: len(sources)], weights[len(sources) :]


def count_ngrams(texts: Sequence[str], buckets: int = BUCKETS) -> Floats:
    """How often each bucket of n-grams occurs in each text: float32 (texts, `buckets`)."""
    blocks = [counts.astype(np.float32) for _, counts in _counted(texts, buckets)]
    return np.concatenate([np.zeros((0, buckets), np.float32), *blocks])


def _counted(texts: Sequence[str], buckets: int) -> Iterator[tuple[int, NDArray[np.intp]]]:
    """The counts of some texts at a time, and the place of the first of them."""
    folding = _Folding()
    for start in range(0, len(texts), _AT_ONCE):
        some = texts[start : start + _AT_ONCE]
        codes, rows = folding(some)
        cells = [_cells(codes.astype(np.uint64), rows, size, buckets) for size in _SIZES]
        counts = np.bincount(np.concatenate(cells), minlength=len(some) * buckets)
        yield start, counts.reshape(len(some), buckets)


def _cells(codes: NDArray[np.uint64], rows: NDArray[np.intp], size: int, buckets: int) -> NDArray[np.intp]:
    """Row × `buckets` + bucket of every n-gram of `size` characters that lies within one text."""
    windows = max(len(codes) - size + 1, 0)
    hashes = np.full(windows, size, np.uint64)
    for offset in range(size):
        hashes ^= codes[offset : offset + windows]
        hashes *= _MULTIPLIER
    cells = rows[:windows] * buckets + ((hashes >> np.uint64(40)) & np.uint64(buckets - 1)).astype(np.intp)
    return np.asarray(cells[rows[:windows] == rows[size - 1 :][:windows]], np.intp)
