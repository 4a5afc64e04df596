from __future__ import annotations

from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from silta.crosswalk.coverage import (
    STATES,
    Cause,
    Coverage,
    Decision,
    Rating,
    coverage,
    gap_candidates,
    state_of,
    tally,
)
from silta.crosswalk.relations import Relation
from silta.words.codes import RATING

UNITS = ("iaea/gsr-1@2016#r-1", "iaea/gsr-1@2016#r-2", "iaea/gsr-1@2016#r-3")

decisions = st.lists(
    st.builds(
        Decision,
        name=st.sampled_from(("m1", "m2", "m3")),
        sources=st.lists(st.sampled_from(UNITS), min_size=1, max_size=3).map(tuple),
        targets=st.lists(st.sampled_from(("a", "b", "c")), max_size=3).map(tuple),
        relation=st.sampled_from(get_args(Relation)),
        together=st.booleans(),
        legal=st.sampled_from(get_args(Rating)),
        implementation=st.sampled_from(get_args(Rating)),
        confirmed=st.booleans(),
    ),
    max_size=6,
)


def one(relation: Relation, *targets: str, together: bool = False, confirmed: bool = True) -> Coverage:
    decision = Decision("m", UNITS[:1], targets or ("a",), relation, together, confirmed=confirmed)
    return coverage(UNITS[:1], [decision])[UNITS[0]]


def causes(*found: Decision) -> dict[str, Cause]:
    return {gap.unit: gap.cause for gap in gap_candidates(coverage(UNITS, found))}


def test_ratings_are_those_of_the_code_list() -> None:
    assert set(get_args(Rating)) == set(RATING)


def test_what_contains_or_equals_the_benchmark_covers_it() -> None:
    covering: tuple[Relation, ...] = ("equal", "equivalent", "equivalent-alternative", "superset-of")
    assert [one(relation).state for relation in covering] == ["covered"] * 4


def test_several_parts_do_not_add_up_unless_an_expert_says_so() -> None:
    assert one("subset-of", "a", "b").state == "partial"
    assert one("subset-of", "a", "b", together=True).state == "covered"
    assert one("subset-of", "a", together=True).state == "partial"


def test_two_partial_mappings_stay_partial() -> None:
    parts = [Decision(name, (UNITS[0],), (name,), "subset-of") for name in ("m1", "m2")]
    assert coverage(UNITS, parts)[UNITS[0]] == Coverage("partial", decisions=("m1", "m2"))


def test_what_is_not_confirmed_does_not_count() -> None:
    assert one("equal", confirmed=False).state == "not-assessed"


def test_the_worst_rating_is_kept() -> None:
    ratings: tuple[Rating, ...] = ("c", "a", "b")
    rated = [Decision(rating, UNITS[:1], ("a",), "equal", legal=rating) for rating in ratings]
    assert coverage(UNITS, rated)[UNITS[0]].legal == "c"


def test_a_stale_decision_reopens_its_provision_and_is_no_gap() -> None:
    stale = Decision("old", UNITS[:1], ("a",), "subset-of", legal="c", confirmed=False, stale=True)
    fresh = Decision("new", UNITS[:1], ("b",), "equal", legal="a")
    found = coverage(UNITS, [stale, fresh])
    assert found[UNITS[0]] == Coverage("to-review", "a", "not-assessed", ("old", "new"))
    assert gap_candidates(coverage(UNITS, [stale])) == []


def test_every_state_is_counted() -> None:
    assert tally(coverage(UNITS, [Decision("m", UNITS[:2], (), "no-relationship")])) == {
        "not-assessed": 1,
        "not-applicable": 0,
        "none": 2,
        "partial": 0,
        "covered": 0,
        "to-review": 0,
    }


def test_gap_candidates_name_their_likely_cause() -> None:
    found = causes(
        Decision("m1", UNITS[:1], (), "no-relationship"),
        Decision("m2", UNITS[1:2], ("a",), "subset-of"),
        Decision("m3", UNITS[2:], ("b",), "equal", implementation="c"),
    )
    assert found == {
        UNITS[0]: "no-provision",
        UNITS[1]: "partial-provision",
        UNITS[2]: "provision-not-applied",
    }


def test_a_justified_difference_and_an_unassessed_provision_are_no_gaps() -> None:
    assert causes(Decision("m1", UNITS[:1], ("a",), "subset-of", legal="b")) == {}


def test_a_law_to_be_addressed_is_a_gap_even_where_it_covers() -> None:
    assert causes(Decision("m1", UNITS[:1], ("a",), "equal", legal="c")) == {UNITS[0]: "different-approach"}


@given(decisions, decisions)
def test_more_confirmed_mappings_never_lower_coverage(before: list[Decision], more: list[Decision]) -> None:
    first, second = coverage(UNITS, before), coverage(UNITS, [*before, *more])
    for unit in UNITS:
        assert STATES.index(first[unit].state) <= STATES.index(second[unit].state)


@given(decisions)
def test_the_order_of_mappings_does_not_matter(found: list[Decision]) -> None:
    forth, back = coverage(UNITS, found), coverage(UNITS, found[::-1])
    assert all((forth[u].state, forth[u].legal) == (back[u].state, back[u].legal) for u in UNITS)


@given(decisions)
def test_no_provision_is_covered_by_anything_but_a_decision_about_it(found: list[Decision]) -> None:
    for unit, what in coverage(UNITS, found).items():
        about = [d for d in found if d.confirmed and unit in d.sources]
        assert (what.state == "not-assessed") == (not about)
        assert all(STATES.index(state_of(d)) <= STATES.index(what.state) for d in about)
