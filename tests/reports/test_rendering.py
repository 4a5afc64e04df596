from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser
from itertools import permutations
from typing import Any

import pypdf
import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st

from silta.records.views import PartyView
from silta.reports.catalogue.annual_review.build import build
from silta.reports.content import (
    BarChart,
    Bars,
    Block,
    Column,
    Content,
    Heading,
    Literal,
    Multi,
    Paragraph,
    Table,
    Verification,
    content_digest,
)
from silta.reports.layout import lay_out
from silta.reports.render.formats import FORMATS
from silta.reports.render.html import html_fragment, html_page
from silta.reports.render.pdf import pdf_bytes
from silta.reports.render.square_code import code_png, code_svg
from silta.reports.speaking import Translate
from silta.words.languages import CODES
from tests.conftest import Bounds
from tests.reports.story import agreed, review, snapshot, text

TITLES = {
    "en": "Annual review 2026",
    "fi": "Vuosikatsaus 2026",
    "ru": "Годовой обзор за 2026 год",
    "kk": "2026 жылғы жылдық шолу",
}
GAP = {
    "en": "who reviews the safety report",
    "fi": "turvallisuusselosteen",
    "ru": "отчёт по безопасности",
    "kk": "қауіпсіздік есебін",
}
PAIRS = [(code,) for code in CODES] + [("kk", "ru"), ("fi", "en"), ("ru", "fi"), ("en", "kk")]


def plain(_context: str, msgid: str, _language: str) -> str:
    return msgid


def make(content: Content, code: str, languages: Sequence[str], translate: Translate) -> bytes:
    return FORMATS[code].render(lay_out(content, languages, translate))


def signed() -> Content:
    digest = content_digest(build(snapshot(), 2026))
    return build(snapshot(), 2026, review=review(digest, agreed("2027-01-20T09:40:00Z")))


def document(*blocks: Block) -> Content:
    return replace(build(snapshot({}), 2026), blocks=blocks)


def words_of(pdf: bytes) -> str:
    """All text of a PDF with spaces and hyphens of lines that were broken taken out of the way."""
    read = pypdf.PdfReader(io.BytesIO(pdf))
    said = "\n".join(page.extract_text() for page in read.pages)
    return re.sub(r"\s+", " ", re.sub(r"[-\u2010\u00ad]\s*\n", "", said))


