from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from silta.standards.assembly import Assembly, Content
from silta.standards.compare import Comparison, WordChange, compare, word_changes
from silta.standards.provisions import Release


def law(**articles: str | tuple[str, str]) -> Release:
    """A release from ``a1="text"`` or ``a1=("heading", "text")``."""
    assembly = Assembly("en")
    for number, said in articles.items():
        heading, text = ("", said) if isinstance(said, str) else said
        assembly.add_points(assembly.add("article", number[1:], None, Content(heading, text)))
    return assembly.release("Lighthouse Act")


def kinds(comparison: Comparison) -> list[tuple[str, str, str]]:
    return [
        (change.kind, change.old.number if change.old else "", change.new.number if change.new else "")
        for change in comparison.changes
    ]


OLD = law(a1="Lamps burn.", a2="Keepers wake.", a3="Stairs are swept.", a4="Oil is dear.")


def test_each_unit_is_unchanged_reworded_new_moved_or_repealed() -> None:
    new = law(a1="Lamps  burn.", a2="Keepers sleep.", a3="Fog is new.", a5="Stairs are swept.")
    found = compare(OLD, new)
    assert kinds(found) == [
        ("unchanged", "1", "1"),
        ("reworded", "2", "2"),
        ("new", "", "3"),
        ("moved", "3", "5"),
        ("repealed", "4", ""),
    ]
    assert found.counts() == {"unchanged": 1, "reworded": 1, "new": 1, "repealed": 1, "moved": 1}
    assert [change.kind for change in found.of("new", "moved")] == ["new", "moved"]


def test_a_shift_of_numbers_is_a_row_of_moves() -> None:
    new = law(
        a1="Lamps burn.", a2="Fog is new.", a3="Keepers wake.", a4="Stairs are swept.", a5="Oil is dear."
    )
    assert kinds(compare(OLD, new)) == [
        ("unchanged", "1", "1"),
        ("new", "", "2"),
        ("moved", "2", "3"),
        ("moved", "3", "4"),
        ("moved", "4", "5"),
    ]


def test_a_unit_whose_place_is_taken_by_a_moved_one_is_repealed() -> None:
    new = law(a1="Lamps burn.", a2="Keepers wake.", a3="Oil is dear.")
    assert kinds(compare(OLD, new)) == [
        ("unchanged", "1", "1"),
        ("unchanged", "2", "2"),
        ("repealed", "3", ""),
        ("moved", "4", "3"),
    ]


def test_a_unit_that_says_it_is_repealed_is_repealed() -> None:
    new = law(a1="Lamps burn.", a2=("Repealed by Act 7", ""), a3="Stairs are swept.", a4="Oil is dear.")
    assert kinds(compare(OLD, new))[1] == ("repealed", "2", "2")
    assert kinds(compare(new, OLD))[1] == ("new", "2", "2")


def test_words_that_stand_twice_are_not_called_moved() -> None:
    old, new = law(a1="Same.", a2="Same."), law(a3="Same.", a4="Other.")
    assert {kind for kind, _, _ in kinds(compare(old, new))} == {"new", "repealed"}


def test_titles_alone_are_compared_by_their_titles() -> None:
    old, new = law(a1=("Light", ""), a2=("Oil", "")), law(a1=("Lamps", ""), a2=("Oil", ""))
    assert [kind for kind, _, _ in kinds(compare(old, new))] == ["reworded", "unchanged"]


def test_a_release_without_any_texts_is_compared_by_headings() -> None:
    old, new = law(a1=("Light", "Lamps burn."), a2=("Oil", "Dear.")), law(a1=("Light", ""), a2=("Gas", ""))
    assert [kind for kind, _, _ in kinds(compare(old, new))] == ["unchanged", "reworded"]


def test_a_heading_that_one_source_lacks_and_marks_of_amending_acts_are_no_change() -> None:
    old, new = law(a1=("Light", "Lamps burn.\nDaily.")), law(a1="Lamps burn.\n(1.2.2003/4)\nDaily.")
    assert [kind for kind, _, _ in kinds(compare(old, new))] == ["unchanged"]


def test_a_reworded_unit_shows_the_words_that_changed() -> None:
    change = compare(
        law(a1=("Keeper", "The keeper shall wake.")), law(a1=("Keepers", "The keeper may wake."))
    ).changes[0]
    assert [(w.operation, w.old, w.new) for w in change.words()] == [
        ("equal", "The keeper ", "The keeper "),
        ("replace", "shall ", "may "),
        ("equal", "wake.", "wake."),
    ]
    assert [w.operation for w in change.heading_words()] == ["replace"]


def test_endless_texts_are_compared_in_coarser_pieces() -> None:
    long = "word " * 2_500
    assert [w.operation for w in word_changes(long, long + "more")] == ["replace"]
    assert [w.operation for w in word_changes(f"{long}\na", f"{long}\nb")] == ["equal", "replace"]


