"""Errors of the records package, and the translation of pydantic's into Silta's codes."""

from __future__ import annotations

from typing import Any, Final

from pydantic import ValidationError

from silta.words.errors import Problem, Scalar, SiltaError


class RecordRefused(SiltaError):
    """A record's fields, state or references that may not be released as they are."""


_CODES: Final = {
    "greater_than_equal": "record.too-small",
    "missing": "record.missing-field",
    "extra_forbidden": "record.unexpected-field",
    "string_too_long": "record.too-long",
    "string_too_short": "record.empty",
    "too_short": "record.too-few",
    "too_long": "record.too-many",
    "string_pattern_mismatch": "record.wrong-form",
}


def _place(loc: tuple[int | str, ...]) -> str:
    """``("items", 2, "text")`` → ``items[3].text``: people count from one."""
    place = ""
    for part in loc:
        if part == "[key]":  # the name itself is wrong, and stands before
            continue
        if isinstance(part, int):
            place += f"[{part + 1}]"
        elif part != "root":
            place += f".{part}" if place else part
    return place


def _data(error: Any) -> dict[str, Scalar]:
    context = error.get("ctx", {})
    kept: dict[str, Scalar] = {k: v for k, v in context.items() if isinstance(v, str | int | bool)}
    shown = error.get("input")
    if isinstance(shown, str | int):
        kept["value"] = str(shown)[:80]
    return kept


def problems_of(error: ValidationError) -> tuple[Problem, ...]:
    """Each of pydantic's findings as a `Problem`: codes raised by our validators pass through, the rest are mapped."""
    found = []
    for item in error.errors(include_url=False):
        kind, message = item["type"], item["msg"]
        code = kind if "." in kind else _CODES.get(kind, "record.wrong-form")
        if kind == "value_error":
            code = str(item.get("ctx", {}).get("error", message))
        found.append(Problem(code, _place(item["loc"]), _data(item)))
    return tuple(found)
