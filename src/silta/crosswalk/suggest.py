"""Ranked, explained candidates for each provision of one text among the provisions of another, in any two languages.

The machine suggests, the expert decides: nothing here accepts a pair. A candidate's `score` orders candidates, also across
sources; it is no probability.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import exp
from typing import Final, NamedTuple

import numpy as np

from silta.crosswalk.calibration import Calibration, absence_threshold
from silta.crosswalk.comparison import NOTHING_KNOWN, Comparison, Known, Ranked
from silta.crosswalk.explaining import Explainer
from silta.crosswalk.learning import NOTHING_LEARNED, Learned
from silta.crosswalk.reasons import Reason
from silta.crosswalk.units import Unit, VectorTable


class Candidate(NamedTuple):
    """A target for a source.

    `point`: which points are the most alike, (index into the source's `Unit.points`, index into the target's); 0 for a unit that
    has none. `confidence`: the probability that the pair is a counterpart; None while too few decisions could tell.
    """

    target: str
    score: float
    why: tuple[Reason, ...]
    point: tuple[int, int]
    confidence: float | None = None


@dataclass(frozen=True)
class Suggestion:
    """The candidates of one source, the best first. `alone`: likely none of them is a counterpart (see `Outcome.threshold`)."""

    source: str
    alone: bool = False
    _explained: Callable[[], tuple[Candidate, ...]] = field(default=tuple, compare=False, repr=False)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Worked out when somebody asks: a long text has a hundred thousand candidates, and a page shows five."""
        return self._explained()


@dataclass(frozen=True)
class Outcome:
    """All suggestions, one for each source in order, what was learned for them, and what their scores are worth.

    `threshold`: a source whose best score is below it likely has no counterpart.
    """

    suggestions: tuple[Suggestion, ...]
    learned: Learned = NOTHING_LEARNED
    calibration: Calibration | None = None
    threshold: float = 0.0


_HALF: Final = 2.0
_STEEPNESS: Final = 1.2


def suggest(
    sources: Sequence[Unit],
    targets: Sequence[Unit],
    vectors: VectorTable | None = None,
    known: Known = NOTHING_KNOWN,
    top: int = 10,
) -> list[Suggestion]:
    """The suggestions of `work_out` alone."""
    return list(work_out(sources, targets, vectors, known, top).suggestions)


def work_out(
    sources: Sequence[Unit],
    targets: Sequence[Unit],
    vectors: VectorTable | None = None,
    known: Known = NOTHING_KNOWN,
    top: int = 10,
) -> Outcome:
    """For each source, in order, its `top` candidates among `targets`; none for a unit without heading and text.

    `vectors` must hold `texts_to_embed(sources)` with `SOURCE_PREFIX` and `texts_to_embed(targets)` with `TARGET_PREFIX`; without
    vectors wording and glossary alone decide. Give all units of both releases: what is rare, and what the texts of a language
    have in common, is learned from them. Beyond some hundreds of sources their order matters for the last digits of scores.
    Raises `vectors.missing`.
    """
    ours = [n for n, unit in enumerate(sources) if unit.whole]
    theirs = [n for n, unit in enumerate(targets) if unit.whole]
    if not ours or not theirs or top < 1:
        return Outcome(tuple(Suggestion(unit.number) for unit in sources))
    comparison = Comparison([sources[n] for n in ours], [targets[n] for n in theirs], vectors, known)
    reranker, explainer = comparison.reranker, comparison.explainer()
    calibration = reranker.calibration() if reranker else None
    scope = None if known.scope is None else known.scope[np.ix_(ours, theirs)]
    numbers = tuple(targets[n].number for n in theirs)
    found = {
        ours[row]: (ranked, partial(_candidates, explainer, numbers, row, ranked, calibration))
        for row, ranked in comparison.best(top, scope)
    }
    best = {n: ranked.totals[0] for n, (ranked, _) in found.items() if ranked.totals}
    answered = {source for source, _ in known.confirmed}
    limit = absence_threshold(
        list(best.values()), [score for n, score in best.items() if sources[n].number in answered]
    )
    suggestions = (
        Suggestion(unit.number, n in best and best[n] < limit, found[n][1] if n in found else tuple)
        for n, unit in enumerate(sources)
    )
    learned = reranker.learned if reranker else NOTHING_LEARNED
    return Outcome(tuple(suggestions), learned, calibration, _score(limit))


def _candidates(
    explainer: Explainer, numbers: Sequence[str], source: int, ranked: Ranked, calibration: Calibration | None
) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(
            numbers[target],
            _score(total),
            explainer.reasons(source, target, alike),
            point,
            calibration(total) if calibration else None,
        )
        for target, total, point, alike in zip(*ranked, strict=True)
    )


def _score(total: float) -> float:
    """Spreads above the mean of all pairs, squeezed into 0 … 1."""
    return round(1 / (1 + exp(-_STEEPNESS * (total - _HALF))), 4)
