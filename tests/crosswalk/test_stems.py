from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.crosswalk.stems import stem, words


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fi", "lupa luvan luvat lupia"),
        ("fi", "ydinturvallisuus ydinturvallisuuden ydinturvallisuutta ydinturvallisuudesta"),
        ("fi", "ydinlaitos ydinlaitoksen ydinlaitoksessa ydinlaitokset"),
        ("fi", "ydinaine ydinaineen ydinaineita"),
        ("fi", "ydinjäte ydinjätteen ydinjätteiden"),
        ("fi", "viranomainen viranomaisen viranomaista viranomaiset"),
        ("fi", "ydinenergialaki ydinenergialain ydinenergialaissa ydinenergialakia"),
        ("fi", "valvonta valvonnan valvontaa"),
        ("fi", "rakentaminen rakentamisen rakentamista rakentamiseen"),
        ("kk", "қауіпсіздік қауіпсіздігі қауіпсіздігін"),
        ("kk", "қалдық қалдықтар қалдықтарды қалдықтарын"),
        ("kk", "заң заңы заңның заңдар"),
        ("kk", "агенттік агенттігі агенттігінің"),
        ("ru", "лицензия лицензии лицензию лицензиями"),
        ("ru", "учёт учет"),
        ("en", "licence licences"),
        ("sv", "anläggning anläggningen anläggningar"),
    ],
)
def test_forms_of_one_word_share_a_stem(language: str, forms: str) -> None:
    assert len({stem(form, language) for form in forms.split()}) == 1


@pytest.mark.parametrize(
    ("language", "different"),
    [
        ("fi", "ydinaine ydinjäte ydinlaitos ydinturvallisuus"),
        ("kk", "қауіпсіздік қалдық заң агенттік бақылау"),
        ("ru", "лицензия лицо авария атом"),
    ],
)
def test_different_words_keep_different_stems(language: str, different: str) -> None:
    assert len({stem(word, language) for word in different.split()}) == len(different.split())


def test_a_language_without_a_stemmer_folds_case_only() -> None:
    assert stem("Ядролық", "ky") == "ядролық"
    assert stem("Luvan", "fi-FI") == stem("lupa", "fi")


@given(st.text(max_size=60), st.sampled_from(("kk", "ru", "fi", "en", "sv", "xx")))
def test_words_stand_where_they_say(text: str, language: str) -> None:
    last = 0
    for found, start, end in words(text, language):
        assert last <= start < end <= len(text)
        assert found == stem(text[start:end], language)
        last = end
