"""The reasons for a pair that was ranked: worked out for the pairs that somebody looks at, long after all pairs were compared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from silta.crosswalk.evidence import Citations, Paths
from silta.crosswalk.glossary import Span, TermMatch
from silta.crosswalk.learning import Analogies
from silta.crosswalk.reasons import Kind, Reason, verdict
from silta.crosswalk.terms import MatchedTerms

_HEADING_TERM: Final = 0.6
_FULL_MEANING: Final = 3.0
"""Spreads above the mean of all pairs that count as full strength: one pair in some hundreds comes near."""


class Likeness(NamedTuple):
    """A pair by single kinds of evidence; `meaning` in spreads above the mean of all pairs, None without vectors."""

    meaning: float | None
    terms: float
    wording: float
    headings: float


class Explainer:
    """What speaks for pairs of one comparison, by index of source and target. `analogies`: None where nothing was decided."""

    def __init__(
        self, matched: MatchedTerms, citations: Citations, paths: Paths, analogies: Analogies | None
    ) -> None:
        self._sources, self._targets = matched.sources.units, matched.targets.units
        self._matched, self._citations, self._paths, self._analogies = matched, citations, paths, analogies

    def reasons(self, source: int, target: int, alike: Likeness) -> tuple[Reason, ...]:
        """What speaks for a pair, in a fixed order of kinds; a kind that says nothing is left out, but for meaning."""
        made = [
            *self._term_reasons(source, target, alike),
            *self._wording_reason(source, target, alike),
            *self._citation_reasons(source, target),
            *self._path_reasons(source, target),
            *self._neighbour_reasons(source, target),
        ]
        found = tuple(reason for reason in made if reason.verdict != "none")
        if alike.meaning is None:
            return found
        return _reason("meaning", alike.meaning / _FULL_MEANING), *found

    def _term_reasons(self, source: int, target: int, alike: Likeness) -> Iterator[Reason]:
        if in_texts := self._matched.in_texts(source, target):
            concepts = any(match.concept is not None for match in in_texts)
            yield _reason("terms", alike.terms if concepts else alike.wording, terms=in_texts)
        in_headings = self._matched.in_headings(source, target)
        strength = max(alike.headings, _HEADING_TERM) if in_headings else alike.headings
        yield _reason("heading", strength, terms=in_headings)

    def _wording_reason(self, source: int, target: int, alike: Likeness) -> Iterator[Reason]:
        if self._sources[source].language == self._targets[target].language:
            yield _reason("wording", alike.wording)

    def _citation_reasons(self, source: int, target: int) -> Iterator[Reason]:
        for side, places in (("source", self._citations.by_source), ("target", self._citations.by_target)):
            if (source, target) in places:
                yield _reason("citation", 1.0, places=places[source, target], via=(side,))

    def _path_reasons(self, source: int, target: int) -> Iterator[Reason]:
        if (source, target) in self._paths.via:
            yield _reason("path", 1.0, via=(self._paths.via[source, target],))

    def _neighbour_reasons(self, source: int, target: int) -> Iterator[Reason]:
        near = self._analogies.nearest(source, target) if self._analogies else None
        if near is not None:
            via = (self._sources[near.source].number, self._targets[near.target].number)
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
