from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.crosswalk.glossary import Found, Glossary, concept_vectors, group_by_concept

ROWS = (
    {"en": "licence", "ru": "лицензия", "kk": "лицензия", "fi": "lupa"},
    {
        "en": "nuclear safety",
        "ru": "ядерная безопасность",
        "kk": "ядролық қауіпсіздік",
        "fi": "ydinturvallisuus",
    },
    {"en": "safety", "ru": "безопасность", "kk": "қауіпсіздік", "fi": "turvallisuus"},
    {
        "en": "operator (licensee)",
        "ru": "оператор; лицензиат",
        "fi": "käyttöorganisaatio (luvanhaltija)",
        "kk": "",
    },
)
GLOSSARY = Glossary(ROWS)


def named(text: str, language: str) -> list[tuple[int, str]]:
    return [(found.concept, text[found.start : found.end]) for found in GLOSSARY.find(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Выдача лицензии оператору.", "ru", [(0, "лицензии"), (3, "оператору")]),
        ("Требования ядерной безопасности", "ru", [(1, "ядерной безопасности")]),
        ("Luvan haltijan ydinturvallisuudesta", "fi", [(0, "Luvan"), (1, "ydinturvallisuudesta")]),
        ("Luvanhaltijalle", "fi", [(3, "Luvanhaltijalle")]),
        ("Ядролық қауіпсіздігін қамтамасыз ету", "kk", [(1, "Ядролық қауіпсіздігін")]),
        ("Licences and the licensee's safety", "en", [(0, "Licences"), (3, "licensee"), (2, "safety")]),
        ("Tillstånd", "sv", []),
        ("", "ru", []),
    ],
)
def test_terms_are_found_in_their_inflected_forms(
    text: str, language: str, found: list[tuple[int, str]]
) -> None:
    assert named(text, language) == found


def test_the_longer_of_two_overlapping_terms_counts() -> None:
    assert [concept for concept, _ in named("ядерная безопасность и безопасность", "ru")] == [1, 2]


def test_of_rows_with_the_same_term_the_earlier_one_counts() -> None:
    own_first = Glossary([{"en": "review"}, {"en": "Review"}])
    assert [found.concept for found in own_first.find("a review", "en")] == [0]


def test_places_are_gathered_by_concept() -> None:
    assert group_by_concept([Found(4, 0, 2), Found(1, 3, 5), Found(4, 7, 9)]) == {
        4: ((0, 2), (7, 9)),
        1: ((3, 5),),
    }


def test_a_rare_concept_weighs_more_than_one_that_every_unit_names() -> None:
    vectors = concept_vectors([[0, 1], [0], [0]], 2)
    assert vectors[0, 1] > vectors[0, 0] > 0


@given(st.lists(st.lists(st.integers(0, 4), max_size=6), min_size=1, max_size=6))
def test_concept_vectors_have_length_one_or_none(units: list[list[int]]) -> None:
    lengths = np.linalg.norm(concept_vectors(units, 5), axis=1)
    for unit, length in zip(units, lengths, strict=True):
        assert length == pytest.approx(1 if unit else 0, abs=1e-5)


@given(st.text(max_size=80), st.sampled_from(("en", "ru", "kk", "fi")))
def test_found_terms_lie_in_the_text_and_do_not_overlap(text: str, language: str) -> None:
    last = 0
    for found in GLOSSARY.find(f"{text} лицензия lupa licence", language):
        assert last <= found.start < found.end
        last = found.end


def test_a_compound_speaks_of_the_term_that_it_begins_with() -> None:
    glossary = Glossary([{"fi": "lupa", "ru": "лицензия"}, {"fi": "lupaehto", "ru": "условие"}])
    text = "Lupaviranomainen asettaa lupaehdon, kun lupaa haetaan."
    found = [(one.concept, text[one.start : one.end]) for one in glossary.find(text, "fi")]
    assert found == [(0, "Lupaviranomainen"), (1, "lupaehdon"), (0, "lupaa")]


def test_words_of_languages_without_compounds_are_not_cut() -> None:
    assert Glossary([{"en": "plan"}]).find("Plants are planted.", "en") == []
