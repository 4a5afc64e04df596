"""The coverage matrix: chapters of a benchmark down, releases of the parties across, two strips of letters in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any


@dataclass(frozen=True)
class Column:
    """One release: whose it is, what it is called (a text in wire form or a string), as of when, and whether it is stale."""

    party: str
    title: Any
    as_of: str = ""
    stale: bool = False


@dataclass(frozen=True)
class Cell:
    """The ratings of a chapter's provisions in one release: (number of the provision, code of the rating)."""

    law: Sequence[tuple[str, str]]
    practice: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Finding:
    """One mapping in an opened chapter. `state` is the code of a mapping's state, empty for a provision that nobody has mapped;
    `provisions` are (words, URL); `together` says that they cover the requirement as one.
    """

    number: str
    title: Any
    party: str
    provisions: Sequence[tuple[str, str]]
    relation: str
    law: str
    practice: str
    state: str
    first: bool = True
    span: int = 1
    together: bool = False


@dataclass(frozen=True)
class Chapter:
    """A row: the chapter's title, its first and last number, one cell a column; while it is open `findings`, and of a long
    chapter `part`, which provisions they are of, and `pages`: (number, URL; empty for the one shown).
    """

    key: str
    title: Any
    numbers: str
    cells: Sequence[Cell]
    url: str
    findings: Sequence[Finding] = field(default_factory=tuple)
    part: str = ""
    pages: Sequence[tuple[int, str]] = field(default_factory=tuple)

    @property
    def open(self) -> bool:
        return bool(self.findings)


@dataclass(frozen=True)
class Matrix:
    """The whole table. Columns of one party stand together, in the arrangement's order."""

    caption: str
    columns: Sequence[Column]
    chapters: Sequence[Chapter]

    @property
    def groups(self) -> list[tuple[str, int]]:
        """Parties and how many columns each has."""
        return [(party, len(list(columns))) for party, columns in groupby(self.columns, lambda c: c.party)]

    @property
    def width(self) -> int:
        return len(self.columns) + 1
