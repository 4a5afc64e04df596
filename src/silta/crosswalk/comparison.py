"""All evidence about two sequences of units, weighed into one number per pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk import evidence
from silta.crosswalk.blend import Blend
from silta.crosswalk.evidence import Evidence, Pair, PointWording
from silta.crosswalk.explaining import Explainer, Likeness
from silta.crosswalk.glossary import Glossary
from silta.crosswalk.learning import Analogies
from silta.crosswalk.reranking import Decided, Reranker
from silta.crosswalk.similarity import Rows
from silta.crosswalk.terms import MatchedTerms
from silta.crosswalk.units import Unit, VectorTable

NO_GLOSSARY: Final = Glossary()

_ACROSS_LANGUAGES: Final = {
    "meaning": 1.0,
    "whole": 0.3,
    "terms": 1.0,
    "heading": 0.4,
    "wording": 0.2,
    "chapter": 0.3,
    "level": 0.8,
    "citation": 3.0,
    "path": 2.0,
}
_IN_ONE_LANGUAGE: Final = _ACROSS_LANGUAGES | {"terms": 0.1, "wording": 0.45}
"""In spreads of each kind. Rough on purpose: differences of a tenth drown in the noise of 56 judged pairs. Texts of one language
share words of any field, so that the glossary adds nothing to them."""

_WITHOUT_VECTORS: Final = {"wording": 0.8}
_LEARNABLE: Final = ("meaning", "whole", "terms", "wording", "chapter")


@dataclass(frozen=True)
class Known:
    """What else bears on a comparison.

    `source_names`, `target_names`: how the other text may name each act (short title in its language, identifier), to read
    citations. `confirmed`, `rejected`: pairs of numbers (source, target) on which experts have decided. `decided`: sources about
    which all has been said, so that candidates not confirmed count as rejected. `paths`: pairs that a third text joins, and its
    provision. `scope`: bool (sources, targets), False where a pair must not be offered.
    """

    glossary: Glossary = NO_GLOSSARY
    source_names: tuple[str, ...] = ()
    target_names: tuple[str, ...] = ()
    confirmed: frozenset[tuple[str, str]] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()
    decided: frozenset[str] = frozenset()
    paths: Mapping[tuple[str, str], str] = field(default_factory=dict)
    scope: NDArray[np.bool_] | None = None


NOTHING_KNOWN: Final = Known()


class Ranked(NamedTuple):
    """The targets of a source, the best first: their indices, their totals in spreads above the mean of all pairs, which points
    are the most alike, and what single kinds of evidence say.
    """

    targets: list[int]
    totals: list[float]
    points: list[Pair]
    alike: list[Likeness]


class Comparison:
    """Units of two releases, none of them empty, and everything that speaks for their pairs."""

    def __init__(
        self, sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable | None, known: Known
    ) -> None:
        self.sources, self.targets = sources, targets
        self._numbers = np.array([unit.number for unit in targets])
        self._matched = MatchedTerms(sources, targets, known.glossary)
        self._terms = evidence.terms(self._matched.sources, self._matched.targets, len(known.glossary))
        self._wording = evidence.wording(sources, targets)
        self._headings = evidence.headings(sources, targets)
        self._citations = evidence.Citations(sources, targets, known.source_names, known.target_names)
        self._paths = evidence.Paths(sources, targets, known.paths)
        self._meaning = evidence.Meaning(sources, targets, vectors) if vectors is not None else None
        weighed = self._weighed(known, vectors)
        learnable = tuple(kind for kind in _LEARNABLE if kind in weighed)
        size = len(sources), len(targets)
        self._blend = Blend(weighed, self._wording, self._choose_weights(), learnable, size)
        self._blend.reranker = self.reranker = self._learn(known, vectors, learnable)

    def order(self, top: int, scope: NDArray[np.bool_] | None = None) -> Iterator[tuple[int, Rows]]:
        """For each source, by index, its `top` targets, the best first."""
        return ((row, targets) for row, targets, _ in self._blend.best(top, self._numbers, scope))

    def best(self, top: int, scope: NDArray[np.bool_] | None) -> Iterator[tuple[int, Ranked]]:
        """The same, with what the explainer needs."""
        for row, targets, totals in self._blend.best(top, self._numbers, scope):
            if not len(targets):
                yield row, Ranked([], [], [], [])
                continue
            meaning, points = self._closest(row, targets)
            terms, headings = (one.between(row, targets).tolist() for one in (self._terms, self._headings))
            # Across languages n-grams weigh a little in the sum, but there is no likeness of wording that a reader could see.
            alike_in_words = self._matched.one_language
            wording = self._wording.between(row, targets) if alike_in_words else np.zeros(len(targets))
            alike = [Likeness(*one) for one in zip(meaning, terms, wording.tolist(), headings, strict=True)]
            yield row, Ranked(targets.tolist(), totals.tolist(), points, alike)

    def explainer(self) -> Explainer:
        """What tells the reasons for pairs; it holds texts and decisions, and none of the large matrices."""
        analogies = self.reranker.analogies if self.reranker else None
        return Explainer(self._matched, self._citations, self._paths, analogies)

    def _closest(self, source: int, targets: Rows) -> tuple[list[float | None], list[Pair]]:
        """The meaning of a source beside some targets, in spreads, and the points that are the most alike."""
        if self._meaning is None:
            return [None] * len(targets), self._points.best(source, targets)
        likeness, points = self._meaning.between(source, targets)
        return self._blend.scales["meaning"](likeness).tolist(), points

    @cached_property
    def _points(self) -> PointWording:
        return PointWording(self.sources, self.targets)

    def _weighed(self, known: Known, vectors: VectorTable | None) -> dict[str, Evidence]:
        """The kinds that say something: evidence that no pair has is not worth a pass over all of them."""
        units = self.sources, self.targets
        found: dict[str, Evidence] = {"terms": self._terms, "wording": self._wording}
        if not self._matched.one_language:
            both = self._matched.sources, self._matched.targets
            found["heading"] = evidence.heading_terms(*both, len(known.glossary))
        levels = evidence.Levels(*units)
        found |= {"level": levels} if levels.any else {}
        found |= {"citation": self._citations} if self._citations.any else {}
        found |= {"path": self._paths} if self._paths.via else {}
        if vectors is not None and self._meaning is not None:
            found |= {
                "meaning": self._meaning,
                "whole": self._meaning.whole(*units, vectors),
                "chapter": evidence.Chapters(*units, vectors),
            }
        return found

    def _choose_weights(self) -> dict[str, float]:
        weights = _IN_ONE_LANGUAGE if self._matched.one_language else _ACROSS_LANGUAGES
        return weights if self._meaning is not None else weights | _WITHOUT_VECTORS

    def _learn(
        self, known: Known, vectors: VectorTable | None, learnable: tuple[str, ...]
    ) -> Reranker | None:
        decided = self._decided(known)
        if not any(decided):
            return None
        kin = evidence.kinships(self.sources, self.targets, vectors)
        # Between languages, a handful of decisions have taught the wrong thing about it.
        common = self._blend.common if self._matched.one_language else None
        return Reranker(
            self._blend.cold,
            learnable,
            lambda confirmed, rejected: Analogies(*kin, len(self.targets), confirmed, rejected, common),
            decided,
        )

    def _decided(self, known: Known) -> Decided:
        ours = {unit.number: n for n, unit in enumerate(self.sources)}
        theirs = {unit.number: n for n, unit in enumerate(self.targets)}
        confirmed, rejected = (
            frozenset((ours[s], theirs[t]) for s, t in pairs if s in ours and t in theirs)
            for pairs in (known.confirmed, known.rejected)
        )
        return Decided(
            confirmed, rejected - confirmed, frozenset(ours[s] for s in known.decided if s in ours)
        )
