"""The words of labels in any language, where no reader asks: for sheets that a job reads or writes."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import override, pgettext

from silta.crosswalk.formats.columns import Vocabulary
from silta.words.codes import TRANSLATION_STATUS
from silta.words.languages import CODES


@lru_cache(maxsize=8192)
def say(context: str, msgid: str, language: str) -> str:
    """`msgid` in `language`, remembered: a sheet asks for the same words once a cell."""
    if not msgid:
        return ""
    with override(language):
        return pgettext(context, msgid)


def statuses() -> dict[str, str]:
    """The words for a status, in all languages and case folded → its code."""
    return {
        say(TRANSLATION_STATUS.name, label, tag).casefold(): code
        for tag in CODES
        for code, label in TRANSLATION_STATUS.labels.items()
    }


def vocabulary(language: str) -> Vocabulary:
    """What cells of a sheet of mappings may say, in all languages, `language` first."""
    order = dict.fromkeys((language, *CODES))
    return Vocabulary(lambda context, msgid: [say(context, msgid, tag) for tag in order])
