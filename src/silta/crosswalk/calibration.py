"""Scores turned into probabilities, from decisions; and from which score on a provision likely has no counterpart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]

LEAST_DECISIONS: Final = 20
"""Confirmed pairs, and rejected ones, without which no probability is shown."""

_FOLDS: Final = 5
_STEPS: Final = 50
_SPREAD_OF_NORMAL: Final = 1.4826
"""Turns a median absolute deviation into the standard deviation of a normal distribution."""

_SPREADS_BELOW: Final = 1.5
"""Where nearly all have a counterpart, every source that stands out is a false alarm: better silent than wrong."""

_FEW: Final = 10
_LOW_SHARE: Final = 0.1


@dataclass(frozen=True)
class Calibration:
    """Probability that a suggested pair is a counterpart: 1 / (1 + exp(-(slope × score + offset))).

    `error` is the mean squared error of the probabilities (Brier score) on decisions that were held out, `plain` that of giving
    every pair the share of confirmed ones.
    """

    slope: float
    offset: float
    decisions: int
    error: float
    plain: float

    def __call__(self, score: float) -> float:
        return float(_logistic(np.array([score]), self.slope, self.offset)[0])


def calibrate(
    scores: Sequence[float], confirmed: Sequence[bool], groups: Sequence[int]
) -> Calibration | None:
    """Platt scaling, checked on held-out groups (a source's decisions stay together); None while it is no better than no score.

    `scores` are those that the decided pairs had before they were decided. None too with fewer than `LEAST_DECISIONS` of a kind.
    Source: Platt, "Probabilistic Outputs for Support Vector Machines", 1999.
    """
    x, y, group = np.array(scores, float), np.array(confirmed, float), np.array(groups)
    if min(y.sum(), len(y) - y.sum()) < LEAST_DECISIONS:
        return None
    held_out, plain = np.zeros_like(x), np.zeros_like(x)
    for fold in range(_FOLDS):
        test = group % _FOLDS == fold
        if not test.any() or test.all() or not 0 < y[~test].mean() < 1:
            return None
        held_out[test] = _logistic(x[test], *_platt(x[~test], y[~test]))
        plain[test] = y[~test].mean()
    error, without = float(np.mean((held_out - y) ** 2)), float(np.mean((plain - y) ** 2))
    slope, offset = _platt(x, y)
    if error >= without or slope <= 0:
        return None
    return Calibration(slope, offset, len(y), error, without)


def _median(values: Values) -> float:
    """What `np.median` gives, which for a moment's work loads all of NumPy's masked arrays."""
    ordered = np.sort(values)
    return float((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)


def absence_threshold(best: Sequence[float], answered: Sequence[float]) -> float:
    """The best score below which a source likely has no counterpart, from the best scores of all sources.

    One and a half spreads (by the median absolute deviation) under their median; where experts have confirmed counterparts of
    ten sources or more (`answered`: the best scores of those), not above the lowest tenth of these.
    """
    values = np.array(best, float)
    if not len(values):
        return float("-inf")
    middle = _median(values)
    spread = _SPREAD_OF_NORMAL * _median(np.abs(values - middle))
    threshold = middle - _SPREADS_BELOW * spread
    if len(answered) >= _FEW:
        threshold = min(threshold, float(np.quantile(np.array(answered, float), _LOW_SHARE)))
    return threshold


def _platt(x: Values, y: Values) -> tuple[float, float]:
    """Slope and offset by Newton's method, with Platt's softened targets, so that decisions that part cleanly stay finite."""
    yes, no = y.sum(), len(y) - y.sum()
    target = np.where(y > 0, (yes + 1) / (yes + 2), 1 / (no + 2))
    columns = np.stack([x, np.ones_like(x)], axis=1)
    weights = np.array([0.0, np.log((yes + 1) / (no + 1))])
    for _ in range(_STEPS):
        share = _logistic(x, weights[0], weights[1])
        slope = columns.T @ (share - target)
        curvature = (columns * (share * (1 - share))[:, None]).T @ columns + 1e-6 * np.eye(2)
        step = np.clip(np.linalg.solve(curvature, slope), -1, 1)
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return float(weights[0]), float(weights[1])


def _logistic(x: Values, slope: float, offset: float) -> Values:
    return np.asarray(1 / (1 + np.exp(-np.clip(slope * x + offset, -50, 50))), np.float64)
