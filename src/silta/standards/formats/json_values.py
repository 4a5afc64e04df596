"""Walking a parsed JSON document of unknown making: every step knows its path, and says so when it finds something else."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from silta.standards.formats.decoding import tidy
from silta.standards.formats.reading import MAX_PROVISIONS, FormatRefused, excerpt

MAX_NESTING: Final = 60
"""Objects and lists inside one another."""


def parse_json(text: str) -> object:
    """The document in `text`. Raises `FormatRefused`: `format.malformed-json` (line, column), `format.json-too-deep`."""
    try:
        found: object = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise FormatRefused(
            "format.malformed-json", where, line=error.lineno, column=error.colno, reason=error.msg
        ) from None
    except RecursionError:
        raise FormatRefused("format.json-too-deep", "line 1", limit=MAX_NESTING) from None
    except ValueError:
        raise FormatRefused("format.malformed-json", "line 1", line=1, column=1, reason="") from None
    _check_nesting(found)
    return found


def _check_nesting(document: object) -> None:
    level = [document]
    for _ in range(MAX_NESTING):
        level = [below for value in level for below in _below(value)]
        if not level:
            return
    raise FormatRefused("format.json-too-deep", "document", limit=MAX_NESTING)


def _below(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


@dataclass(frozen=True)
class Value:
    """A value of a JSON document and the path to it (``provisions[3].id``). All refusals are `format.json-shape`."""

    raw: object
    path: str = "document"

    def __getitem__(self, key: str) -> Value:
        """The member `key`, which must be there."""
        fields = self._object()
        if key not in fields:
            raise FormatRefused("format.json-shape", self._below(key), expected="a value", found="nothing")
        return Value(fields[key], self._below(key))

    def get(self, key: str) -> Value:
        """The member `key`; null if it is missing, or if this is null itself."""
        fields = {} if self.raw is None else self._object()
        return Value(fields.get(key), self._below(key))

    def has(self, key: str) -> bool:
        """Whether this is an object with a member `key`."""
        return isinstance(self.raw, dict) and key in self.raw

    def is_object(self) -> bool:
        return isinstance(self.raw, dict)

    def is_false(self) -> bool:
        return self.raw is False

    def items(self) -> list[Value]:
        """The values of a list."""
        if not isinstance(self.raw, list):
            raise self._refusal("a list")
        if len(self.raw) > MAX_PROVISIONS:
            raise FormatRefused("format.too-many-provisions", self.path, limit=MAX_PROVISIONS)
        return [Value(value, f"{self.path}[{index}]") for index, value in enumerate(self.raw)]

    def fields(self) -> dict[str, Value]:
        """The members of an object by name."""
        return {tidy(key, self.path): Value(value, self._below(key)) for key, value in self._object().items()}

    def words(self) -> str:
        """A string, or a number as a string; empty for null."""
        if self.raw is None:
            return ""
        if isinstance(self.raw, str):
            return tidy(self.raw, self.path)
        if isinstance(self.raw, (int, float)) and not isinstance(self.raw, bool):
            return str(self.raw)
        raise self._refusal("a string")

    def _object(self) -> dict[str, object]:
        if not isinstance(self.raw, dict):
            raise self._refusal("an object")
        return self.raw

    def _below(self, key: str) -> str:
        return (
            excerpt(key) if self.path == "document" and key != "document" else f"{self.path}.{excerpt(key)}"
        )

    def _refusal(self, expected: str) -> FormatRefused:
        return FormatRefused("format.json-shape", self.path, expected=expected, found=type(self.raw).__name__)
