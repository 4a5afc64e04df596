from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from silta.crosswalk.similarity import Floats, Scale, Segments, best_points, centred, late_interaction

counts = st.lists(st.integers(1, 4), min_size=1, max_size=5)
seeds = st.integers(0, 2**32 - 1)


def invented(rows: int, columns: int, seed: int) -> Floats:
    return np.random.default_rng(seed).standard_normal((rows, columns)).astype(np.float32)


def segments(sizes: list[int]) -> Segments:
    return Segments(np.array(sizes, np.intp))


@given(counts, counts, seeds)
def test_late_interaction_is_the_mean_of_best_matches_both_ways(
    ours: list[int], theirs: list[int], seed: int
) -> None:
    points = invented(sum(ours), sum(theirs), seed)
    a, b = segments(ours), segments(theirs)
    rolled = late_interaction(points, a, b)
    for i in range(len(ours)):
        for j in range(len(theirs)):
            block = points[a.rows(i), b.rows(j)]
            expected = (block.max(axis=1).mean() + block.max(axis=0).mean()) / 2
            assert rolled[i, j] == pytest.approx(expected, abs=1e-5)


@given(st.integers(1, 5), counts, seeds)
def test_the_best_points_are_the_most_alike_of_their_units(ours: int, theirs: list[int], seed: int) -> None:
    points, targets = invented(ours, sum(theirs), seed), segments(theirs)
    for unit, (first, second) in enumerate(best_points(points, targets)):
        own = points[:, targets.rows(unit)]
        assert own[first, second] == own.max()


@given(counts, st.data())
def test_some_units_keep_their_points(sizes: list[int], data: st.DataObject) -> None:
    chosen = np.array(data.draw(st.lists(st.sampled_from(range(len(sizes))), min_size=1)), np.intp)
    every = segments(sizes)
    expected = [n for unit in chosen for n in range(every.rows(unit).start, every.rows(unit).stop)]
    assert every.of(chosen).tolist() == expected
    assert every.only(chosen).counts.tolist() == [sizes[unit] for unit in chosen]


def test_centring_takes_off_what_a_language_has_in_common() -> None:
    shared = np.zeros((60, 8), np.float32)
    shared[:30, 0], shared[30:, 1] = 5, -5
    vectors = invented(60, 8, 1) + shared
    languages = ["ru"] * 30 + ["fi"] * 30
    result = centred(vectors, languages)
    for rows in (slice(0, 30), slice(30, 60)):
        assert np.linalg.norm(result[rows].mean(axis=0)) < np.linalg.norm(vectors[rows].mean(axis=0)) / 5


def test_centring_takes_off_the_axis_along_which_many_texts_of_a_language_spread() -> None:
    vectors = invented(200, 8, 5)
    vectors[:, 3] *= 9
    longest, without = (
        np.abs(centred(vectors, ["kk"] * 200, axis=axis)[:, 3]).mean() for axis in (False, True)
    )
    assert without < longest / 2


@given(st.integers(1, 12), seeds)
def test_centred_vectors_have_length_one_and_zeros_stay_zero(rows: int, seed: int) -> None:
    vectors = invented(rows, 6, seed)
    vectors[0] = 0
    lengths = np.linalg.norm(centred(vectors, ["kk"] * rows), axis=1)
    assert lengths[0] == 0
    assert lengths[1:] == pytest.approx(1, abs=1e-4)


def test_a_language_is_centred_by_itself() -> None:
    ours, theirs = invented(9, 6, 2), invented(5, 6, 3)
    both = centred(np.concatenate([ours, theirs]), ["ru"] * 9 + ["fi"] * 5)
    assert both[:9] == pytest.approx(centred(ours, ["ru"] * 9), abs=1e-6)


def test_one_text_alone_keeps_what_it_says() -> None:
    vector = invented(1, 6, 4)
    vector /= np.linalg.norm(vector)
    assert (centred(vector, ["en"]) @ vector[0])[0] == pytest.approx(1, abs=1e-5)


@given(arrays.arrays(np.float32, (4, 3), elements=st.floats(-1, 1, width=32)))
def test_a_scale_never_blows_up_noise(values: Floats) -> None:
    scaled = Scale(values, 0.5)(values)
    assert np.isfinite(scaled).all()
    assert np.abs(scaled).max() <= 4


def test_a_scale_of_nothing_leaves_values_finite() -> None:
    assert Scale(np.empty((0, 0), np.float32), 1.0)(np.ones(2, np.float32)).tolist() == [1, 1]
