from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.formats import FormatRefused, read
from silta.standards.provisions import Release
from tests.standards.invented import FINLEX


def statute() -> Release:
    return read(FINLEX, "majakka.xml", "fi").release


def line_of(words: str) -> int:
    """The line of the invented statute that first holds `words`."""
    return FINLEX[: FINLEX.index(words.encode())].count(b"\n") + 1


def refusal(raw: bytes) -> FormatRefused:
    with pytest.raises(FormatRefused) as caught:
        read(raw, "majakka.xml", "fi")
    return caught.value


def test_title_number_and_sections_are_read() -> None:
    release = statute()
    assert (release.title, release.identifier) == ("Ministeriön asetus majakoista", "12/1999")
    assert [(u.number, u.heading, u.fragment) for u in release.units()] == [
        ("1 §", "Määritelmät", "s-1"),
        ("1 a §", "", "s-1a"),
        ("", "", "s-u"),
    ]


def test_a_section_holds_all_its_words_and_a_blank_line_before_a_point_made_of_sub_points() -> None:
    assert statute().units()[0].text == (
        "Tässä asetuksessa tarkoitetaan:\n1) majakalla tornia, jossa on valo;\n\n2) vartijalla:\n"
        "a) henkilöä, joka sytyttää valon; sekä\nb) hänen sijaistaan."
    )


def test_indices_stay_in_their_line() -> None:
    assert (
        statute().units()[1].text
        == "Valo on pidettävä lasissa, jonka ala on 2 m2.\nLasi on pestävä viikoittain."
    )


def test_chapters_stand_above_sections() -> None:
    release = statute()
    chapters = [release.chapter_of(unit) for unit in release.units()]
    assert [(c.number, c.heading) if c else None for c in chapters] == [("1 luku", "Yleistä")] * 2 + [None]
    assert release.units()[0].path == ("1 luku",)


def test_points_of_sections_have_addresses() -> None:
    release = statute()
    points = [p.fragment for unit in release.units() for p in release.points_of(unit)]
    assert points == ["s-1.1", "s-1.2", "s-1.2.a", "s-1.2.b", "s-1a.1", "s-1a.2"]


def test_the_enacting_clause_and_annexes_are_kept_beside_the_sections() -> None:
    beside = [p for p in statute().provisions if p.level == "paragraph" and p.parent is None]
    assert [(p.number, p.text) for p in beside] == [
        ("Johtolause", "Päätetään majakkalain nojalla:"),
        ("Liite 1", "Majakoiden luettelo"),
    ]


def test_an_unknown_element_is_reported_with_its_line() -> None:
    where = f"line {line_of('Ruudukko')}, Ruudukko"
    assert read(FINLEX, "majakka.xml", "fi").unrecognised == ((where, "ei kuulu mihinkään"),)


def test_another_language_than_declared_is_a_warning() -> None:
    problems = read(FINLEX, "majakka.xml", "sv").problems
    assert [(p.code, p.severity) for p in problems] == [("format.language-differs", "warning")]


def test_a_section_that_comes_twice_names_both_lines() -> None:
    error = refusal(FINLEX.replace("1 a §".encode(), "1 §".encode()))
    assert (error.code, error.where, dict(error.data)) == (
        "format.duplicate-number",
        f"line {line_of('1 a §')}",
        {"number": "1 §", "first": f"line {line_of('1 §')}"},
    )


def test_truncated_xml_is_named_with_line_and_column_wherever_it_ends() -> None:
    whole = FINLEX.rstrip()
    root = whole.index(b"VahvistettavaLaki ") + len("VahvistettavaLaki ")
    assert {refusal(whole[:end]).code for end in range(root, len(whole) - 1)} == {"format.truncated-xml"}
    error = refusal(whole[: whole.index(b"1 luku")])
    assert error.data["line"] == line_of("1 luku")
    assert error.where == f"line {error.data['line']}, column {error.data['column']}"


def test_broken_xml_is_told_from_truncated_xml() -> None:
    error = refusal(FINLEX.replace(b"</saa:Luku>", b"</saa:Osa>"))
    assert (error.code, error.data["line"]) == ("format.malformed-xml", line_of("</saa:Luku>"))


def test_a_document_type_is_refused_and_no_entity_is_read() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;"><!ENTITY f SYSTEM "file:///etc/hostname">]>'
    start, rest = FINLEX.split(b"?>", 1)
    assert refusal(start + b"?>" + bomb + rest.replace(b"majakoista", b"&b;&f;")).code == "format.xml-doctype"


def test_a_statute_without_sections_is_nothing() -> None:
    assert refusal(b"<VahvistettavaLaki/>").code == "format.nothing-recognised"


@given(st.integers(0, len(FINLEX) - 1), st.binary(max_size=6))
def test_damage_anywhere_ends_in_a_named_error_or_a_reading(place: int, damage: bytes) -> None:
    with contextlib.suppress(FormatRefused):
        read(FINLEX[:place] + damage + FINLEX[place + len(damage) :], "majakka.xml", "fi", "finlex-xml")
