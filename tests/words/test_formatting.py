from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.words import formatting as f
from silta.words.languages import CODES

NB = "\u00a0"


@pytest.mark.parametrize(
    ("value", "language", "expected"),
    [
        ("2026-04-14", "en", "14 Apr 2026"),
        ("2026-04-14", "fi", "14.4.2026"),
        ("2026-04-14", "ru", "14.04.2026"),
        ("2026-04-14", "kk", f"2026{NB}ж. 14 сәуір"),
        ("2026-04-14", "sv", "2026-04-14"),
        ("2025-10", "en", "October 2025"),
        ("2025-10", "fi", "lokakuu 2025"),
        ("2025-10", "ru", f"октябрь 2025{NB}г."),
        ("2025-10", "kk", f"2025{NB}ж. қазан"),
        ("2025", "fi", "2025"),
        ("2025", "ru", f"2025{NB}г."),
    ],
)
def test_a_date_is_written_as_its_language_writes_it(value: str, language: str, expected: str) -> None:
    assert f.format_day(value, language) == expected


@pytest.mark.parametrize(
    ("start", "until", "written"),
    [
        ("2026-12-08", "2026-12-09", ("8–9 Dec 2026", "8.–9.12.2026", "08–09.12.2026", f"2026{NB}ж. 8–9 желтоқсан")),
        (
            "2026-07-01",
            "2026-09-30",
            ("1 Jul – 30 Sep 2026", "1.7.–30.9.2026", "01.07–30.09.2026", f"2026{NB}ж. 1 шілде – 30 қыркүйек"),
        ),
        (
            "2025-12-28",
            "2026-01-02",
            (
                "28 Dec 2025 – 2 Jan 2026",
                "28.12.2025–2.1.2026",
                "28.12.2025 – 02.01.2026",
                f"2025{NB}ж. 28 желтоқсан – 2026{NB}ж. 2 қаңтар",
            ),
        ),
        ("2025-01-05", "2026-01-09", ("5 Jan 2025 – 9 Jan 2026", "5.1.2025–9.1.2026", "05.01.2025 – 09.01.2026",
                                      f"2025{NB}ж. 5 қаңтар – 2026{NB}ж. 9 қаңтар")),
        ("2026-04", "2026-06", ("April–June 2026", "huhti–kesäkuu 2026", f"апрель–июнь 2026{NB}г.",
                                f"2026{NB}ж. сәуір–маусым")),
        ("2025-12", "2026-01", ("December 2025 – January 2026", "joulukuu 2025 – tammikuu 2026",
                                f"декабрь 2025{NB}г. – январь 2026{NB}г.", f"2025{NB}ж. желтоқсан – 2026{NB}ж. қаңтар")),
        ("2025", "2026", ("2025–2026", "2025–2026", f"2025–2026{NB}гг.", f"2025–2026{NB}жж.")),
        ("2026-04", "2026-05-03", ("April 2026 – 3 May 2026", "huhtikuu 2026 – 3.5.2026", f"апрель 2026{NB}г. – 03.05.2026",
                                   f"2026{NB}ж. сәуір – 2026{NB}ж. 3 мамыр")),
    ],
)  # fmt: skip
def test_a_period_says_nothing_twice(start: str, until: str, written: tuple[str, ...]) -> None:
    assert tuple(f.format_period(start, until, language) for language in ("en", "fi", "ru", "kk")) == written


def test_a_moment_is_shown_in_the_readers_offset() -> None:
    assert f.format_moment("2026-11-18T07:12:00Z", "en", 120) == "18 Nov 2026, 09:12"
    assert f.format_moment("2026-11-18T07:12:00Z", "fi", 120) == f"18.11.2026 klo{NB}9.12"
    assert f.format_moment("2026-11-18T21:12:00Z", "ru", 300) == "19.11.2026, 02:12"
    assert f.format_moment("2026-11-18T07:12:00Z", "kk") == f"2026{NB}ж. 18 қараша, 07:12"


def test_numbers_and_quotations_follow_their_language() -> None:
    assert [f.format_number(-1234567, language) for language in ("en", "fi")] == [
        "−1,234,567",
        f"−1{NB}234{NB}567",
    ]
    assert [f.format_quoted("a", language) for language in CODES] == ["«a»", "«a»", "”a”", "“a”"]
    assert f.format_list(["a", "b", "c"], "kk") == "a, b және c"
    assert f.format_list([], "en") == ""


@given(st.text(max_size=12), st.text(max_size=12), st.sampled_from((*CODES, "sv")))
def test_what_is_no_date_is_shown_as_it_came(start: str, until: str, language: str) -> None:
    f.format_period(start, until, language)
    f.format_moment(start, language)
    assert f.format_day("soon", language) == f.format_month("soon", language) == "soon"
    assert f.format_moment("soon", language) == "soon"


@given(st.dates(min_value=date(1990, 1, 1)), st.dates(min_value=date(1990, 1, 1)), st.sampled_from(CODES))
def test_every_period_names_both_of_its_days(a: date, b: date, language: str) -> None:
    written = f.format_period(a.isoformat(), b.isoformat(), language)
    assert str(a.day) in written
    assert str(b.day) in written
