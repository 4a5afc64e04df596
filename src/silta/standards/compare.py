"""What changed between two releases of one framework, unit by unit: exact, and no guesses about likeness.

A unit is known by its fragment, and its words are all that it says: those of its points, too, where its text does not repeat
them. One whose words stand under another number in the new release is *moved*; the same number with other words is *reworded*;
what is only in the new one is *new*, what is only in the old one, or repealed there, *repealed*.
White space and marks of the amending act do not count as words, nor does a heading that one of the sources does not give. If one
release holds no texts at all, as a licence for numbers and titles wants it, both are compared by their headings. What is only
likely (split, merged, moved and reworded) is suggested by `silta.standards.continuations`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import partial
from typing import Final, Literal

from silta.standards.points import is_amendment_mark
from silta.standards.provisions import POINT_LEVELS, UNIT_LEVELS, Provision, Release

Kind = Literal["unchanged", "reworded", "new", "repealed", "moved"]
KINDS: Final[tuple[Kind, ...]] = ("unchanged", "reworded", "new", "repealed", "moved")

_TOKEN: Final = re.compile(r"\w+|[^\w\s]|\n")
_WORDED: Final = UNIT_LEVELS | POINT_LEVELS
_MAX_TOKENS: Final = 2_000


@dataclass(frozen=True)
class WordChange:
    """A stretch of words: the same in both (`old == new`), replaced, deleted (`new` empty) or inserted (`old` empty)."""

    operation: Literal["equal", "replace", "delete", "insert"]
    old: str
    new: str


@dataclass(frozen=True)
class Change:
    """What became of one unit. `old` is None for a new one, `new` is None for one that the new release has no more."""

    kind: Kind
    old: Provision | None
    new: Provision | None

    def heading_words(self) -> tuple[WordChange, ...]:
        """The heading, word by word; empty unless the unit is in both releases."""
        return word_changes(self.old.heading, self.new.heading) if self.old and self.new else ()

    def words(self) -> tuple[WordChange, ...]:
        """The text, word by word; empty unless the unit is in both releases."""
        return word_changes(self.old.text, self.new.text) if self.old and self.new else ()


@dataclass(frozen=True)
class Comparison:
    """All changes: the new release's units in their order; an old one that it has no more stands after the one before it."""

    changes: tuple[Change, ...]

    def counts(self) -> dict[Kind, int]:
        """How many units there are of each kind of change."""
        counted = Counter(change.kind for change in self.changes)
        return {kind: counted[kind] for kind in KINDS}

    def of(self, *kinds: Kind) -> tuple[Change, ...]:
        """The changes of these kinds, in order."""
        return tuple(change for change in self.changes if change.kind in kinds)


def compare(old: Release, new: Release) -> Comparison:
    """What became of each unit of `old` in `new`, with all that it says. Points have no changes of their own."""
    with_texts = all(
        any(one.text for one in release.provisions if one.level in _WORDED) for release in (old, new)
    )
    before, after = _units(old, with_texts=with_texts), _units(new, with_texts=with_texts)
    same = {name for name, unit in after.items() if name in before and _same(before[name], unit)}
    moved = _moves(_without(before, same), _without(after, same))
    came_from = {target: source for source, target in moved.items()}
    sources = {
        name: came_from.get(name) or (name if name in before and name not in moved else None)
        for name in after
    }
    changes = {
        name: _change(before[source] if source else None, after[name]) for name, source in sources.items()
    }
    return Comparison(tuple(_with_gone(before, sources, changes)))


def _units(release: Release, *, with_texts: bool) -> dict[str, Provision]:
    said = release.whole_of if with_texts else partial(_titles, release)
    return {unit.fragment: replace(unit, text=said(unit)) for unit in release.units()}


def _titles(release: Release, unit: Provision) -> str:
    """The headings of the points of a unit, for texts of which a licence allows numbers and titles only."""
    titled = (point for point in release.points_of(unit) if point.heading and point.status != "repealed")
    return "\n".join(f"{point.number} {point.heading}" for point in titled)


