"""Text in several languages, each with the status of its translation.

Wire form: ``{"en": {"text": "Programme", "status": "original"}, "fi": {"text": "Ohjelma", "status": "checked"}}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, RootModel, field_validator

from silta.words.codes import TRANSLATION_STATUS
from silta.words.languages import fallback_order, is_language_tag

MAX_TEXT: Final = 20_000
"""Characters that one language of one field may hold; an entry's body is limited as a whole by `silta.ledger.bodies`."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f]")


class Wording(BaseModel):
    """One language's wording of a text. `status` is a code of `TRANSLATION_STATUS`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str = Field(min_length=1, max_length=MAX_TEXT)
    status: str = "original"

    @field_validator("text")
    @classmethod
    def _no_control_characters(cls, value: str) -> str:
        if _CONTROL.search(value):
            raise ValueError("text.control-character")
        return value

    @field_validator("status")
    @classmethod
    def _known_status(cls, value: str) -> str:
        if value not in TRANSLATION_STATUS:
            raise ValueError("text.unknown-status")
        return value


class Text(RootModel[dict[str, Wording]]):
    """A text in one language or more: language tag → `Wording`."""

    model_config = ConfigDict(frozen=True)

    @field_validator("root")
    @classmethod
    def _language_tags(cls, value: dict[str, Wording]) -> dict[str, Wording]:
        for tag in value:
            if not is_language_tag(tag):
                raise ValueError("text.bad-language-tag")
        return value

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
        for tag in fallback_order(language):
            if tag in self.root:
                return self.root[tag].text, tag
        for tag, wording in self.root.items():
            return wording.text, tag
        return "", language

    def __bool__(self) -> bool:
        return bool(self.root)


def best_wording(value: Mapping[str, Mapping[str, str]] | None, language: str) -> tuple[str, str]:
    """`Text.best` for a text in wire form that is shown without being validated (an unknown or older record)."""
    if not value:
        return "", language
    for tag in (*fallback_order(language), *value):
        if tag in value:
            return str(value[tag].get("text", "")), tag
    return "", language
