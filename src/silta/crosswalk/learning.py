"""What the decisions of a crosswalk teach about its open pairs.

Two lessons are drawn. *Analogy*: if a pair is confirmed, pairs of similar sources with similar targets become likelier, each side
compared within its own language, where likeness is told much better than across languages; a rejected pair makes its kin
less likely. *Weights*: which evidence puts confirmed pairs above the other targets of their source. The weights start from
those of the cold blend and are held there by a Gaussian prior, so that a few decisions move them little.
Measured figures: docs/crosswalk-quality.md.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk.similarity import Floats, Rows
from silta.crosswalk.units import Unit

Pair = tuple[int, int]
_Ordered = TypeVar("_Ordered", int, tuple[int, int])
Weights = NDArray[np.float64]

ANALOGIES: Final = ("alike", "support", "chosen", "refused", "common")
"""The likeness to the nearest confirmed pair (0 … 1); the sum over all of them and how often the target was chosen (both as
logarithms); the likeness to the nearest rejected pair; how well the target answers everything, in spreads."""

_PRIOR: Final = (2.0, 0.0, 0.0, -0.67, 0.0)
"""Weights of the analogies before anything is learned, in spreads of the cold blend."""

_SHARE_OF_CHAPTER: Final = 0.3
_EVERYTHING: Final = slice(None)
_SHARPNESS: Final = 1.5
_HOLD: Final = 40.0
"""Precision of the prior: a weight that a decision could move by one spread moves by about a fortieth of it."""

_STEPS: Final = 25
_SMALLEST_STEP: Final = 1e-4
_MOST_LESSONS: Final = 600
"""More decisions than this teach nothing new about nine weights, and take time."""


class Kinship:
    """How alike the units of one text are among themselves: 1 with itself, else by meaning (or wording) and by chapter."""

    def __init__(self, units: Sequence[Unit], vectors: Floats) -> None:
        """`vectors`: rows of length 1 (or 0) for each unit, of one language and centred."""
        self._vectors = vectors
        names = {unit.chapter: n for n, unit in enumerate(units)}
        self._chapters = np.array(
            [names[unit.chapter] if unit.chapter else -1 - n for n, unit in enumerate(units)]
        )

    def between(self, rows: Rows, columns: Rows) -> Floats:
        """Likeness of the units `rows` to the units `columns`, 0 … 1."""
        near = np.maximum(self._vectors[rows] @ self._vectors[columns].T, 0) ** 2 * (1 - _SHARE_OF_CHAPTER)
        near += _SHARE_OF_CHAPTER * (self._chapters[rows][:, None] == self._chapters[columns][None, :])
        near[rows[:, None] == columns[None, :]] = 1
        return np.asarray(np.minimum(near, 1), np.float32)


class Near(NamedTuple):
    """A confirmed pair and how alike it is, 0 … 1."""

    source: int
    target: int
    likeness: float


class Analogies:
    """Evidence from decided pairs (indices of source and target): confirmed ones and rejected ones."""

    def __init__(
        self,
        sources: Kinship,
        targets: Kinship,
        size: int,
        confirmed: Collection[Pair],
        rejected: Collection[Pair],
        common: Floats | None = None,
    ) -> None:
        """`common`: how well each of the `size` targets answers all sources, in spreads; without it nothing is made of that."""
        everything = np.arange(size)
        self.confirmed, self.rejected = _array(confirmed), _array(rejected)
        self._common = np.zeros(size, np.float32) if common is None else common
        self._sources = sources
        self._near = targets.between(self.confirmed[:, 1], everything)
        # Raised once: a long text asks for each of them a thousand times.
        self._raised = _raised(self._near)
        self._raised_rejected = _raised(targets.between(self.rejected[:, 1], everything))

    def block(self, rows: Rows, without: Pair | None = None, targets: Rows | slice = _EVERYTHING) -> Floats:
        """`ANALOGIES` of the sources `rows` with every target or some of them, as if the pair `without` were undecided: float32
        (rows, targets, columns).
        """
        ours = self._sources.between(rows, self.confirmed[:, 0])
        theirs = self._sources.between(rows, self.rejected[:, 0])
        counted = np.ones(len(self.confirmed), np.float32)
        if without is not None:
            counted[np.all(self.confirmed == without, axis=1)] = 0
            theirs = theirs * ~np.all(self.rejected == without, axis=1)
        ours = ours * counted
        chosen = np.log1p(np.bincount(self.confirmed[:, 1], counted, self._near.shape[1]))[targets]
        shape = len(rows), len(chosen)
        return np.stack(
            [
                _nearest(ours, self._raised[:, targets]),
                np.log1p(ours @ self._near[:, targets]),
                np.broadcast_to(chosen.astype(np.float32), shape),
                _nearest(theirs, self._raised_rejected[:, targets]),
                np.broadcast_to(self._common[targets], shape),
            ],
            axis=2,
        )

    def nearest(self, source: int, target: int) -> Near | None:
        """The confirmed pair, other than this one, that this pair is the most alike."""
        if not len(self.confirmed):
            return None
        near = self._sources.between(np.array([source]), self.confirmed[:, 0])[0] * self._near[:, target]
        near[np.all(self.confirmed == (source, target), axis=1)] = 0
        best = int(np.argmax(near))
        pair = int(self.confirmed[best, 0]), int(self.confirmed[best, 1])
        return Near(*pair, float(near[best])) if near[best] > 0 else None


class Lesson(NamedTuple):
    """A confirmed pair among the open targets of its source: features (targets, columns), and the row of the pair."""

    features: Floats
    chosen: int


@dataclass(frozen=True)
class Learned:
    """How much was learned: decisions it rests on, and by how much each evidence's weight moved, in spreads of the cold blend."""

    confirmed: int = 0
    rejected: int = 0
    moved: tuple[tuple[str, float], ...] = ()

    @property
    def decisions(self) -> int:
        return self.confirmed + self.rejected