def _with_gone(
    before: Mapping[str, Provision], sources: Mapping[str, str | None], changes: Mapping[str, Change]
) -> Iterator[Change]:
    """The changes in the order of the new release, each followed by the old units after it that have gone."""
    kept = {source for source in sources.values() if source}
    gone: dict[str | None, list[Change]] = {}
    last: str | None = None
    for name, unit in before.items():
        if name in kept:
            last = name
        else:
            gone.setdefault(last, []).append(Change("repealed", unit, None))
    yield from gone.get(None, ())
    for name, source in sources.items():
        yield changes[name]
        yield from gone.get(source, ()) if source else ()


def word_changes(old: str, new: str) -> tuple[WordChange, ...]:
    """How the words of `old` became those of `new`. Long texts are compared line by line, endless ones as a whole."""
    before, after = _tokens(old), _tokens(new)
    if max(len(before), len(after)) > _MAX_TOKENS:
        before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    if max(len(before), len(after)) > _MAX_TOKENS:
        before, after = [old], [new]
    return tuple(_word_changes(before, after))


def _word_changes(before: list[str], after: list[str]) -> Iterator[WordChange]:
    """What both begin and end with is set aside first: most amendments touch a few words of a long section."""
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    if head:
        yield _equal(before[:head])
    ends = len(before) - tail, len(after) - tail
    matcher = SequenceMatcher(None, before[head : ends[0]], after[head : ends[1]], autojunk=False)
    for operation, i1, i2, j1, j2 in matcher.get_opcodes():
        old, new = before[head + i1 : head + i2], after[head + j1 : head + j2]
        yield WordChange(operation, "".join(old), "".join(new))
    if tail:
        yield _equal(before[ends[0] :])


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    """How many pieces are the same from the beginning on."""
    pairs = enumerate(zip(before, after, strict=False))
    return next((place for place, (one, other) in pairs if one != other), min(len(before), len(after)))


def _equal(pieces: Sequence[str]) -> WordChange:
    words = "".join(pieces)
    return WordChange("equal", words, words)


def _tokens(text: str) -> list[str]:
    """Words and marks, each with the white space after it, so that joining them gives `text` again."""
    starts = [found.start() for found in _TOKEN.finditer(text)]
    if not starts:
        return [text] if text else []
    starts[0] = 0
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def _text(unit: Provision) -> str:
    lines = (line for line in unit.text.split("\n") if not is_amendment_mark(line))
    return " ".join(" ".join(lines).split())


def _heading(unit: Provision) -> str:
    return " ".join(unit.heading.split())


def _same(old: Provision, new: Provision) -> bool:
    text = _text(new)
    if _text(old) != text or (old.status == "repealed") != (new.status == "repealed"):
        return False
    headings = {_heading(old), _heading(new)}
    return len(headings) == 1 or (bool(text) and "" in headings)


def _without(units: dict[str, Provision], names: set[str]) -> dict[str, Provision]:
    return {name: unit for name, unit in units.items() if name not in names}


def _moves(before: dict[str, Provision], after: dict[str, Provision]) -> dict[str, str]:
    """Old fragment → new fragment of units whose words stand once on each side, under different numbers."""
    sources, targets = _single(before.values()), _single(after.values())
    pairs = {sources[words]: targets[words] for words in sources if words in targets}
    return {source: target for source, target in pairs.items() if source != target}


def _single(units: Iterable[Provision]) -> dict[str, str]:
    listed = [(_text(unit) or _heading(unit), unit.fragment) for unit in units if unit.status == "in-force"]
    counted = Counter(words for words, _ in listed)
    return {words: name for words, name in listed if counted[words] == 1}


def _change(old: Provision | None, new: Provision) -> Change:
    if old is None:
        return Change("repealed" if new.status == "repealed" else "new", None, new)
    if old.fragment != new.fragment:
        return Change("moved", old, new)
    if _same(old, new):
        return Change("unchanged", old, new)
    if new.status == "repealed":
        return Change("repealed", old, new)
    return Change("new" if old.status == "repealed" else "reworded", old, new)
