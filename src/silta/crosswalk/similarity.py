"""Likeness of units as matrices: late interaction of points, centring per language, and the scales that make kinds comparable.

Measured on a Kazakh law against a Finnish act (56 pairs judged by two readers, recall@1/5/10 as means over articles, mean rank
of the first true counterpart): whole units .16/.25/.53, 8.3; best pair of points .11/.41/.52, 7.4; mean of best matches both
ways .13/.39/.63, 6.6; the same, with centred vectors added, .23/.52/.66, 4.3. With 24 articles one of them is worth .04: what
differs by less is noise. Weighing the shorter side more, maxima alone, and headings as evidence of their own did not help.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.intp]

_SHRINKAGE: Final = 8
"""The mean of few texts says little about their language, so it is taken off in part: n / (n + 8) of it."""

_SPREAD_SHRINKAGE: Final = 32
"""What few texts spread along may be what they are about, so that is taken off in part: n / (n + 32) of it."""

_TURNS: Final = 50


class Centring(NamedTuple):
    """How centred vectors come from those they were made of: `factor` × vector − `part` @ `shared`, row by row.

    Shapes: (n,), (n, k) and (k, width), with two of k for each language.
    """

    factor: Floats
    part: Floats
    shared: Floats

    def __call__(self, vectors: Floats) -> Floats:
        return np.asarray(vectors * self.factor[:, None] - self.part @ self.shared, np.float32)


def centred(vectors: Floats, languages: Sequence[str], *, axis: bool = True) -> Floats:
    """Vectors less what all texts of their language share, scaled to length 1 again.

    Shapes: (n, width) and n tags to (n, width). Rows of zeros stay zero.
    """
    return centring(vectors, languages, axis=axis)(vectors)


def centring(vectors: Floats, languages: Sequence[str], *, axis: bool = True) -> Centring:
    """What is to be done to vectors to take off what all texts of their language share.

    Every text of a language shares a direction that has nothing to do with what it says: taking it off raised recall@1 of
    translations from .80–.83 to .93–.97. With `axis`, the one along which they spread most goes too: in two languages it is not
    the same, and says little (Mu and Viswanath, "All-but-the-top", ICLR 2018).
    """
    tags, filled = np.array(languages), np.any(vectors != 0, axis=1)
    names = sorted(set(languages))
    factor = np.zeros(len(vectors), np.float32)
    part = np.zeros((len(vectors), 2 * len(names)), np.float32)
    shared = np.zeros((2 * len(names), vectors.shape[1]), np.float32)
    for n, tag in enumerate(names):
        rows, both = np.flatnonzero((tags == tag) & filled), slice(2 * n, 2 * n + 2)
        if len(rows):
            own = vectors[rows]
            parts, shared[both] = _what_is_shared(own, axis)
            own -= parts @ shared[both]
            factor[rows] = 1 / np.maximum(np.linalg.norm(own, axis=1), 1e-9)
            part[rows, both] = parts * factor[rows, None]
    return Centring(factor, part, shared)


def _what_is_shared(vectors: Floats, axis: bool) -> tuple[Floats, Floats]:
    """The mean and the longest axis, (2, width), and how much of each is to be taken off each vector, (n, 2)."""
    count = len(vectors)
    mean = vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    parts = np.full((count, 2), count / (count + _SHRINKAGE), np.float32)
    longest = _longest_axis(vectors - mean) if axis else np.zeros_like(mean)
    along = vectors @ longest - parts[:, 0] * (mean @ longest)
    parts[:, 1] = along * np.float32(count / (count + _SPREAD_SHRINKAGE))
    return parts, np.stack([mean, longest])


def _longest_axis(around_zero: Floats) -> Floats:
    """The direction, of length 1, along which rows spread most, by power iteration; zeros if they spread along none."""
    together = around_zero.T @ around_zero
    axis = together[:, int(np.argmax(np.diag(together)))]
    for _ in range(_TURNS):
        length = np.linalg.norm(axis)
        if length < 1e-12:
            return np.zeros_like(axis)
        axis = together @ (axis / length)
    return np.asarray(axis / max(float(np.linalg.norm(axis)), 1e-12), np.float32)


class Segments:
    """Points laid end to end, grouped by unit: unit u owns `counts[u]` rows from `starts[u]` on; no unit is without points."""

    def __init__(self, counts: Rows) -> None:
        self.counts = counts
        self.starts = np.concatenate([np.zeros(1, np.intp), np.cumsum(counts)[:-1]])
        self.single = bool((counts == 1).all())

    def rows(self, unit: int) -> slice:
        return slice(int(self.starts[unit]), int(self.starts[unit] + self.counts[unit]))

    def of(self, units: Rows) -> Rows:
        """The rows of some units, laid end to end."""
        if self.single:
            return units
        counts = self.counts[units]
        within = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
        return np.asarray(np.repeat(self.starts[units], counts) + within, np.intp)

    def only(self, units: Rows) -> Segments:
        """What `of` gives, grouped."""
        return Segments(self.counts[units])


def late_interaction(points: Floats, sources: Segments, targets: Segments) -> Floats:
    """Points' likeness rolled up to units: each point's best match on the other side, averaged, both ways.

    (source points, target points) to (sources, targets). Khattab and Zaharia, "ColBERT", SIGIR 2020, made symmetric.
    """
    if sources.single and targets.single:
        return points
    best_target = np.maximum.reduceat(points, targets.starts, axis=1)
    forth = np.add.reduceat(best_target, sources.starts, axis=0) / sources.counts[:, None]
    best_source = np.maximum.reduceat(points, sources.starts, axis=0)
    back = np.add.reduceat(best_source, targets.starts, axis=1) / targets.counts[None, :]
    return np.asarray((forth + back) / 2, np.float32)


def best_points(points: Floats, targets: Segments) -> list[tuple[int, int]]:
    """Which point of one unit (row) and which of each target (column within it) are the most alike; the first of equals."""
    found = []
    for target in range(len(targets.counts)):
        own = points[:, targets.rows(target)]
        first, second = divmod(int(np.argmax(own)), own.shape[1])
        found.append((first, second))
    return found


class Scale:
    """Mean and spread of one kind of likeness over a comparison; `__call__` gives distances from the mean in spreads.

    `least` is the smallest spread believed: among three candidates that are all alike, noise must not become evidence.
    """

    def __init__(self, sample: Floats, least: float) -> None:
        self.mean = float(sample.mean(dtype=np.float64)) if sample.size else 0.0
        self.spread = max(float(sample.std(dtype=np.float64)) if sample.size else 0.0, least)

    def __call__(self, values: Floats) -> Floats:
        return np.asarray((values - self.mean) / self.spread, np.float32)
