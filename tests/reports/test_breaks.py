from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.reports.render.breaks import in_column, in_line
from silta.reports.speaking import Line, Run

SHY, ZERO = "\u00ad", "\u200b"


def narrowed(run: Run) -> str:
    return in_column((Line("kk", (run,)),), 12)[0].text


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("тапсырмаларымыздың", "тап-сыр-ма-ла-ры-мыз-дың"),
        ("қанағаттандырарлық", "қана-ғат-тан-ды-рар-лық"),
        ("Сәйкестендірулер", "Сәй-кес-тен-ді-ру-лер"),
        ("тапсырма", "тапсырма"),
    ],
)
def test_long_kazakh_words_in_a_column_break_between_syllables(word: str, broken: str) -> None:
    assert narrowed(Run(word, "kk")).replace(SHY, "-") == broken


def test_what_is_no_word_breaks_anywhere_and_codes_never() -> None:
    assert narrowed(Run("x" * 30)).split(ZERO) == ["x" * 12, "x" * 12, "x" * 6]
    assert in_line(Run("x" * 50, "en")).replace(ZERO, "") == "x" * 50
    assert ZERO not in in_line(Run("x" * 39, "en"))
    code = Run("x" * 80, look="code")
    assert in_line(code) == narrowed(code) == "x" * 80


def test_languages_with_hyphenation_of_their_own_are_left_to_it() -> None:
    assert narrowed(Run("ydinturvallisuusviranomaisten", "fi")) == "ydinturvallisuusviranomaisten"


@given(st.text(max_size=120), st.sampled_from(["", "kk", "sv", "en"]))
def test_nothing_but_invisible_signs_is_added(text: str, language: str) -> None:
    bare = text.replace(SHY, "").replace(ZERO, "")
    assert narrowed(Run(text, language)).replace(SHY, "").replace(ZERO, "") == bare
    assert in_line(Run(text, language)).replace(ZERO, "") == text.replace(ZERO, "")
