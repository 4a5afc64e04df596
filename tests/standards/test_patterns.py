from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.formats.patterns import READY, form_of, leading_number, pattern, patterns
from silta.standards.formats.reading import FormatRefused
from tests.conftest import Bounds


@pytest.mark.parametrize(
    ("marked", "form"),
    [
        ("Artikla 12 §", "Artikla {n} §"),
        ("7 e §", "{n} §"),
        ("Статья 7-1.", "Статья {n}."),
        ("7-1-бап.", "{n}-бап."),
        ("4.3.", "{n}.{n}."),
        ("(a)", "({a})"),
        ("(iv)", "({i})"),
        ("PART IV", "PART {I}"),
        ("Requirement 7:", "Requirement {n}:"),
        ("V-1", "{I}-{n}"),
        ("C-1", "{a}-{n}"),
        ("A.5.1", "{a}.{n}.{n}"),
        ("REQ-12", "REQ-{n}"),
        ("Jakso A", "Jakso {a}"),
        ("no figure", ""),
        ("{n}", ""),
    ],
)
def test_a_marked_number_becomes_a_pattern(marked: str, form: str) -> None:
    assert form_of(marked) == form
    assert not form or pattern("article", form).fit(marked)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("V-1 Light is needed.", "V-1"),
        ("ID.AM-1: Light", "ID.AM-1:"),
        ("R27 Light", "R27"),
        ("YVL A.1 Light", "YVL A.1"),
        ("Jakso A Valo", "Jakso A"),
        ("В этом законе", ""),
        ("Light stands where 3 lamps are.", ""),
    ],
)
def test_what_numbers_a_line_can_be_marked_and_the_pattern_fits_the_line(line: str, number: str) -> None:
    marked = leading_number(line)
    assert marked == number
    assert not number or pattern("article", form_of(marked)).fit(line)


@pytest.mark.parametrize(
    ("form", "line", "number", "words"),
    [
        ("Artikla {n} §", "ARTIKLA 12 a § Valo", "ARTIKLA 12 a §", "Valo"),
        ("Article {n}", "Article 12. Light", "Article 12", "Light"),
        ("{n}.", "4. Light", "4", "Light"),
        ("{n}.{n}.", "4.3. Light", "4.3", "Light"),
        ("({a})", "(ә) жарық", "(ә)", "жарық"),
        ("{I} osa", "IV osa Valo", "IV osa", "Valo"),
    ],
)
def test_a_pattern_takes_the_number_off_the_line(form: str, line: str, number: str, words: str) -> None:
    assert pattern("article", form).fit(line) == (number, words)


@pytest.mark.parametrize(
    ("form", "line"),
    [
        ("{n}.", "4.3. Light"),
        ("Article {n}", "Article 12.3 Light"),
        ("Article {n}", "Articles 12"),
        ("{n} §", "12 metres"),
        ("({a})", "(ab) x"),
        ("{n} osa", "3 osaa on"),
    ],
)
def test_what_only_begins_alike_is_no_number(form: str, line: str) -> None:
    assert pattern("article", form).fit(line) is None


@pytest.mark.parametrize("form", ["", "Article", "{x}", "{n", "{n}" * 6, "a" * 60 + "{n}", "{n}{"])
def test_what_is_no_pattern_is_refused(form: str) -> None:
    with pytest.raises(FormatRefused) as caught:
        pattern("article", form)
    assert caught.value.code == "numbering.malformed"


@pytest.mark.parametrize(
    ("asked", "levels"),
    [
        ((), []),
        (("{n} §",), ["article"]),
        (("Luku {n}", "{n} §"), ["chapter", "article"]),
        (("part=Osa {I}", "section={n} §", "subpoint={a})"), ["part", "section", "subpoint"]),
    ],
)
def test_levels_are_named_or_usual(asked: tuple[str, ...], levels: list[str]) -> None:
    assert [one.level for one in patterns(asked)] == levels


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("chapter=Luku {n}",), "numbering.no-unit"),
        (("article={n} §", "chapter=Luku {n}"), "numbering.order"),
        (("{n}",) * 9, "numbering.too-many"),
        (("{n}",) * 5, "numbering.levels-needed"),
    ],
)
def test_lists_of_patterns_that_make_no_sense_are_refused(asked: tuple[str, ...], code: str) -> None:
    with pytest.raises(FormatRefused) as caught:
        patterns(asked)
    assert caught.value.code == code


def test_ready_made_patterns_are_patterns() -> None:
    assert all(pattern("article", form) for form in READY)


@given(st.text(max_size=70), st.text(max_size=200))
def test_whatever_is_marked_or_written_fits_or_is_refused_and_never_hangs(marked: str, line: str) -> None:
    form = form_of(marked)
    if form:
        pattern("article", form).fit(line)


def test_fitting_takes_linear_time_on_lines_made_to_hang(less_than: Bounds) -> None:
    one = pattern("article", "{n} {n} {n} {n} {n} §")
    with less_than(2):
        for line in ("1 a " * 50_000, "1-1-1 " * 50_000, "9" * 200_000, " " * 200_000):
            for _ in range(200):
                assert one.fit(line) is None
