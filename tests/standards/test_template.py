from __future__ import annotations

import contextlib
import datetime as dt
import io
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.assembly import Assembly, Content
from silta.standards.formats import FormatRefused, Options, read
from silta.standards.formats.template_rows import REQUIRED
from silta.standards.formats.template_writer import MAX_CELL, empty_template, write_release
from silta.standards.formats.zip_input import MAX_UNPACKED
from silta.standards.provisions import OBLIGATIONS, STATUSES, Level, Provision, Release
from tests.standards.invented import FINLEX, KAZAKH_RU, TEMPLATE, TITLES, statute

HEADER = ",".join(REQUIRED)


def csv(*rows: str) -> bytes:
    return "\n".join((HEADER, *rows)).encode()


def refusal(raw: bytes, filename: str = "sheet.csv") -> FormatRefused:
    with pytest.raises(FormatRefused) as caught:
        read(raw, filename, "en")
    return caught.value


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("second")
    for row in (REQUIRED, *rows):
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_rows_become_chapters_articles_and_points() -> None:
    release = read(TEMPLATE, "sheet.csv", "en").release
    assert [(p.fragment, p.level, p.parent) for p in release.provisions] == [
        ("ch-1", "chapter", None),
        ("art-1", "article", "ch-1"),
        ("art-1.1", "point", "art-1"),
        ("art-1.2", "point", "art-1"),
        ("art-2", "article", "ch-1"),
        ("art-3", "article", "ch-1"),
        ("art-3.a", "point", "art-3"),
        ("art-3.b", "point", "art-3"),
    ]
    assert release.provisions[-1].stem == "The keeper shall:"
    assert release.provisions[-1].path == ("1", "Article 3")


def test_one_sheet_can_hold_several_languages() -> None:
    assert [u.heading for u in read(TEMPLATE, "sheet.csv", "sv").release.units()] == ["Skyldigheter"]
    problems = read(TEMPLATE, "sheet.csv", "en").problems
    assert [(p.code, p.data["count"]) for p in problems] == [("format.other-language", 1)]


def test_a_row_without_language_is_in_the_imported_one() -> None:
    assert read(csv("1,A,a,,,"), "sheet.csv", "kk").release.units()[0].language == "kk"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_separators_and_encodings_of_offices_are_read(delimiter: str, encoding: str) -> None:
    lines = [HEADER, "1,Ääni,Huuda.,en,,section"]
    raw = "\r\n".join(lines).replace(",", delimiter).encode(encoding)
    assert [u.heading for u in read(raw, "sheet.csv", "en").release.units()] == ["Ääni"]


@pytest.mark.parametrize("column", REQUIRED)
def test_a_missing_column_is_named(column: str) -> None:
    header = ",".join(name for name in REQUIRED if name != column)
    error = refusal(f"{header}\n1,a,b,en,".encode())
    assert (error.code, error.where, error.data["column"]) == ("format.missing-column", "row 1", column)
    assert len(error.problems) == 1


def test_a_number_that_comes_twice_names_both_rows() -> None:
    error = refusal(csv("1,A,a,en,,article", "2,B,b,en,,article", "1,C,c,en,,article"))
    assert (error.code, error.where, dict(error.data)) == (
        "format.duplicate-number",
        "row 4",
        {"number": "1", "first": "row 2"},
    )


def test_every_bad_row_is_named_at_once() -> None:
    error = refusal(
        csv("1,A,a,en,,verse", "2,B,b,en,9,article", "3,C,c,english,,article", "4,D,d,en,4,point")
    )
    assert [(p.code, p.where) for p in error.problems] == [
        ("format.language-malformed", "row 4, column language"),
        ("format.unknown-level", "row 2, column level"),
        ("format.unknown-parent", "row 3, column parent"),
        ("format.unknown-parent", "row 5, column parent"),
    ]


def test_rows_and_not_lines_are_counted() -> None:
    error = refusal(csv('1,A,"three\nlines\nlong",en,,article', "", "1,B,b,en,,article"))
    assert (error.where, error.data["first"]) == ("row 4", "row 2")


def test_a_broken_quotation_is_named_with_its_line() -> None:
    error = refusal(csv('1,A,"never closed,en,,article', "2,B,b,en,,article"))
    assert (error.code, error.where) == ("format.malformed-csv", "line 3")


def test_too_deep_a_tree_is_refused() -> None:
    rows = [f"{n},,p,en,{n - 1 if n > 1 else ''},{'article' if n == 1 else 'subpoint'}" for n in range(1, 40)]
    assert {p.code for p in refusal(csv(*rows)).problems} == {"format.too-deep", "format.unknown-parent"}


def test_unknown_columns_and_cells_outside_are_told() -> None:
    found = read(f"{HEADER},colour\n1,A,a,en,,article,red,blue\n".encode(), "sheet.csv", "en")
    assert [(p.code, p.data["column"]) for p in found.problems] == [("format.unknown-column", "colour")]
    assert found.unrecognised == (("row 2", "blue"),)


def test_a_workbook_is_read_from_the_sheet_with_the_columns() -> None:
    raw = workbook((1, "One", "Text", "en", None, "article"), (2.0, "Two", "Text", None, "", "article"))
    assert [u.number for u in read(raw, "sheet.xlsx", "en").release.units()] == ["1", "2"]


