"""Sentence vectors: multilingual-e5-small in 4 bits, run on the processor by onnxruntime or OpenVINO.

E5 wants a prefix: "query" for what is looked for, "passage" for what is searched. Deterministic: the vector
of a text does not depend on the texts beside it, their order, or the number of threads (bitwise on one
machine as measured; 1e-5 is promised).
Source: Wang et al., "Multilingual E5 Text Embeddings", 2024, arXiv:2402.05672.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk.vectors.errors import VectorsError
from silta.crosswalk.vectors.graph import build_graph, unpack
from silta.crosswalk.vectors.runtimes import RUNTIMES
from silta.crosswalk.vectors.tokens import MOST_TOKENS, Prefix, TextTokens, Tokens
from silta.crosswalk.vectors.weights import VALUES_PER_BLOCK, Bytes, Floats, read_weights

Progress = Callable[[int, int], bool]
"""Called after each batch with (texts done, texts in all); returning False stops the work."""

PADDED_TOKENS: Final = 2_048
"""Tokens of one batch, padding counted: larger batches are no faster and take more memory."""

_SAME: Final = (
    "Reaktorin käyttölupa on voimassa kymmenen vuotta.",
    "The reactor's operating licence is valid for ten years.",
)
_OTHER: Final = "Bread is baked from rye flour."


class Engine:
    """Makes vectors of texts. `name` tells model, weights and engine apart: part of the key of every cached
    vector.
    """

    def __init__(self, weights: Bytes, name: str, threads: int, runtime: str = "onnxruntime") -> None:
        """`weights`: the whole file; `runtime`: one of `RUNTIMES`. Raises `vectors.weights-unreadable`,
        `vectors.engine-missing`, `vectors.engine-wrong`.
        """
        self.name = f"{name}/{runtime}/cut-{MOST_TOKENS}"
        parsed = read_weights(weights)
        self.width = parsed.shape.hidden
        self._tokens = TextTokens(parsed.vocabulary)
        self._words = parsed.blocks("emb.word").reshape(-1, self.width // VALUES_PER_BLOCK)
        positions = parsed.floats("emb.pos").reshape(-1, self.width)[:MOST_TOKENS]
        self._positions = positions + parsed.floats("emb.type")[: self.width]
        self._runtime = RUNTIMES[runtime](build_graph(parsed), threads)
        self._check()

    def embed(self, texts: Sequence[str], prefix: Prefix, on_batch: Progress | None = None) -> Floats:
        """Vectors of length 1, float32 (texts, width); a text without content gets zeros. Raises
        `vectors.cancelled`.
        """
        vectors = np.zeros((len(texts), self.width), np.float32)
        done = 0
        for rows, found in self.batches(texts, prefix):
            vectors[rows] = found
            done += len(rows)
            if on_batch is not None and not on_batch(done, len(texts)):
                raise VectorsError("vectors.cancelled", done=done, total=len(texts))
        return vectors

    def batches(self, texts: Sequence[str], prefix: Prefix) -> Iterator[tuple[list[int], Floats]]:
        """The same piece by piece, short texts first: (indices into `texts`, their vectors). For jobs that
        store as they go.
        """
        ids = self._tokens.ids(texts, prefix)
        for rows in plan_batches([len(tokens) for tokens in ids]):
            yield rows, self._run([ids[row] for row in rows])

    def _run(self, batch: list[Tokens]) -> Floats:
        longest = len(batch[-1])
        if longest == 0:
            return np.zeros((len(batch), self.width), np.float32)
        embedded = np.zeros((len(batch), longest, self.width), np.float32)
        mask = np.zeros((len(batch), longest), np.float32)
        for row, tokens in enumerate(batch):
            embedded[row, : len(tokens)] = unpack(self._words[tokens]) + self._positions[: len(tokens)]
            mask[row, : len(tokens)] = 1
        return normalised(self._runtime.run(embedded, mask))

    def _check(self) -> None:
        """A wrong engine is worse than none: a processor or a build that computes nonsense must not pass."""
        a, b, c = self.embed([*_SAME, _OTHER], "passage")
        if not (np.isfinite([a, b, c]).all() and a @ b > a @ c and a @ b > b @ c):
            raise VectorsError("vectors.engine-wrong", self.name)


def plan_batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Groups texts of like length: indices, shortest first; a group's count × longest length is at most
    `PADDED_TOKENS`.
    """
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        empty_before = bool(batch) and lengths[batch[-1]] == 0
        if batch and ((len(batch) + 1) * lengths[index] > PADDED_TOKENS or (empty_before and lengths[index])):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


def normalised(vectors: NDArray[np.float32]) -> Floats:
    """Rows scaled to length 1; rows of zeros stay zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), np.float32)
