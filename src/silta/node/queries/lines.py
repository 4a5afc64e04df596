"""The provisions of a benchmark as the lists of a crosswalk show them, each with the mapping that stands for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from silta.node.models import FrameworkRelease, Provision
from silta.node.queries.said import Drafted, Said, by_provision, drafted, grouped
from silta.node.queries.state import State
from silta.standards.provisions import UNIT_LEVELS

NEEDS: Final = ("undecided", "unreleased", "stale", "objected")
"""What a benchmark provision may wait for."""
WINDOW: Final = 100
"""Provisions of a long chapter that a tree shows before and after the one that is open."""
_ALL_OPEN: Final = 300
"""Up to so many provisions a tree holds every one of them."""
_KEPT: Final = 16


class UnitLine(NamedTuple):
    """A benchmark provision in a list, with the mapping that is shown for it, if any: a draft of ours, our own, the partner's."""

    fragment: str
    number: str
    heading: str
    language: str
    chapter: str
    said: Said | None

    @property
    def begun(self) -> bool:
        """Whether somebody has begun a decision here that still lacks something, so that it cannot be released."""
        return self.said is not None and not self.said.complete

    @property
    def needs(self) -> str:
        """What it waits for, one of `NEEDS`; empty if nothing does."""
        if self.said is None or self.begun:
            return "undecided"
        if self.said.state == "draft":
            return "unreleased"
        return self.said.state if self.said.state in NEEDS else ""


class Branch(NamedTuple):
    """A chapter in the tree: its heading, its first provision, how many there are; `lines` those that are shown, around the one
    that is open, with the nearest ones that are not (`before`, `after`). None are shown of another chapter of a long text.
    """

    title: str
    first: UnitLine
    size: int
    is_open: bool
    lines: Sequence[UnitLine]
    before: UnitLine | None = None
    after: UnitLine | None = None


@dataclass(frozen=True)
class Lines:
    """All provisions of a benchmark in order, and what they wait for."""

    all: tuple[UnitLine, ...]

    @cached_property
    def places(self) -> Mapping[str, int]:
        return {line.fragment: place for place, line in enumerate(self.all)}

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many provisions wait for what; those that wait for nothing under the empty name."""
        return Counter(line.needs for line in self.all)

    @cached_property
    def first_undecided(self) -> str:
        """The fragment of the first provision without a decision, else the first of all; empty if there is none."""
        waiting = (line.fragment for line in self.all if line.needs == "undecided")
        return next(waiting, self.all[0].fragment if self.all else "")

    def waiting(self, need: str) -> Sequence[UnitLine]:
        """Those that wait for `need`; all for the empty one."""
        return [line for line in self.all if line.needs == need] if need else self.all


def lines_of(state: State, crosswalk: str, benchmark: str, language: str) -> Lines:
    """The provisions of a crosswalk's benchmark, in the reader's language where the library has it; one query once remembered."""
    return _remembered(state, crosswalk, benchmark, language, drafted(state.arrangement))


@lru_cache(maxsize=_KEPT)
def _remembered(state: State, crosswalk: str, benchmark: str, language: str, drafts: Drafted) -> Lines:
    said: dict[str, Said] = {}
    released = by_provision(state, crosswalk)
    for address, several in released.items():
        said[address] = next((one for one in several if one.is_own), several[0])
    said |= {address: several[0] for address, several in grouped(drafts.of(crosswalk)).items()}
    return Lines(
        tuple(
            UnitLine(*text, said.get(f"{benchmark}#{text.fragment}"))
            for text in _texts(state, benchmark, language)
        )
    )


class _Text(NamedTuple):
    fragment: str
    number: str
    heading: str
    language: str
    chapter: str


@lru_cache(maxsize=_KEPT)
def _texts(state: State, address: str, language: str) -> tuple[_Text, ...]:  # noqa: ARG001 - tells imports apart
    shown_in = language_of(address, language)
    rows = Provision.objects.filter(release__address=address, language=shown_in, level__in=UNIT_LEVELS)
    columns = ("fragment", "number", "heading", "language", "chapter")
    return tuple(_Text(*one) for one in rows.order_by("order").values_list(*columns))


def language_of(address: str, wanted: str) -> str:
    """The language to show a release in: the reader's if it is there, else the first that was imported."""
    languages = FrameworkRelease.objects.filter(address=address).values_list("languages", flat=True).first()
    return wanted if wanted in (languages or ()) else next(iter(languages or ()), wanted)


def tree_of(lines: Sequence[UnitLine], here: UnitLine) -> tuple[Branch, ...]:
    """`lines` by chapter; of a long text only what is around `here`, so that a page stays a page."""
    chapters: dict[str, list[UnitLine]] = {}
    for chapter, some in groupby(lines, lambda line: line.chapter):
        chapters.setdefault(chapter, []).extend(some)
    everything = len(lines) <= _ALL_OPEN
    return tuple(_branch(title, held, here, everything=everything) for title, held in chapters.items())


def _branch(title: str, lines: Sequence[UnitLine], here: UnitLine, *, everything: bool) -> Branch:
    is_open = here.chapter == title
    if everything or not is_open:
        return Branch(title, lines[0], len(lines), is_open, lines if everything else ())
    place = lines.index(here)
    start, end = max(place - WINDOW, 0), place + WINDOW + 1
    return Branch(
        title,
        lines[0],
        len(lines),
        is_open,
        lines[start:end],
        lines[start - 1] if start else None,
        lines[end] if end < len(lines) else None,
    )
