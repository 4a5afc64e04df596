"""The kinds of evidence about pairs of units, each computed for some sources at a time, so that memory stays bounded."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Protocol

import numpy as np

from silta.crosswalk.citations import CitedAct, number_core
from silta.crosswalk.glossary import Span, concept_vectors
from silta.crosswalk.learning import Kinship
from silta.crosswalk.lexical import ngram_vectors
from silta.crosswalk.similarity import (
    Floats,
    Rows,
    Scale,
    Segments,
    best_points,
    centred,
    centring,
    late_interaction,
)
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

    def block(self, rows: Rows, weight: float = 1.0) -> Floats:
        """Likeness of the sources in `rows` to every target, times `weight`: float32 (rows, targets)."""
        ...


class Products:
    """Evidence that is the product of two matrices: (sources, columns) and (targets, columns)."""

    def __init__(self, sources: Floats, targets: Floats, least: float) -> None:
        self.least, self.sources, self.targets = least, sources, targets

    def block(self, rows: Rows, weight: float = 1.0) -> Floats:
        return np.asarray((self.sources[rows] * np.float32(weight)) @ self.targets.T, np.float32)

    def between(self, source: int, targets: Rows) -> Floats:
        """Likeness of one source to some targets: float32 (targets,)."""
        return np.asarray(self.targets[targets] @ self.sources[source], np.float32)

    def outline(self, columns: int) -> Products:
        """The same in fewer columns, roughly: a count sketch. Right in the mean, and off by about 1 / √`columns`.

        Source: Charikar, Chen and Farach-Colton, "Finding frequent items in data streams", 2002.
        """
        return Products(_sketch(self.sources, columns), _sketch(self.targets, columns), self.least)


class Stack:
    """Products laid side by side, so that their weighed sum is a single product."""

    def __init__(self, parts: Mapping[str, Products]) -> None:
        self._sources = {kind: one.sources for kind, one in parts.items()}
        self._targets = np.concatenate([one.targets for one in parts.values()], axis=1)

    def block(self, rows: Rows, weights: Mapping[str, float]) -> Floats:
        """The sum for the sources in `rows` with every target, each kind times its weight: float32 (rows, targets)."""
        ours = [matrix[rows] * np.float32(weights[kind]) for kind, matrix in self._sources.items()]
        return np.asarray(np.concatenate(ours, axis=1) @ self._targets.T, np.float32)


class Raw:
    """Vectors as they are. Where units have no points two kinds of evidence ask for one product: it is held for the second."""

    least = _LEAST_RAW

    def __init__(self, sources: Floats, targets: Floats) -> None:
        self._sources, self._targets = sources, targets
        self._held: tuple[Rows, Floats] | None = None

    def block(self, rows: Rows, weight: float = 1.0) -> Floats:
        held = self._held  # one value, since several threads of a web process may compare at once
        if held is None or held[0] is not rows:
            self._held = held = rows, self.between(rows, _ALL)
        return held[1] if weight == 1 else held[1] * np.float32(weight)

    def between(self, rows: Rows, targets: Rows | slice) -> Floats:
        """Likeness of some sources to some targets: float32 (sources, targets)."""
        return np.asarray(self._sources[rows] @ self._targets[targets].T, np.float32)


class Chapters:
    """The headings of the chapters that units stand in, by their vectors: what the text around a provision is about.

    Each heading is compared once: units of one chapter share what it says.
    """

    least = _LEAST_CENTRED

    def __init__(self, sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable) -> None:
        ours, self._source = _by_chapter(sources, vectors, SOURCE_PREFIX)
        theirs, self._target = _by_chapter(targets, vectors, TARGET_PREFIX)
        self._likeness = np.asarray(ours @ theirs.T, np.float32)

    def block(self, rows: Rows, weight: float = 1.0) -> Floats:
        return (self._likeness[self._source[rows]] * np.float32(weight)).take(self._target, axis=1)


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
    ours, theirs = sources.concepts(), targets.concepts()
    return Products(concept_vectors(ours, concepts), concept_vectors(theirs, concepts), 0.03)


def heading_terms(sources: UnitTerms, targets: UnitTerms, concepts: int) -> Products:
    """Concepts of the glossary that both headings name. Few pairs have any; none counts for more than in the laws measured."""
    ours, theirs = sources.heading_concepts(), targets.heading_concepts()
    return Products(concept_vectors(ours, concepts), concept_vectors(theirs, concepts), 0.07)


def wording(sources: Sequence[Unit], targets: Sequence[Unit]) -> Products:
    """Character n-grams of whole units."""
    return Products(*ngram_vectors([u.whole for u in sources], [u.whole for u in targets]), 0.03)


def headings(sources: Sequence[Unit], targets: Sequence[Unit]) -> Products:
    """Character n-grams of headings."""
    ours, theirs = [unit.heading for unit in sources], [unit.heading for unit in targets]
    return Products(*ngram_vectors(ours, theirs, _SMALL), 0.03)


class Meaning:
    """Points compared by their vectors, as they are and centred per language, rolled up by late interaction."""

    least = 0.1

    def __init__(self, sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable) -> None:
        ours, theirs = [unit.point_texts() for unit in sources], [unit.point_texts() for unit in targets]
        self._ours, self._theirs = _segments(ours), _segments(theirs)
        raw = vectors.get(_flat(ours), SOURCE_PREFIX), vectors.get(_flat(theirs), TARGET_PREFIX)
        self._raw = Raw(*raw)
        tags = _languages(sources, ours), _languages(targets, theirs)
        # What texts of one language spread along, they have in common with each other.
        across = set(tags[0]) != set(tags[1])
        one, other = centring(raw[0], tags[0], axis=across), centring(raw[1], tags[1], axis=across)
        own = one(raw[0]), other(raw[1])
        # Each kind in its own spreads; the means, which are the same for all pairs, are left to the scale of the whole.
        spread = Scale(_sample(own[0]) @ _sample(own[1]).T, _LEAST_CENTRED).spread
        self._weight = np.float32(1 / Scale(_sample(raw[0]) @ _sample(raw[1]).T, _LEAST_RAW).spread)
        self._factors = np.asarray(one.factor / spread, np.float32), other.factor
        less = (raw[0] @ other.shared.T) * one.factor[:, None], one.part
        self._less = (
            np.asarray(np.concatenate(less, axis=1) / spread, np.float32),
            np.concatenate([other.part, own[1] @ one.shared.T], axis=1),
        )

    def whole(self, sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable) -> Evidence:
        """Units as one text each, by their vectors."""
        if self._ours.single and self._theirs.single:
            return self._raw
        ours = vectors.get([unit.whole for unit in sources], SOURCE_PREFIX)
        return Products(ours, vectors.get([unit.whole for unit in targets], TARGET_PREFIX), _LEAST_RAW)

    def block(self, rows: Rows, weight: float = 1.0) -> Floats:
        points = self._ours.of(rows)
        both = self._both(self._raw.block(points), points, _ALL)
        rolled = late_interaction(both, self._ours.only(rows), self._theirs)
        rolled *= np.float32(weight)
        return rolled

    def between(self, source: int, targets: Rows) -> tuple[Floats, list[Pair]]:
        """Likeness of one source to some targets, as `block` has it, and the pair of points of each that are the most alike."""
        ours, theirs = self._ours.of(np.array([source])), self._theirs.of(targets)
        points = self._both(self._raw.between(ours, theirs), ours, theirs)
        if self._ours.single and self._theirs.single:
            return points[0], [(0, 0)] * len(targets)
        grouped = self._theirs.only(targets)
        rolled = late_interaction(points, self._ours.only(np.array([source])), grouped)
        return rolled[0], best_points(points, grouped)

    def _both(self, raw: Floats, ours: Rows, theirs: Rows | slice) -> Floats:
        """Likeness of points as they are, and centred, in spreads, from the former: what centring takes off are few columns."""
        both = np.multiply.outer(self._factors[0][ours], self._factors[1][theirs])
        both += self._weight
        both *= raw
        both -= self._less[0][ours] @ self._less[1][theirs].T
        return both


class Levels:
    """Whether both units stand over others, or neither does: 1, else 0. A category is answered by categories."""

    least = 1.0

    def __init__(self, sources: Sequence[Unit], targets: Sequence[Unit]) -> None:
        self._source = np.array([unit.heads for unit in sources])
        self._target = np.array([unit.heads for unit in targets])

    @property
    def any(self) -> bool:
        """Whether there are units over others on both sides: else it tells nothing."""
        return bool(self._source.any() and self._target.any())

    def block(self, rows: Rows, weight: float = 1.0) -> Floats:
        same = self._source[rows][:, None] == self._target
        return np.where(same, np.float32(weight), np.float32(0))


class PointWording:
    """Points compared by character n-grams: shows the best points in comparisons without vectors, and ranks nothing."""

    def __init__(self, sources: Sequence[Unit], targets: Sequence[Unit]) -> None:
        ours, theirs = [unit.point_texts() for unit in sources], [unit.point_texts() for unit in targets]
        self._ours, self._theirs = _segments(ours), _segments(theirs)
        self._source, self._target = ngram_vectors(_flat(ours), _flat(theirs), _SMALL)

    def best(self, source: int, targets: Rows) -> list[Pair]:
        """For each of `targets` the pair of points, the source's and its own, that are the most alike."""
        points = self._source[self._ours.rows(source)] @ self._target[self._theirs.of(targets)].T
        return best_points(points, self._theirs.only(targets))


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

    @property
    def any(self) -> bool:
        return bool(self.by_source or self.by_target)

    def block(self, rows: Rows, weight: float = 1.0) -> Floats:
        return _marked(rows, self._targets, {*self.by_source, *self.by_target}, weight)


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

    def block(self, rows: Rows, weight: float = 1.0) -> Floats:
        return _marked(rows, self._targets, self.via, weight)


