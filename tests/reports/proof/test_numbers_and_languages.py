from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.reports.proof.checks import proof
from silta.reports.proof.finding import of_wire
from silta.reports.proof.known import Recorded
from silta.reports.proof.subject import Passage, Subject, Sum
from silta.words.formatting import format_day, format_number
from silta.words.languages import CODES
from tests.reports.proof.known import KNOWN, NOTHING, codes, found


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "In 2025, 9 seminars were held.", True),
        ("en", "In 2025, eight joint seminars were held.", False),
        ("fi", "Vuonna 2025 pidettiin kahdeksan seminaaria.", False),
        ("fi", "Vuonna 2025 pidettiin yhdeksän seminaaria.", True),
        ("ru", "В 2025 году проведено 7 семинаров.", True),
        ("ru", "В 2025 году проведено шесть семинаров.", False),
        ("kk", "2025 жылы 9 семинар өтті.", True),
        ("kk", "2025 жылы сегіз семинар өтті.", False),
        ("en", "In 2019, 9 seminars were held.", False),
        ("en", "In 2025 and 2026, 9 seminars were held.", False),
        ("en", "Seminars: 9 rooms in 2025.", False),
        ("en", "Fourteen seminars were held in 2025.", True),
        ("fi", "Neljätoista seminaaria pidettiin 2025.", True),
        ("ru", "В 2025 году проведено четырнадцать семинаров.", True),
        ("kk", "2025 жылы он төрт семинар өтті.", True),
        ("fi", "Vuonna 2025 pidettiin yhdeksän päivän seminaari.", False),
        ("kk", "2025 жылы 2025-09 семинары өтті.", False),
        ("ru", "До 2025; семинары потом.", False),
        ("kk", "Төрт семинар өтті. 2025 жылы жалғасады.", False),
    ],
)
def test_counts_that_a_text_says_are_held_against_the_records(language: str, text: str, wrong: bool) -> None:
    counts = [one for one in found(**{language: text}) if one.code == "proof.count"]
    assert bool(counts) == wrong
    assert all(one.severity == "critical" and one.data["found"] == "6, 8" for one in counts)


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(-2, 2))
def test_a_sum_is_found_wrong_exactly_if_it_is(values: list[int], slip: int) -> None:
    subject = Subject((), sums=(Sum("blocks[1]", "2", tuple(values), sum(values) + slip),))
    assert [one.code for one in proof(subject, NOTHING)] == (["proof.sum"] if slip else [])


def test_a_number_that_another_record_carries_is_told() -> None:
    other = Recorded("b", "action", "2026-A07", {"fi": "Lähetä luonnos"})
    known = replace(NOTHING, numbered=(other, replace(other, uid="c", kind="activity")))
    subject = Subject((), kind="action", number="2026-A07", record="a")
    (taken,) = proof(subject, known)
    assert (taken.code, taken.place.where) == ("proof.number-taken", "number")
    assert taken.data == {"number": "2026-A07", "record": "2026-A07 Lähetä luonnos"}
    assert not proof(replace(subject, record="b"), replace(NOTHING, numbered=(other,)))


def test_other_currencies_and_other_figures_are_told() -> None:
    texts = {
        "en": "It costs EUR 5,400 and takes 3 days.",
        "fi": "Se maksaa 5 400 tengeä ja kestää 13 päivää.",
    }
    assert codes(NOTHING, **texts) == {"currency", "figures"}


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"en": "First.\n\nSecond.", "fi": "Ensimmäinen ja toinen."}, "paragraphs"),
        ({"en": "Steps:\n- look\n- write\n- send", "fi": "Vaiheet:\n- katso\n- kirjoita"}, "list-items"),
        ({"en": "We met in the old town hall", "fi": "We met in the old town hall"}, "untranslated"),
        ({"kk": "This was never translated at all"}, "other-script"),
        ({"fi": "Это осталось по-русски"}, "other-script"),
        ({"ru": "Бұл мәтін қазақ тілінде жазылған, ал белгісі орысша қойылған"}, "other-language"),
        ({"kk": "Этот текст написан на русском языке и попал не туда, где ему положено быть"}, "other-language"),
        ({"fi": "The text of the programme is in English and was left in the Finnish field by mistake"}, "other-language"),
    ],
)  # fmt: skip
def test_languages_are_held_against_each_other(texts: dict[str, str], code: str) -> None:
    assert code in codes(NOTHING, **texts)


def test_languages_that_say_the_same_are_no_finding() -> None:
    texts = {
        "en": "By 14 April 2026, 1,200 pages were read.\n\nThe text names INFCIRC/449.",
        "fi": "14.4.2026 mennessä luettiin 1 200 sivua.\n\nTekstissä mainitaan INFCIRC/449.",
        "ru": "К 14 апреля 2026 года прочитано 1 200 страниц.\n\nВ тексте назван INFCIRC/449.",
        "kk": "2026 жылғы 14 сәуірге дейін 1 200 бет оқылды.\n\nМәтінде INFCIRC/449 аталған.",
    }
    assert codes(NOTHING, **texts) == set()


