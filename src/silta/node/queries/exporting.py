"""A text of the library as a file of another format: whole, or numbers and headings alone where its licence allows no more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from silta.node import clock
from silta.node.queries.library import load_release, release
from silta.standards.exporting import EXPORTS
from silta.standards.provisions import without_words
from silta.words.errors import SiltaError

WHOLE: Final = frozenset({"official-act", "open"})
"""Licences under which the words of a text may be passed on."""


@dataclass(frozen=True)
class Exported:
    """A file to give away. `whole`: its words are in it, not only numbers and headings."""

    name: str
    media_type: str
    raw: bytes
    whole: bool


def may_pass_on(licence: str) -> bool:
    """Whether a text under `licence` may be given away with its words."""
    return licence in WHOLE


def export(address: str, code: str, language: str | None, notice: str) -> Exported:
    """The release `address` in `language` (its first by default) as a file of the format `code`.

    `notice` says, in the words of whoever asks, why there are only numbers and headings; it goes into the file where that is so.
    Raises `NotInLibrary`, `SiltaError` (`format.no-such-format`), `FormatRefused` (`format.cell-too-long`).
    """
    form = EXPORTS.get(code)
    if form is None:
        raise SiltaError("format.no-such-format", format=code[:80], choices=", ".join(EXPORTS))
    whole = may_pass_on(release(address).licence)
    text = load_release(address, language)
    made_at = clock.now().isoformat(timespec="seconds")
    raw = form.write(text if whole else without_words(text), made_at, "" if whole else notice)
    name = f"{address.replace('/', '-')}-{text.language}.{form.extension}"
    return Exported(name, form.media_type, raw, whole)
