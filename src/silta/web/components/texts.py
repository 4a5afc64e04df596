"""Texts in several languages as pages set them: the reader's wording, a second one beside it, and the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from silta.words.languages import CODES, fallback_order


@dataclass(frozen=True)
class Version:
    """One wording: its language, its words in paragraphs, the status of its translation."""

    language: str
    words: str
    status: str

    @property
    def paragraphs(self) -> list[str]:
        return [part.strip() for part in self.words.split("\n\n") if part.strip()]


@dataclass(frozen=True)
class Beside:
    """A text for a reader: `first` in their language or the nearest, `second` beside it if there is one, and the others."""

    first: Version | None
    second: Version | None
    others: tuple[Version, ...] = ()

    @property
    def rows(self) -> list[tuple[list[str], list[str]]]:
        """The two wordings in rows: paragraph beside paragraph where both have as many, else each as a whole."""
        left = self.first.paragraphs if self.first else []
        right = self.second.paragraphs if self.second else []
        if len(left) == len(right):
            return [([one], [other]) for one, other in zip(left, right, strict=True)]
        return [(left, right)]


def versions(text: Any) -> dict[str, Version]:
    """The wordings of a text in wire form, by language; what is no wording is passed over."""
    if not isinstance(text, Mapping):
        return {}
    return {
        str(tag): Version(str(tag), str(one.get("text", "")), str(one.get("status", "")))
        for tag, one in text.items()
        if isinstance(one, Mapping) and one.get("text")
    }


def side_by_side(text: Any, language: str, wanted: str) -> Beside:
    """`text` for a reader of `language`, with the wording in `wanted` beside it if the text has one."""
    held = versions(text)
    order = [tag for tag in (*fallback_order(language), *held) if tag in held]
    if not order:
        return Beside(None, None)
    first, rest = held[order[0]], list(dict.fromkeys(order[1:]))
    rest = [tag for tag in rest if tag != first.language]
    second = wanted if wanted in rest else ""
    others = tuple(held[tag] for tag in rest if tag != second)
    return Beside(first, held.get(second), others)


def second_language(texts: Collection[Any], language: str) -> str:
    """The language to set beside a reader's on a whole page: that of the originals, else of most texts; empty: none."""
    counts: Counter[str] = Counter()
    for text in texts:
        for tag, version in versions(text).items():
            counts[tag] += 1000 if version.status in ("original", "authentic") else 1
    others = [tag for tag in (*CODES, *sorted(counts)) if tag in counts and tag != language]
    return max(others, key=counts.__getitem__, default="")


def languages_of(texts: Iterable[Any]) -> list[str]:
    """All languages that occur in `texts`: those of the interface in their order, then the others."""
    found = {tag for text in texts for tag in versions(text)}
    return [tag for tag in CODES if tag in found] + sorted(found.difference(CODES))
