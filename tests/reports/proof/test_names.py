from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.records.registry import KINDS
from silta.reports.proof.checks import proof
from silta.reports.proof.passages import of_record
from tests.reports.proof.known import KNOWN, codes, found


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Petteri Tiipana spoke."),
        ("en", "Director General Tipana’s words"),
        ("fi", "Pääjohtaja Tiipanan puhe"),
        ("ru", "Встреча с Петтери Типпаной"),
        ("kk", "Петтери Тиипанаға хат"),
        ("en", "Azamat Lampow spoke."),
        ("en", "Azamad Lampov spoke."),
        ("en", "the Modle Safety Centre"),
        ("fi", "Malliturvakesksen ohje"),
    ],
)
def test_a_name_with_a_slip_is_found(language: str, text: str) -> None:
    assert "name-near" in codes(**{language: text})


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Petteri Tiippana’s speech, P. Tiippana and the Model Safety Centre (MTK)"),
        (
            "fi",
            "Petteri Tiippanan, Tiippanalle, Tiippanasta; Malliturvakeskuksessa, Loviisan, Loviisaan, Loviisassa",
        ),
        (
            "ru",
            "Петтери Тииппаны, Тииппане, Тииппану, Тииппаной; Лампова, Лампову, Лампове; Ловийсу, в Ловийсе",
        ),
        ("kk", "Тииппананың, Тииппанаға, Лампов мырзаның, Ламповтың, Ламповқа, Ловийсада, Ловийсадан"),
        ("en", "Azamat Kettunen and Petra Tiihonen; models of safety; a petition"),
        ("fi", "Azamar Kettunen ei ole Lampov."),
    ],
)
def test_inflected_names_and_other_peoples_names_are_no_slips(language: str, text: str) -> None:
    assert not codes(**{language: text}) & {"name-near", "name-wrong"}


@pytest.mark.parametrize("slip", ["Lampoff", "lampoffille"])
def test_a_known_slip_is_told_with_the_right_form(slip: str) -> None:
    (finding,) = (one for one in found(fi=f"Kirje {slip}") if one.code.startswith("proof.name"))
    assert (finding.code, finding.severity) == ("proof.name-wrong", "critical")
    assert finding.data["name"] == "Azamat Lampov"


def test_a_person_whom_one_language_forgets_is_told() -> None:
    texts = {"en": "Petteri Tiippana met Azamat Lampov.", "fi": "Petteri Tiippana tapasi suurlähettilään."}
    lost = [one for one in found(**texts) if one.code == "proof.name-lost"]
    assert [(one.place.language, one.data["name"]) for one in lost] == [("fi", "Azamat Lampov")]


def test_a_name_in_the_script_of_another_language_is_told() -> None:
    assert "name-other-language" in codes(ru="Встреча с Tiippana прошла")
    only_latin = replace(KNOWN, names=(replace(KNOWN.names[0], forms={"fi": "Petteri Tiippana"}),))
    assert "name-one-script" in codes(only_latin, ru="Встреча с Tiippana прошла")


@pytest.mark.parametrize(
    ("language", "text", "wrong"),
    [
        ("en", "Ambassador Petteri Tiippana opened it.", True),
        ("en", "Director General Petteri Tiippana opened it.", False),
        ("fi", "Suurlähettilään Petteri Tiippanan puhe", True),
        ("fi", "Pääjohtajan P. Tiippanan puhe", False),
        ("en", "The Ambassador and Petteri Tiippana opened it.", False),
    ],
)
def test_a_person_keeps_their_own_office(language: str, text: str, wrong: bool) -> None:
    assert ("name-other-title" in codes(**{language: text})) == wrong


def test_a_field_for_a_person_says_whom_the_register_does_not_know() -> None:
    fields = {
        "title": {"en": {"text": "Send", "status": "original"}},
        "person": "Aliya Lantern",
        "deputy": "Azamat Lampov",
    }
    findings = proof(of_record(KINDS["action"], fields, "tlp-green", "r"), KNOWN)
    assert [(one.code, one.place.where) for one in findings] == [("proof.name-unknown", "person")]


@given(st.sampled_from(["Tiippana", "Тииппана"]), st.integers(1, 6))
def test_a_letter_too_few_is_always_a_slip(name: str, place: int) -> None:
    slip = name[:place] + name[place + 1 :]
    assert "name-near" in codes(**{"en" if name.isascii() else "ru": f"x {slip} x"})


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    for finding in found(en=text, kk=text):
        words = text[finding.place.start : finding.place.end]
        assert finding.part == words
