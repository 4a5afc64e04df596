"""Folding: what a reader types finds what a writer wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.words.folding import fold, fold_lines, tokens


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Ядерная БЕЗОПАСНОСТЬ", "ядерная безопасность"),
        ("Ёлка и йод", "елка и иод"),
        ("Säteilyturvakeskus", "sateilyturvakeskus"),
        ("Ålands  hav\n", "alands hav"),
        ("Қазақстан, өңір, үкім, һ, і", "қазақстан, өңір, үкім, һ, і"),
        ("ОҒАН ӘҢГІМЕ", "оған әңгіме"),
        ("Straße ﬁssion", "strasse fission"),
        ("№ 442-V", "no 442-v"),
        ("\U0001d400", "a"),
        ("", ""),
    ],
)
def test_case_accents_and_spaces_do_not_matter(written: str, folded: str) -> None:
    assert fold(written) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_a_decomposed_text_folds_as_the_composed_one(text: str) -> None:
    import unicodedata

    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(st.text())
def test_upper_and_lower_case_of_everyday_letters_meet(text: str) -> None:
    everyday = "".join(c for c in text if c.isalpha() and (c < "\u0530") and c not in "ıİŉǰΐΰև")
    assert fold(everyday.upper()) == fold(everyday.lower()) or "ſ" in everyday or "ς" in everyday


def test_the_words_of_a_search_come_once_each() -> None:
    assert tokens("  Säteily säteily YDIN ") == ("sateily", "ydin")
    assert tokens(" \n ") == ()


@given(st.lists(st.text(), min_size=1))
def test_every_word_of_every_text_is_found_in_the_folded_lines(texts: list[str]) -> None:
    folded = fold_lines(texts)
    assert all(word in folded for text in texts for word in tokens(text))
