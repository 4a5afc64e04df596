"""Provisions as people call them: ``kz/442-V@2024-06-08#art-7-1`` is article 7-1 of a law that the logs name. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum, unique
from typing import Final

from silta.records.views import Snapshot
from silta.reports.content import Inline, Joined, Literal
from silta.reports.reading import line, record_title
from silta.reports.saying import say


@unique
class Cited(StrEnum):
    """English msgids; context ``report``."""

    REQUIREMENT = "Requirement {number}"
    ARTICLE = "Article {number}"
    SECTION = "Section {number}"
    CHAPTER = "Chapter {number}"
    PART = "Part {number}"
    PARAGRAPH = "Paragraph {number}"
    POINT = "Point {number}"
    WITHIN = "{text}: {provisions}"


_LEVELS: Final = {
    "r": Cited.REQUIREMENT,
    "art": Cited.ARTICLE,
    "s": Cited.SECTION,
    "ch": Cited.CHAPTER,
    "pt": Cited.PART,
    "p": Cited.PARAGRAPH,
    "n": Cited.POINT,
}
"""Prefix of a fragment (`silta.standards.numbering.PREFIX`) → how such a provision is called."""
_LETTER: Final = re.compile(r"(?<=\d)(?=[a-z]$)")


def called(address: str) -> Inline:
    """A provision by its level and number, without its text; an address of no known form stays as it is."""
    prefix, _, number = address.partition("#")[2].partition("-")
    level = _LEVELS.get(prefix)
    if level is None or not number:
        return Literal(address.partition("#")[2] or address)
    return say(level, number=_LETTER.sub("\u00a0", number))


def listed(addresses: Iterable[str]) -> Inline:
    """Provisions of one text, one after the other."""
    return Joined(tuple(map(called, addresses)), ", ")


def text_called(snapshot: Snapshot, address: str) -> Inline:
    """A release of a text by its title, if the logs hold it; else by its address."""
    for record in snapshot.of_kind("framework-release"):
        if line(record.fields, "address") == address:
            return record_title(record)
    return Literal(address)


def cited(snapshot: Snapshot, addresses: Iterable[str]) -> Inline:
    """Provisions of several texts, those of one text together."""
    texts: dict[str, list[str]] = {}
    for address in addresses:
        texts.setdefault(address.partition("#")[0], []).append(address)
    return Joined(
        tuple(
            say(Cited.WITHIN, text=text_called(snapshot, text), provisions=listed(found))
            for text, found in texts.items()
        ),
        "; ",
    )
