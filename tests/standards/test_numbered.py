from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.formats import FormatRefused, Options, read
from silta.standards.formats.reading import Reading
from silta.standards.provisions import Release
from tests.standards.documents import pdf, word


def reading(text: str, *numbering: str) -> Reading:
    return read(text.encode(), "guide.txt", "en", options=Options(numbering=numbering))


def outline(release: Release) -> list[tuple[str, str, str]]:
    return [(p.fragment, p.number, p.heading) for p in release.provisions if p.is_unit or "ch-" in p.fragment]


TREATY = """Treaty on lighthouses

Chapter 1. General

Article 1. Aim
Lights burn.
Article 2
Keepers
1. The keeper shall:
(a) wake;
(b) watch.
Chapter 2. Final
Article 3
Article 2 comes into force at once.
"""


def test_articles_stand_in_their_chapters_with_headings_texts_and_points() -> None:
    release = reading(TREATY).release
    assert release.title == "Treaty on lighthouses"
    assert [(p.fragment, p.heading) for p in release.provisions if p.is_unit or p.level == "chapter"] == [
        ("ch-1", "General"),
        ("art-1", "Aim"),
        ("art-2", "Keepers"),
        ("ch-2", "Final"),
        ("art-3", ""),
    ]
    assert {p.fragment: p.text for p in release.points_of(release.units()[1])}["art-2.1.a"] == "wake;"


def test_a_number_that_comes_again_is_kept_apart_with_a_warning_that_names_both_places() -> None:
    found = reading("Act\nArticle 1. A\nB.\nArticle 1. C\nD.\nArticle 2. E\nF.")
    assert [unit.fragment for unit in found.release.units()] == ["art-1", "art-1_2", "art-2"]
    [problem] = found.problems
    assert (problem.code, problem.where, problem.data["first"]) == (
        "format.number-repeated",
        "line 4",
        "line 2",
    )


def test_a_number_without_words_is_kept_as_empty_with_a_warning() -> None:
    found = reading("Act\nArticle 1\nArticle 2. A\nB.")
    assert [unit.status for unit in found.release.units()] == ["empty", "in-force"]
    assert [(p.code, p.where) for p in found.problems] == [("format.empty-provision", "line 2")]


def test_decimal_numbers_nest_and_years_at_the_beginning_of_a_line_are_words() -> None:
    release = reading(
        "Guide\n1 Scope\n1.1 Lights.\n1.2 Keepers are there since,\n1999 and later.\n1.2.1 Always.\n2 Duties\n2.1 Sleep."
    ).release
    assert [(p.fragment, p.level) for p in release.provisions if p.number] == [
        ("ch-1", "chapter"),
        ("s-1.1", "section"),
        ("s-1.2", "section"),
        ("s-1.2.1", "paragraph"),
        ("ch-2", "chapter"),
        ("s-2.1", "section"),
    ]
    assert release.units()[1].text == "Keepers are there since,\n1999 and later.\n1.2.1 Always."


def test_a_table_of_contents_is_left_out() -> None:
    found = reading(
        "Act\nArticle 1. Aim\nArticle 2. Light\nArticle 3. End\nArticle 1. Aim\nA.\nArticle 2. Light\nB.\nArticle 3. End\nC."
    )
    assert [unit.text for unit in found.release.units()] == ["A.", "B.", "C."]
    assert [p.code for p in found.problems] == ["format.contents-left-out"]


def test_a_shown_numbering_is_followed_at_every_level() -> None:
    text = "Sopimus\nLuku A Yleistä\nArtikla 1 § Valo\nKohta (i) Palaa.\nKohta (ii) Näkyy.\nArtikla 2 § Vartija\nValvoo."
    release = reading(text, "chapter=Luku {a}", "article=Artikla {n} §", "point=Kohta ({i})").release
    assert [(p.level, p.number, p.fragment) for p in release.provisions] == [
        ("chapter", "Luku A", "ch-a"),
        ("article", "Artikla 1 §", "art-1"),
        ("point", "Kohta (i)", "art-1.i"),
        ("point", "Kohta (ii)", "art-1.ii"),
        ("article", "Artikla 2 §", "art-2"),
    ]
    assert release.units()[0].text == "Kohta (i) Palaa.\nKohta (ii) Näkyy."


def test_a_numbering_that_fits_no_line_is_refused_and_so_is_a_text_without_numbers() -> None:
    for text, numbering, code in (
        (TREATY, ("Kappale {n}",), "numbering.nothing-fits"),
        ("Once upon a time.", (), "format.unknown"),
    ):
        with pytest.raises(FormatRefused) as caught:
            reading(text, *numbering)
        assert caught.value.code == code


def test_word_and_plain_text_of_one_document_are_read_alike() -> None:
    lines = TREATY.split("\n")
    made = word(lambda document: [document.add_paragraph(line) for line in lines])
    assert read(made, "treaty.docx", "en").release == reading(TREATY).release


def test_requirements_hold_their_numbered_paragraphs_and_an_introduction_has_sections() -> None:
    release = read(
        pdf("""= 1. INTRODUCTION
1.1. This publication is about lighthouses.

1.2. It applies to all of them.

= 2. RESPONSIBILITIES
*Requirement 1: National policy*

*The government shall establish a policy.*

2.1. The policy shall express a commitment to:

(a) Light;

(b) Safety.

*Requirement 2: Framework*

*The government shall maintain a framework.*

2.2. It shall promulgate laws.
"""),
        "gsr.pdf",
        "en",
    ).release
    assert [(u.fragment, u.level, u.heading) for u in release.units()] == [
        ("s-1.1", "section", ""),
        ("s-1.2", "section", ""),
        ("r-1", "requirement", "National policy"),
        ("r-2", "requirement", "Framework"),
    ]
    points = {p.fragment: (p.text, p.stem) for p in release.points_of(release.units()[2])}
    assert points["r-1.2.1.a"] == ("Light;", "The policy shall express a commitment to:")
    assert points["r-1.p"][0] == "The government shall establish a policy."


@given(
    st.lists(
        st.sampled_from(["1.", "1.1", "Article 1", "301. x", "(a) b", "", "Chapter I", "Words.", "2 § Z"]),
        max_size=12,
    )
)
def test_any_order_of_numbers_yields_addresses_that_differ_or_a_named_refusal(
    lines: list[str],
) -> None:
    with contextlib.suppress(FormatRefused):
        release = reading("\n".join(lines)).release
        assert len({p.fragment for p in release.provisions}) == len(release.provisions)
