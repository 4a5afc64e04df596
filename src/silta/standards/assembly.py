"""Putting a release together: what every reader needs to turn what it recognised into provisions with addresses."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Final

from silta.standards import points
from silta.standards.numbering import core, standing_fragment
from silta.standards.provisions import POINT_LEVELS, Level, Obligation, Provision, Release, Status
from silta.standards.repeal import status_of

LONGEST: Final = 72
"""Characters of a fragment before the mark of a repetition; the library stores 80."""


@dataclass(frozen=True)
class Content:
    """What a provision says, and what is said about it."""

    heading: str = ""
    text: str = ""
    notes: tuple[str, ...] = ()
    status: Status | None = None
    obligation: Obligation = "unknown"
    stem: str = ""


class Assembly:
    """Provisions in the making: gives each its order, path and a fragment that no other has."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._provisions: list[Provision] = []
        self._taken: set[str] = set()
        self._repeats: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._provisions)

    def add(
        self,
        level: Level,
        number: str,
        parent: Provision | None = None,
        content: Content | None = None,
        fragment: str | None = None,
    ) -> Provision:
        """Append a provision under `parent`; its status is seen from its words and its fragment from its number unless given."""
        said = content or Content()
        made = Provision(
            number=number,
            path=(*parent.path, parent.number) if parent else (),
            heading=said.heading,
            text=said.text,
            language=self.language,
            level=level,
            parent=parent.fragment if parent else None,
            fragment=self._unused(fragment or self._fragment(level, number, parent)),
            order=len(self._provisions),
            obligation=said.obligation,
            status=said.status or status_of(said.heading, said.text),
            notes=said.notes,
            stem=said.stem,
        )
        self._provisions.append(made)
        return made

    def is_taken(self, fragment: str) -> bool:
        """Whether a provision has this fragment already."""
        return fragment in self._taken

    def add_points(self, unit: Provision, text: str | None = None) -> None:
        """Append the pieces of `unit`; `text` stands in for its text where lines of it are no part of its sentences."""
        if unit.status != "in-force":
            return
        for piece in points.split(unit, text):
            self._taken.add(piece.fragment)
            self._provisions.append(dataclasses.replace(piece, order=len(self._provisions)))

    def release(self, title: str, *, source_note: str = "", identifier: str = "") -> Release:
        """The release of all that was added."""
        return Release(title, self.language, tuple(self._provisions), source_note, identifier)

    def _fragment(self, level: Level, number: str, parent: Provision | None) -> str:
        name = standing_fragment(level, number)
        if parent is not None and level in POINT_LEVELS:
            name = f"{parent.fragment}.{core(number) or 'p'}"
        elif parent is not None and name in self._taken:
            name = f"{parent.fragment}.{name}"
        return name if len(name) <= LONGEST else standing_fragment(level, "")

    def _unused(self, name: str) -> str:
        candidate = name
        while candidate in self._taken:
            self._repeats[name] = self._repeats.get(name, 1) + 1
            candidate = f"{name}_{self._repeats[name]}"
        self._taken.add(candidate)
        return candidate
