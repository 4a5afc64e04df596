from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from silta.crosswalk.evidence import Meaning, Products, Stack
from silta.crosswalk.similarity import Floats, Segments, centred, late_interaction
from silta.crosswalk.units import SOURCE_PREFIX, TARGET_PREFIX, Unit, VectorTable

sizes = st.lists(st.integers(1, 3), min_size=1, max_size=8)
seeds = st.integers(0, 2**31)


def units(points: list[int], language: str) -> list[Unit]:
    return [
        Unit(str(n), "", f"{n}", language, "", tuple(f"{n} {p}" for p in range(count)) if count > 1 else ())
        for n, count in enumerate(points)
    ]


@given(sizes, sizes, st.sampled_from(["fi", "ru"]), seeds)
def test_meaning_is_likeness_as_it_is_and_centred_each_in_its_own_spreads(
    ours: list[int], theirs: list[int], language: str, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    sides = units(ours, "ru"), units(theirs, language)
    texts = [[text for unit in side for text in unit.point_texts()] for side in sides]
    raw = [chance.standard_normal((len(some), 16)).astype(np.float32) for some in texts]
    raw = [vectors / np.linalg.norm(vectors, axis=1, keepdims=True) for vectors in raw]
    raw[0][0] = 0  # a text may have no vector at all
    table = VectorTable.of(zip((SOURCE_PREFIX, TARGET_PREFIX), texts, raw, strict=True))
    meaning = Meaning(*sides, table)
    own = [
        centred(vectors, [tag] * len(vectors), axis=language != "ru")
        for vectors, tag in zip(raw, ("ru", language), strict=True)
    ]
    likeness: list[Floats] = [raw[0] @ raw[1].T, own[0] @ own[1].T]
    spreads = [max(float(one.std()), least) for one, least in zip(likeness, (0.004, 0.03), strict=True)]
    points = likeness[0] / spreads[0] + likeness[1] / spreads[1]
    expected = late_interaction(points, *(Segments(np.array(side, np.intp)) for side in (ours, theirs)))
    every = np.arange(len(theirs))
    assert np.allclose(meaning.block(np.arange(len(ours)), 0.5), expected / 2, atol=1e-3)
    assert np.allclose(meaning.between(0, every)[0], expected[0], atol=1e-3)


@given(seeds, st.lists(st.floats(-2, 2), min_size=1, max_size=3))
def test_products_side_by_side_give_their_weighed_sum(seed: int, weights: list[float]) -> None:
    chance = np.random.default_rng(seed)
    parts = {
        str(n): Products(values[:4], values[4:], 0.1)
        for n in range(len(weights))
        for values in [chance.standard_normal((9, 3 + n)).astype(np.float32)]
    }
    rows = np.array([2, 0])
    together = Stack(parts).block(rows, {str(n): weight for n, weight in enumerate(weights)})
    apart = sum(one.block(rows, weight) for one, weight in zip(parts.values(), weights, strict=True))
    assert np.allclose(together, apart, atol=1e-4)
