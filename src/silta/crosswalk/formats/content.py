"""What an export says about a crosswalk, before it has a format; and what a format is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from silta.crosswalk.coverage import Coverage, Rating
from silta.crosswalk.relations import Relation

Say = Callable[[str, str], str]
"""(context, English msgid) → the words in the language of the export."""


@dataclass(frozen=True)
class Item:
    """A provision: its fragment, number, chapter, and heading, which is empty where the licence lets nobody pass it on."""

    fragment: str
    number: str
    heading: str
    chapter: str = ""


@dataclass(frozen=True)
class Side:
    """One of the two releases, with its units in order. `licence` is a code of the list of licences."""

    address: str
    title: str
    licence: str
    items: tuple[Item, ...]

    def number(self, address: str) -> str:
        """The number of one of its provisions; the address of what it does not have."""
        release, _, fragment = address.partition("#")
        return self.numbers.get(fragment, address) if release == self.address else address

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        return {item.fragment: item.number for item in self.items}


@dataclass(frozen=True)
class Mapped:
    """A mapping: sources are addresses of benchmark provisions, targets of compared ones; `relation` is of targets to sources.

    `state` is the state to show, ``draft`` for what has not been released. `reasoning` is in the language of the export, or the
    nearest to it.
    """

    uid: str
    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    relation: Relation
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


@dataclass(frozen=True)
class Format:
    """A format: its code, label (msgid, context ``format``), ending, media type, and `write`: content and words in, bytes out."""

    code: str
    label: str
    extension: str
    media_type: str
    write: Callable[[Content, Say], bytes]
