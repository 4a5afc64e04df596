from __future__ import annotations

import pytest

from silta.crosswalk.citations import CitedAct, number_core

FINNISH = CitedAct(("ydinenergialaki", "990/1987"), "fi")
SWEDISH = CitedAct(("kärnenergilag",), "sv")
RUSSIAN = CitedAct(("Закон РК «Об использовании атомной энергии» от 12.01.2016", "442-V"), "ru")
ENGLISH = CitedAct(("Nuclear Energy Act",), "en")


@pytest.mark.parametrize(
    ("act", "text", "cited"),
    [
        (FINNISH, "Ydinenergialain 16 §:n 2 momentissa tarkoitettu lupa", ["16"]),
        (FINNISH, "ydinenergialain (990/1987) 7 e §:ssä", ["7e"]),
        (FINNISH, "säteilylain 24 §:ssä", []),
        (FINNISH, "tämän asetuksen 5 §:ssä sanotaan, mitä ydinenergialaki", []),
        (FINNISH, "ydinenergialain mukaiset luvat. Hakemukseen liitetään 24 §:n selvitys", []),
        (SWEDISH, "enligt 8 § i kärnenergilagen", []),
        (RUSSIAN, "в соответствии со статьей 7-1 Закона «Об использовании атомной энергии»", ["7-1"]),
        (RUSSIAN, "статья 12 Закона № 442-V", ["12"]),
        (RUSSIAN, "статья 7 настоящего Закона", []),
        (ENGLISH, "as required by section 8 of the Nuclear Energy Act", ["8"]),
        (CitedAct((), "fi"), "ydinenergialain 16 §", []),
    ],
)
def test_a_citation_is_an_act_near_a_number(act: CitedAct, text: str, cited: list[str]) -> None:
    assert [citation.number for citation in act.citations(text)] == cited


def test_a_citation_says_where_it_stands() -> None:
    text = "Ydinenergialain 16 §:ssä"
    (citation,) = FINNISH.citations(text)
    assert text[citation.start : citation.end] == "16 §"


@pytest.mark.parametrize(
    ("number", "core"),
    [
        ("Статья 7-1", "7-1"),
        ("7 e §", "7e"),
        ("16 §", "16"),
        ("Requirement 31", "31"),
        ("R31", "31"),
        ("Annex", ""),
    ],
)
def test_the_core_of_a_number_is_what_citations_give(number: str, core: str) -> None:
    assert number_core(number) == core
