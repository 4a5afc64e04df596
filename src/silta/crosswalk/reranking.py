"""The re-ranker of one comparison: evidence weighed as its decided pairs teach, and what the scores are worth."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from silta.crosswalk.calibration import Calibration, calibrate
from silta.crosswalk.learning import (
    ANALOGIES,
    Analogies,
    Learned,
    Lesson,
    Pair,
    Weights,
    fit,
    prior,
    spread_out,
)
from silta.crosswalk.similarity import Floats, Rows

OFFERED: Final = 5
"""How many candidates an expert has seen before deciding on a source: those not chosen count as rejected."""

_RIVALS: Final = 200
"""The targets that a confirmed pair is weighed against: the best ones of its source; the rest teach nothing."""

_FOLDS: Final = 5
_BLOCK: Final = 32
"""Sources whose evidence is taken at a time."""


class Cold(NamedTuple):
    """The cold blend of some sources with every target: (rows, targets), and the evidence in it: (rows, targets, kinds)."""

    total: Floats
    kinds: Floats


class _Row(NamedTuple):
    """What lessons need of the cold blend of one source: its best targets in order, and the evidence about some by index."""

    best: Rows
    targets: Rows
    total: Floats
    kinds: Floats

    def at(self, targets: Rows) -> Cold:
        """The evidence about some of the targets."""
        places = np.searchsorted(self.targets, targets)
        return Cold(self.total[places], self.kinds[places])


class Decided(NamedTuple):
    """What is decided, by index: confirmed pairs, rejected pairs, and sources on which all has been said."""

    confirmed: frozenset[Pair]
    rejected: frozenset[Pair]
    sources: frozenset[int]


class Reranker:
    """Learns from decided pairs when made. `cold` gives evidence by source; every pair is judged as if it were undecided."""

    def __init__(
        self,
        cold: Callable[[Rows], Cold],
        kinds: Sequence[str],
        analogies: Callable[[Collection[Pair], Collection[Pair]], Analogies],
        decided: Decided,
    ) -> None:
        self._kinds = tuple(kinds)
        confirmed = spread_out(decided.confirmed)
        seen = spread_out(decided.sources)
        wanted = _targets_of({*decided.confirmed, *decided.rejected})
        self._rows = _by_source(cold, sorted({source for source, _ in confirmed} | {*seen}), wanted)
        unchosen = self._offered_in_vain(seen, decided)
        self._rejected = spread_out((decided.rejected | unchosen) - decided.confirmed)
        lacking = sorted({source for source, _ in self._rejected} - self._rows.keys())
        self._rows |= _by_source(cold, lacking, wanted)
        self.analogies = analogies(confirmed, self._rejected)
        held = _targets_of(decided.confirmed)
        self._lessons = [(pair, self._lesson(pair, held)) for pair in confirmed]
        self._refused = [(pair, self._refusal(pair)) for pair in self._rejected]
        self._start = prior(len(kinds))
        self._weights = fit([lesson for _, lesson in self._lessons], self._start)
        self._rows.clear()
        names = (*self._kinds, *ANALOGIES)
        moved = zip(names, (self._weights - self._start)[1:].tolist(), strict=True)
        self.learned = Learned(len(decided.confirmed), len(self._rejected), tuple(moved))

    @property
    def of_cold(self) -> float:
        """What the cold blend counts in a score."""
        return float(self._weights[0])

    @property
    def of_kinds(self) -> dict[str, float]:
        """What each kind of evidence counts beside its share of the cold blend."""
        return dict(zip(self._kinds, self._weights[1 : 1 + len(self._kinds)].tolist(), strict=True))

    def analogy(self, rows: Rows) -> Floats:
        """What decided pairs add to the scores of the sources `rows` with every target, in spreads of the cold blend."""
        return self._weigh(self.analogies.block(rows), self._weights[-len(ANALOGIES) :])

    def calibration(self) -> Calibration | None:
        """What a score is worth, from the scores of decided pairs by weights that other sources taught."""
        scores: list[float] = []
        confirmed: list[bool] = []
        groups: list[int] = []
        for fold in range(_FOLDS):
            weights = fit([one for (source, _), one in self._lessons if source % _FOLDS != fold], self._start)
            for source, features, is_confirmed in self._judged(fold):
                scores.append(float(self._weigh(features, weights)))
                confirmed.append(is_confirmed)
                groups.append(source)
        return calibrate(scores, confirmed, groups)

    def _judged(self, fold: int) -> list[tuple[int, Floats, bool]]:
        chosen = [(pair[0], lesson.features[lesson.chosen], True) for pair, lesson in self._lessons]
        refused = [(pair[0], features, False) for pair, features in self._refused]
        return [one for one in (*chosen, *refused) if one[0] % _FOLDS == fold]

    def _offered_in_vain(self, seen: Collection[int], decided: Decided) -> frozenset[Pair]:
        return frozenset(
            (source, int(target))
            for source in seen
            for target in self._rows[source].best[:OFFERED]
            if (source, int(target)) not in decided.confirmed
        )

    def _lesson(self, pair: Pair, confirmed: Mapping[int, Sequence[int]]) -> Lesson:
        source, chosen = pair
        cold = self._rows[source]
        others = [target for target in confirmed[source] if target != chosen]
        offered = np.union1d(np.setdiff1d(cold.best, others), [chosen])
        return Lesson(self._features(pair, offered), int(np.searchsorted(offered, chosen)))

    def _refusal(self, pair: Pair) -> Floats:
        return np.asarray(self._features(pair, np.array([pair[1]]))[0], np.float32)

    def _features(self, pair: Pair, targets: Rows) -> Floats:
        """Evidence and analogies of a source with some targets, as if the pair were undecided: float32 (targets, columns)."""
        source, _ = pair
        cold = self._rows[source].at(targets)
        near = self.analogies.block(np.array([source]), without=pair, targets=targets)[0]
        return np.concatenate([cold.total[:, None], cold.kinds, near], axis=1)

    def _weigh(self, features: Floats, weights: Weights) -> Floats:
        return np.asarray(features @ weights.astype(np.float32), np.float32)


def _targets_of(pairs: Collection[Pair]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for source, target in sorted(pairs):
        found[source].append(target)
    return found


def _by_source(
    cold: Callable[[Rows], Cold], sources: Sequence[int], wanted: Mapping[int, Sequence[int]]
) -> dict[int, _Row]:
    """What lessons need of each source, a block at a time: the whole of it would not fit for a long text."""
    found = {}
    for start in range(0, len(sources), _BLOCK):
        some = sources[start : start + _BLOCK]
        totals, kinds = cold(np.array(some))
        for source, total, kind in zip(some, totals, kinds, strict=True):
            best = np.argsort(-total, kind="stable")[:_RIVALS]
            targets = np.union1d(best, np.array(wanted.get(source, ()), np.intp))
            found[source] = _Row(best, targets, total[targets], kind[targets])
    return found