def _centred(vectors: Floats, units: Sequence[Unit]) -> Floats:
    return centred(vectors, [unit.language for unit in units])


def _by_chapter(units: Sequence[Unit], vectors: VectorTable, prefix: Prefix) -> tuple[Floats, Rows]:
    """A vector for each heading of chapters, centred over the units below them, and the row that is each unit's."""
    made = _centred(vectors.get([unit.chapter for unit in units], prefix), units)
    places = {(unit.chapter, unit.language): n for n, unit in enumerate(units)}
    row_of = {place: row for row, place in enumerate(places.values())}
    rows = np.array([row_of[places[unit.chapter, unit.language]] for unit in units], np.intp)
    return made[list(row_of)], rows


def _sketch(matrix: Floats, columns: int) -> Floats:
    folded = matrix.reshape(len(matrix), -1, columns)
    # As good as drawn by lot, and the same for everyone: a bit of each place times an odd number of 32 bits.
    places = np.arange(folded[0].size, dtype=np.uint64) * np.uint64(2654435761)
    signs = (1 - 2 * ((places >> np.uint64(15)) & np.uint64(1)).astype(np.float32)).reshape(folded.shape[1:])
    return np.asarray(np.einsum("npc,pc->nc", folded, signs), np.float32)


def _languages(units: Sequence[Unit], texts: Sequence[Sequence[str]]) -> list[str]:
    return [unit.language for unit, points in zip(units, texts, strict=True) for _ in points]


def _segments(texts: Sequence[Sequence[str]]) -> Segments:
    return Segments(np.array([len(points) for points in texts], np.intp))


def _flat(texts: Sequence[Sequence[str]]) -> list[str]:
    return [text for points in texts for text in points]


def _sample(vectors: Floats) -> Floats:
    return vectors[:: max(-(-len(vectors) // _SAMPLE), 1)]


def _marked(rows: Rows, targets: int, pairs: Collection[Pair], weight: float) -> Floats:
    place = {int(row): n for n, row in enumerate(rows)}
    found = np.zeros((len(rows), targets), np.float32)
    for source, target in pairs:
        if source in place:
            found[place[source], target] = weight
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
