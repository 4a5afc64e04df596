"""What a release of a framework consists of: a flat, ordered tuple of provisions that name their parents.

Two levels matter. A *unit* is what people work with: an article, a section (§) or a requirement; its `text` is the whole
text, points and all, lines joined with newlines. Above units stand parts and chapters. Below a unit stand its *points*, finer
pieces with texts of their own, on which suggestions are matched. As a rule they repeat the unit's text; where a source gives the
unit its introductory words only, they add to it, and `Release.whole_of` tells all.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, Literal, get_args

Level = Literal["part", "chapter", "section", "article", "requirement", "point", "subpoint", "paragraph"]
Obligation = Literal["shall", "should", "may", "none", "unknown"]
Status = Literal["in-force", "repealed", "empty"]

LEVELS: Final[tuple[Level, ...]] = get_args(Level)
OBLIGATIONS: Final[tuple[Obligation, ...]] = get_args(Obligation)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)
UNIT_LEVELS: Final[frozenset[str]] = frozenset({"section", "article", "requirement"})
GROUP_LEVELS: Final[frozenset[str]] = frozenset({"part", "chapter"})
POINT_LEVELS: Final[frozenset[str]] = frozenset({"point", "subpoint", "paragraph"})


@dataclass(frozen=True)
class Provision:
    """One provision of a release, in one language.

    `number` is the number as the source writes it (``1 §``, ``Статья 7-1``); `path` holds the numbers of its ancestors, the
    outermost first; `parent` is the parent's `fragment`, None at the top; `order` counts from 0 through the whole release.
    `level` is ``part`` or ``chapter`` above the units, ``section`` (§), ``article`` or ``requirement`` for a unit, and
    ``paragraph``, ``point`` or ``subpoint`` inside one. `stem` is the introductory words that a point completes ("The
    licensee shall:"). `notes` are remarks of whoever published the source, which are no part of the law.
    """

    number: str
    path: tuple[str, ...]
    heading: str
    text: str
    language: str
    level: Level
    parent: str | None
    fragment: str
    order: int
    obligation: Obligation = "unknown"
    status: Status = "in-force"
    notes: tuple[str, ...] = ()
    stem: str = ""

    @property
    def is_unit(self) -> bool:
        return self.level in UNIT_LEVELS


@dataclass(frozen=True)
class Release:
    """A framework's text as of a date, in one language. `identifier` is the number that the source itself gives the act."""

    title: str
    language: str
    provisions: tuple[Provision, ...]
    source_note: str = ""
    identifier: str = ""
    _by_fragment: dict[str, Provision] = field(init=False, repr=False, compare=False)
    _children: dict[str | None, tuple[Provision, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        children: dict[str | None, list[Provision]] = {}
        for provision in self.provisions:
            children.setdefault(provision.parent, []).append(provision)
        object.__setattr__(self, "_by_fragment", {p.fragment: p for p in self.provisions})
        object.__setattr__(self, "_children", {parent: tuple(rows) for parent, rows in children.items()})

    def get(self, fragment: str) -> Provision | None:
        """The provision named `fragment`, None if there is none."""
        return self._by_fragment.get(fragment)

    def units(self) -> tuple[Provision, ...]:
        """Articles, sections and requirements, in order."""
        return units(self.provisions)

    def children_of(self, provision: Provision | None) -> tuple[Provision, ...]:
        """What stands directly under `provision`; under None, the top level."""
        return self._children.get(provision.fragment if provision else None, ())

    def points_of(self, unit: Provision) -> tuple[Provision, ...]:
        """All finer pieces inside `unit`, in order, whatever their depth; none if it is a single sentence or paragraph."""
        return tuple(self._descend(unit))

    def leaves_of(self, unit: Provision) -> tuple[Provision, ...]:
        """The finest pieces of `unit`, which with their stems say all that it says; the unit itself if it has none."""
        points = self.points_of(unit)
        return tuple(p for p in points if not self.children_of(p)) or (unit,)

    def under(self, provision: Provision) -> Iterator[Provision]:
        """All that stands under `provision`, whatever its level and depth, in order."""
        for child in self.children_of(provision):
            yield child
            yield from self.under(child)

    def whole_of(self, provision: Provision, levels: Collection[str] = POINT_LEVELS) -> str:
        """All that `provision` says: its text and, where that does not repeat them, what is under it at these levels.

        What is added stands on lines of its own, with number and heading; a repealed piece says nothing.
        """
        if self._repeats(provision, levels):
            return provision.text
        parts = [provision.text]
        for child in self.children_of(provision):
            if child.level in levels and child.status != "repealed":
                said = (child.number, child.heading, self.whole_of(child, levels))
                parts.append(" ".join(filter(None, said)))
        return "\n".join(filter(None, parts))

    def _repeats(self, provision: Provision, levels: Collection[str]) -> bool:
        """Whether the text holds each line of the finest pieces below, one after the other; white space does not count."""
        text, place = "".join(provision.text.split()), 0
        for piece in self.under(provision):
            if piece.level not in levels or self.children_of(piece):
                continue
            if piece.status == "repealed":
                return False
            for line in (piece.heading, *piece.text.split("\n")):
                words = "".join(line.split())
                found = text.find(words, place)
                if found < 0:
                    return False
                place = found + len(words)
        return True

    def ancestors_of(self, provision: Provision) -> tuple[Provision, ...]:
        """The provisions above `provision`, the outermost first."""
        found: list[Provision] = []
        parent = provision.parent
        while parent is not None and (above := self._by_fragment.get(parent)) and above not in found:
            found.append(above)
            parent = above.parent
        return tuple(reversed(found))

    def chapter_of(self, provision: Provision) -> Provision | None:
        """The nearest chapter or part above `provision`."""
        groups = [above for above in self.ancestors_of(provision) if above.level in GROUP_LEVELS]
        return groups[-1] if groups else None

    def _descend(self, provision: Provision) -> Iterator[Provision]:
        for child in self.children_of(provision):
            if child.level in POINT_LEVELS:
                yield child
                yield from self._descend(child)


def units(provisions: Iterable[Provision]) -> tuple[Provision, ...]:
    """The provisions at the level that people work with: articles, sections (§) and requirements, in order."""
    return tuple(p for p in provisions if p.is_unit)


def points_of(unit: Provision, provisions: Iterable[Provision]) -> tuple[Provision, ...]:
    """The finer pieces inside `unit`, in order. For many units of one release use `Release.points_of`."""
    inside = {unit.fragment}
    found = []
    for provision in provisions:
        if provision.parent in inside and provision.level in POINT_LEVELS:
            inside.add(provision.fragment)
            found.append(provision)
    return tuple(found)


def without_words(release: Release) -> Release:
    """The release with numbers and headings alone: what a licence for titles allows to store or to pass on.

    Points without a heading are left out: their numbers alone say nothing.
    """
    titled = (p for p in release.provisions if p.heading or (p.number and p.level not in POINT_LEVELS))
    bare = tuple(replace(p, text="", stem="", notes=()) for p in titled)
    held = {provision.fragment for provision in bare}
    rooted = (p if p.parent is None or p.parent in held else replace(p, parent=None) for p in bare)
    return Release(release.title, release.language, tuple(rooted), identifier=release.identifier)
