from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.records.registry import KINDS
from silta.reports.proof.checks import proof
from silta.reports.proof.known import Known, Recorded
from silta.reports.proof.passages import of_record
from silta.reports.proof.weekdays import NAMES
from silta.words.formatting import format_day
from silta.words.languages import CODES
from tests.reports.proof.known import KNOWN, NOTHING, codes, found

RELEASE = {
    "en": "12 January 2025. The Ambassador and the Director General summed up the past year and set priorities for 2026.",
    "fi": "12.1.2025. Suurlähettiläs ja pääjohtaja tekivät yhteenvedon vuodesta ja sopivat vuoden 2026 painopisteistä.",
    "ru": "12 января 2025 года. Посол и генеральный директор подвели итоги года и определили приоритеты на 2026 год.",
    "kk": "2025 жылғы 12 қаңтар. Елші мен бас директор өткен жылды қорытындылап, 2026 жылдың басымдықтарын белгіледі.",
}  # fmt: skip
"""A press release that plans 2026 and carries the date of the year before, as hands write it in January."""


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize(
    ("known", "code"),
    [
        (KNOWN, "date-last-year-record"),
        (replace(KNOWN, records=()), "date-before-beginning"),
        (NOTHING, "date-last-year"),
        (Known(date(2027, 6, 1)), "date-last-year"),
    ],
)
def test_last_years_date_is_caught_in_every_language(language: str, known: Known, code: str) -> None:
    finding = next(
        one for one in found(known, "public", **{language: RELEASE[language]}) if "date" in one.code
    )
    assert (finding.code, finding.severity) == (f"proof.{code}", "critical")
    assert finding.data["day"] == "2026-01-12"
    assert "2025" in finding.part


@pytest.mark.parametrize("language", CODES)
def test_the_right_year_is_no_finding(language: str) -> None:
    right = RELEASE[language].replace("2025", "2026")
    assert not {code for code in codes(KNOWN, **{language: right}) if code.startswith("date")}


def test_a_date_of_long_ago_is_no_finding() -> None:
    assert not codes(NOTHING, en="The law of 12 January 2016 applies in 2026. It was amended on 3 May 2024.")


@given(
    st.dates(min_value=date(1995, 1, 1), max_value=date(2095, 12, 31)),
    st.sampled_from(CODES),
    st.integers(0, 6),
)
def test_a_day_of_the_week_is_found_wrong_exactly_if_it_is(day: date, language: str, named: int) -> None:
    written = f"{NAMES[language][named]} {format_day(day.isoformat(), language)}"
    assert ("weekday" in codes(NOTHING, **{language: written})) == (named != day.weekday())


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "On Monday, 12 January 2026 they met.", False),
        ("en", "On Sunday, 12 January 2026 they met.", True),
        ("fi", "Kokous pidettiin tiistaina 12.1.2026.", True),
        ("fi", "Kokous pidettiin maanantaina 12. tammikuuta 2026.", False),
        ("ru", "во вторник, 12 января 2026 года", True),
        ("ru", "в понедельник, 12 января 2026 года", False),
        ("kk", "2026 жылғы 12 қаңтарда, сейсенбі күні", True),
        ("kk", "2026 жылғы 12 қаңтар (дүйсенбі)", False),
        ("en", "from 12 January 2026, Tuesday 13 January to the end", False),
    ],
)
def test_days_of_the_week_are_read_as_each_language_inflects_them(
    language: str, text: str, wrong: bool
) -> None:
    assert ("weekday" in codes(replace(NOTHING, today=date(2020, 1, 1)), **{language: text})) == wrong


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "until 31 February 2026", "date-impossible"),
        ("fi", "31.11.2026 mennessä", "date-impossible"),
        ("ru", "до 30 февраля", "date-impossible"),
        ("en", "from 20 May 2026 to 18 May 2026", "date-order"),
        ("fi", "20.–18.5.2026", "date-order"),
        ("kk", "2026 ж. 20–18 мамыр", "date-order"),
        ("en", "18–20 May 2026", ""),
        ("ru", "с 18.05.2026 по 20.05.2026", ""),
        ("en", "29 February 2028", ""),
    ],
)
def test_impossible_dates_and_ends_before_their_beginnings_are_found(
    language: str, text: str, code: str
) -> None:
    assert codes(NOTHING, **{language: text}) == ({code} if code else set())


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Activity 2026-04 takes place on 25 May 2026.", True),
        ("Activity 2026-04 takes place on 19 May 2026.", False),
        ("“Licensing steps of a first plant” begins on 17 May 2026.", True),
        ("Activity 2026-04 is over. A report is due on 25 June 2026.", False),
    ],
)
def test_a_sentence_that_names_a_happening_has_its_date(text: str, wrong: bool) -> None:
    assert ("date-not-as-recorded" in codes(en=text)) == wrong


def activity(**fields: object) -> dict[str, object]:
    return {
        "number": "2026-04",
        "title": {"en": {"text": "Seminar", "status": "original"}},
        "start": "2026-05-18",
        **fields,
    }


def said(kind: str, fields: Mapping[str, object], known: Known = NOTHING) -> dict[str, str]:
    subject = of_record(KINDS[kind], fields, "tlp-green", "r")
    return {one.code.removeprefix("proof."): one.place.where for one in proof(subject, known)}


def test_the_dates_of_a_record_agree_with_its_number_and_its_text() -> None:
    outcome = {"en": {"text": "Held on 18 May 2025.", "status": "original"}}
    assert said("activity", activity()) == {}
    assert said("activity", activity(start="2025-05-18")) == {"date-before-number": "start"}
    assert said("activity", activity(until="2026-05-10")) == {"date-order": "start"}
    assert said("activity", activity(outcome=outcome))["date-other-year"] == "outcome"


def test_an_event_lies_within_its_activity() -> None:
    known = replace(NOTHING, records=(Recorded("a", "activity", "2026-04", {}, "2026-05-18", "2026-05-20"),))
    event = {
        "title": {"en": {"text": "Day one", "status": "original"}},
        "activity": "a",
        "start": "2026-06-18",
    }
    assert said("event", event, known) == {"date-outside-activity": "start"}
    assert said("event", event | {"start": "2026-05"}, known) == {}
