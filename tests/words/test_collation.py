"""Sort keys order words as dictionaries of each language do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.words.collation import sort_key

KAZAKH = list("аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя")
RUSSIAN = list("абвгдежзийклмнопрстуфхцчшщъыьэюя")
FINNISH = list("abcdefghijklmnopqrstuvwxyzåäö")
ENGLISH = list("abcdefghijklmnopqrstuvwxyz")
ALPHABETS = {"kk": KAZAKH, "ru": RUSSIAN, "fi": FINNISH, "en": ENGLISH}
LANGUAGES = sorted(ALPHABETS)


def in_order(words: list[str], language: str) -> list[str]:
    return sorted(words, key=lambda word: sort_key(word, language))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letters_of_the_alphabet_stand_in_its_order(language: str) -> None:
    assert in_order(ALPHABETS[language][::-1], language) == ALPHABETS[language]


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("kk", ["ана", "әке", "гүл", "ғарыш", "кала", "қала", "орта", "өрт", "уақыт", "ұлт", "үй", "хат", "һауа", "ыстық", "іс"]),
        ("kk", ["ель", "ёлка", "ж", "English"]),
        ("ru", ["ежи", "елка", "ёлка", "ель", "Ель", "жук", "йод", "English"]),
        ("ru", ["ё", "ёж", "ель"]),
        ("fi", ["vau", "vesi", "wau", "y", "ü", "yö", "zeta", "åland", "äiti", "öljy", "øre", "яблоко"]),
        ("en", ["eclair", "Eclair", "éclair", "edge", "naïve", "zoo", "алфавит"]),
        ("sv", ["a", "b", "z"]),
    ],
)  # fmt: skip
def test_words_stand_as_in_a_dictionary(language: str, expected: list[str]) -> None:
    assert in_order(expected[::-1], language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
def test_space_stands_before_signs_before_digits_before_letters(language: str) -> None:
    letter = ALPHABETS[language][0]
    expected = [f"{letter} {letter}", f"{letter}-{letter}", f"{letter}1", f"{letter}{letter}"]
    assert in_order(expected[::-1], language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@given(words=st.lists(st.text(max_size=20), max_size=8))
def test_any_text_has_a_key_that_a_database_can_store(language: str, words: list[str]) -> None:
    for word in words:
        key = sort_key(word, language)
        assert "\x00" not in key
        assert key.encode("utf-8").decode("utf-8") == key


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_words_of_the_alphabet_compare_letter_by_letter(language: str, data: st.DataObject) -> None:
    alphabet = ALPHABETS[language]
    words = st.lists(st.sampled_from(alphabet), max_size=6)
    left, right = data.draw(words), data.draw(words)
    places = [[alphabet.index(letter) for letter in word] for word in (left, right)]
    assert (sort_key("".join(left), language) < sort_key("".join(right), language)) == (places[0] < places[1])


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=st.text(max_size=20), tail=st.text(alphabet="abcхүä", min_size=1, max_size=5))
def test_a_word_stands_before_what_continues_it(language: str, word: str, tail: str) -> None:
    assert sort_key(word, language) < sort_key(f"{word}x{tail}", language)


@pytest.mark.parametrize("language", LANGUAGES)
@given(data=st.data())
def test_capitals_decide_only_between_equal_words(language: str, data: st.DataObject) -> None:
    words = st.text(alphabet=ALPHABETS[language], min_size=1, max_size=6)
    left, right = data.draw(words), data.draw(words)
    if left != right:
        smaller_first = sort_key(left, language) < sort_key(right, language)
        assert (sort_key(left.upper(), language) < sort_key(right, language)) == smaller_first
    assert sort_key(left, language) < sort_key(left.upper(), language)


@pytest.mark.parametrize("language", LANGUAGES)
@given(word=st.text(alphabet="aäåöéèïиййёеіүқşß 1-", max_size=12))
def test_composed_and_decomposed_letters_have_the_same_key(language: str, word: str) -> None:
    apart = unicodedata.normalize("NFD", word)
    assert sort_key(apart, language) == sort_key(unicodedata.normalize("NFC", word), language)
