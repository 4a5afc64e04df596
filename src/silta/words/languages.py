"""The languages of the interface, and checks for the tags of texts, which may be in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Language:
    """A language that every string of the interface exists in.

    `name` is the language's own name, `short` its three-letter form for the masthead, `english` names it for operators.
    """

    code: str
    name: str
    short: str
    english: str


LANGUAGES: Final = (
    Language("kk", "Қазақша", "Қаз", "Kazakh"),
    Language("ru", "Русский", "Рус", "Russian"),
    Language("fi", "Suomi", "Suo", "Finnish"),
    Language("en", "English", "Eng", "English"),
)
CODES: Final = tuple(language.code for language in LANGUAGES)

_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


def is_language_tag(tag: str) -> bool:
    """Whether `tag` has the form of a BCP 47 language tag with optional script and region (`sv`, `kk-Latn`, `sv-FI`)."""
    return _TAG.fullmatch(tag) is not None


def fallback_order(language: str) -> tuple[str, ...]:
    """The order in which to look for a text when `language` has none: itself, English, then the others."""
    rest = [code for code in ("en", "ru", "fi", "kk") if code != language]
    return (language, *rest)
