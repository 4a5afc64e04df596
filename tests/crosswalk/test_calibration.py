from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from silta.crosswalk.calibration import LEAST_DECISIONS, absence_threshold, calibrate

scores = st.lists(st.floats(-5, 5), min_size=1, max_size=40)


def drawn(count: int, steepness: float) -> tuple[list[float], list[bool], list[int]]:
    chance = np.random.default_rng(1)
    values = chance.normal(0, 2, count)
    confirmed = chance.random(count) < 1 / (1 + np.exp(-steepness * values))
    return values.tolist(), confirmed.tolist(), list(range(count))


def test_no_probability_is_given_after_few_decisions() -> None:
    values, confirmed, groups = drawn(2 * LEAST_DECISIONS - 1, 2.0)
    assert calibrate(values, confirmed, groups) is None


def test_no_probability_is_given_where_scores_tell_nothing() -> None:
    values, confirmed, groups = drawn(400, 0.0)
    assert calibrate(values, confirmed, groups) is None


def test_probabilities_are_what_they_say() -> None:
    found = calibrate(*drawn(4000, 1.0))
    assert found is not None
    assert found.error < found.plain
    assert [round(found(score), 1) for score in (-2, 0, 2)] == [0.1, 0.5, 0.9]


def test_a_higher_score_is_never_less_likely() -> None:
    found = calibrate(*drawn(400, 2.0))
    assert found is not None
    given_out = [found(score) for score in np.linspace(-10, 10, 50)]
    assert given_out == sorted(given_out)
    assert all(0 <= one <= 1 for one in given_out)


def test_decisions_that_part_cleanly_stay_finite() -> None:
    values = [*np.linspace(1, 2, 30), *np.linspace(-2, -1, 30)]
    found = calibrate(values, [True] * 30 + [False] * 30, list(range(60)))
    assert found is not None
    assert np.isfinite([found.slope, found.offset]).all()


@given(scores)
def test_fewer_than_half_of_the_sources_can_be_thought_without_counterpart(best: list[float]) -> None:
    limit = absence_threshold(best, [])
    assert sum(score < limit for score in best) <= len(best) / 2


@given(scores, st.lists(st.floats(-5, 5), min_size=10, max_size=20))
def test_confirmed_counterparts_with_weak_scores_lower_the_threshold(
    best: list[float], answered: list[float]
) -> None:
    assert absence_threshold(best, answered) <= min(absence_threshold(best, []), max(answered))


def test_a_source_far_weaker_than_the_others_stands_out() -> None:
    limit = absence_threshold([3.0, 3.2, 2.9, 3.1, 0.5], [])
    assert [score < limit for score in (3.0, 0.5)] == [False, True]
