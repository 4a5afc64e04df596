"""Documents for Word and Excel: what people go on to edit and to calculate with."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import openpyxl
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from silta.reports.catalogue.annual_review.build import build
from silta.reports.content import Column, Content, Heading, Items, Literal, Multi, Number, Paragraph, Table
from tests.conftest import Bounds
from tests.reports.story import snapshot
from tests.reports.test_rendering import GAP, PAIRS, TITLES, document, long_table, make, plain, signed


def word(content: Content, *languages: str) -> Document:
    return docx.Document(io.BytesIO(make(content, "docx", languages, plain)))


def workbook(content: Content, *languages: str) -> Any:
    return openpyxl.load_workbook(io.BytesIO(make(content, "xlsx", languages, plain)))


def all_words(part: Any) -> str:
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in part.iter(qn("w:p")))


def styled(made: Document, style: str) -> list[str]:
    paragraphs = made.element.body.iter(qn("w:p"))
    return [
        "".join(t.text or "" for t in p.iter(qn("w:t")))
        for p in paragraphs
        if p.pPr is not None and p.pPr.pStyle is not None and p.pPr.pStyle.val == style
    ]


@pytest.mark.parametrize("languages", PAIRS, ids="+".join)
def test_each_language_and_pair_has_its_words_in_word_and_excel(languages: tuple[str, ...]) -> None:
    said = all_words(word(signed(), *languages).element.body)
    sheets = list(workbook(signed(), *languages))
    cells = "\n".join(str(c.value) for sheet in sheets for row in sheet.iter_rows() for c in row if c.value)
    for language in languages:
        for words in (TITLES[language], GAP[language]):
            assert words in said
            assert words in cells


def test_headings_captions_and_paragraphs_are_styles_and_word_numbers_them() -> None:
    made = word(signed(), "en")
    assert styled(made, "Title") == ["Annual review 2026"]
    assert styled(made, "Heading1")[:2] == ["Summary", "Execution of the programme"]
    assert styled(made, "SiltaParagraph")[0].startswith("The first full year")
    assert styled(made, "Caption")[0] == "Table 1. Activities of the year"
    fields = [f.get(qn("w:instr")) for f in made.element.body.iter(qn("w:fldSimple"))]
    assert "SEQ table \\* ARABIC" in fields
    assert "SEQ figure \\* ARABIC" in fields
    for style in ("Heading 1", "Numbered paragraph"):
        assert made.styles[style].element.find(f".//{qn('w:numId')}") is not None


def test_tables_repeat_their_heads_and_keep_rows_together() -> None:
    tables = [
        t
        for t in word(signed(), "en").element.body.iter(qn("w:tbl"))
        if t.find(f".//{qn('w:tblCaption')}") is not None
    ]
    assert len(tables) >= 8
    for table in tables:
        head, *rows = table.findall(qn("w:tr"))
        assert head.find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_pages_carry_marking_standing_numbers_and_a_draft_its_word() -> None:
    for content, across in ((build(snapshot(), 2026), True), (signed(), False)):
        section = word(content, "en").sections[0]
        assert "TLP:GREEN" in all_words(section.header._element)
        fields = [f.get(qn("w:instr")) for f in section.footer._element.iter(qn("w:fldSimple"))]
        assert fields == ["PAGE", "NUMPAGES"]
        shapes = list(section.header._element.iter("{urn:schemas-microsoft-com:vml}textpath"))
        assert [shape.get("string") for shape in shapes if shape.get("string")] == ["DRAFT"] * across


def test_pictures_have_alternative_texts_and_tables() -> None:
    made = word(signed(), "en")
    pictures = [
        e.get("descr")
        for e in made.element.body.iter(
            "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
        )
    ]
    assert any("Bar chart" in (said or "") for said in pictures)
    assert all(pictures)


def test_every_stretch_of_text_carries_its_language() -> None:
    made = word(signed(), "kk", "fi")
    tags = {e.get(qn("w:val")) for e in made.element.body.iter(qn("w:lang"))}
    assert {"kk-KZ", "fi-FI", "en-GB"} <= tags
    assert made.core_properties.language == "kk-KZ"


def test_a_long_kazakh_word_may_break_between_syllables_in_a_narrow_column() -> None:
    cell = Multi({"kk": {"text": "қалыптастырылғандықтан", "status": "original"}})
    made = word(document(Table(Literal("t"), (Column(Literal("a")),), ((cell,),))), "kk")
    (run,) = [r for r in made.element.body.iter(qn("w:r")) if r.find(qn("w:softHyphen")) is not None]
    assert "".join(t.text or "" for t in run.iter(qn("w:t"))) == "қалыптастырылғандықтан"


def test_two_languages_stand_in_one_row() -> None:
    made = word(signed(), "kk", "fi")
    rows = [row for table in made.element.body.iter(qn("w:tbl")) for row in table.iter(qn("w:tr"))]
    beside = [row for row in rows if "алғашқы толық жылы" in all_words(row)]
    assert ["ensimmäinen täysi vuosi" in all_words(row) for row in beside] == [True]


def test_the_same_document_gives_the_same_bytes() -> None:
    for format in ("docx", "xlsx"):  # noqa: A001 - as documents call it
        assert make(signed(), format, ["fi"], plain) == make(signed(), format, ["fi"], plain)


def test_numbers_are_numbers_and_nothing_is_a_formula() -> None:
    table = Table(
        Literal("t"), (Column(Literal("a")), Column(Literal("b"), "end")), ((Literal("=1+1"), Number(1250000)),)
    )  # fmt: skip
    sheet = workbook(document(table), "en").worksheets[1]
    assert (sheet["A4"].value, sheet["A4"].data_type) == ("=1+1", "s")
    assert sheet["B4"].value == 1250000
    assert sheet.freeze_panes == "B4"


def test_sheets_with_the_same_or_odd_names_are_told_apart() -> None:
    named = [
        Table(Literal(name), (Column(Literal("a")),), ((Literal("x"),),))
        for name in ("[a]/b:*?", "x" * 60, "x" * 60)
    ]
    names = workbook(document(*named), "en").sheetnames
    assert len(set(names)) == len(names) == 4
    assert all(len(name) <= 31 for name in names)


@pytest.mark.parametrize(
    "fragment",
    ["مرحبا بالعالم", "שלום abc", "x" * 3000, "\u202eabc", "\t\n \n", "", "\x07\ufffe", "\U0001f600"],
)
def test_odd_fragments_still_give_a_document(fragment: str) -> None:
    table = Table(
        Literal(fragment),
        (Column(Literal(fragment)), Column(Literal("b"))),
        ((Literal(fragment), Literal("c")),),
    )
    content = document(
        Heading(Literal(fragment)), Paragraph(Literal(fragment)), Items((Literal(fragment),)), table
    )
    for languages in (["en"], ["kk", "fi"]):
        docx.Document(io.BytesIO(make(content, "docx", languages, plain)))
        openpyxl.load_workbook(io.BytesIO(make(content, "xlsx", languages, plain)))


def test_a_sign_that_xml_forbids_is_named() -> None:
    assert "a[U+0007]b" in all_words(word(document(Paragraph(Literal("a\x07b"))), "en").element.body)


def test_words_from_right_to_left_are_marked_and_the_others_are_not() -> None:
    made = word(document(Paragraph(Literal("see שלום here"))), "en")
    (paragraph,) = [p for p in made.element.body.iter(qn("w:p")) if "שלום" in all_words_of(p)]
    runs = [
        (all_words_of(r).strip(), r.find(f".//{qn('w:rtl')}") is not None) for r in paragraph.iter(qn("w:r"))
    ]
    assert runs == [("see", False), ("שלום", True), ("here", False)]


def all_words_of(part: Any) -> str:
    return "".join(t.text or "" for t in part.iter(qn("w:t")))


@settings(max_examples=12, deadline=None)
@given(st.text(max_size=60))
def test_no_text_breaks_the_files(said: str) -> None:
    content = document(
        Paragraph(Literal(said)), Table(Literal(said), (Column(Literal(said)),), ((Literal(said),),))
    )
    for format in ("docx", "xlsx"):  # noqa: A001 - as documents call it
        with zipfile.ZipFile(io.BytesIO(make(content, format, ["en"], plain))) as made:
            assert made.testzip() is None


def test_a_table_of_two_thousand_rows_takes_little_time(less_than: Bounds) -> None:
    with less_than(8):
        made = word(long_table(2000), "en")
    assert len(made.element.body.findall(f".//{qn('w:tr')}")) > 2000
