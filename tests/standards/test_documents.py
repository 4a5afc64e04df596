"""Containers: Word files, PDF files and pages in HTML as they come, and as somebody malicious makes them."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from silta.standards.formats import FormatRefused, read
from silta.standards.formats.docx_lines import docx_document
from silta.standards.formats.docx_numbers import figure
from silta.standards.formats.html_lines import html_document
from silta.standards.formats.magic import OLE2
from silta.standards.formats.pdf_lines import pdf_document
from silta.standards.formats.reading import Notebook
from silta.standards.formats.zip_input import MAX_UNPACKED
from tests.standards.documents import pdf, register_page, word, word_with
from tests.standards.invented import KAZAKH_KK, KAZAKH_RU

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NUMBERING = f"""<w:numbering {W}><w:abstractNum w:abstractNumId="7">
<w:lvl w:ilvl="0"><w:start w:val="3"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="4"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%4)"/></w:lvl>
</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""


def numbered(*paragraphs: tuple[int, int, str]) -> bytes:
    """A Word file with paragraphs of (list, level, words), numbered by `NUMBERING`."""
    body = "".join(
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{one}"/></w:numPr></w:pPr>'
        f"<w:r><w:t>{words}</w:t></w:r></w:p>"
        for one, level, words in paragraphs
    )
    return package(body, {"word/numbering.xml": NUMBERING})


def package(body: str, more: dict[str, str] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, words in (more or {}).items():
            archive.writestr(name, words)
    return stream.getvalue()


def lines_of(raw: bytes, notebook: Notebook | None = None) -> list[str]:
    return [line.text for line in docx_document(raw, notebook or Notebook()).lines]


def refused(raw: bytes, name: str) -> str:
    with pytest.raises(FormatRefused) as caught:
        read(raw, name, "ru")
    return caught.value.code


def test_automatic_numbers_of_word_are_the_numbers_that_word_shows() -> None:
    raw = numbered(
        *zip((1, 1, 1, 1, 1, 1, 1, 1, 2, 0), (0, 1, 1, 2, 2, 3, 0, 1, 0, 0), "abcdefghij", strict=True)
    )
    assert lines_of(raw) == [
        "3. a",
        "3.1 b",
        "3.2 c",
        "(a) d",
        "(b) e",
        "IV) f",
        "4. g",
        "4.1 h",
        "1. i",
        "j",
    ]


@pytest.mark.parametrize(
    ("count", "kind", "shown"),
    [
        (28, "lowerLetter", "bb"),
        (14, "upperRoman", "XIV"),
        (3, "russianLower", "в"),
        (4, "decimalZero", "04"),
        (9, "bullet", ""),
    ],
)
def test_figures_are_shown_in_their_kind(count: int, kind: str, shown: str) -> None:
    assert figure(count, kind) == shown


def test_headings_divide_a_word_document_and_tables_are_kept_as_text() -> None:
    def build(document: object) -> None:
        document.add_paragraph("Regulation", style="Title")  # type: ignore[attr-defined]
        for level, heading in ((1, "General"), (2, "Scope"), (2, "Duties"), (1, "Final")):
            document.add_heading(heading, level)  # type: ignore[attr-defined]
            document.add_paragraph(f"Words of {heading}.")  # type: ignore[attr-defined]
        table = document.add_table(1, 2)  # type: ignore[attr-defined]
        table.cell(0, 0).text, table.cell(0, 1).text = "dose", "1 mSv"

    release = read(word(build), "a.docx", "en").release
    assert release.title == "Regulation"
    assert [(u.heading, u.path, u.text) for u in release.units()] == [
        ("Scope", ("",), "Words of Scope."),
        ("Duties", ("",), "Words of Duties."),
        ("Final", (), "Words of Final.\ndose | 1 mSv"),
    ]


def test_tracked_changes_are_read_as_accepted_with_a_warning() -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    body = (
        f"<w:p>{run.format('Light ')}<w:del><w:r><w:delText>sleeps</w:delText></w:r></w:del>"
        f"<w:ins>{run.format('burns')}</w:ins></w:p>"
        f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run.format('One ')}</w:p><w:p>{run.format('sentence')}</w:p>"
        f"<w:moveFrom>{run.format('gone')}</w:moveFrom>"
    )
    notebook = Notebook()
    assert lines_of(package(body), notebook) == ["Light burns", "One sentence"]
    assert [(p.code, p.severity) for p in notebook.problems] == [("format.tracked-changes", "warning")]


def test_foreign_relationships_are_never_followed_and_text_boxes_and_notes_stand_apart() -> None:
    rels = '<Relationships><Relationship TargetMode="External" Target="http://192.0.2.1/evil.dotm"/></Relationships>'
    box = (
        "<w:p><w:r><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict>"
        "<w:t>word</w:t></w:r></w:p>"
    )
    notes = f'<w:footnotes {W}><w:footnote w:id="2"><w:p><w:r><w:t>below</w:t></w:r></w:p></w:footnote></w:footnotes>'
    notebook = Notebook()
    raw = package(box, {"word/_rels/document.xml.rels": rels, "word/footnotes.xml": notes})
    assert lines_of(raw, notebook) == ["word"]
    assert notebook.unrecognised == [("text box", "boxed"), ("footnote 2", "below")]


