"""Phrases as data: an English msgid under a stable name, with its places filled."""

from __future__ import annotations

from enum import StrEnum

from silta.reports.content import Inline, Literal, Number, Words


def say(phrase: StrEnum, **args: Inline | str | int) -> Words:
    """The phrase with its places filled; plain strings count as literals, whole numbers as numbers.

    The digest of a document speaks of the phrase's name, so that its English may be reworded.
    """
    return Words(
        "report", phrase.value, {name: _inline(value) for name, value in args.items()}, phrase.name.lower()
    )


def _inline(value: Inline | str | int) -> Inline:
    if isinstance(value, str):
        return Literal(value)
    return Number(value) if isinstance(value, int) else value
