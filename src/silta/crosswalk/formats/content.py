"""What an export says about a crosswalk, before it has a format; and what a format is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, Literal, Protocol, TypeVar

from silta.crosswalk.coverage import Coverage, Rating
from silta.crosswalk.relations import Relation
from silta.standards.numbering import core
from silta.standards.provisions import Release

Say = Callable[[str, str], str]
"""(context, English msgid) → the words in the language of the export."""
Report = Callable[[int, int], object]
"""Told now and then how many rows of how many are written or read; may raise, to stop that."""
_EVERY: Final = 500
_BETWEEN: Final = frozenset(";\n\r")
"""What stands between several provisions of one cell."""
_T = TypeVar("_T")


def silent(_done: int, _total: int) -> None:
    """A `Report` that nobody listens to."""


@dataclass(frozen=True)
class Item:
    """A provision: its fragment, number, chapter, and heading, which is empty where the licence lets nobody pass it on."""

    fragment: str
    number: str
    heading: str
    chapter: str = ""


@dataclass(frozen=True)
class Side:
    """One of the two releases, with its units in order. `licence` is a code of the list of licences.

    `others` are (fragment, number) of its units in its other languages; `fragments` names all its provisions, points too;
    `release` is the text itself, as far as the licence lets it go: each where whoever asked needs it.
    """

    address: str
    title: str
    licence: str
    items: tuple[Item, ...]
    others: tuple[tuple[str, str], ...] = ()
    fragments: frozenset[str] = frozenset()
    release: Release | None = None

    def number(self, address: str) -> str:
        """The number of one of its provisions; the address of what it does not have."""
        release, _, fragment = address.partition("#")
        return self.numbers.get(fragment, address) if release == self.address else address

    def key(self, address: str) -> str:
        """What names a provision in a cell so that `find` finds just this one: its number if that is enough, else its address."""
        number = self.number(address)
        return number if not _BETWEEN & set(number) and self.find(number) == {address} else address

    def find(self, words: str) -> frozenset[str]:
        """The addresses that a number, a fragment or an address can mean; none, one, or several if a number is there twice.

        A number may be bare: ``6`` is ``6 §`` where no provision is called so.
        """
        release, _, fragment = words.rpartition("#")
        if fragment in self.fragments and release in ("", self.address):
            named = self._by_number.get(_plain(words))
            return named if named and not release else frozenset({f"{self.address}#{fragment}"})
        return self._by_number.get(_plain(words)) or self._by_core.get(core(words), frozenset())

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        return {item.fragment: item.number for item in self.items}

    @cached_property
    def headings(self) -> Mapping[str, str]:
        return {f"{self.address}#{item.fragment}": item.heading for item in self.items}

    @cached_property
    def _by_number(self) -> Mapping[str, frozenset[str]]:
        return self._named(_plain)

    @cached_property
    def _by_core(self) -> Mapping[str, frozenset[str]]:
        return self._named(core)

    def _named(self, name_of: Callable[[str], str]) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for fragment, number in (*((item.fragment, item.number) for item in self.items), *self.others):
            if name := name_of(number):
                found[name].add(f"{self.address}#{fragment}")
        return {name: frozenset(several) for name, several in found.items()}


def _plain(number: str) -> str:
    """A number as people tell it from others: without regard to case and the width of blanks."""
    return " ".join(number.split()).casefold()


@dataclass(frozen=True)
class Mapped:
    """A mapping: sources are addresses of benchmark provisions, targets of compared ones; `relation` is of targets to sources.

    `state` is the state to show, ``draft`` for what has not been released; a draft may have no relation yet. `reasoning` is in
    the language of the export, or the nearest to it, `reasonings` in each. `version` is that of `silta.crosswalk.judgements`.
    """

    uid: str
    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    relation: Relation | Literal[""]
    rationale: str
    together: bool
    legal: Rating
    implementation: Rating
    reasoning: str
    author: str
    reviewer: str
    party: str
    state: str
    revision: int
    released_at: str
    reasonings: Mapping[str, str] = field(default_factory=dict)
    version: str = ""


@dataclass(frozen=True)
class Content:
    """A crosswalk with its two releases, its mappings and what they come to, by address of the benchmark provision.

    `as_of` is when the latest of it was released (RFC 3339); `language` is that of all words.
    """

    uid: str
    title: str
    language: str
    as_of: str
    state: str
    benchmark: Side
    compared: Side
    mappings: tuple[Mapped, ...]
    coverage: Mapping[str, Coverage]

    @property
    def with_drafts(self) -> bool:
        return any(one.state == "draft" for one in self.mappings)


class Writer(Protocol):
    """Content and words in, bytes out; `report` is told how far the writing is."""

    def __call__(self, content: Content, say: Say, report: Report = silent) -> bytes: ...


@dataclass(frozen=True)
class Format:
    """A format: its code, label (msgid, context ``format``), ending, media type, and what writes it.

    `with_texts`: it needs the texts of both releases, not only numbers and headings.
    """

    code: str
    label: str
    extension: str
    media_type: str
    write: Writer
    with_texts: bool = False


def reported(rows: Iterable[_T], total: int, report: Report) -> Iterator[_T]:
    """`rows` as they are, telling now and then how many of `total` have passed."""
    for done, row in enumerate(rows):
        if done % _EVERY == 0:
            report(done, total)
        yield row
    report(total, total)
