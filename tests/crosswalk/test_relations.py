"""Relations are checked against what they claim to describe: sets of demands."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.crosswalk.relations import STRENGTH, Relation, compose, inverse, strongest
from silta.words.codes import RELATION

ALL: tuple[Relation, ...] = get_args(Relation)
demands = st.frozensets(st.integers(0, 5), min_size=1)


def told(a: frozenset[int], b: frozenset[int]) -> Relation:
    if a == b:
        return "equal"
    if a < b:
        return "subset-of"
    if a > b:
        return "superset-of"
    return "intersects" if a & b else "no-relationship"


def holds(relation: Relation, a: frozenset[int], b: frozenset[int]) -> bool:
    claims = {
        "equal": a == b,
        "subset-of": a <= b,
        "superset-of": a >= b,
        "intersects": bool(a & b),
        "no-relationship": not a & b,
    }
    return claims[relation]


def test_the_relations_are_those_of_the_code_list() -> None:
    assert set(ALL) == set(RELATION)
    assert set(STRENGTH) == set(ALL)


@given(demands, demands)
def test_the_inverse_is_what_the_other_side_sees(a: frozenset[int], b: frozenset[int]) -> None:
    assert inverse(told(a, b)) == told(b, a)


@given(demands, demands, demands)
def test_what_follows_through_a_hub_is_true_of_the_sets(
    a: frozenset[int], hub: frozenset[int], b: frozenset[int]
) -> None:
    derived = compose(told(a, hub), told(hub, b))
    assert derived is None or holds(derived, a, b)


@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_what_follows_is_never_stronger_than_its_links(first: Relation, second: Relation) -> None:
    derived = compose(first, second)
    assert derived is None or STRENGTH[derived] <= min(STRENGTH[first], STRENGTH[second])


@given(st.sampled_from(ALL), st.sampled_from(ALL))
def test_a_path_told_backwards_says_the_inverse(first: Relation, second: Relation) -> None:
    forth = compose(first, second)
    back = compose(inverse(second), inverse(first))
    assert (forth is None) == (back is None)
    assert forth is None or (back is not None and inverse(forth) == back)


@pytest.mark.parametrize(
    ("first", "second", "derived"),
    [
        ("equal", "equivalent", "equivalent"),
        ("equivalent", "subset-of", "subset-of"),
        ("equivalent-alternative", "equal", "equivalent-alternative"),
        ("equivalent-alternative", "subset-of", None),
        ("subset-of", "superset-of", None),
        ("intersects", "intersects", None),
        ("not-applicable", "equal", None),
    ],
)
def test_composition_by_example(first: Relation, second: Relation, derived: Relation | None) -> None:
    assert compose(first, second) == derived


def test_of_several_paths_the_one_that_says_the_most_is_chosen() -> None:
    assert strongest([None, "intersects", "equivalent", "subset-of"]) == "equivalent"
    assert strongest([None, None]) is None
