"""What suggestions are measured against: one single signal each, over whole units."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk.lexical import ngram_vectors
from silta.crosswalk.stems import words
from silta.crosswalk.units import SOURCE_PREFIX, TARGET_PREFIX, Unit, VectorTable

Matrix = NDArray[np.float32]
Ranking = Mapping[str, Sequence[str]]


def by_matrix(sources: Sequence[Unit], targets: Sequence[Unit], likeness: Matrix) -> Ranking:
    """Targets of each source, the most alike first; of equals the first in the text."""
    order = np.argsort(-likeness, axis=1, kind="stable")
    return {unit.number: [targets[n].number for n in row] for unit, row in zip(sources, order, strict=True)}


def raw_e5(sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable) -> Ranking:
    """One vector per unit, as it is."""
    ours = vectors.get([unit.whole for unit in sources], SOURCE_PREFIX)
    theirs = vectors.get([unit.whole for unit in targets], TARGET_PREFIX)
    return by_matrix(sources, targets, ours @ theirs.T)


def ngrams(sources: Sequence[Unit], targets: Sequence[Unit]) -> Ranking:
    """Character n-grams."""
    ours, theirs = ngram_vectors([unit.whole for unit in sources], [unit.whole for unit in targets])
    return by_matrix(sources, targets, ours @ theirs.T)


def bm25(sources: Sequence[Unit], targets: Sequence[Unit], k1: float = 1.2, b: float = 0.75) -> Ranking:
    """Baseline: BM25 over stems (Robertson and Zaragoza, 2009)."""
    bags = [Counter(word.stem for word in words(unit.whole, unit.language)) for unit in targets]
    used = Counter(stem for bag in bags for stem in bag)
    mean = sum(bag.total() for bag in bags) / len(bags)
    scores = np.zeros((len(sources), len(targets)), np.float32)
    for row, unit in enumerate(sources):
        for stem in {word.stem for word in words(unit.whole, unit.language)} & used.keys():
            rarity = math.log(1 + (len(bags) - used[stem] + 0.5) / (used[stem] + 0.5))
            for column, bag in enumerate(bags):
                count = bag[stem]
                if count:
                    room = k1 * (1 - b + b * bag.total() / mean)
                    scores[row, column] += rarity * count * (k1 + 1) / (count + room)
    return by_matrix(sources, targets, scores)
