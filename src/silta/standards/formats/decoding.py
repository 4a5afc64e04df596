"""From bytes to text: the encodings that laws come in, and only where there is no doubt which one it is.

UTF-8 with or without a byte order mark, UTF-16 with one, and Windows-1251 where the bytes make Russian words. Everything else
is refused with `format.encoding`: text that is read in a wrong encoding looks right at a glance and is lost for good.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from silta.standards.formats.reading import FormatRefused, Notebook

_BOMS: Final = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS: Final = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SURROGATES: Final = re.compile("[\ud800-\udfff]")
_NEWLINES: Final = re.compile("\r\n|\r|\x85|\u2028|\u2029")

# Windows-1251: letters of Russian, and the punctuation of office texts with the dotted I that stands in for a Roman one.
# KOI8-R, Mac and DOS texts show other bytes, or words in a wrong case.
_LETTERS_1251: Final = bytes(range(0xC0, 0x100)) + b"\xa8\xb8"
_MARKS_1251: Final = bytes.fromhex("8284859192939495969799a0a7abb0b2b3b9bb")
_ASCII: Final = bytes(range(0x80))
_SAMPLE: Final = 200_000
_RUSSIAN_WORD: Final = re.compile("[А-ЯЁа-яё]{2,}")
_MIXED_WORD: Final = re.compile("[A-Za-z][А-ЯЁа-яё]|[А-ЯЁа-яё][A-Za-z]")


def decode(raw: bytes, notebook: Notebook | None = None) -> str:
    """The text in `raw`, its lines ended by line feeds. Control characters become spaces, and are noted in `notebook`.

    Raises `FormatRefused`: `format.empty`, `format.encoding`, `format.nul-byte` (with its line).
    """
    text = _NEWLINES.sub("\n", _decoded(raw))
    nul = text.find("\0")
    if nul >= 0:
        raise FormatRefused("format.nul-byte", f"line {text.count(chr(10), 0, nul) + 1}")
    clean, controls = _CONTROLS.subn(" ", text)
    if controls and notebook is not None:
        notebook.note("format.control-characters", count=controls)
    if not clean.strip():
        raise FormatRefused("format.empty")
    return clean


def tidy(words: str, where: str) -> str:
    """A string from inside a file, as `decode` would have made it.

    Raises `FormatRefused`: `format.nul-byte`, `format.encoding` (half of a surrogate pair).
    """
    if "\0" in words:
        raise FormatRefused("format.nul-byte", where)
    if _SURROGATES.search(words):
        raise FormatRefused("format.encoding", where)
    return _CONTROLS.sub(" ", _NEWLINES.sub("\n", words))


def head(raw: bytes, size: int = 20_000) -> str:
    """The beginning of `raw` as text for sniffing; never raises. Undecodable bytes become U+FFFD."""
    start = raw[:size]
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return start.decode(encoding, "replace")
    text = start.decode("utf-8", "replace")
    if text.rstrip("\ufffd").count("\ufffd") and _is_windows_1251(start):
        return start.decode("cp1251", "replace")
    return text


def _decoded(raw: bytes) -> str:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _strictly(raw, encoding)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_windows_1251(raw):
            return _strictly(raw, "cp1251")
        raise FormatRefused("format.encoding", f"line {raw.count(10, 0, error.start) + 1}") from None


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise FormatRefused("format.encoding", f"byte {error.start + 1}") from None


def _is_windows_1251(raw: bytes) -> bool:
    """Whether the high bytes of `raw` can only be Russian in Windows-1251: words, mostly in lower case, of Cyrillic alone."""
    high = raw.translate(None, _ASCII)
    letters = len(high) - len(high.translate(None, _LETTERS_1251))
    if letters < 20 or letters < 0.9 * len(high) or high.translate(None, _LETTERS_1251 + _MARKS_1251):
        return False
    text = raw[:_SAMPLE].decode("cp1251", "replace")
    words = _RUSSIAN_WORD.findall(text)
    lower = sum(word[1:].islower() for word in words)
    return lower > 0.6 * len(words) and len(_MIXED_WORD.findall(text)) * 20 <= len(words)
