"""Text in several languages, each with the status of its translation.

Wire form: ``{"en": {"text": "Programme", "status": "original"}, "fi": {"text": "Ohjelma", "status": "checked"}}``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, RootModel, StringConstraints

from silta.words.codes import TRANSLATION_STATUS
from silta.words.constraints import Matching, OneOf
from silta.words.languages import TAG, fallback_order

MAX_TEXT: Final = 20_000
"""Characters that one language of one field may hold; an entry's body is limited as a whole by `silta.ledger.bodies`."""

_PRINTABLE: Final = r"[^\x00-\x08\x0b-\x1f\u202a-\u202e\u2066-\u2069]*"
"""No control characters but tab and newline, and no marks of direction, which make a text look like another one."""


class Wording(BaseModel):
    """One language's wording of a text. `status` is a code of `TRANSLATION_STATUS`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Annotated[
        str,
        StringConstraints(min_length=1, max_length=MAX_TEXT),
        Matching(_PRINTABLE, "text.control-character"),
    ]
    status: Annotated[str, OneOf(TRANSLATION_STATUS, "text.unknown-status")] = "original"


Tag = Annotated[str, Matching(TAG, "text.bad-language-tag")]
"""A language tag, as `silta.words.languages.is_language_tag` knows them."""


class Text(RootModel[dict[Tag, Wording]]):
    """A text in one language or more: language tag → `Wording`."""

    model_config = ConfigDict(frozen=True)

    @classmethod
    def of(cls, original: str, /, **wordings: str) -> Text:
        """A text from plain strings: ``Text.of("en", en="Programme", fi="Ohjelma")``; the others count as checked."""
        return cls(
            {
                tag: Wording(text=words, status="original" if tag == original else "checked")
                for tag, words in wordings.items()
            }
        )

    def best(self, language: str) -> tuple[str, str]:
        """The wording to show to a reader of `language`, and the language that it is in. Empty text: ``("", language)``."""
        tag = best_tag(self.root, language)
        return ("", language) if tag is None else (self.root[tag].text, tag)

    def __bool__(self) -> bool:
        return bool(self.root)


def best_wording(value: Mapping[str, Mapping[str, str]] | None, language: str) -> tuple[str, str]:
    """`Text.best` for a text in wire form that is shown without being validated (an unknown or older record)."""
    tag = best_tag(value or {}, language)
    return ("", language) if value is None or tag is None else (str(value[tag].get("text", "")), tag)


def best_tag(wordings: Mapping[str, object], language: str) -> str | None:
    """The language of `wordings` to show to a reader of `language`; None if there is no wording."""
    for tag in fallback_order(language):
        if tag in wordings:
            return tag
    return next(iter(wordings), None)