def test_hostile_word_files_are_refused_by_name() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (MAX_UNPACKED + 1))
    entity = '<!DOCTYPE w [<!ENTITY a "aaaa">]>'
    plain = word(lambda document: document.add_paragraph("a"))
    declared = word_with(
        "word/document.xml", lambda xml: xml.replace("<w:document", f"{entity}<w:document", 1), plain
    )
    assert refused(bomb.getvalue(), "a.docx") == "format.too-large-unpacked"
    assert refused(declared, "a.docx") == "format.xml-doctype"
    assert refused(package("", {"../../../tmp/x": "path"}), "a.docx") == "format.zip-path"
    assert refused(plain[:2000], "a.docx") == "format.misnamed"
    assert refused(OLE2 + "EncryptedPackage".encode("utf-16-le"), "a.docx") == "format.encrypted-office"


def test_a_guide_in_pdf_keeps_its_requirements_and_nothing_of_its_pages() -> None:
    source = """#outline()
#pagebreak()
= 3 Management
== 3.1 Responsibilities
301. The licensee shall understand interdepartmental communications, extraordinarily complicated
  installations#footnote[See elsewhere.] and their well-known documentation, including characteristics.

302. The light shall burn:

a. at night;

b. in fog.
#pagebreak()
== 3.2 Keepers
303. Keepers wake. The well-known keeper wakes. #lorem(50)
"""
    found = read(pdf(source), "x1.pdf", "en")
    assert [(u.fragment, u.path) for u in found.release.units()] == [
        ("r-301", ("3", "3.1")), ("r-302", ("3", "3.1")), ("r-303", ("3", "3.2")),
    ]  # fmt: skip
    text = "\n".join(unit.text for unit in found.release.units())
    assert "complicated installations and their well-known documentation" in text.replace("-\n", "")
    assert not any(words in text for words in ("Guide X.1", "Page ", "See elsewhere", "\ufffe"))
    assert "1See elsewhere." in [words for _, words in found.unrecognised]
    assert [p.number for p in found.release.points_of(found.release.units()[1])] == ["a.", "b."]
    assert {p.code for p in found.problems} == {
        "format.running-lines",
        "format.footnotes-apart",
        "format.contents-left-out",
    }


def test_a_pdf_of_pictures_or_under_a_password_says_what_to_do() -> None:
    from pypdf import PdfReader, PdfWriter

    assert (
        refused(
            pdf("#set page(header: none, footer: none)\n#rect(width: 90%, height: 50%, fill: gray)"),
            "scan.pdf",
        )
        == "format.pdf-scanned"
    )
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Article 1"))))
    writer.encrypt("secret", algorithm="RC4-128")
    locked = io.BytesIO()
    writer.write(locked)
    assert refused(locked.getvalue(), "locked.pdf") == "format.pdf-encrypted"
    assert refused(b"%PDF-1.7 and nothing more", "cut.pdf") == "format.malformed-pdf"


@pytest.mark.parametrize(("text", "language"), [(KAZAKH_RU, "ru"), (KAZAKH_KK, "kk")])
def test_a_kazakh_law_is_the_same_from_text_word_and_the_registers_page(text: str, language: str) -> None:
    plain = read(text.encode(), "law.txt", language)
    as_word = read(
        word(lambda document: [document.add_paragraph(line) for line in text.split("\n")]),
        "law.docx",
        language,
    )
    assert as_word.format == plain.format == "kz-law-text"
    assert as_word.release == plain.release
    page = read(register_page(text, "Закон о маяках"), "law.html", language)
    assert page.format == "kz-law-text"
    assert [(u.number, u.heading, u.status) for u in page.release.units()] == [
        (u.number, u.heading, u.status) for u in plain.release.units()
    ]


def test_the_registers_notes_stand_apart_and_its_signature_is_no_article() -> None:
    page = """<html><body><div class="container_alpha slogan"><h1>О свете</h1></div><div class="container_gamma text"><article>
<h3 id="z1">Глава 1. ОБЩИЕ ПОЛОЖЕНИЯ</h3><h3 id="z2">Статья 1. Свет</h3><p id="z3">Свет<br>горит.</p>
<p class="note">Изменён неведомо кем.</p><p id="z4">Статья 7-1. Исключена Законом РК от 01.01.2020 № 1-VI.</p>
<p id="z5">Статья 8. Тьма</p><p><span class="note">Сноска. Статья 8 исключена Законом РК от 01.01.2020 № 1-VI.</span></p>
<table><tr><td>Президент<br>Республики Казахстан</td><td>Н. Иванов</td></tr></table></article></div></body></html>"""
    found = read(page.encode(), "z.html", "ru")
    assert found.release.title == "О свете"
    assert [(u.number, u.status) for u in found.release.units()] == [
        ("Статья 1", "in-force"), ("Статья 7-1", "repealed"), ("Статья 8", "repealed"),
    ]  # fmt: skip
    first = found.release.units()[0]
    assert (first.text, first.notes) == ("Свет\nгорит.", ("Изменён неведомо кем.",))
    assert "Президент Республики Казахстан | Н. Иванов" in [words for _, words in found.unrecognised]


@given(st.text(alphabet="<>/apdivtrb \"='\n", max_size=120))
def test_any_markup_is_a_document_or_refused(markup: str) -> None:
    with contextlib.suppress(FormatRefused):
        html_document(markup)


@settings(max_examples=40)
@given(st.binary(max_size=200), st.integers(0, 2_000))
def test_broken_word_and_pdf_files_are_refused_and_nothing_else(junk: bytes, at: int) -> None:
    for raw, opened in ((WORD, docx_document), (PDF, pdf_document)):
        with contextlib.suppress(FormatRefused):
            opened(raw[:at] + junk + raw[at + len(junk) :], Notebook())


WORD = numbered((1, 0, "a"), (1, 1, "b"))
PDF = pdf("= 1 Scope\n101. Light.")
