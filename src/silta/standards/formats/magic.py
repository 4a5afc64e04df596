"""What bytes are by their first few, whatever the file is called; and a guard for zip containers."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Final

from silta.standards.formats.reading import FormatRefused, excerpt
from silta.standards.formats.zip_input import MAX_MEMBERS, MAX_UNPACKED, is_unsafe

OLE2: Final = bytes.fromhex("d0cf11e0a1b11ae1")
"""The beginning of Word 97 and Excel 97 files (Compound File Binary Format, [MS-CFB] §2.2)."""
ZIP: Final = b"PK\x03\x04"
_STARTS: Final = (
    (b"PK\x05\x06", "zip"),
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!", "rar"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
)


def kind_of(raw: bytes) -> str:
    """The kind of the bytes, one word (``ole2``, ``xlsx``, ``docx``, ``reqifz``, ``zip``, ``pdf``, ``rtf`` …); empty for text."""
    if raw.startswith(OLE2[:4]):
        return "ole2"
    if raw.startswith(ZIP):
        return _zip_kind(raw)
    return next((kind for start, kind in _STARTS if raw.startswith(start)), "")


def is_word_97(raw: bytes) -> bool:
    """Whether it is a compound file that holds a stream of Word's."""
    return raw.startswith(OLE2) and "WordDocument".encode("utf-16-le") in raw


def is_encrypted_office(raw: bytes) -> bool:
    """Whether it is a newer Word or Excel file under a password: packed whole into a compound file ([MS-OFFCRYPTO] §2.3)."""
    return raw.startswith(OLE2) and "EncryptedPackage".encode("utf-16-le") in raw


def _zip_kind(raw: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            names = set(archive.namelist())
    except Exception:  # noqa: BLE001 -- hostile bytes: zipfile has no closed set of errors; the guard below names what is wrong
        return "zip"
    if "xl/workbook.xml" in names:
        return "xlsx"
    if any(name.lower().endswith(".reqif") for name in names):
        return "reqifz"
    return "docx" if "word/document.xml" in names else "zip"


def guard_zip(
    raw: bytes, malformed: str = "format.malformed-xlsx", encrypted: str = "format.encrypted-xlsx"
) -> None:
    """Pass silently if what is packed in `raw` is of a decent number and size, by its own directory.

    A directory that lies gains nothing: a member is never unpacked beyond the size that it declares. Raises `FormatRefused`
    with the codes given, or `format.too-large-unpacked`, `format.zip-path`.
    """
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
    except Exception:  # noqa: BLE001 -- as above
        raise FormatRefused(malformed, reason="zip") from None
    outside = next((member.filename for member in members if is_unsafe(member.filename)), "")
    if outside:
        raise FormatRefused("format.zip-path", excerpt(outside))
    if any(member.flag_bits & 1 for member in members):
        raise FormatRefused(encrypted)
    unpacked = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED:
        raise FormatRefused(
            "format.too-large-unpacked", members=len(members), bytes=unpacked, limit=MAX_UNPACKED
        )
