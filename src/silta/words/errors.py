"""Errors as values: a code, a place and data. Sentences in four languages live in `silta.web.sentences`.

Pure code never words an error for a person. It raises a subclass of `SiltaError`, or collects `Problem` values where one
input can hold several. Every code used anywhere must have a sentence in `silta.web.sentences`; a catalogue test
compares the two.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Scalar = str | int | bool | None
Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, found while reading input.

    `code` is stable and lower-case with dots (`ledger.bad-signature`); `where` names the place in the words of the input
    (a path, `row 14, column heading`, `line 12`); `data` holds the values that the sentence needs.
    """

    code: str
    where: str = ""
    data: Mapping[str, Scalar] = field(default_factory=dict)
    severity: Severity = "error"


class SiltaError(Exception):
    """Base of every error that Silta raises on purpose; carries one `Problem` or more."""

    def __init__(self, code: str, where: str = "", **data: Scalar) -> None:
        self.problems: tuple[Problem, ...] = (Problem(code, where, data),)
        super().__init__(code, where, data)

    @classmethod
    def of(cls, problems: tuple[Problem, ...]) -> SiltaError:
        """An error of this class that carries all of `problems` (at least one)."""
        first = problems[0]
        error = cls(first.code, first.where, **dict(first.data))
        error.problems = problems
        return error

    @property
    def code(self) -> str:
        return self.problems[0].code

    @property
    def where(self) -> str:
        return self.problems[0].where

    @property
    def data(self) -> Mapping[str, Scalar]:
        return self.problems[0].data

    def __str__(self) -> str:
        return "; ".join(f"{p.code} ({p.where})" if p.where else p.code for p in self.problems)
