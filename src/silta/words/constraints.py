"""Markers in annotations that pydantic checks by itself and that report a code of ours.

Validation spends most of its time in calls of Python functions, one a value; these constraints need none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True)
class Matching:
    """The whole text matches `pattern` (in the syntax that Python and Rust have in common), or the error is `code`.

    The same error says that it is longer than `most` characters, if that is given.
    """

    pattern: str
    code: str
    most: int | None = None

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Pydantic's hook: the schema so far, followed by the pattern."""
        wanted = core_schema.str_schema(pattern=f"^(?:{self.pattern})$", max_length=self.most)
        return followed(handler(source), wanted, self.code)


@dataclass(frozen=True)
class OneOf:
    """The text is one of `codes`, or the error is `code`."""

    codes: Iterable[str]
    code: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """Pydantic's hook: the schema so far, followed by the list."""
        return followed(handler(source), core_schema.literal_schema(list(self.codes)), self.code)


def followed(first: CoreSchema, then: CoreSchema, code: str) -> CoreSchema:
    """What fits `first` and after it `then`; where only `then` does not fit, the error is `code`."""
    named = core_schema.custom_error_schema(then, custom_error_type=code, custom_error_message=code)
    return core_schema.chain_schema([first, named])