@given(
    st.dates(min_value=date(1991, 1, 1), max_value=date(2099, 12, 31)),
    st.integers(1000, 10**6),
    st.sampled_from(CODES),
    st.sampled_from(CODES),
)
def test_what_silta_writes_in_two_languages_is_never_a_difference(
    day: date, number: int, one: str, other: str
) -> None:
    texts = {
        tag: f"x {format_day(day.isoformat(), tag)} x {format_number(number, tag)} x" for tag in (one, other)
    }
    assert "figures" not in codes(NOTHING, **texts)


def test_a_public_text_is_wanted_in_every_language_of_the_arrangement() -> None:
    missing = [
        one
        for one in found(KNOWN, "public", en="A text.", fi="Teksti.")
        if one.code == "proof.language-missing"
    ]
    assert {(one.place.language, one.severity) for one in missing} == {("kk", "critical"), ("ru", "critical")}


def test_a_draft_is_wanted_in_the_languages_that_it_mostly_has() -> None:
    passages = (
        Passage("title", {"en": "Title", "fi": "Otsikko"}),
        Passage("text", {"en": "Words", "fi": "Sanat"}),
        Passage("note", {"en": "Note"}),
    )
    findings = proof(Subject(passages, marking="tlp-green"), replace(KNOWN, names=()))
    assert [(one.code, one.place.where, one.place.language) for one in findings] == [
        ("proof.language-missing", "note", "fi")
    ]


def test_what_is_marked_higher_than_its_readers_is_critical_in_public() -> None:
    texts = {"kk": "Отырыс", "ru": "Встреча", "fi": "Kokous", "en": "Meeting"}
    passages = (Passage("title", texts, record="m", marking="tlp-green"),)
    (finding,) = proof(Subject(passages, marking="public", public=True), KNOWN)
    assert (finding.code, finding.severity, finding.data["record"]) == (
        "proof.marked-higher", "critical", "2026-M01 Annual meeting",
    )  # fmt: skip
    assert not proof(Subject(passages, marking="tlp-green"), KNOWN)


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "This is TLP:AMBER.", "marking-in-text"),
        ("ru", "Для служебного пользования", "marking-in-text"),
        ("kk", "Қызмет бабында пайдалану үшін", "marking-in-text"),
        ("fi", "Tämä on salassa pidettävä", "marking-in-text"),
        ("ru", "Гриф: СЕКРЕТНО", "stamp-in-text"),
    ],
)
def test_markings_in_a_public_text_are_critical(language: str, text: str, code: str) -> None:
    finding = next(one for one in found(NOTHING, "public", **{language: text}) if one.code == f"proof.{code}")
    assert finding.severity == "critical"


def test_a_text_may_carry_its_own_marking() -> None:
    assert not codes(NOTHING, "tlp-amber", en="This is TLP:AMBER.")


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("ru", "Cовместная работа", "mixed-letters"),
        ("kk", "қаyіпсіздік", "mixed-letters"),
        ("fi", "YVL-ohje", ""),
        ("ru", "IT-система", ""),
        ("en", "a bracket (that stays open", "brackets"),
        ("en", "a) one, b) two (three)", ""),
        ("ru", "«Один» и “другой”", "quotation-marks"),
        ("ru", "«Один “другой” раз»", ""),
        ("fi", "sanoi ”näin”", ""),
        ("en", "two  spaces", "double-space"),
        ("en", "a space , here", "space-before"),
        ("fi", "15% ja 20 %", "glued-unit"),
        ("en", "15% of 20 km", ""),
        ("en", "20mSv", "glued-unit"),
        ("en", "Held in [...] by TBD", "left-over"),
    ],
)
def test_typography_is_looked_at(language: str, text: str, code: str) -> None:
    assert codes(NOTHING, **{language: text}) == ({code} if code else set())


def test_a_finding_keeps_its_key_when_the_text_around_it_moves_and_loses_it_when_its_words_change() -> None:
    (before,) = found(NOTHING, ru="Cовместная работа")
    (moved,) = found(NOTHING, ru="Итак, Cовместная работа идёт")
    (other,) = found(NOTHING, ru="Cовместный труд")
    assert before.key == moved.key != other.key
    assert of_wire(before.wire()) == before


def test_the_title_of_an_act_need_not_exist_in_every_language_of_the_arrangement() -> None:
    title = Passage("title", {"ru": "Закон Республики Казахстан"}, original="ru")
    subject = Subject((title,), kind="framework-release", public=True)
    found = proof(subject, replace(NOTHING, languages=CODES))
    assert {one.severity for one in found if one.code == "proof.language-missing"} == {"warning"}
