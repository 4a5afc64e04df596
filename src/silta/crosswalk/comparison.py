"""All evidence about two sequences of units, weighed into one number per pair, and the reasons for a pair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk import evidence
from silta.crosswalk.evidence import Evidence, Pair
from silta.crosswalk.glossary import Glossary, Span, TermMatch
from silta.crosswalk.learning import Analogies
from silta.crosswalk.reasons import Kind, Reason, verdict
from silta.crosswalk.reranking import Cold, Decided, Reranker
from silta.crosswalk.similarity import Floats, Rows, Scale
from silta.crosswalk.terms import MatchedTerms
from silta.crosswalk.units import Unit, VectorTable

NO_GLOSSARY: Final = Glossary()

_ACROSS_LANGUAGES: Final = {
    "meaning": 1.0,
    "whole": 0.3,
    "terms": 1.0,
    "wording": 0.2,
    "chapter": 0.3,
    "citation": 3.0,
    "path": 2.0,
}
_IN_ONE_LANGUAGE: Final = _ACROSS_LANGUAGES | {"terms": 0.1, "wording": 0.45}
"""In spreads of each kind. Rough on purpose: differences of a tenth drown in the noise of 56 judged pairs. Texts of one language
share words of any field, so that the glossary adds nothing to them."""

_WITHOUT_VECTORS: Final = {"wording": 0.8}
_LEARNABLE: Final = ("meaning", "whole", "terms", "wording", "chapter")
_HEADING_TERM: Final = 0.6
_BLOCK: Final = 256
_FULL_MEANING: Final = 3.0
"""Spreads above the mean of all pairs that count as full strength: one pair in some hundreds comes near."""


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
    """A target of a source: its index, and in spreads above the mean of all pairs its total and its meaning alone."""

    target: int
    total: float
    meaning: float


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
        self._meaning = None if vectors is None else evidence.Meaning(sources, targets, vectors)
        self._points = self._meaning or evidence.PointWording(sources, targets)
        self._evidence: dict[str, Evidence] = {
            "terms": self._terms,
            "wording": self._wording,
            "citation": self._citations,
            "path": self._paths,
        }
        if vectors is not None and self._meaning is not None:
            self._evidence |= {
                "meaning": self._meaning,
                "whole": evidence.whole(sources, targets, vectors),
                "chapter": evidence.chapters(sources, targets, vectors),
            }
        self._weights = self._choose_weights()
        sample = np.linspace(0, len(sources) - 1, min(_BLOCK, len(sources))).astype(np.intp)
        self._scales = {kind: Scale(one.block(sample), one.least) for kind, one in self._evidence.items()}
        self._scale = Scale(self._sum(self._scaled(sample)), 1.0)
        self._learnable = tuple(kind for kind in _LEARNABLE if kind in self._evidence)
        self.reranker = self._learn(known, vectors)

    def best(self, top: int, scope: NDArray[np.bool_] | None) -> Iterator[tuple[int, list[Ranked]]]:
        """For each source, by index, its `top` targets, the best first."""
        everything = np.arange(len(self.targets))
        for start in range(0, len(self.sources), _BLOCK):
            rows = np.arange(start, min(start + _BLOCK, len(self.sources)))
            scaled = self._scaled(rows)
            cold = self._cold(scaled)
            total = self.reranker(rows, cold) if self.reranker else cold.total
            meaning = scaled.get("meaning", np.zeros_like(total))
            for place, row in enumerate(rows):
                offered = everything if scope is None else np.flatnonzero(scope[row])
                order = self._order(total[place], offered)[:top]
                yield (
                    int(row),
                    [Ranked(int(t), float(total[place, t]), float(meaning[place, t])) for t in order],
                )

    def points(self, source: int, targets: Sequence[int]) -> list[Pair]:
        """For each of `targets` the pair of points that are the most alike."""
        return self._points.best(source, targets)

    def reasons(self, source: int, ranked: Ranked) -> tuple[Reason, ...]:
        """What speaks for a pair, in a fixed order of kinds; a kind that says nothing is left out, but for meaning."""
        made = [
            *self._meaning_reason(ranked),
            *self._term_reasons(source, ranked.target),
            *self._wording_reason(source, ranked.target),
            *self._citation_reasons(source, ranked.target),
            *self._path_reasons(source, ranked.target),
            *self._neighbour_reasons(source, ranked.target),
        ]
        return tuple(reason for reason in made if reason.verdict != "none" or reason.kind == "meaning")

    def _order(self, totals: Floats, offered: Rows) -> Rows:
        """`offered`, the best first: rounded, then by number, so that equals do not depend on the order in which they came."""
        return offered[np.lexsort((self._numbers[offered], -np.round(totals[offered], 4)))]

    def _choose_weights(self) -> dict[str, float]:
        one_language = {unit.language for unit in self.sources} == {unit.language for unit in self.targets}
        weights = _IN_ONE_LANGUAGE if one_language else _ACROSS_LANGUAGES
        return weights if self._meaning is not None else weights | _WITHOUT_VECTORS

    def _learn(self, known: Known, vectors: VectorTable | None) -> Reranker | None:
        decided = self._decided(known)
        if not any(decided):
            return None
        kin = evidence.kinships(self.sources, self.targets, vectors)
        return Reranker(
            lambda rows: self._cold(self._scaled(rows)),
            self._learnable,
            lambda confirmed, rejected: Analogies(*kin, len(self.targets), confirmed, rejected),
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

    def _cold(self, scaled: Mapping[str, Floats]) -> Cold:
        total = self._scale(self._sum(scaled))
        return Cold(total, np.stack([scaled[kind] for kind in self._learnable], axis=2))

    def _scaled(self, rows: Rows) -> dict[str, Floats]:
        return {kind: self._scales[kind](one.block(rows)) for kind, one in self._evidence.items()}

    def _sum(self, scaled: Mapping[str, Floats]) -> Floats:
        return np.asarray(sum(self._weights[kind] * values for kind, values in scaled.items()), np.float32)

    def _meaning_reason(self, ranked: Ranked) -> Iterator[Reason]:
        if self._meaning is not None:
            yield _reason("meaning", ranked.meaning / _FULL_MEANING)

    def _wording_reason(self, source: int, target: int) -> Iterator[Reason]:
        # Across languages n-grams weigh a little in the sum, but there is no likeness of wording that a reader could see.
        if self.sources[source].language == self.targets[target].language:
            yield _reason("wording", self._wording.between(source, target))

    def _term_reasons(self, source: int, target: int) -> Iterator[Reason]:
        in_texts = self._matched.in_texts(source, target)
        if in_texts:
            concepts = any(match.concept is not None for match in in_texts)
            likeness = self._terms if concepts else self._wording
            yield _reason("terms", likeness.between(source, target), terms=in_texts)
        in_headings = self._matched.in_headings(source, target)
        strength = max(self._headings.between(source, target), _HEADING_TERM if in_headings else 0.0)
        yield _reason("heading", strength, terms=in_headings)

    def _citation_reasons(self, source: int, target: int) -> Iterator[Reason]:
        for side, places in (("source", self._citations.by_source), ("target", self._citations.by_target)):
            if (source, target) in places:
                yield _reason("citation", 1.0, places=places[source, target], via=(side,))

    def _path_reasons(self, source: int, target: int) -> Iterator[Reason]:
        if (source, target) in self._paths.via:
            yield _reason("path", 1.0, via=(self._paths.via[source, target],))

    def _neighbour_reasons(self, source: int, target: int) -> Iterator[Reason]:
        near = self.reranker.analogies.nearest(source, target) if self.reranker else None
        if near is not None:
            via = (self.sources[near.source].number, self.targets[near.target].number)
            yield _reason("neighbour", near.likeness, via=via)


def _reason(
    kind: Kind,
    strength: float,
    *,
    terms: tuple[TermMatch, ...] = (),
    places: tuple[Span, ...] = (),
    via: tuple[str, ...] = (),
) -> Reason:
    strength = round(min(max(strength, 0.0), 1.0), 3)
    return Reason(kind, strength, verdict(kind, strength), terms, places, via)