@given(st.text(max_size=80), st.text(max_size=80))
def test_word_changes_hold_both_texts_whole(old: str, new: str) -> None:
    changes = word_changes(old, new)
    assert "".join(change.old for change in changes) == old
    assert "".join(change.new for change in changes) == new


LAWS = st.dictionaries(
    st.sampled_from(["a1", "a2", "a3", "a4", "a5"]), st.sampled_from(["A.", "B.", "C.", "D.", "Repealed."])
).map(lambda articles: law(**articles))


@given(LAWS, LAWS)
def test_every_unit_of_both_releases_is_accounted_for_once(old: Release, new: Release) -> None:
    changes = compare(old, new).changes
    before = [change.old.fragment for change in changes if change.old]
    after = [change.new.fragment for change in changes if change.new]
    assert sorted(before) == sorted(unit.fragment for unit in old.units())
    assert after == [unit.fragment for unit in new.units()]


@given(LAWS, LAWS)
def test_counts_add_up_and_what_one_way_is_new_the_other_way_is_gone(old: Release, new: Release) -> None:
    there, back = compare(old, new), compare(new, old)
    assert sum(there.counts().values()) == len(there.changes)
    assert there.counts()["unchanged"] == back.counts()["unchanged"]
    only_new = {c.new.fragment for c in there.of("new") if c.new and not c.old}
    gone_back = {c.old.fragment for c in back.of("repealed") if c.old and not c.new}
    assert {f for f in only_new if new.get(f)} <= gone_back | {
        f for f in only_new if (unit := new.get(f)) and unit.status != "in-force"
    }
    moved = {(c.old.fragment, c.new.fragment) for c in there.of("moved") if c.old and c.new}
    assert moved == {(c.new.fragment, c.old.fragment) for c in back.of("moved") if c.old and c.new}


@given(LAWS)
def test_a_release_is_unchanged_against_itself(release: Release) -> None:
    assert {change.kind for change in compare(release, release).changes} <= {"unchanged"}


def beacons(stem: str, *points: tuple[str, Content], chapter: str = "") -> Release:
    """An article that gives its points as rows of their own, as the template does."""
    assembly = Assembly("en")
    above = assembly.add("chapter", chapter, None, Content("Light")) if chapter else None
    article = assembly.add("article", "1", above, Content("Beacons", stem))
    for number, content in points:
        assembly.add("point", number, article, content)
    return assembly.release("Lighthouse Act")


def test_a_unit_changes_with_its_points_although_its_own_text_does_not() -> None:
    lamps, oil = ("1)", Content(text="lamps;")), ("2)", Content(text="oil."))
    old = beacons("The keeper tends:", lamps, oil)
    for points in (
        [lamps, ("2)", Content(text="fresh oil."))],
        [lamps, oil, ("3)", Content(text="stairs."))],
        [lamps],
        [lamps, ("2)", Content(text="oil.", status="repealed"))],
        [("1)", Content(text="oil.")), ("2)", Content(text="lamps;"))],
        [lamps, ("3)", Content(text="oil."))],
        [lamps, ("2)", Content("Oil", "oil."))],
    ):
        (change,) = compare(old, beacons("The keeper tends:", *points)).changes
        assert change.kind == "reworded", points
    changed = compare(old, beacons("The keeper tends:", lamps, ("2)", Content(text="fresh oil.")))).changes
    assert WordChange("insert", "", "fresh ") in changed[0].words()
    assert compare(old, beacons("The keeper tends:", lamps, oil)).changes[0].kind == "unchanged"
    assert compare(old, beacons("The keeper tends: 1) lamps; 2) oil.")).changes[0].kind == "unchanged"


def test_a_point_that_goes_is_missed_although_the_introduction_holds_its_word() -> None:
    lamps, oil = ("1)", Content(text="oil")), ("2)", Content(text="lamps"))
    old, new = beacons("Of lamps and oil:", lamps, oil), beacons("Of lamps and oil:", lamps)
    assert compare(old, new).changes[0].kind == "reworded"


def test_points_of_points_and_titles_of_points_tell_too() -> None:
    def deep(words: str) -> Release:
        assembly = Assembly("en")
        article = assembly.add("article", "1", None, Content("Beacons", "The keeper:"))
        point = assembly.add("point", "1)", article, Content(text="tends"))
        assembly.add("subpoint", "a)", point, Content(text=words))
        return assembly.release("Lighthouse Act")

    assert compare(deep("oil."), deep("lamps.")).changes[0].kind == "reworded"
    found = compare(beacons("", ("1)", Content("Oil"))), beacons("", ("1)", Content("Lamps"))))
    assert found.changes[0].kind == "reworded"