def test_what_excel_made_of_a_cell_is_refused_where_it_is() -> None:
    raw = workbook(
        (dt.date(2024, 7, 1), "One", "Text", "en", None, "article"), (2, "Two", "=A1", "en", None, "article")
    )
    error = refusal(raw, "sheet.xlsx")
    assert [(p.code, p.where) for p in error.problems] == [
        ("format.date-in-cell", "row 2, column A"),
        ("format.formula-in-cell", "row 3, column C"),
    ]


def test_a_packed_bomb_is_refused_before_it_is_unpacked() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", b"\0" * (MAX_UNPACKED + 1))
    error = refusal(stream.getvalue(), "sheet.xlsx")
    assert error.code == "format.too-large-unpacked"


def test_a_sheet_that_claims_a_million_columns_and_rows_is_read_by_its_cells() -> None:
    raw, stream = workbook((1, "One", "Text", "en", None, "article")), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                content = content.replace(b'ref="A1:F2"', b'ref="A1:XFD1048576"')
                assert b"XFD" in content
            new.writestr(name, content)
    assert len(read(stream.getvalue(), "sheet.xlsx", "en").release.units()) == 1


def test_the_empty_template_has_the_columns_and_the_instructions() -> None:
    raw = empty_template(["One row for each provision.", "=not a formula"], ("Säännökset", "Ohje"))
    book = openpyxl.load_workbook(io.BytesIO(raw))
    assert book.sheetnames == ["Säännökset", "Ohje"]
    assert [cell.value for cell in book["Säännökset"][1]] == list(REQUIRED)
    assert [row[0].data_type for row in book["Ohje"].iter_rows()] == ["s", "s"]
    assert refusal(raw, "sheet.xlsx").code == "format.nothing-recognised"
    assert raw == empty_template(["One row for each provision.", "=not a formula"], ("Säännökset", "Ohje"))


@pytest.mark.parametrize(
    ("raw", "filename", "language"),
    [
        (FINLEX, "a.xml", "fi"),
        (KAZAKH_RU.encode(), "a.txt", "ru"),
        (TEMPLATE, "a.csv", "en"),
        (statute({"id": "1 §", "text": "=1+1\n1) +2;\n2) @x.", "chapter": "2a"}), "a.json", "fi"),
        (TITLES, "a.json", "en"),
    ],
)
def test_an_exported_release_is_read_again_as_it_was(raw: bytes, filename: str, language: str) -> None:
    release = read(raw, filename, language, options=Options("lhr-1")).release
    again = read(write_release(release, "sheet"), "a.xlsx", language).release
    assert again == release


def test_a_text_that_no_cell_can_hold_is_refused_rather_than_cut() -> None:
    release = read(statute({"id": "1 §", "text": "x" * (MAX_CELL + 1)}), "a.json", "fi").release
    with pytest.raises(FormatRefused) as caught:
        write_release(release, "sheet")
    assert (caught.value.code, caught.value.where) == ("format.cell-too-long", "s-1, column text")


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), max_size=40).map(
    str.strip
)
LINES = st.lists(WORDS.filter(bool) | st.sampled_from(["1) a;", "2) b", "=A1", "#N/A"]), max_size=5).map(
    "\n".join
)
CONTENT = st.builds(
    Content,
    heading=WORDS,
    text=LINES,
    notes=st.lists(WORDS.filter(bool), max_size=2).map(tuple),
    status=st.sampled_from((None, *STATUSES)),
    obligation=st.sampled_from(OBLIGATIONS),
)


@st.composite
def releases(draw: st.DrawFn) -> Release:
    """A release of chapters, units and points, with numbers that may repeat outside of units."""
    assembly = Assembly("kk")
    parents: list[Provision] = []
    for index in range(draw(st.integers(1, 6))):
        chapter = draw(st.booleans())
        level: Level = "chapter" if chapter else draw(st.sampled_from(["section", "article", "requirement"]))
        number = draw(st.sampled_from(["1", "2 §", "A"])) if chapter else f"{draw(WORDS)}{index}".strip()
        parent = draw(st.sampled_from([None, *parents]))
        content = draw(CONTENT)
        if not any((number, content.heading, content.text)):
            continue
        made = assembly.add(level, number, parent, content)
        if chapter:
            parents.append(made)
        else:
            assembly.add_points(made)
    assembly.add("article", "Last", None, Content("Entry into force"))
    return assembly.release(draw(WORDS), source_note=draw(WORDS), identifier=draw(WORDS))


@given(releases())
def test_what_is_written_is_read_without_loss(release: Release) -> None:
    assert read(write_release(release, "sheet"), "a.xlsx", "kk").release == release


@given(st.text(max_size=200))
def test_any_text_below_the_header_ends_in_a_named_error_or_a_reading(text: str) -> None:
    with contextlib.suppress(FormatRefused):
        read(csv(text).decode().encode("utf-8", "ignore"), "a.csv", "en", "template")


BOOK = workbook((1, "One", "Text", "en", None, "article"))


@given(st.integers(0, len(BOOK) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_workbook_ends_in_a_named_error_or_a_reading(place: int, damage: bytes) -> None:
    with contextlib.suppress(FormatRefused):
        read(BOOK[:place] + damage + BOOK[place + len(damage) :], "a.xlsx", "en", "template")
