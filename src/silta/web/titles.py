"""Titles that the node words itself, in all languages."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.utils.translation import gettext, override

from silta.node.queries import records
from silta.web import wording
from silta.words.languages import CODES


def title_of_year(msgid: str, year: int) -> dict[str, dict[str, str]]:
    """The title of a joint text in all languages, as a text in wire form. `msgid` has a place ``{year}``."""
    return {tag: one | {"text": one["text"].format(year=year)} for tag, one in text_in_all(msgid).items()}


def text_in_all(msgid: str) -> dict[str, dict[str, str]]:
    """`msgid` in all languages, as a text in wire form; the reader's is the original."""
    own = wording.reader_language()
    found = {}
    for language in (own, *(code for code in CODES if code != own)):
        with override(language):
            words = gettext(msgid)
        found[language] = {"text": words, "status": "original" if language == own else "checked"}
    return found


def title_after(msgid: str, uid: UUID | str, **more: int) -> dict[str, dict[str, str]]:
    """A title after that of the record `uid`, in every language in which that has one; `more` fills further places of `msgid`."""
    page = records.get(uid)
    held = page.record.fields.get("title") or {}
    named = {tag: str(one["text"]) for tag, one in held.items()} if isinstance(held, Mapping) else {}
    return {
        tag: one | {"text": one["text"].format(title=named[tag], **more)}
        for tag, one in text_in_all(msgid).items()
        if tag in named
    }
