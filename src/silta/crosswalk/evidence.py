"""The kinds of evidence about pairs of units, each computed for some sources at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Protocol

import numpy as np

from silta.crosswalk.citations import CitedAct, number_core
from silta.crosswalk.glossary import Span, concept_vectors
from silta.crosswalk.learning import Kinship
from silta.crosswalk.lexical import ngram_vectors
from silta.crosswalk.similarity import Floats, Rows, Scale, Segments, best_points, centred, late_interaction
from silta.crosswalk.terms import UnitTerms
from silta.crosswalk.units import SOURCE_PREFIX, TARGET_PREFIX, Prefix, Unit, VectorTable

Pair = tuple[int, int]

_LEAST_RAW: Final = 0.004
_LEAST_CENTRED: Final = 0.03
_SAMPLE: Final = 2_000
_ALL: Final = slice(None)
_SMALL: Final = 1_024
"""Buckets for the n-grams of short texts."""


class Evidence(Protocol):
    """One kind of evidence. `least` is the smallest spread over a comparison that means anything (see `Scale`)."""

    @property
    def least(self) -> float: ...

    def block(self, rows: Rows) -> Floats:
        """Likeness of the sources in `rows` to every target: float32 (rows, targets)."""
        ...


class Products:
    """Evidence that is the product of two matrices: (sources, columns) and (targets, columns)."""

    def __init__(self, sources: Floats, targets: Floats, least: float) -> None:
        self.least = least
        self._sources = sources
        self._targets = targets

    def block(self, rows: Rows) -> Floats:
        return np.asarray(self._sources[rows] @ self._targets.T, np.float32)

    def between(self, source: int, target: int) -> float:
        return float(self._sources[source] @ self._targets[target])


def whole(sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable) -> Products:
    """Units as one text each, by their vectors."""
    ours = vectors.get([unit.whole for unit in sources], SOURCE_PREFIX)
    return Products(ours, vectors.get([unit.whole for unit in targets], TARGET_PREFIX), _LEAST_RAW)


def kinships(
    sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable | None
) -> tuple[Kinship, Kinship]:
    """How alike units are within each text: by the meaning of whole units, or by their wording where there are no vectors."""
    if vectors is None:
        ours, theirs = ngram_vectors([u.whole for u in sources], [u.whole for u in targets], _SMALL)
        return Kinship(sources, ours), Kinship(targets, theirs)
    ours = vectors.get([unit.whole for unit in sources], SOURCE_PREFIX)
    theirs = vectors.get([unit.whole for unit in targets], TARGET_PREFIX)
    return Kinship(sources, _centred(ours, sources)), Kinship(targets, _centred(theirs, targets))


def terms(sources: UnitTerms, targets: UnitTerms, concepts: int) -> Products:
    """Concepts of the glossary that both units name."""
    ours, theirs = (
        concept_vectors(sources.concepts(), concepts),
        concept_vectors(targets.concepts(), concepts),
    )
    return Products(ours, theirs, 0.03)


def wording(sources: Sequence[Unit], targets: Sequence[Unit]) -> Products:
    """Character n-grams of whole units."""
    return Products(*ngram_vectors([u.whole for u in sources], [u.whole for u in targets]), 0.03)


def headings(sources: Sequence[Unit], targets: Sequence[Unit]) -> Products:
    """Character n-grams of headings."""
    ours, theirs = [unit.heading for unit in sources], [unit.heading for unit in targets]
    return Products(*ngram_vectors(ours, theirs, _SMALL), 0.03)


def chapters(sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable) -> Products:
    """The headings of the chapters that units stand in, by their vectors: what the text around a provision is about."""
    ours = vectors.get([unit.chapter for unit in sources], SOURCE_PREFIX)
    theirs = vectors.get([unit.chapter for unit in targets], TARGET_PREFIX)
    return Products(_centred(ours, sources), _centred(theirs, targets), _LEAST_CENTRED)


class Meaning:
    """Points compared by their vectors, as they are and centred per language, rolled up by late interaction."""

    least = 0.1

    def __init__(self, sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable) -> None:
        self._source = _PointVectors(sources, vectors, SOURCE_PREFIX)
        self._target = _PointVectors(targets, vectors, TARGET_PREFIX)
        self._raw = Scale(_sample(self._source.raw) @ _sample(self._target.raw).T, _LEAST_RAW)
        likeness = _sample(self._source.centred) @ _sample(self._target.centred).T
        self._centred = Scale(likeness, _LEAST_CENTRED)

    def block(self, rows: Rows) -> Floats:
        ours = self._source.segments
        points = np.concatenate([np.arange(ours.rows(row).start, ours.rows(row).stop) for row in rows])
        return late_interaction(self._points(points), Segments(ours.counts[rows]), self._target.segments)

    def best(self, source: int, targets: Sequence[int]) -> list[Pair]:
        """For each of `targets` the pair of points, the source's and its own, that are the most alike."""
        rows = self._source.segments.rows(source)
        return [best_points(self._points(rows, self._target.segments.rows(target))) for target in targets]

    def _points(self, rows: Rows | slice, columns: slice = _ALL) -> Floats:
        likeness = self._raw(self._source.raw[rows] @ self._target.raw[columns].T)
        likeness += self._centred(self._source.centred[rows] @ self._target.centred[columns].T)
        return likeness