class Seen(HTMLParser):
    """The tags and the text of a page; complains about tags that do not close in order."""

    VOID = frozenset({"br", "meta", "line", "rect", "path"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.said = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data


def seen(html: str) -> Seen:
    parser = Seen()
    parser.feed(html)
    parser.close()
    assert parser.open == []
    return parser


@pytest.mark.parametrize("languages", PAIRS, ids="+".join)
def test_each_language_and_pair_renders_with_its_words(languages: tuple[str, ...]) -> None:
    laid = lay_out(signed(), languages, plain)
    said, page = words_of(pdf_bytes(laid)), seen(html_page(laid).decode()).said
    for language in languages:
        for words in (TITLES[language], GAP[language]):
            assert words in said
            assert words in page


def test_the_pdf_is_tagged_and_names_itself() -> None:
    read = pypdf.PdfReader(io.BytesIO(make(signed(), "pdf", ["kk", "ru"], plain)))
    root: Any = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "kk"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    described = read.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]  # it is there
    assert "pdfuaid:part" in described
    assert "pdfaid:part" in described
    assert TITLES["kk"] in str(read.metadata.title)  # type: ignore[union-attr]  # it is there
    assert len(read.outline) >= 10
    assert {"/Table", "/TH", "/H1", "/Figure", "/Caption"} <= structure(root["/StructTreeRoot"])


def test_what_is_signed_is_made_for_the_archive() -> None:
    """What PDF/A-2 asks of a file's structure: ISO 19005-2, 6.2.2, 6.2.11.4, 6.1.3, 6.5.2, 6.6.4."""
    raw = make(signed(), "pdf", ["kk", "fi"], plain)
    read = pypdf.PdfReader(io.BytesIO(raw))
    root: Any = read.trailer["/Root"]
    (intent,) = root["/OutputIntents"]
    assert intent.get_object()["/DestOutputProfile"]
    assert not read.is_encrypted
    assert "/ID" in read.trailer
    assert not {"/AA", "/OpenAction", "/JavaScript"} & set(root)
    fonts = {font for page in read.pages for font in fonts_of(page)}
    assert fonts
    assert all(embedded for _name, embedded in fonts)
    described = read.xmp_metadata.stream.get_data().decode()  # type: ignore[union-attr]  # it is there
    assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", described, re.DOTALL)


def fonts_of(page: Any) -> list[tuple[str, bool]]:
    """The fonts of a page, and whether their outlines lie in the file."""
    found = []
    for font in page["/Resources"].get("/Font", {}).values():
        (inner,) = font.get_object()["/DescendantFonts"]
        described = inner.get_object()["/FontDescriptor"].get_object()
        found.append((str(described["/FontName"]), any(key.startswith("/FontFile") for key in described)))
    return found


def test_every_file_carries_a_code_with_the_digest_and_the_logs() -> None:
    verification = next(b for b in signed().back if isinstance(b, Verification))
    first, what, digest, *logs = verification.code.splitlines()
    assert (first, what) == ("silta-document/v1", "annual-review year=2026")
    assert digest == f"content {content_digest(build(snapshot(), 2026))}"
    assert logs == [f"{s.origin} {s.size} {s.root}" for s in signed().meta.sources]
    drawn = code_svg(verification.code, "x")
    assert drawn.partition("<rect")[2] in make(signed(), "html", ["en"], plain).decode()
    assert code_png(verification.code).startswith(b"\x89PNG")
    dark = [int(width) for width in re.findall(r"M\d+ \d+h(\d+)v1h-\d+z", drawn)]
    assert sum(dark) == sum(map(sum, segno.make(verification.code, error="m", micro=False).matrix))


def structure(node: Any) -> set[str]:
    """The kinds of all elements of a tag tree."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        return set().union(*map(structure, node))
    if not isinstance(node, dict):
        return set()
    return {str(node.get("/S", ""))} | structure(node.get("/K", []))


def test_the_same_document_gives_the_same_bytes() -> None:
    first, second = (make(signed(), "pdf", ["fi"], plain) for _ in range(2))
    assert first == second
    assert make(signed(), "html", ["fi"], plain) == make(signed(), "html", ["fi"], plain)


def test_the_date_is_that_of_the_last_signature_and_a_draft_has_none() -> None:
    dated = pypdf.PdfReader(io.BytesIO(make(signed(), "pdf", ["en"], plain))).metadata
    undated = pypdf.PdfReader(io.BytesIO(make(build(snapshot(), 2026), "pdf", ["en"], plain))).metadata
    assert dated is not None
    assert undated is not None
    assert str(dated["/CreationDate"]).startswith("D:20270120")
    assert "/CreationDate" not in undated


def test_draft_and_marking_stand_on_every_page() -> None:
    draft = pypdf.PdfReader(io.BytesIO(make(build(snapshot(), 2026), "pdf", ["en"], plain)))
    agreed_text = pypdf.PdfReader(io.BytesIO(make(signed(), "pdf", ["en"], plain)))
    for number, page in enumerate(draft.pages, 1):
        said = page.extract_text()
        assert "DRAFT" in said
        assert "TLP:GREEN" in said
        assert f"Page {number} of {len(draft.pages)}" in said
    assert not any("DRAFT" in page.extract_text() for page in agreed_text.pages)


MARKUP = '#panic() *b* _i_ $x$ @ref <lab> `r` = h // c \\ #[x] {{y}} <script>alert(1)</script> &amp; "q" \' -- https://a.b'


def test_markup_in_a_text_stays_text() -> None:
    content = document(
        Heading(Literal(MARKUP)),
        Paragraph(Multi(text(en=MARKUP))),
        Table(Literal(MARKUP), (Column(Literal(MARKUP)),), ((Literal(MARKUP),),)),
        BarChart(
            Literal(MARKUP),
            (Literal("a"), Literal("b")),
            (Bars(Literal(MARKUP), (1, 2)),),
            Table(Literal("t"), (Column(Literal(MARKUP)),), ((Literal(MARKUP),),)),
        ),
    )
    laid = lay_out(content, ["en"], plain)
    said = words_of(pdf_bytes(laid))
    assert "#panic() *b* _i_ $x$ @ref <lab> `r` = h // c" in said
    page = seen(html_fragment(laid))
    assert "script" not in page.tags
    assert page.said.count(MARKUP) >= 4


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=20))
def test_no_text_breaks_out_of_its_element(said: str, code: str) -> None:
    base = build(replace(snapshot({}), parties=(PartyView(code, {"en": said}),)), 2026)
    content = replace(base, blocks=(Paragraph(Literal(said)),), front=(), back=())
    empty = replace(content, blocks=(Paragraph(Literal("")),))
    found, usual = (seen(html_fragment(lay_out(c, ["en"], plain))) for c in (content, empty))
    assert [tag for tag in found.tags if tag != "br"] == [tag for tag in usual.tags if tag != "br"]
    assert len(found.attributes) == len(usual.attributes)


def test_the_fragment_needs_no_style_attribute_and_no_script() -> None:
    page = seen(html_fragment(lay_out(signed(), ["en", "fi"], plain)))
    names = {name for name, _value in page.attributes}
    assert "style" not in names
    assert not {name for name in names if name.startswith("on")}
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))


def test_another_language_inside_of_a_text_is_tagged_for_screen_readers() -> None:
    laid = lay_out(document(Paragraph(Multi(text("ru", ru="Спасибо")))), ["en"], plain)
    assert '<span lang="ru">Спасибо</span>' in html_fragment(laid)


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ("\U0001f600", "[U+1F600]"),
        ("\u539f", "[U+539F]"),
        ("\x07", "[U+0007]"),
        ("\u03a9", "\u03a9"),
        ("\u20b8", "\u20b8"),
    ],
)
def test_a_sign_without_a_glyph_is_named_and_the_document_still_comes_out(sign: str, shown: str) -> None:
    said = words_of(make(document(Paragraph(Literal(f"before{sign}after"))), "pdf", ["en"], plain))
    assert f"before{shown}after" in said


@pytest.mark.parametrize(
    "fragment",
    ["مرحبا بالعالم", "שלום", "x" * 3000, "\u200f\u202eabc", "a\u200db\u00adx\ufeff", "\t\n \n", ""],
)
def test_odd_fragments_still_give_a_document(fragment: str) -> None:
    table = Table(Literal(fragment), (Column(Literal("a")), Column(Literal(fragment), "end")),
                  ((Literal(fragment), Literal("b")),), (Literal(fragment), Literal("c")))  # fmt: skip
    content = document(Paragraph(Literal(fragment)), table)
    for languages in (["en"], ["kk", "fi"]):
        assert make(content, "pdf", languages, plain).startswith(b"%PDF")
        seen(make(content, "html", languages, plain).decode())


def long_table(rows: int) -> Content:
    columns = tuple(Column(Literal(f"column {n}")) for n in range(2))
    body = tuple(tuple(Multi(text(en=f"row {r} cell {c}")) for c in range(2)) for r in range(rows))
    return document(Table(Literal("long"), columns, body))


def test_a_table_of_two_thousand_rows_repeats_its_head_on_every_page() -> None:
    read = pypdf.PdfReader(io.BytesIO(make(long_table(2000), "pdf", ["en"], plain)))
    assert len(read.pages) > 30
    middle = read.pages[len(read.pages) // 2].extract_text()
    assert "Column 0" in middle or "column 0" in middle
    assert "row 1999" in words_of_page(read, -2) + words_of_page(read, -1)


def words_of_page(read: pypdf.PdfReader, number: int) -> str:
    return re.sub(r"\s+", " ", read.pages[number].extract_text())


@pytest.mark.parametrize("words", [180, 3000])
def test_a_long_cell_is_printed_to_its_last_word(words: int) -> None:
    long = Literal(" ".join(f"word{n}" for n in range(words)))
    columns = (Column(Literal("a")), Column(Literal("b")))
    filler = tuple((Literal(str(n)), Literal("short")) for n in range(30))
    content = document(Table(Literal("t"), columns, (*filler, (long, Literal("beside")))))
    said = words_of(make(content, "pdf", ["en"], plain))
    assert all(f"word{n}" in said for n in range(words))


def test_the_table_of_formats_names_media_types() -> None:
    assert {code: known.media_type.partition(";")[0] for code, known in FORMATS.items()} == {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "html": "text/html",
    }


def test_three_parties_fit_on_a_page() -> None:
    third = PartyView("se", {"en": "Third Authority " * 8})
    content = build(replace(snapshot(), parties=(*snapshot().parties, third)), 2026)
    assert "Third Authority" in words_of(make(content, "pdf", ["en", "fi"], plain))


def test_a_warm_annual_review_takes_less_than_a_second_and_a_half(less_than: Bounds) -> None:
    make(signed(), "pdf", ["en", "kk"], plain)
    with less_than(1.5):
        make(signed(), "pdf", ["en", "kk"], plain)


def test_every_pair_of_languages_gives_a_page() -> None:
    for pair in permutations(CODES, 2):
        seen(make(signed(), "html", pair, plain).decode())
