"""Suggestions about split, merged and moved units, and what follows for those who speak of provisions by address."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from silta.standards.assembly import Assembly, Content
from silta.standards.compare import compare
from silta.standards.continuations import Continuation, continuations
from silta.standards.fates import Fate, fates
from silta.standards.provisions import Release
from tests.standards.test_compare import LAWS, beacons, law

LIGHT = "The keeper lights the lamp an hour before sunset and puts it out an hour after sunrise on every day of the year."
STAIRS = "Stairs are swept from the top to the bottom once a week by a person who holds on to the rail all the time."
OIL = "Oil is bought in barrels of oak from a merchant whom the board of the coast has named for a term of five years."


def found(old: Release, new: Release) -> list[tuple[str, list[str], list[str]]]:
    return [
        (one.kind, [unit.number for unit in one.olds], [unit.number for unit in one.news])
        for one in continuations(compare(old, new))
    ]


def fate_of(old: Release, new: Release) -> dict[str, Fate]:
    comparison = compare(old, new)
    return fates(old, new, comparison, continuations(comparison))


def test_a_unit_whose_words_stand_in_two_is_said_to_be_split() -> None:
    old, new = law(a1=f"{LIGHT} {STAIRS}", a2=OIL), law(a1=LIGHT, a2=OIL, a3=f"{STAIRS} Brooms are clean.")
    assert found(old, new) == [("split", ["1"], ["1", "3"])]
    assert fate_of(old, new)["art-1"] == Fate("split", ("art-1", "art-3"))


def test_units_whose_words_stand_in_one_are_said_to_be_merged() -> None:
    old, new = law(a1=LIGHT, a2=STAIRS, a3=OIL), law(a1=f"{LIGHT} {STAIRS}", a3=OIL)
    assert found(old, new) == [("merged", ["1", "2"], ["1"])]
    assert fate_of(old, new)["art-2"] == Fate("merged", ("art-1",))
    assert fate_of(old, new)["art-1"].kind == "reworded"


def test_a_unit_that_was_reworded_on_its_way_to_another_number_is_said_to_be_moved() -> None:
    old, new = law(a1=LIGHT, a2=STAIRS), law(a1=LIGHT, a7=f"{STAIRS} Brooms are clean.")
    (moved,) = continuations(compare(old, new))
    assert (moved.kind, moved.share) == ("moved", 100)
    assert fate_of(old, new)["art-2"] == Fate("moved", ("art-7",))


def test_formulas_of_drafting_are_no_evidence() -> None:
    formula = (
        "Further provisions on this are given by decree of the government on a proposal of the ministry."
    )
    old = law(**{f"a{n}": formula for n in range(1, 10)})
    new = law(**{f"a{n}": f"{formula} Section {n} is new." for n in range(11, 20)})
    assert found(old, new) == []


def test_points_and_chapters_have_fates_of_their_own() -> None:
    old, new = law(a1="The keeper:\n1) wakes;\n2) reads."), law(a1="The keeper:\n1) wakes;\n2) sleeps.")
    told = fate_of(old, new)
    assert {name: fate.kind for name, fate in told.items()} == {
        "art-1": "reworded", "art-1.1": "unchanged", "art-1.2": "reworded",
    }  # fmt: skip
    assert fate_of(old, law(a2="The keeper:\n1) wakes;\n2) reads."))["art-1.2"] == Fate("moved", ("art-2.2",))
    assert fate_of(old, law(a9=LIGHT))["art-1.2"] == Fate("repealed", ())


def test_a_chapter_and_each_point_see_what_changes_below_them() -> None:
    def told(words: str) -> dict[str, str]:
        points = ("1)", Content(text="lamps;")), ("2)", Content(text=words))
        old = beacons("The keeper tends:", points[0], ("2)", Content(text="oil.")), chapter="1")
        new = beacons("The keeper tends:", *points, chapter="1")
        return {name: fate.kind for name, fate in fate_of(old, new).items()}

    assert told("fresh oil.") == {
        "ch-1": "reworded", "art-1": "reworded", "art-1.1": "unchanged", "art-1.2": "reworded",
    }  # fmt: skip
    assert set(told("oil.").values()) == {"unchanged"}


def test_a_requirement_sees_what_changes_in_the_requirements_inside_it() -> None:
    def nested(words: str) -> Release:
        assembly = Assembly("en")
        outer = assembly.add("requirement", "1", None, Content("Light", "There is light."))
        assembly.add("requirement", "1.1", outer, Content("Oil", words))
        return assembly.release("Lighthouse standard")

    assert fate_of(nested("Oil is kept."), nested("Oil is fresh."))["r-1"] == Fate("reworded", ("r-1",))


@given(LAWS, LAWS)
def test_every_provision_of_the_older_release_has_a_fate(old: Release, new: Release) -> None:
    told = fate_of(old, new)
    assert set(told) == {provision.fragment for provision in old.provisions}
    assert all(new.get(name) for fate in told.values() for name in fate.fragments)
    assert {fate.kind for fate in fate_of(old, old).values()} <= {"unchanged"} | {
        fate.kind
        for name, fate in fate_of(old, old).items()
        if (p := old.get(name)) and p.status == "repealed"
    }


SENTENCES = st.sampled_from([LIGHT, STAIRS, OIL, "The board decides.", ""])
LONG_LAWS = st.dictionaries(
    st.sampled_from(["a1", "a2", "a3", "a4"]), st.lists(SENTENCES, max_size=3).map(" ".join)
).map(lambda articles: law(**articles))


@given(LONG_LAWS, LONG_LAWS)
def test_suggestions_name_changed_units_of_the_right_side_only(old: Release, new: Release) -> None:
    comparison = compare(old, new)
    certain = {change.new.fragment for change in comparison.of("unchanged", "moved") if change.new}
    for one in continuations(comparison):
        assert isinstance(one, Continuation)
        assert all(old.get(unit.fragment) == unit for unit in one.olds)
        assert all(new.get(unit.fragment) == unit for unit in one.news)
        assert certain.isdisjoint(unit.fragment for unit in one.news)
        assert 1 <= one.share <= 100


def test_ten_times_as_many_units_take_about_ten_times_as_long() -> None:
    def spent(units: int) -> float:
        old = law(**{f"a{n}": f"{LIGHT} {n} {STAIRS} {n}" for n in range(units)})
        new = law(**{f"a{n}": f"{LIGHT} {n} {OIL} {n}" for n in range(units)})
        start = time.process_time()
        continuations(compare(old, new))
        return time.process_time() - start

    spent(100)
    assert spent(2_000) < 40 * max(spent(200), 0.01)
