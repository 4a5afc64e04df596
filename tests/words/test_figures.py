from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.words.figures import compare_figures, figures_in
from silta.words.formatting import format_day, format_decimal, format_number, format_period
from silta.words.languages import CODES
from tests.conftest import Bounds

DAYS = st.dates(min_value=date(1991, 1, 1), max_value=date(2099, 12, 31))
LANGUAGE = st.sampled_from(CODES)


def readings(text: str, language: str) -> list[tuple[str, ...]]:
    return [figure.readings for figure in figures_in(text, language)]


def first_readings(text: str, language: str) -> list[str]:
    return [figure.readings[0] for figure in figures_in(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "On 14 April 2026, 14 Apr 2026 and April 14, 2026", ["2026-04-14"] * 3),
        ("fi", "14.4.2026, 14. huhtikuuta 2026", ["2026-04-14"] * 2),
        ("ru", "14.04.2026, 14 апреля 2026 года", ["2026-04-14"] * 2),
        ("kk", "2026 жылғы 14 сәуірде, 2026 ж. 14 сәуір, 14.04.2026", ["2026-04-14"] * 3),
        ("sv", "den 14 april 2026", ["2026-04-14"]),
        ("fi", "8.–9.12.2026", ["2026-12-08", "2026-12-09"]),
        ("fi", "30.6.–2.7.2026", ["2026-06-30", "2026-07-02"]),
        ("kk", "2026 ж. 8–9 желтоқсан", ["2026-12-08", "2026-12-09"]),
        ("en", "March–June 2026", ["2026-03", "2026-06"]),
        ("fi", "huhti–kesäkuu 2026, vuoden 2026 maaliskuussa", ["2026-04", "2026-06", "2026-03"]),
        ("ru", "в октябре 2025 г.", ["2025-10"]),
        ("en", "14 April", ["--04-14"]),
    ],
)
def test_dates_are_found_as_each_language_writes_them(language: str, text: str, expected: list[str]) -> None:
    assert first_readings(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "INFCIRC/449, SSR-2/1 and KZ-2026-05", ["INFCIRC/449", "SSR-2/1", "KZ-2026-05"]),
        ("fi", "YVL A.1:n kohta 4.3.", ["A.1", "4.3"]),
        ("ru", "статья 7-1 Закона № 442-V", ["7", "1", "442-V"]),
        ("kk", "№5 бұйрықтың 5-бабы, INFCIRC/449-дың 10%-ы", ["5", "5", "INFCIRC/449", "10"]),
        ("fi", "fi/990-1987@1987-12-11#s-7", ["fi/990-1987@1987-12-11#s-7"]),
        ("en", "see https://example.org/a?b=1, or a.b@example.org", ["https://example.org/a?b=1", "a.b@example.org"]),
        ("en", "{name} of %(count)s", ["{name}", "%(count)s"]),
        ("fi", "säteilylain (859/2018) 24 §:n 3 momentti", ["859/2018", "24", "3"]),
    ],
)  # fmt: skip
def test_codes_and_placeholders_are_found_without_their_endings(
    language: str, text: str, expected: list[str]
) -> None:
    assert first_readings(text, language) == expected


def test_what_can_be_read_in_two_ways_keeps_both_readings() -> None:
    assert readings("12.10.", "fi") == [("12.10", "--10-12", "T12:10")]
    assert readings("05/04/2026", "en") == [("2026-04-05", "2026-05-04")]
    assert readings("2,5 млн", "ru") == [("2.5", "2500000")]


@pytest.mark.parametrize(
    ("original", "language", "other", "other_language"),
    [
        ("Two units of 1,200 MW", "en", "2 блока по 1 200 МВт", "ru"),
        ("Neljä laitosta, klo 9.30", "fi", "4 қондырғы, 09:30", "kk"),
        ("30 June – 2 July 2026", "en", "2026 ж. 30 маусым – 2 шілде", "kk"),
        ("VVER-1200, 2.5 million", "en", "ВВЭР-1200, 2 500 000", "ru"),
        ("40 % (GSR Part 1)", "en", "40% (GSR, 1-бөлім)", "kk"),
        ("Kokous 12.10. alkaen", "fi", "Meeting from 12 October", "en"),
    ],
)
def test_alike_figures_are_no_difference(
    original: str, language: str, other: str, other_language: str
) -> None:
    assert not compare_figures(original, language, other, other_language)


def test_a_wrong_year_a_lost_number_and_another_code_are_differences() -> None:
    found = compare_figures(
        "12.1.2026: 7 toimenpidettä, YVL A.1 ja VVER-1200",
        "fi",
        "12 January 2025: 17 activities, YVL A.11 and VVER-1000",
        "en",
    )
    assert [figure.text for figure in found.missing] == ["12.1.2026", "7", "A.1", "VVER-1200"]
    assert [figure.text for figure in found.extra] == ["12 January 2025", "17", "A.11", "VVER-1000"]
    assert {figure.kind for figure in found.missing} == {"date", "number", "code"}


def test_places_point_into_the_text() -> None:
    text = "Ә 1 200 бет, 2026 жылғы 14 сәуірге дейін {name}"
    assert [text[f.start : f.end] for f in figures_in(text, "kk")] == [f.text for f in figures_in(text, "kk")]


@given(DAYS, DAYS, LANGUAGE, LANGUAGE)
def test_every_period_that_silta_writes_is_found_alike_in_every_language(
    one: date, two: date, language: str, other: str
) -> None:
    start, until = sorted((one, two))
    for value in ((start, until), (start, None)):
        ours, theirs = (
            format_period(value[0].isoformat(), value[1].isoformat() if value[1] else None, tag)
            for tag in (language, other)
        )
        assert not compare_figures(ours, language, theirs, other), (ours, theirs)


@given(st.integers(-(10**9), 10**9), st.integers(0, 99), LANGUAGE, LANGUAGE)
def test_every_number_that_silta_writes_is_found_alike_in_every_language(
    whole: int, part: int, language: str, other: str
) -> None:
    assert not compare_figures(
        f"x {format_number(whole, language)}", language, f"x {format_number(whole, other)}", other
    )
    written = f"{whole}.{part:02}"
    assert not compare_figures(
        format_decimal(written, language), language, format_decimal(written, other), other
    )


@given(DAYS, LANGUAGE, LANGUAGE)
def test_another_day_is_never_alike(day: date, language: str, other: str) -> None:
    later = day.replace(day=day.day + 1 if day.day < 28 else 1)
    assert compare_figures(
        format_day(day.isoformat(), language), language, format_day(later.isoformat(), other), other
    )


@given(st.text(), LANGUAGE)
def test_any_text_can_be_read(text: str, language: str) -> None:
    for figure in figures_in(text, language):
        assert text[figure.start : figure.end] == figure.text


@pytest.mark.parametrize(
    "piece", ["1", "1.", "a-", "A/1-", "1 000 ", "a@", "{", "1–", "14 ", "http://", "x.y@z."]
)
def test_a_long_hostile_text_takes_no_time(piece: str, less_than: Bounds) -> None:
    text = (piece * 20_000)[:20_000]
    with less_than(2):
        for language in ("en", "kk"):
            figures_in(text, language)