NOTHING_LEARNED: Final = Learned()


def prior(kinds: int) -> Weights:
    """Weights before any lesson: the cold blend counts once, its `kinds` of evidence add nothing more, analogies a little."""
    return np.array([1.0, *[0.0] * kinds, *_PRIOR])


def fit(lessons: Sequence[Lesson], start: Weights) -> Weights:
    """The weights that make the chosen target of each lesson the likeliest among its rivals, held near `start`.

    Conditional logit (McFadden, 1974) with a Gaussian prior, by Newton's method; convex, so order does not matter. A step that
    would make things worse is halved: from far off, whole steps may lead ever further away.
    """
    weights, cost = start.copy(), _cost(lessons, start, start)
    for _ in range(_STEPS if lessons else 0):
        gradient = _HOLD * (weights - start)
        curvature = np.diag(np.full(len(start), _HOLD))
        for lesson in lessons:
            features = _SHARPNESS * lesson.features.astype(np.float64)
            share = _softmax(features @ weights)
            mean = share @ features
            gradient -= features[lesson.chosen] - mean
            curvature += (features * share[:, None]).T @ features - np.outer(mean, mean)
        step = np.linalg.solve(curvature, gradient)
        while np.abs(step).max() >= _SMALLEST_STEP and _cost(lessons, weights - step, start) > cost:
            step /= 2
        if np.abs(step).max() < _SMALLEST_STEP:
            break
        weights -= step
        cost = _cost(lessons, weights, start)
    return weights


def _cost(lessons: Sequence[Lesson], weights: Weights, start: Weights) -> float:
    """What `fit` makes as small as it can."""
    missed = 0.0
    for lesson in lessons:
        scores = _SHARPNESS * (lesson.features.astype(np.float64) @ weights)
        highest = float(scores.max())
        missed += highest + float(np.log(np.exp(scores - highest).sum())) - float(scores[lesson.chosen])
    return missed + _HOLD / 2 * float(np.square(weights - start).sum())


def spread_out(pairs: Iterable[_Ordered], most: int = _MOST_LESSONS) -> list[_Ordered]:
    """At most `most` of the pairs (or sources), evenly over their order: the same ones each time."""
    ordered = sorted(pairs)
    places = np.linspace(0, len(ordered) - 1, min(most, len(ordered))).astype(int)
    return [ordered[place] for place in places]


def _raised(likeness: Floats) -> Floats:
    return np.square(np.square(likeness))


def _nearest(ours: Floats, raised: Floats) -> Floats:
    """The norm of order four over decided pairs: near to their maximum, yet one product of matrices."""
    return np.asarray(np.sqrt(np.sqrt(np.minimum(_raised(ours) @ raised, 1))), np.float32)


def _softmax(values: Weights) -> Weights:
    raised = np.exp(values - values.max())
    return np.asarray(raised / raised.sum(), np.float64)


def _array(pairs: Collection[Pair]) -> Rows:
    return np.array(sorted(pairs), np.intp).reshape(-1, 2)
