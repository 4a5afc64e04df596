"""Numbers that come more than once: no reason to refuse a file whose structure is explicit, but every reason to say so."""

from __future__ import annotations

from typing import Final

from silta.standards.formats.reading import Notebook, excerpt

MAX_TOLD: Final = 20
"""Repetitions that are spelled out; the rest are counted."""


class Repeats:
    """The numbers of units as they come by: the second of a kind is warned about, with the address that it got."""

    def __init__(self, notebook: Notebook) -> None:
        self.notebook = notebook
        self._seen: dict[tuple[str, str], str] = {}
        self._told = 0

    def look(self, kind: str, number: str, where: str, fragment: str) -> None:
        """Note the `number` of a unit of `kind` at `where`, which is addressed as `fragment`."""
        first = self._seen.get((kind, number), "")
        self._seen.setdefault((kind, number), where)
        if not number or not first:
            return
        self._told += 1
        if self._told <= MAX_TOLD:
            self.notebook.warn(
                "format.number-repeated", where, number=excerpt(number), first=first, fragment=fragment
            )

    def close(self) -> None:
        """Say how many repetitions were not spelled out."""
        if self._told > MAX_TOLD:
            self.notebook.warn("format.numbers-more", count=self._told - MAX_TOLD)
