"""Stamps of national security classes are found in the files that people attach, and nothing else is taken for one."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.standards.formats.stamps import stamp_on
from tests.standards.documents import pdf, word

STAMP = "СОВЕРШЕННО СЕКРЕТНО"


def in_runs(document: Any) -> None:
    paragraph = document.add_paragraph()
    for run in ("СОВЕР", "ШЕННО СЕК", "РЕТНО"):
        paragraph.add_run(run)


def in_header(document: Any) -> None:
    document.sections[0].header.paragraphs[0].text = STAMP
    document.add_paragraph("Программа на год")


def workbook() -> bytes:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    book.create_sheet().append(["Программа", STAMP])
    book.save(stream)
    return stream.getvalue()


def opendocument() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "content.xml", f"<o><text:p>Один</text:p><text:p>{STAMP}</text:p><text:p>Два</text:p></o>"
        )
    return stream.getvalue()


STAMPED = {
    "text": f"Для сведения\n{STAMP}\n".encode(),
    "text in an old encoding": f"Программа сотрудничества на следующий год\n{STAMP}\n".encode("cp1251"),
    "Word, in runs": word(in_runs),
    "Word, in the header": word(in_header),
    "Word 97": bytes.fromhex("d0cf11e0a1b11ae1") + bytes(41) + f" {STAMP} ".encode("utf-16-le"),
    "Excel": workbook(),
    "OpenDocument": opendocument(),
    "PDF": pdf(f"{STAMP}\n\nПрограмма"),
}


@pytest.mark.parametrize("raw", STAMPED.values(), ids=STAMPED)
def test_a_stamp_is_found_in_files_of_every_usual_format(raw: bytes) -> None:
    assert stamp_on(raw) == STAMP


@pytest.mark.parametrize(
    "raw",
    [
        "Закон говорит: «секретно» и «совершенно секретно».".encode(),
        word(lambda document: document.add_paragraph("О сведениях, которые закон называет секретными.")),
        b"%PDF-1.7 broken",
        b"PK\x03\x04broken",
        b"",
    ],
)
def test_what_speaks_about_secrecy_or_cannot_be_read_carries_no_stamp(raw: bytes) -> None:
    assert stamp_on(raw) == ""


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-", bytes.fromhex("d0cf11e0a1b11ae1")]),
)
def test_looking_for_a_stamp_never_fails(raw: bytes, start: bytes) -> None:
    assert isinstance(stamp_on(start + raw), str)
