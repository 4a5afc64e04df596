"""All kinds of evidence weighed into one number per pair; in long texts the full reckoning is kept for a short list.

Character n-grams take most of the products, and say the least. Where a source meets thousands of targets it is first compared by
an outline of them, and the best few dozen of that order are compared in full.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk.evidence import Evidence, Products, Stack
from silta.crosswalk.reranking import Cold, Reranker
from silta.crosswalk.similarity import Floats, Rows, Scale

BLOCK: Final = 256
"""Sources compared at a time, so that memory stays bounded; and the sources of the sample that scales are taken from."""
FEW: Final = 1_000
"""Targets that are all compared in full."""
_SHORTLIST: Final = 32
_OUTLINE: Final = 512
"""Columns of the outline: the order it gives is off by some hundredths of a cosine that weighs a fifth of the meaning."""

_BEST: Final = 5
"""Of how many sources a target's best totals are taken to tell how common it is."""

Ranks = tuple[int, Rows, Floats]


class Blend:
    """Weighted evidence about sources and targets, in spreads above the mean of all pairs."""

    def __init__(
        self,
        evidence: Mapping[str, Evidence],
        wording: Products,
        weights: Mapping[str, float],
        learnable: Sequence[str],
        size: tuple[int, int],
    ) -> None:
        """`size`: how many sources and targets there are; `learnable`: the kinds that decisions may weigh anew."""
        self.reranker: Reranker | None = None
        self._evidence = {**evidence, "wording": wording}
        self._weights, self._learnable, self._size = weights, learnable, size
        self._wording = wording
        self._outline = wording.outline(_OUTLINE) if size[1] > FEW else None
        products = {kind: one for kind, one in evidence.items() if isinstance(one, Products)}
        self._stack = Stack({**products, "wording": self._outline or wording})
        self._apart = {kind: one for kind, one in evidence.items() if kind not in products}
        sample = np.linspace(0, size[0] - 1, min(BLOCK, size[0])).astype(np.intp)
        blocks = {kind: one.block(sample) for kind, one in self._evidence.items()}
        self.scales = {kind: Scale(block, self._evidence[kind].least) for kind, block in blocks.items()}
        total = self._sum({kind: self.scales[kind](block) for kind, block in blocks.items()})
        self._scale = Scale(total, 1.0)
        self.common = _commonness(total)

    def cold(self, rows: Rows) -> Cold:
        """What the evidence says before anything is learned, and each kind of it that decisions may weigh anew."""
        scaled = {kind: self.scales[kind](one.block(rows)) for kind, one in self._evidence.items()}
        kinds = np.stack([scaled[kind] for kind in self._learnable], axis=2)
        return Cold(self._scale(self._sum(scaled)), kinds)

    def best(self, top: int, numbers: NDArray[np.str_], scope: NDArray[np.bool_] | None) -> Iterator[Ranks]:
        """For each source its index, its `top` targets, the best first, and their totals.

        Equals are ordered by `numbers`, those of the targets, so that they do not depend on the order in which they came.
        """
        shortlist = max(_SHORTLIST, 3 * top) if self._outline else top
        counts, shift = self._coefficients()
        place = np.argsort(np.argsort(numbers, kind="stable"))
        for start in range(0, self._size[0], BLOCK):
            rows = np.arange(start, min(start + BLOCK, self._size[0]))
            total = self._total(rows, counts, shift)
            if scope is not None:
                total[~scope[rows]] = -np.inf
            for row, some in zip(rows.tolist(), _offered(total, shortlist), strict=True):
                totals = total[row - start, some]
                if self._outline:
                    roughly, fully = (one.between(row, some) for one in (self._outline, self._wording))
                    totals += np.float32(counts["wording"]) * (fully - roughly)
                order = np.lexsort((place[some], -np.round(totals, 4)))[:top]
                yield row, some[order], totals[order]

    def _coefficients(self) -> tuple[dict[str, float], float]:
        """What likeness of each kind counts in the total, and what has to be added."""
        learned = self.reranker.of_kinds if self.reranker else {}
        trust = (self.reranker.of_cold if self.reranker else 1.0) / self._scale.spread
        counts = {
            kind: (trust * self._weights[kind] + learned.get(kind, 0.0)) / self.scales[kind].spread
            for kind in self._evidence
        }
        shift = -trust * self._scale.mean - sum(c * self.scales[kind].mean for kind, c in counts.items())
        return counts, shift

    def _total(self, rows: Rows, counts: Mapping[str, float], shift: float) -> Floats:
        """(rows, targets); of the wording, its outline where there is one."""
        total = self._stack.block(rows, counts)
        total += np.float32(shift)
        for kind, one in self._apart.items():
            total += one.block(rows, counts[kind])
        if self.reranker:
            total += self.reranker.analogy(rows)
        return total

    def _sum(self, scaled: Mapping[str, Floats]) -> Floats:
        return np.asarray(sum(self._weights[kind] * values for kind, values in scaled.items()), np.float32)


def _commonness(total: Floats) -> Floats:
    """How well each target answers all of some sources, in spreads: the mean of its best totals.

    In vectors of many columns some targets are near to everything, and so tell nothing by being near (Radovanović, Nanopoulos and
    Ivanović, "Hubs in space", JMLR 2010). Whether they answer much, or are in the way, decisions tell.
    """
    most = min(_BEST, len(total))
    best = np.partition(total, -most, axis=0)[-most:].mean(axis=0)
    return Scale(best, 0.1)(best)


def _offered(total: Floats, most: int) -> Iterator[Rows]:
    """For each row the places of its best `most` values, and of those that rounding may make their equals."""
    least = np.full(len(total), np.finfo(np.float32).min, np.float32)  # -inf is never offered
    if most < total.shape[1]:
        np.maximum(least, np.partition(total, -most, axis=1)[:, -most] - np.float32(1e-3), out=least)
    rows, places = np.nonzero(total >= least[:, None])
    yield from np.split(places, np.cumsum(np.bincount(rows, minlength=len(total)))[:-1])
