"""Out and in again: what a format can hold comes back as it was."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.assembly import Assembly, Content
from silta.standards.exporting import EXPORTS
from silta.standards.formats import read
from silta.standards.formats.oscal_model import Document
from silta.standards.provisions import OBLIGATIONS, STATUSES, Level, Provision, Release, without_words
from tests.standards.test_akn_xml import akn, reading
from tests.standards.test_oscal import WHOLE, catalog

MADE_AT = "2026-11-22T20:00:00+00:00"
LETTERS = st.sampled_from("aäяқ1*`[]{}\\()<&\"'=+-@|–.;: ")
LINE = st.text(LETTERS, max_size=14).map(lambda line: " ".join(line.split()))
WORDS = st.one_of(
    LINE,
    st.lists(LINE, min_size=2, max_size=4).map(lambda lines: "\n".join(lines).strip("\n")),
    st.just("The keeper shall:\n1) light the lamp;\n2) stay awake."),
    st.just("{{ insert: param, x }} and a  gap"),
)
NUMBER = st.sampled_from(["", "1", "2", "3 a", "Статья 7-1", "REQ-7", "=1"])
POINT_LEVELS: tuple[Level, ...] = ("point", "subpoint", "paragraph")
NOTES: tuple[tuple[str, ...], ...] = ((), ("A remark.",), ("One remark.", "And another."))
LEVELS: tuple[Level, ...] = ("chapter", "part", "article", "section", "requirement", "paragraph")
NAMES = {"xlsx": "a.xlsx", "csv": "a.csv", "oscal": "a.json", "reqif": "a.reqif"}


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """Chapters, units in and beside them, requirements under requirements, words between, with points or without."""
    assembly = Assembly("en")
    above: list[Provision | None] = [None]
    for _ in range(draw(st.integers(1, 6))):
        level: Level = draw(st.sampled_from(LEVELS))
        holders = [p for p in above if p is None or not p.is_unit or p.level == level == "requirement"]
        parent = draw(st.sampled_from(holders))
        del above[above.index(parent) + 1 :]
        made = assembly.add(level, draw(NUMBER), parent, draw(contents(level)))
        if level != "paragraph":
            above.append(made)
        if made.is_unit and draw(st.booleans()):
            assembly.add_points(made)
    unit = assembly.add("article", "99", None, Content("Last", "Word."))
    assembly.add_points(unit)
    return assembly.release(
        draw(LINE), source_note=draw(LINE), identifier=draw(st.sampled_from(["", "12/1999"]))
    )


@st.composite
def contents(draw: st.DrawFn, level: Level) -> Content:
    grouping = level in ("chapter", "part")
    return Content(
        draw(LINE),
        "" if grouping else draw(WORDS),
        tuple(draw(st.lists(LINE.filter(bool), max_size=2))),
        draw(st.sampled_from([None, *STATUSES])),
        draw(st.sampled_from(OBLIGATIONS)),
    )


def again(release: Release, code: str, notice: str = "") -> Release:
    return read(EXPORTS[code].write(release, MADE_AT, notice), NAMES[code], release.language).release


@pytest.mark.parametrize("code", EXPORTS)
@given(release=releases())
def test_what_goes_out_comes_in_again(code: str, release: Release) -> None:
    found = again(release, code)
    assert found.provisions == release.provisions
    if code != "csv":
        assert (found.title, found.identifier) == (release.title, release.identifier)
        assert found.source_note == release.source_note


@pytest.mark.parametrize("code", EXPORTS)
@pytest.mark.parametrize("raw", [akn(), catalog(WHOLE)], ids=["akoma-ntoso", "oscal"])
def test_what_came_from_another_format_goes_out_whole(code: str, raw: bytes) -> None:
    release = reading(raw).release if raw.startswith(b"<") else read(raw, "a.json", "en").release
    assert again(release, code).provisions == release.provisions


POINTS = (
    ("(a)", "light the lamp;"),
    ("(b)", "stay awake:\n(i) at dusk;\n(ii) at dawn."),
    ("a", "Lettered without a bracket"),
    ("3-1)", "Исключен"),
    ("", "A paragraph without a number."),
)
STEMS = ("", "The keeper shall:", "Күзетші міндетті:")
TAILS = ("", "every night.", "Words of the next\nchapter's title")


@st.composite
def laws(draw: st.DrawFn) -> Release:
    """Articles as readers of real laws leave them: points that the text tells, repeats in part, or does not hold at all."""
    assembly = Assembly(draw(st.sampled_from(["kk", "ru", "fi", "sv"])))
    chapter = assembly.add("chapter", "1", None, Content("Lamps", notes=("Amended in 2019.",)))
    for number in range(1, draw(st.integers(2, 5))):
        held = draw(st.lists(st.sampled_from(POINTS), max_size=3))
        stem = draw(st.sampled_from(STEMS))
        told = held[: draw(st.integers(0, len(held)))]
        lines = (stem, *(f"{label} {words}".strip() for label, words in told), draw(st.sampled_from(TAILS)))
        status = draw(st.sampled_from([None, *STATUSES]))
        content = Content("", "\n".join(filter(None, lines)), status=status)
        unit = assembly.add("article", f"Статья {number}", chapter, content)
        if draw(st.booleans()):
            assembly.add_points(unit, "\n".join(filter(None, lines[:-1])))
            continue
        above = unit
        for label, words in held:
            level = draw(st.sampled_from(POINT_LEVELS))
            said = Content(
                draw(st.sampled_from(["", "Titled"])),
                words,
                draw(st.sampled_from(NOTES)),
                None,
                "shall",
                stem,
            )
            made = assembly.add(level, label, above, said)
            above = made if draw(st.booleans()) else unit
    return assembly.release("Act")


@pytest.mark.parametrize("code", EXPORTS)
@given(release=laws())
def test_articles_with_points_of_any_shape_come_in_again(code: str, release: Release) -> None:
    assert again(release, code).provisions == release.provisions


def test_a_catalog_holds_a_note_of_several_lines_as_one() -> None:
    assembly = Assembly("en")
    assembly.add("article", "1", None, Content("Lamps", "Words.", ("Amended.\nSee the old text.", "Again.")))
    release = assembly.release("Act")
    assert again(release, "oscal").provisions == release.provisions


@pytest.mark.parametrize("code", EXPORTS)
def test_the_same_release_always_gives_the_same_bytes(code: str) -> None:
    release = reading(akn()).release
    assert EXPORTS[code].write(release, MADE_AT, "n") == EXPORTS[code].write(release, MADE_AT, "n")


@pytest.mark.parametrize("code", EXPORTS)
def test_without_words_numbers_and_headings_stay(code: str) -> None:
    bare = without_words(reading(akn()).release)
    found = again(bare, code, "Numbers and headings only.")
    assert [(u.number, u.heading, u.text) for u in found.units()] == [("1.", "Duty", ""), ("2.", "", "")]


@pytest.mark.parametrize("code", ["oscal", "reqif"])
def test_the_notice_stands_in_the_file(code: str) -> None:
    assert b"Numbers and headings only." in EXPORTS[code].write(
        reading(akn()).release, MADE_AT, "Numbers and headings only."
    )


def test_a_catalog_has_the_shape_of_oscal() -> None:
    raw = EXPORTS["oscal"].write(reading(akn()).release, MADE_AT, "")
    document = json.loads(raw)
    Document.model_validate(document)
    control = document["catalog"]["groups"][0]["controls"][0]
    items = control["parts"][0].get("parts", [])
    assert (control["id"], control["title"]) == ("s-1", "Duty")
    assert document["catalog"]["metadata"]["last-modified"] == MADE_AT
    assert items == []


def test_items_of_a_statement_are_items_again() -> None:
    raw = EXPORTS["oscal"].write(read(catalog(WHOLE), "a.json", "en").release, MADE_AT, "")
    control = json.loads(raw)["catalog"]["groups"][0]["controls"][0]
    assert [part["id"] for part in control["parts"][0]["parts"]] == ["r-lh-1.a", "r-lh-1.b"]
    assert control["controls"][0]["title"] == "Spare lamp"


@pytest.mark.parametrize("cell", ["=1+1", "+7", "-1", "@sum", "'=x", "''-y"])
def test_a_spreadsheet_computes_nothing_that_came_from_a_text(cell: str) -> None:
    assembly = Assembly("en")
    assembly.add("article", "1", None, Content(cell, "Text."))
    raw = EXPORTS["csv"].write(assembly.release(""), MADE_AT, "")
    row = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))[1]
    assert row[1] == "'" + cell
    assert read(raw, "a.csv", "en").release.units()[0].heading == cell


def test_the_text_of_a_group_without_points_is_not_divided_on_the_way() -> None:
    assembly = Assembly("en")
    assembly.add("article", "1", None, Content("", "The keeper shall:\n1) light;\n2) sleep."))
    release = assembly.release("Act")
    for code in EXPORTS:
        assert replace(again(release, code), title="Act").provisions == release.provisions


@pytest.mark.parametrize("code", sorted(EXPORTS))
def test_numbers_alone_come_back_too(code: str) -> None:
    assembly = Assembly("en")
    for number in ("1", "2", "3 a"):
        assembly.add("section", number, None, Content("", "Words that may not go out."))
    bare = without_words(assembly.release("Act"))
    raw = EXPORTS[code].write(bare, MADE_AT, "Numbers only.")
    assert read(raw, NAMES[code], "en").release.provisions == bare.provisions
