"""Import formats: one module each, and this table. `read` finds the format of a file and reads it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from silta.standards.formats import (
    akn_xml,
    finlex_xml,
    kz_law_text,
    numbered,
    oscal,
    reference_json,
    reqif,
    template,
)
from silta.standards.formats.decoding import decode
from silta.standards.formats.magic import is_encrypted_office, kind_of
from silta.standards.formats.reading import MAX_BYTES, Format, FormatRefused, Options, Reading, excerpt
from silta.words.languages import is_language_tag

__all__ = ["FORMATS", "Format", "FormatRefused", "Options", "Reading", "read"]

FORMATS: Final[dict[str, Format]] = {
    known.code: known
    for known in (
        akn_xml.FORMAT,
        finlex_xml.FORMAT,
        kz_law_text.FORMAT,
        numbered.FORMAT,
        oscal.FORMAT,
        reference_json.FORMAT,
        reqif.FORMAT,
        template.FORMAT,
    )
}
"""Every format by its code. A new one is a module and a name in this line."""

_NO_OPTIONS: Final = Options()
_READABLE: Final = ("xlsx", "docx", "pdf", "reqifz")
_CONTAINERS: Final = {
    "xlsx": ("xlsx",),
    "docx": ("docx",),
    "pdf": ("pdf",),
    "rtf": ("rtf",),
    "zip": ("zip", "reqifz"),
    "reqifz": ("reqifz", "zip"),
}


def read(
    raw: bytes,
    filename: str,
    language: str,
    format: str | None = None,  # noqa: A002 -- what callers and the command line call it
    options: Options = _NO_OPTIONS,
) -> Reading:
    """The release in a file, by the format of that code or by the one that recognises it.

    `filename` is what a person called the file; its ending only decides between formats that both recognise the content.
    Raises `FormatRefused`: `format.too-large`, `format.empty`, `format.language-malformed`, `format.no-such-format`,
    `format.unknown`, `format.ambiguous`, `format.encrypted-office`, `format.word97-named-text`, `format.word97`,
    `format.excel97`, `format.misnamed`, and what the formats raise.
    """
    if len(raw) > MAX_BYTES:
        raise FormatRefused("format.too-large", bytes=len(raw), limit=MAX_BYTES)
    if not raw.strip():
        raise FormatRefused("format.empty")
    if not is_language_tag(language):
        raise FormatRefused("format.language-malformed", language=excerpt(language))
    _refuse_containers(raw, _extension(filename))
    if format is not None:
        chosen = _by_code(format)
    else:
        chosen = numbered.FORMAT if options.numbering else _recognised(raw, filename.lower())
    return replace(chosen.read(raw, language, options), format=chosen.code)


def _extension(filename: str) -> str:
    return filename.lower().rpartition(".")[2] if "." in filename else ""


def _refuse_containers(raw: bytes, extension: str) -> None:
    """Refuse what is no text and no workbook, by what it is: the name of a file says nothing about its bytes."""
    kind = kind_of(raw)
    if is_encrypted_office(raw):
        raise FormatRefused("format.encrypted-office")
    if kind == "ole2":
        is_word = extension in ("doc", "dot")
        is_sheet = extension in ("xls", "xlt")
        code = "format.word97" if is_word else "format.excel97" if is_sheet else "format.word97-named-text"
        raise FormatRefused(code, extension=extension)
    if kind and extension not in _CONTAINERS.get(kind, ()):
        raise FormatRefused("format.misnamed", kind=kind, extension=extension)
    if kind and kind not in _READABLE and extension != "reqifz":
        raise FormatRefused("format.unknown", kind=kind, formats=", ".join(FORMATS))


def _by_code(code: str) -> Format:
    if code not in FORMATS:
        raise FormatRefused("format.no-such-format", format=excerpt(code), choices=", ".join(FORMATS))
    return FORMATS[code]


def _recognised(raw: bytes, filename: str) -> Format:
    special = [known for known in FORMATS.values() if not known.is_general]
    general = [known for known in FORMATS.values() if known.is_general]
    asked = ((special, ""), (special, filename), (general, filename))
    looked = ([known for known in known_ones if known.sniff(raw, name)] for known_ones, name in asked)
    found = next(filter(None, looked), [])
    if len(found) > 1:
        found = [known for known in found if _extension(filename) in known.extensions] or found
    if not found:
        if not kind_of(raw):
            decode(raw)  # what is no text in a known encoding fits no format, and says so
        raise FormatRefused("format.unknown", kind=_extension(filename), formats=", ".join(FORMATS))
    if len(found) > 1:
        raise FormatRefused("format.ambiguous", formats=", ".join(known.code for known in found))
    return found[0]
