"""Likeness of wording: character n-grams, weighted by rarity, across alphabets.

Cyrillic is written in Latin letters first, so that "реактор", "reaktori" and "reactor" share n-grams; that and numbers are
what wording tells across languages. Within one language it is as good a single signal as words are.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

BUCKETS: Final = 4_096
"""Columns that n-grams of whole units are hashed into. A fixed width keeps memory known; collisions cost nothing measurable."""

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
    dict(
        zip(
            "абвгдежзиклмнопрстуфхцчшщъыьэюяәғқңөұүһі",
            _LATIN_LETTERS,
            strict=True,
        )
    )
)
_MARKS: Final = re.compile("[\u0300-\u036f]")
_BETWEEN: Final = re.compile(r"[\W_]+")
_MULTIPLIER: Final = np.uint64(1_099_511_628_211)
_SEPARATOR: Final = "\n"


def fold(text: str) -> str:
    """`text` without case, accents, punctuation and alphabet, a space around words: ``"Реактор (5)"`` to ``" reaktor 5 "``."""
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return f" {_BETWEEN.sub(' ', plain.translate(_LATIN)).strip()} "


def ngram_vectors(
    sources: Sequence[str], targets: Sequence[str], buckets: int = BUCKETS
) -> tuple[Floats, Floats]:
    """Weighted n-grams of both sides, rows of length 1 (0 for a text without letters): float32 (texts, `buckets`) each.

    An n-gram's weight falls with the number of texts of both sides that have it. The product of two rows is their cosine.
    """
    weights = count_ngrams([*sources, *targets], buckets)
    rarity = np.log((1 + len(weights)) / (1 + np.count_nonzero(weights, axis=0))) + _LEAST_RARITY
    np.log1p(weights, out=weights)
    weights *= rarity.astype(np.float32)
    weights /= np.maximum(np.linalg.norm(weights, axis=1, keepdims=True), 1e-9)
    return weights[: len(sources)], weights[len(sources) :]


def count_ngrams(texts: Sequence[str], buckets: int = BUCKETS) -> Floats:
    """How often each bucket of n-grams occurs in each text: float32 (texts, `buckets`)."""
    folded = [fold(text) for text in texts]
    joined = "".join(f"{text}{_SEPARATOR}" for text in folded)
    codes = np.frombuffer(joined.encode("utf-32-le"), "<u4").astype(np.uint64)
    rows = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in folded])
    cells = [_cells(codes, rows, size, buckets) for size in _SIZES]
    counts = np.bincount(np.concatenate(cells), minlength=len(texts) * buckets)
    return counts.astype(np.float32).reshape(len(texts), buckets)


def _cells(codes: NDArray[np.uint64], rows: NDArray[np.intp], size: int, buckets: int) -> NDArray[np.intp]:
    """Row × `buckets` + bucket of every n-gram of `size` characters that lies within one text."""
    windows = len(codes) - size + 1
    if windows < 1:
        return np.empty(0, np.intp)
    hashes = np.full(windows, size, np.uint64)
    for offset in range(size):
        hashes = (hashes ^ codes[offset : offset + windows]) * _MULTIPLIER
    # A text ends with its separator: a window of one text starts and ends in the same row, and not on the separator.
    inside = (rows[:windows] == rows[size - 1 :]) & (codes[size - 1 :] != ord(_SEPARATOR))
    bucket = ((hashes[inside] >> np.uint64(40)) % np.uint64(buckets)).astype(np.intp)
    return np.asarray(rows[:windows][inside] * buckets + bucket, np.intp)
