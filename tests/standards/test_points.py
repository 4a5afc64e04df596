from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from silta.standards.addresses import is_fragment
from silta.standards.assembly import Assembly, Content
from silta.standards.numbering import core
from silta.standards.points import split
from silta.standards.provisions import Provision, Release, points_of


def law(text: str, number: str = "7 §") -> Release:
    assembly = Assembly("en")
    assembly.add_points(assembly.add("section", number, None, Content("Duties", text)))
    return assembly.release("Lighthouse Act")


def pieces(text: str) -> list[tuple[str, str, str]]:
    return [(p.fragment, p.level, p.text) for p in law(text).provisions[1:]]


def test_a_single_paragraph_has_no_points() -> None:
    assert pieces("The keeper shall light the lamp.") == []


def test_a_list_hangs_on_the_unit_and_keeps_its_introduction_as_stem() -> None:
    release = law("The keeper shall:\n1) light the lamp;\n2) put it out.")
    first, second = release.provisions[1:]
    assert (first.fragment, first.number, first.text, first.stem) == (
        "s-7.1",
        "1)",
        "light the lamp;",
        "The keeper shall:",
    )
    assert second.fragment == "s-7.2"
    assert first.path == ("7 §",)


def test_plain_paragraphs_are_counted_and_hold_the_lists() -> None:
    assert pieces(
        "A light shall burn.\nIt may be:\n1) white;\n4 a) red;\na) dim\n4 b) green.\nFog is foggy."
    ) == [
        ("s-7.1", "paragraph", "A light shall burn."),
        ("s-7.2", "paragraph", "It may be:\n1) white;\n4 a) red;\na) dim\n4 b) green."),
        ("s-7.2.1", "point", "white;"),
        ("s-7.2.4a", "point", "red;\na) dim"),
        ("s-7.2.4a.a", "subpoint", "dim"),
        ("s-7.2.4b", "point", "green."),
        ("s-7.3", "paragraph", "Fog is foggy."),
    ]


def test_numbered_paragraphs_hold_points_and_what_follows_these() -> None:
    assert pieces(
        "1. Сторож обязан:\n1) зажигать;\n1-1) гасить.\nОн не спит.\n2-1. Сторож пьет чай.\nИ молоко."
    ) == [
        ("s-7.1", "paragraph", "Сторож обязан:\n1) зажигать;\n1-1) гасить.\nОн не спит."),
        ("s-7.1.1", "point", "зажигать;"),
        ("s-7.1.1-1", "point", "гасить."),
        ("s-7.1.p2", "paragraph", "Он не спит."),
        ("s-7.2-1", "paragraph", "Сторож пьет чай.\nИ молоко."),
    ]


def test_a_list_goes_on_after_words_that_interrupt_it() -> None:
    fragments = [
        fragment for fragment, _, _ in pieces("Allowed are:\n1) oil;\n2) gas,\nif dry; and\n3) wind.")
    ]
    assert fragments == ["s-7.1", "s-7.2", "s-7.p2", "s-7.3"]


def test_letters_and_roman_numbers_are_told_apart_by_what_came_before() -> None:
    letters = "".join(f"{letter}) x;\n" for letter in "abcdefgh")
    assert [f for f, _, _ in pieces(f"Terms:\n{letters}i) y.")][-1] == "s-7.i"
    nested = [f for f, _, _ in pieces("Terms:\n(a) x:\n(i) one;\n(ii) two;\n(b) y.")]
    assert nested == ["s-7.a", "s-7.a.i", "s-7.a.ii", "s-7.b"]


def test_a_list_inside_one_line_is_cut_where_its_numbers_run_on() -> None:
    assert [f for f, _, _ in pieces("The keeper shall: 1) light; 2) wait; and 3) sleep.")] == [
        "s-7.1",
        "s-7.2",
        "s-7.3",
    ]
    assert pieces("See section 2) of the Act; 5) is wrong.") == []


def test_marks_of_the_amending_act_are_no_piece() -> None:
    assert [text for _, _, text in pieces("One.\n(23.5.2008/342)\nTwo.\n(1.1.2011/1)")] == ["One.", "Two."]


def test_a_number_that_occurs_twice_gives_two_fragments() -> None:
    assert [f for f, _, _ in pieces("The keeper:\n1) lights;\n1) waits.")] == ["s-7.1", "s-7.1_2"]


def test_points_of_a_list_of_provisions_are_those_of_the_release() -> None:
    release = law("A:\n1) b;\nc) d.\nE.")
    unit = release.units()[0]
    assert points_of(unit, release.provisions) == release.points_of(unit)


def test_numbers_become_ascii() -> None:
    written = (
        "7 e §",
        "7e §",
        "Статья 7-1",
        "1-бап",
        "4 a)",
        "(iv)",
        "б)",
        "2 a luku",
        "GV.OC-01",
        "70–71 §",
        "§",
    )
    made = ["7e", "7e", "7-1", "1", "4a", "iv", "b", "2a", "gv.oc-01", "70-71", ""]
    assert [core(number) for number in written] == made


LINES = st.lists(
    st.one_of(
        st.sampled_from(
            ["1) one", "2) two", "3) three;", "a) x", "b) y", "(i) z", "1. First", "2. Second", "(1) br"]
        ),
        st.text(st.sampled_from("abAB .:;)(1б§\n"), max_size=30),
    ),
    max_size=25,
)


@given(LINES)
def test_pieces_say_all_that_the_unit_says_and_have_addresses_of_their_own(lines: list[str]) -> None:
    release = law("\n".join(lines).strip())
    unit = release.units()[0]
    inside = release.points_of(unit)
    assert len({p.fragment for p in release.provisions}) == len(release.provisions)
    assert all(is_fragment(p.fragment) for p in release.provisions)
    assert [p.order for p in release.provisions] == list(range(len(release.provisions)))
    said = [f"{leaf.stem} {leaf.text}" for leaf in release.leaves_of(unit)] + [
        piece.number for piece in inside
    ]
    assert set(re.findall(r"\w+", unit.text)) <= set(re.findall(r"\w+", " ".join(said)))


@given(st.text(max_size=300))
def test_any_text_can_be_split(text: str) -> None:
    unit = Provision("1 §", (), "", text, "fi", "section", None, "s-1", 0)
    assert all(piece.parent is not None and piece.fragment.startswith("s-1.") for piece in split(unit))
