"""The command's own words in four languages, from the same catalogues as the pages but without Django's start-up time."""

from __future__ import annotations

import gettext
from collections.abc import Mapping, Sequence
from pathlib import Path

from silta.words.languages import CODES

_LOCALE = Path(__file__).parent.parent / "locale"


class _Speech:
    """The language of this command; chosen once, before anything is printed."""

    language = "en"
    catalogue: gettext.NullTranslations = gettext.NullTranslations()


def choose_language(words: Sequence[str], environment: Mapping[str, str]) -> None:
    """Take the language from ``--lang``, else SILTA_LANGUAGE, else the locale of the shell, else English."""
    wanted = next(
        (environment[name] for name in ("SILTA_LANGUAGE", "LANGUAGE", "LANG") if environment.get(name)), "en"
    )
    for place, word in enumerate(words):
        if word == "--lang" and place + 1 < len(words):
            wanted = words[place + 1]
        elif word.startswith("--lang="):
            wanted = word.removeprefix("--lang=")
    _Speech.language = wanted[:2] if wanted[:2] in CODES else "en"
    _Speech.catalogue = gettext.translation("django", _LOCALE, [_Speech.language], fallback=True)


def without_words() -> list[str]:
    """The languages whose catalogue has not been compiled: pages and letters in them would come out in English."""
    return [code for code in CODES if gettext.find("django", _LOCALE, [code]) is None]


def language() -> str:
    """The language that the command speaks."""
    return _Speech.language


def tr(message: str) -> str:
    """`message` in the language of the command."""
    return _Speech.catalogue.gettext(message) if message else ""


def trp(context: str, message: str) -> str:
    """`message` with a gettext context (a label of a kind, a field, a code)."""
    return _Speech.catalogue.pgettext(context, message) if message else ""
