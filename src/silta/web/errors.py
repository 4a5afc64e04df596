"""Errors in words: each code that Silta uses has one English sentence here, which the catalogues translate.

A sentence may name `{where}` and the data of its problem. What a partner or a file put into the data is shown as plain text,
cut to a line; it is never read as a template, and the page escapes it as it escapes everything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from django.utils.translation import gettext, override, pgettext

from silta.words import codes
from silta.words.errors import Problem, Scalar

MAX_VALUE: Final = 120
"""Characters of one value that a sentence shows; what follows is cut and marked by an ellipsis."""

MESSAGES: Final[Mapping[str, str]] = {
    # home of a node
    "home.bad-database-url": "{where} does not name a PostgreSQL database: postgresql://user:password@host/name.",
    "home.not-toml": "{where} cannot be read as TOML: {detail}.",
    "home.wrong-type": "{where}: this must be of the type {expected}.",
    # markings
    "marking.above-ceiling": "The marking “{marking}” is above what this arrangement allows ({ceiling}). Nothing was released.",
    "marking.classified": (
        "{where} carries the stamp “{stamp}” of a national security class. Silta is not approved for it and has stored "
        "nothing. Remove the text from this computer as your rules say."
    ),
    "marking.unknown": "“{marking}” is not a marking that Silta knows.",
}

_LISTS: Final = {
    "marking": codes.MARKING,
    "ceiling": codes.MARKING,
    "role": codes.ROLE,
    "verdict": codes.VERDICT,
}
"""Data that hold a code: shown by its label."""


def sentence(problem: Problem, language: str | None = None) -> str:
    """`problem` as a sentence in the reader's language, or in `language`. Plain text, not yet escaped."""
    if language is None:
        return _fill(gettext(_template(problem)), problem, pgettext)
    with override(language):
        return _fill(gettext(_template(problem)), problem, pgettext)


def plain_sentence(problem: Problem, translate: Callable[[str], str]) -> str:
    """`problem` as a sentence with its place in front, for the command line, which brings its own gettext."""
    template = _template(problem)
    words = _fill(translate(template), problem, lambda _context, label: label)
    return words if "{where}" in template or not problem.where else f"{_shown(problem.where)}: {words}"


def _template(problem: Problem) -> str:
    """The sentence of a code. A code without one (of a newer partner) is told as it is."""
    return MESSAGES.get(problem.code, "{code}")


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _fill(template: str, problem: Problem, label: Callable[[str, str], str]) -> str:
    values = _Values(where=_shown(problem.where) or "…", code=_shown(problem.code))
    for key, value in problem.data.items():
        codelist = _LISTS.get(key)
        if codelist and value in codelist:
            values[key] = label(codelist.name, codelist.label(str(value)))
        else:
            values[key] = _shown(value)
    return template.format_map(values)


def _shown(value: Scalar) -> str:
    """A value from outside as one line of plain text: no control or direction signs, no more than `MAX_VALUE` characters."""
    text = "" if value is None else str(value)
    text = "".join(
        c if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Zl", "Zp") else " " for c in text[:1000]
    )
    text = " ".join(text.split())
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"