class PointWording:
    """Points compared by character n-grams: shows the best points in comparisons without vectors, and ranks nothing."""

    def __init__(self, sources: Sequence[Unit], targets: Sequence[Unit]) -> None:
        ours, theirs = [unit.point_texts() for unit in sources], [unit.point_texts() for unit in targets]
        self._ours, self._theirs = _segments(ours), _segments(theirs)
        self._source, self._target = ngram_vectors(_flat(ours), _flat(theirs), _SMALL)

    def best(self, source: int, targets: Sequence[int]) -> list[Pair]:
        """For each of `targets` the pair of points, the source's and its own, that are the most alike."""
        points = self._source[self._ours.rows(source)]
        return [best_points(points @ self._target[self._theirs.rows(target)].T) for target in targets]


class Citations:
    """Which unit cites which of the other act, either way: 1 for a citation, else 0. `places`: where, in the text that cites."""

    least = 1.0

    def __init__(
        self,
        sources: Sequence[Unit],
        targets: Sequence[Unit],
        source_names: Sequence[str],
        target_names: Sequence[str],
    ) -> None:
        self._targets = len(targets)
        self.by_source = _cited(sources, targets, target_names)
        self.by_target = {
            (cited, citing): at for (citing, cited), at in _cited(targets, sources, source_names).items()
        }

    def block(self, rows: Rows) -> Floats:
        return _marked(rows, self._targets, {*self.by_source, *self.by_target})


class Paths:
    """Pairs that a third text joins: experts confirmed both with the same provision of it. `via`: that provision, in words."""

    least = 1.0

    def __init__(
        self, sources: Sequence[Unit], targets: Sequence[Unit], paths: Mapping[tuple[str, str], str]
    ) -> None:
        ours = {unit.number: n for n, unit in enumerate(sources)}
        theirs = {unit.number: n for n, unit in enumerate(targets)}
        self._targets = len(targets)
        self.via = {
            (ours[source], theirs[target]): hub
            for (source, target), hub in paths.items()
            if source in ours and target in theirs
        }

    def block(self, rows: Rows) -> Floats:
        return _marked(rows, self._targets, self.via)


class _PointVectors:
    """The vectors of all points of one side, raw and centred."""

    def __init__(self, units: Sequence[Unit], vectors: VectorTable, prefix: Prefix) -> None:
        texts = [unit.point_texts() for unit in units]
        self.segments = _segments(texts)
        self.raw = vectors.get(_flat(texts), prefix)
        languages = [unit.language for unit, points in zip(units, texts, strict=True) for _ in points]
        self.centred = centred(self.raw, languages)


def _centred(vectors: Floats, units: Sequence[Unit]) -> Floats:
    return centred(vectors, [unit.language for unit in units])


def _segments(texts: Sequence[Sequence[str]]) -> Segments:
    return Segments(np.array([len(points) for points in texts], np.intp))


def _flat(texts: Sequence[Sequence[str]]) -> list[str]:
    return [text for points in texts for text in points]


def _sample(vectors: Floats) -> Floats:
    return vectors[:: max(-(-len(vectors) // _SAMPLE), 1)]


def _marked(rows: Rows, targets: int, pairs: Collection[Pair]) -> Floats:
    place = {int(row): n for n, row in enumerate(rows)}
    found = np.zeros((len(rows), targets), np.float32)
    for source, target in pairs:
        if source in place:
            found[place[source], target] = 1
    return found


def _cited(
    citing: Sequence[Unit], cited: Sequence[Unit], names: Sequence[str]
) -> dict[Pair, tuple[Span, ...]]:
    """Pairs (citing unit, cited unit), and the places in the citing text."""
    found: dict[Pair, tuple[Span, ...]] = {}
    if not names:
        return found
    cores = {number_core(unit.number): n for n, unit in reversed(list(enumerate(cited)))}
    acts = {language: CitedAct(names, language) for language in {unit.language for unit in citing}}
    for n, unit in enumerate(citing):
        for citation in acts[unit.language].citations(unit.text):
            if citation.number in cores:
                pair = (n, cores[citation.number])
                found[pair] = (*found.get(pair, ()), (citation.start, citation.end))
    return found
