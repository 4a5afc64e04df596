"""From bytes to text: the encodings that laws come in, and only where there is no doubt which one it is.

UTF-8 with or without a byte order mark, UTF-16 with one, and Windows-1251 or KOI8-R where the bytes make Russian words in
one of them alone; whoever imports is told. Everything else
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

# Letters of Russian, and the punctuation of office texts (in Windows-1251 with the dotted I that stands in for a Roman one). In
# any other old encoding of Cyrillic the same words show other bytes, or letters in a wrong case.
_RUSSIAN: Final = (
    (
        "cp1251",
        bytes(range(0xC0, 0x100)) + b"\xa8\xb8",
        bytes.fromhex("8284859192939495969799a0a7abb0b2b3b9bb"),
    ),
    ("koi8_r", bytes(range(0xC0, 0x100)) + b"\xa3\xb3", bytes.fromhex("9a9c9e")),
)
_NAMES: Final = {"cp1251": "Windows-1251", "koi8_r": "KOI8-R"}
_ASCII: Final = bytes(range(0x80))
_SAMPLE: Final = 200_000
_RUSSIAN_WORD: Final = re.compile("[А-ЯЁа-яё]{2,}")
_MIXED_WORD: Final = re.compile("[A-Za-z][А-ЯЁа-яё]|[А-ЯЁа-яё][A-Za-z]")


def decode(raw: bytes, notebook: Notebook | None = None) -> str:
    """The text in `raw`, its lines ended by line feeds. Control characters become spaces, and are noted in `notebook`.

    Raises `FormatRefused`: `format.empty`, `format.encoding`, `format.nul-byte` (with its line).
    """
    text = _NEWLINES.sub("\n", _decoded(raw, notebook))
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
    encoding = _old_encoding(start) if text.rstrip("\ufffd").count("\ufffd") else ""
    return start.decode(encoding, "replace") if encoding else text


def _decoded(raw: bytes, notebook: Notebook | None) -> str:
    for bom, encoding in _BOMS:
        if raw.startswith(bom):
            return _strictly(raw, encoding)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        encoding = _old_encoding(raw)
        if not encoding:
            raise FormatRefused("format.encoding", f"line {raw.count(10, 0, error.start) + 1}") from None
        if notebook is not None:
            notebook.warn("format.encoding-converted", encoding=_NAMES[encoding])
        return _strictly(raw, encoding)


def _strictly(raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise FormatRefused("format.encoding", f"byte {error.start + 1}") from None


def _old_encoding(raw: bytes) -> str:
    """The one old encoding in which `raw` is Russian; empty if there is none or more than one."""
    found = [name for name, letters, marks in _RUSSIAN if _is_russian(raw, name, letters, marks)]
    return found[0] if len(found) == 1 else ""


def _is_russian(raw: bytes, encoding: str, letters: bytes, marks: bytes) -> bool:
    """Whether the high bytes of `raw` can only be Russian: words, mostly in lower case, of Cyrillic alone."""
    high = raw.translate(None, _ASCII)
    count = len(high) - len(high.translate(None, letters))
    if count < 20 or count < 0.9 * len(high) or high.translate(None, letters + marks):
        return False
    text = raw[:_SAMPLE].decode(encoding, "replace")
    words = _RUSSIAN_WORD.findall(text)
    lower = sum(word[1:].islower() for word in words)
    return lower > 0.6 * len(words) and len(_MIXED_WORD.findall(text)) * 20 <= len(words)
