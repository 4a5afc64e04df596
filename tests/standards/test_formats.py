from __future__ import annotations

import contextlib
import gzip
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.formats import FORMATS, FormatRefused, read
from silta.standards.formats.decoding import decode, head
from silta.standards.formats.magic import OLE2
from silta.standards.formats.reading import MAX_BYTES
from silta.standards.formats.template_writer import empty_template
from tests.standards.invented import FINLEX, ISSUES, KAZAKH_KK, KAZAKH_RU, TEMPLATE, TITLES, statute

WORKBOOK = empty_template([], ("a", "b"))


def packed(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(name, "<x/>")
    return stream.getvalue()


def refusal(raw: bytes, filename: str, language: str = "en", code: str | None = None) -> FormatRefused:
    with pytest.raises(FormatRefused) as caught:
        read(raw, filename, language, code)
    return caught.value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (FINLEX, "finlex-xml"),
        (KAZAKH_RU.encode(), "kz-law-text"),
        (KAZAKH_RU.encode("cp1251", "ignore"), "kz-law-text"),
        (KAZAKH_KK.encode("utf-16"), "kz-law-text"),
        (TEMPLATE, "template"),
        (WORKBOOK, "template"),
        (statute({"id": "1 §", "text": "Valo."}), "reference-json"),
        (TITLES, "reference-json"),
        (ISSUES, "reference-json"),
    ],
)
def test_each_format_knows_its_own_by_the_content_alone(raw: bytes, code: str) -> None:
    assert [known for known, form in FORMATS.items() if form.sniff(raw, "") and not form.is_general] == [code]


def test_formats_are_listed_by_their_codes() -> None:
    assert all(code == form.code and form.label and form.extensions for code, form in FORMATS.items())


@pytest.mark.parametrize(
    ("raw", "filename", "code"),
    [
        (b"", "a.xml", "format.empty"),
        (b" \n\t ", "a.txt", "format.empty"),
        (b"\xef\xbb\xbf", "a.csv", "format.empty"),
        (OLE2 + b"\0" * 600, "law.txt", "format.word97-named-text"),
        (OLE2 + b"\0" * 600, "law.doc", "format.word97"),
        (OLE2 + b"\0" * 600, "law.xls", "format.excel97"),
        (WORKBOOK, "law.csv", "format.misnamed"),
        (packed("word/document.xml"), "law.txt", "format.misnamed"),
        (packed("word/document.xml"), "law.docx", "format.no-numbering"),
        (b"PK\x03\x04 but nothing more", "law.txt", "format.misnamed"),
        (b"PK\x03\x04 but nothing more", "law.xlsx", "format.misnamed"),
        (b"%PDF-1.7", "law.txt", "format.misnamed"),
        (gzip.compress(b"law", mtime=0), "law.json", "format.misnamed"),
        (b"Once upon a time there was a lighthouse.", "law.txt", "format.unknown"),
        ("Статья 1. Цель закона. Статья 2. Надзор.".encode("cp866"), "law.txt", "format.encoding"),
        (b"<html><body>Article 1</body></html>", "law.xml", "format.unknown"),
    ],
)
def test_what_is_no_law_is_refused_by_what_it_is(raw: bytes, filename: str, code: str) -> None:
    assert refusal(raw, filename).code == code


def test_the_place_of_a_nul_byte_is_named() -> None:
    error = refusal("Статья 1. Свет\nГорит\0 ярко.".encode(), "law.txt", "ru")
    assert (error.code, error.where) == ("format.nul-byte", "line 2")


def test_too_large_a_file_is_refused_unread() -> None:
    assert refusal(b"<" * (MAX_BYTES + 1), "law.xml").code == "format.too-large"


def test_languages_and_formats_that_do_not_exist_are_refused() -> None:
    assert refusal(TEMPLATE, "a.csv", "english").code == "format.language-malformed"
    error = refusal(TEMPLATE, "a.csv", "en", "papyrus")
    assert (error.code, error.data["format"]) == ("format.no-such-format", "papyrus")


def test_a_format_that_is_asked_for_reads_what_it_would_not_have_recognised() -> None:
    assert refusal(b"a,b\n1,2", "a.txt").code == "format.unknown"
    assert refusal(b"a,b\n1,2", "a.txt", "en", "template").code == "format.missing-column"


def test_the_ending_decides_between_formats_that_both_recognise_the_content() -> None:
    both = (KAZAKH_RU + "number,heading,text,language,parent,level").encode()
    assert read(both, "law.txt", "ru").release.title
    header_first = b"number,heading,text,language,parent,level\n" + KAZAKH_RU.encode()
    assert refusal(header_first, "law", "ru").code == "format.ambiguous"
    assert refusal(header_first, "law.csv", "ru").code != "format.ambiguous"


@given(st.text(max_size=60))
def test_utf_8_and_marked_utf_16_are_read_alike(text: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    with contextlib.suppress(FormatRefused):
        plain = decode(text.encode())
        assert decode(b"\xef\xbb\xbf" + text.encode()) == plain
        assert decode(text.encode("utf-16")) == plain


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252", "iso8859-15", "cp850"])
def test_finnish_in_an_old_encoding_is_never_taken_for_russian(encoding: str) -> None:
    text = (
        "Tässä asetuksessa säädetään, että majakanvartijan on yöllä valvottava valoa ja pestävä lasit.\n" * 20
    )
    with pytest.raises(FormatRefused) as caught:
        decode(text.encode(encoding))
    assert caught.value.code == "format.encoding"


STARTS = st.sampled_from(
    [
        b"",
        b"<",
        b"{",
        b'{"provisions":[',
        OLE2,
        b"PK\x03\x04",
        b"\xff\xfe",
        FINLEX[:900],
        WORKBOOK[:300],
        TEMPLATE,
    ]
)


@given(
    STARTS,
    st.binary(max_size=200),
    st.sampled_from(["a.xml", "a.txt", "a.csv", "a.xlsx", "a.json", "a", ".", ""]),
)
def test_any_bytes_under_any_name_end_in_a_named_error_or_a_reading(
    start: bytes, rest: bytes, name: str
) -> None:
    head(start + rest)
    for code in (None, *FORMATS):
        with contextlib.suppress(FormatRefused):
            read(start + rest, name, "en", code)
