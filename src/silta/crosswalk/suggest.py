"""Ranked, explained candidates for each provision of one text among the provisions of another, in any two languages.

The machine suggests, the expert decides: nothing here accepts a pair. A candidate's `score` orders candidates, also across
sources; it is no probability.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from silta.crosswalk.comparison import NOTHING_KNOWN, Comparison, Known, Ranked
from silta.crosswalk.reasons import Reason
from silta.crosswalk.units import Unit, VectorTable


@dataclass(frozen=True)
class Candidate:
    """A target for a source.

    `point`: which points are the most alike, (index into the source's `Unit.points`, index into the target's); 0 for a unit that
    has none.
    """

    target: str
    score: float
    why: tuple[Reason, ...]
    point: tuple[int, int]


@dataclass(frozen=True)
class Suggestion:
    """The candidates of one source, the best first."""

    source: str
    candidates: tuple[Candidate, ...]


_HALF: Final = 2.0
_STEEPNESS: Final = 1.2


def suggest(
    sources: Sequence[Unit],
    targets: Sequence[Unit],
    vectors: VectorTable | None = None,
    known: Known = NOTHING_KNOWN,
    top: int = 10,
) -> list[Suggestion]:
    """For each source, in order, its `top` candidates among `targets`; none for a unit without heading and text.

    `vectors` must hold `texts_to_embed(sources)` with `SOURCE_PREFIX` and `texts_to_embed(targets)` with `TARGET_PREFIX`; without
    vectors wording and glossary alone decide. Give all units of both releases: what is rare, and what the texts of a language
    have in common, is learned from them. Their order matters for `known.confirmed`, and beyond some hundreds of
    sources for the last digits of scores. Raises `vectors.missing`.
    """
    ours = [n for n, unit in enumerate(sources) if unit.whole]
    theirs = [n for n, unit in enumerate(targets) if unit.whole]
    found: dict[int, tuple[Candidate, ...]] = {}
    if ours and theirs:
        comparison = Comparison([sources[n] for n in ours], [targets[n] for n in theirs], vectors, known)
        scope = None if known.scope is None else known.scope[np.ix_(ours, theirs)]
        best = comparison.best(max(top, 0), scope)
        found = {ours[row]: _candidates(comparison, row, ranked) for row, ranked in best}
    return [Suggestion(unit.number, found.get(n, ())) for n, unit in enumerate(sources)]


def _candidates(comparison: Comparison, source: int, ranked: Sequence[Ranked]) -> tuple[Candidate, ...]:
    points = comparison.points(source, [one.target for one in ranked])
    return tuple(
        Candidate(
            comparison.targets[one.target].number, _score(one.total), comparison.reasons(source, one), point
        )
        for one, point in zip(ranked, points, strict=True)
    )


def _score(total: float) -> float:
    """Spreads above the mean of all pairs, squeezed into 0 … 1."""
    return round(float(1 / (1 + np.exp(-_STEEPNESS * (total - _HALF)))), 4)
