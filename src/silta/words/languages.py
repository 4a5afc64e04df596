"""The languages of the interface, and checks for the tags of texts, which may be in any language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
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

UNDETERMINED: Final = "und"
"""The tag of a wording whose language nobody has told (BCP 47)."""
TAG: Final = r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?"
"""The form of a language tag as a regular expression."""
_TAG = re.compile(TAG)


def is_language_tag(tag: str) -> bool:
    """Whether `tag` has the form of a BCP 47 language tag with optional script and region (`sv`, `kk-Latn`, `sv-FI`)."""
    return _TAG.fullmatch(tag) is not None


@lru_cache(maxsize=64)
def fallback_order(language: str) -> tuple[str, ...]:
    """The order in which to look for a text when `language` has none: itself, English, then the others."""
    rest = [code for code in ("en", "ru", "fi", "kk") if code != language]
    return (language, *rest)
