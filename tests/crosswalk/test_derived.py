"""What follows through a hub, held against sets of demands: true, no stronger than its links, by the path that maps the most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from hypothesis import given
from hypothesis import strategies as st

from silta.crosswalk.coverage import Decision, coverage, state_of_relation
from silta.crosswalk.derived import Derived, derive, links, state_through
from silta.crosswalk.relations import STRENGTH, Relation, compose
from tests.crosswalk.test_relations import demands, holds, told

BENCHMARK, COMPARED, HUBS = "xx/standard-1@2020", "yy/act-7@2021", ("hub/one@2016", "hub/two@2018")
UNITS = tuple(f"{BENCHMARK}#r-{n}" for n in (1, 2, 3))
RELATIONS: tuple[Relation, ...] = get_args(Relation)


def at(release: str, *numbers: int) -> tuple[str, ...]:
    return tuple(f"{release}#s-{n}" for n in numbers)


numbers = st.lists(st.integers(1, 3), min_size=1, max_size=2, unique=True)
releases = st.sampled_from((*HUBS, BENCHMARK, COMPARED))


@st.composite
def decisions(draw: st.DrawFn) -> list[Decision]:
    """Decisions between the two texts and the hubs, told from either side."""
    found = []
    for name in draw(st.lists(st.integers(1, 99), max_size=12, unique=True)):
        outer, hub = draw(st.sampled_from((BENCHMARK, COMPARED))), draw(st.sampled_from(HUBS))
        ends = [outer, hub] if draw(st.booleans()) else [hub, outer]
        sources, targets = (
            tuple(f"{release}#{'r' if release == BENCHMARK else 's'}-{n}" for n in draw(numbers))
            for release in ends
        )
        found.append(
            Decision(
                f"m{name}",
                sources,
                targets,
                draw(st.sampled_from(RELATIONS)),
                confirmed=draw(st.integers(0, 4)) > 0,
            )
        )
    return found


def path(first: Relation, second: Relation, hub: str = HUBS[0], unit: str = UNITS[0]) -> list[Decision]:
    """The hub is `first` to the benchmark, the compared text is `second` to the hub."""
    (middle,) = at(hub, 1)
    return [
        Decision(f"{hub} {unit} 1", (unit,), (middle,), first),
        Decision(f"{hub} {unit} 2", (middle,), at(COMPARED, 7), second),
    ]


def only(found: dict[str, tuple[Derived, ...]]) -> Derived:
    ((one,),) = found.values()
    return one


def test_a_conclusion_names_its_path() -> None:
    one = only(derive(UNITS, COMPARED, path("equal", "subset-of")))
    assert (one.unit, one.target, one.relation) == (UNITS[0], f"{COMPARED}#s-7", "subset-of")
    assert one.hub == f"{HUBS[0]}#s-1"
    assert one.decisions == (f"{HUBS[0]} {UNITS[0]} 1", f"{HUBS[0]} {UNITS[0]} 2")


def test_a_link_is_read_from_either_end() -> None:
    (middle,), (section,) = at(HUBS[0], 1), at(COMPARED, 7)
    found = [
        Decision("1", (middle,), (UNITS[0],), "superset-of"),
        Decision("2", (section,), (middle,), "equal"),
    ]
    assert only(derive(UNITS, COMPARED, found)).relation == "subset-of"


def test_nothing_follows_from_what_is_not_confirmed_or_not_applicable() -> None:
    first, second = path("equal", "equal")
    unconfirmed = Decision(second.name, second.sources, second.targets, "equal", confirmed=False)
    assert derive(UNITS, COMPARED, [first, unconfirmed]) == {}
    assert derive(UNITS, COMPARED, path("not-applicable", "equal")) == {}
    assert derive(UNITS, COMPARED, path("equal", "no-relationship")) == {}


def test_several_targets_say_less_about_each() -> None:
    both = Decision("1", (UNITS[0],), at(HUBS[0], 1, 2), "equal", together=True)
    onward = Decision("2", at(HUBS[0], 1), at(COMPARED, 7), "equal")
    assert only(derive(UNITS, COMPARED, [both, onward])).relation == "subset-of"


def test_of_several_hubs_the_one_that_maps_the_most_is_taken_where_it_says_something() -> None:
    units = (*UNITS, f"{BENCHMARK}#r-4")
    wide = [d for unit in units[:3] for d in path("equal", "subset-of", HUBS[1], unit)]
    narrow = [d for unit in units[2:] for d in path("equal", "equal", HUBS[0], unit)]
    found = derive(units, COMPARED, [*narrow, *wide])
    assert [found[unit][0].hub.split("#")[0] for unit in units] == [HUBS[1], HUBS[1], HUBS[1], HUBS[0]]


@given(demands, demands, demands)
def test_a_conclusion_is_true_of_the_sets(a: frozenset[int], hub: frozenset[int], b: frozenset[int]) -> None:
    for several in derive(UNITS, COMPARED, path(told(hub, b), told(a, hub))).values():
        assert all(holds(one.relation, a, b) for one in several)


@given(demands, demands, demands)
def test_what_several_provisions_are_as_a_whole_holds_of_each(
    a: frozenset[int], b: frozenset[int], source: frozenset[int]
) -> None:
    relation = told(a | b, source)
    if relation != "no-relationship" and not (a & source and b & source):
        return  # an expert names only parts that matter
    decision = Decision("m", ("x#s-1",), ("y#a", "y#b"), relation)
    sets = {"y#a": a, "y#b": b, "x#s-1": source}
    assert all(holds(link.relation, sets[link.of], sets[link.to]) for link in links([decision]))
    turned = Decision("m", ("y#a", "y#b"), ("x#s-1",), told(source, a | b))
    assert all(holds(link.relation, sets[link.of], sets[link.to]) for link in links([turned]))


@given(decisions())
def test_a_conclusion_is_never_stronger_than_its_links(found: list[Decision]) -> None:
    by_name: dict[str, Decision] = {one.name: one for one in found}
    for unit, several in derive(UNITS, COMPARED, found).items():
        for one in several:
            used = [by_name[name] for name in one.decisions]
            assert STRENGTH[one.relation] <= min(STRENGTH[d.relation] for d in used)
            assert all(d.confirmed for d in used)
            assert one.unit == unit
            assert one.hub.split("#")[0] in HUBS
            assert one.target.startswith(f"{COMPARED}#")


@given(decisions())
def test_the_hub_taken_for_a_unit_maps_as_much_as_any_other_that_speaks_of_it(found: list[Decision]) -> None:
    alone = {hub: derive(UNITS, COMPARED, _through_only(found, hub)) for hub in HUBS}
    for unit, several in derive(UNITS, COMPARED, found).items():
        (taken,) = {one.hub.split("#")[0] for one in several}
        assert len(alone[taken]) == max(len(alone[hub]) for hub in HUBS if unit in alone[hub])
        assert several == alone[taken][unit]


def _through_only(found: Sequence[Decision], hub: str) -> list[Decision]:
    return [d for d in found if any(address.startswith(f"{hub}#") for address in (*d.sources, *d.targets))]


@given(decisions(), st.randoms(use_true_random=False))
def test_the_order_in_which_mappings_arrive_does_not_matter(found: list[Decision], chance: object) -> None:
    shuffled = found[::-1]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis's own random
    assert derive(UNITS, COMPARED, found) == derive(UNITS, COMPARED, shuffled)


@given(decisions())
def test_what_is_derived_is_no_coverage(found: list[Decision]) -> None:
    assert all(one.state == "not-assessed" or one.decisions for one in coverage(UNITS, found).values())
    for several in derive(UNITS, COMPARED, found).values():
        assert state_through(several) in {state_of_relation(one.relation) for one in several}


@given(st.sampled_from(RELATIONS))
def test_equal_texts_change_nothing_on_the_way(relation: Relation) -> None:
    same = None if relation == "not-applicable" else relation
    assert compose("equal", relation) == compose(relation, "equal") == same
