"""Errors in words: a `Problem` as a sentence in the reader's language, with the data of the problem in it.

What a partner or a file put into the data is shown as plain text, cut to a line; it is never read as a template, and the page
escapes it as it escapes everything.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Final

from django.utils.translation import get_language, gettext, override, pgettext

from silta.records.registry import KINDS
from silta.standards.formats import FORMATS
from silta.web.places import place
from silta.web.sentences import MESSAGES
from silta.words import codes
from silta.words.errors import Problem, Scalar
from silta.words.formatting import format_number

__all__ = ["MAX_VALUE", "MESSAGES", "placed_sentence", "plain_sentence", "sentence"]

MAX_VALUE: Final = 120
"""Characters of one value that a sentence shows; what follows is cut and marked by an ellipsis."""

_LISTS: Final = {
    "marking": codes.MARKING,
    "ceiling": codes.MARKING,
    "role": codes.ROLE,
    "verdict": codes.VERDICT,
    "competence": codes.COMPETENCE,
    "competence_level": codes.COMPETENCE_LEVEL,
    "least": codes.COMPETENCE_LEVEL,
    "availability": codes.AVAILABILITY,
}
"""Data that hold a code, shown by its label."""
_STATES: Final = frozenset({"state", "before", "after"})
"""Data that hold the code of a state."""

_AMOUNTS: Final = frozenset({"bytes", "count", "limit", "members"})
"""Data that count something: a page groups their digits as its language does."""

_Label = Callable[[str, str], str]


def sentence(problem: Problem, language: str | None = None) -> str:
    """`problem` as a sentence in the reader's language, or in `language`. Plain text, not yet escaped."""
    if language is None:
        return _fill(problem, gettext, pgettext, _grouped)
    with override(language):
        return _fill(problem, gettext, pgettext, _grouped)


def placed_sentence(problem: Problem) -> str:
    """`sentence` with its place in front where the sentence itself does not name it."""
    return _placed(sentence(problem), problem, gettext)


def plain_sentence(problem: Problem, translate: Callable[[str], str], label: _Label) -> str:
    """`placed_sentence` for the command line, which brings its own gettext and pgettext and runs without settings."""
    return _placed(_fill(problem, translate, label, str), problem, translate)


def _placed(words: str, problem: Problem, translate: Callable[[str], str]) -> str:
    named = any(where in _template(problem) for where in ("{where}", "{line}"))
    return words if named or not problem.where else f"{place(_shown(problem.where), translate)}: {words}"


def _template(problem: Problem) -> str:
    """The sentence of a code. A code without one (of a newer partner) is told as it is."""
    return MESSAGES.get(problem.code, "{code}")


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _grouped(amount: int) -> str:
    return format_number(amount, (get_language() or "en")[:2])


def _fill(
    problem: Problem, translate: Callable[[str], str], label: _Label, amount: Callable[[int], str]
) -> str:
    values = _Values(where=place(_shown(problem.where), translate) or "…", code=_shown(problem.code))
    for key, value in problem.data.items():
        if key == "first":
            values[key] = place(_shown(value), translate)
        elif key in _AMOUNTS and isinstance(value, int):
            values[key] = amount(value)
        else:
            values[key] = _worded(key, value, label)
    return translate(_template(problem)).format_map(values)


def _worded(key: str, value: Scalar, label: _Label) -> str:
    """A value as a person reads it: codes by their labels, everything else as plain text."""
    if key == "roles":
        return ", ".join(_worded("role", role, label) for role in str(value).split(", "))
    if key == "choices":  # all of them: whoever chose wrongly reads here what there is
        return ", ".join(_shown(choice) for choice in str(value)[:1000].split(", "))
    if key == "formats":  # as the form calls them, with the codes that the command line takes
        return ", ".join(
            f"{label('format', FORMATS[code].label)} ({code})" for code in str(value).split(", ")
        )
    if key in _STATES:
        return _state(str(value), label)
    codelist = _LISTS.get(key)
    if codelist and value in codelist:
        return label(codelist.name, codelist.label(str(value)))
    return _shown(value)


def _state(code: str, label: _Label) -> str:
    """The word for a state: from the first kind that has it, since a problem does not say of which kind it speaks."""
    for kind in KINDS.values():
        if code in kind.lifecycle.typed:
            return label(f"state of {kind.code}", kind.lifecycle.typed[code].label)
    return _shown(code)


def _shown(value: Scalar) -> str:
    """A value from outside as one line of plain text: no control or direction signs, at most `MAX_VALUE` characters."""
    text = "" if value is None else str(value)[:1000]
    unfit = ("Cc", "Cf", "Cs", "Zl", "Zp")
    text = " ".join("".join(" " if unicodedata.category(c) in unfit else c for c in text).split())
    return text if len(text) <= MAX_VALUE else text[: MAX_VALUE - 1] + "…"
