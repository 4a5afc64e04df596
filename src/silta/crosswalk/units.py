"""What is compared: units (articles, sections, requirements) with their points, and the vectors of their texts."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk.vectors.errors import VectorsError

Floats = NDArray[np.float32]
Prefix = Literal["query", "passage"]

SOURCE_PREFIX: Final[Prefix] = "query"
"""How the texts of sources are embedded: they look for something."""

TARGET_PREFIX: Final[Prefix] = "passage"
"""How the texts of targets are embedded: they are searched."""


@dataclass(frozen=True)
class Unit:
    """An article, section or requirement, as it enters a comparison.

    `points` are the pieces of `text` in order, each once: a list's introduction is a point, so is each of its items. A unit of
    one paragraph needs none. `text` may be empty where only a heading may be stored. `chapter` is the heading of its chapter.
    `heads`: whether other units stand under it, as requirements do under a category.
    """

    number: str
    heading: str
    text: str
    language: str
    chapter: str = ""
    points: tuple[str, ...] = ()
    heads: bool = False

    @cached_property
    def whole(self) -> str:
        """Heading and text as one."""
        return _with_context(self._context if self.text.strip() else self.heading, self.text)

    def point_texts(self) -> tuple[str, ...]:
        """The texts to match: each of `points`, after the unit's heading; without points the whole unit is the only one."""
        return tuple(_with_context(self._context, point) for point in self.points) or (self.whole,)

    @property
    def _context(self) -> str:
        return self.heading if self.heading.strip() else self.chapter


def texts_to_embed(units: Iterable[Unit]) -> list[str]:
    """Every text that `suggest` wants a vector of, each once: points, whole and chapter's heading of each unit, in order."""
    wanted: dict[str, None] = {}
    for unit in units:
        wanted.update(dict.fromkeys([*unit.point_texts(), unit.whole, unit.chapter]))
    wanted.pop("", None)
    return list(wanted)


def text_digest(text: str) -> str:
    """The name of a text in caches of vectors: SHA-256 of its UTF-8 bytes, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


_NONE: Final = -2
"""Stands for the row of a text that has no vector."""


class VectorTable:
    """Vectors by text and prefix: (digest, prefix) names a row of a float32 matrix. All rows come from one engine."""

    def __init__(self, rows: Mapping[tuple[str, Prefix], int], matrix: Floats) -> None:
        self._rows = rows
        self._matrix = matrix

    @classmethod
    def of(cls, parts: Iterable[tuple[Prefix, Sequence[str], Floats]]) -> VectorTable:
        """A table from what an engine has just made: prefix, texts, and their vectors in the same order."""
        rows: dict[tuple[str, Prefix], int] = {}
        matrices: list[Floats] = []
        for prefix, texts, vectors in parts:
            start = sum(matrix.shape[0] for matrix in matrices)
            rows.update({(text_digest(text), prefix): start + n for n, text in enumerate(texts)})
            matrices.append(vectors)
        return cls(rows, np.concatenate(matrices) if matrices else np.zeros((0, 1), np.float32))

    def get(self, texts: Sequence[str], prefix: Prefix) -> Floats:
        """The vectors of `texts`, float32 (texts, width); zeros for "". Raises `vectors.missing` with a text that has none."""
        names = [(text_digest(text), prefix) if text else None for text in texts]
        rows = [-1 if name is None else self._rows.get(name, _NONE) for name in names]
        if _NONE in rows:
            lacking = texts[rows.index(_NONE)]
            raise VectorsError("vectors.missing", lacking[:80], prefix=prefix, count=rows.count(_NONE))
        vectors = np.zeros((len(texts), self._matrix.shape[1]), np.float32)
        filled = np.array(rows, np.intp) >= 0
        vectors[filled] = self._matrix[np.array(rows, np.intp)[filled]]
        return vectors


def _with_context(context: str, text: str) -> str:
    context, text = context.strip(), text.strip()
    if not context or not text:
        return context or text
    return f"{context}. {text}"
