"""What a person sees before an import is accepted: what was recognised, what was not, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from silta.standards.compare import Change, Kind, compare
from silta.standards.continuations import Continuation, continuations
from silta.standards.formats.reading import Reading
from silta.standards.provisions import LEVELS, Level, Provision, Release
from silta.words.errors import Problem


@dataclass(frozen=True)
class Branch:
    """A provision and what stands under it, in order."""

    provision: Provision
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Changes:
    """How many units there are of each kind of change, those that did change in order, and what is only likely about them."""

    counts: dict[Kind, int]
    changed: tuple[Change, ...]
    likely: tuple[Continuation, ...]


@dataclass(frozen=True)
class Preview:
    """The recognised release as counts and as a tree, doubts with their places, and the changes against a former release."""

    title: str
    language: str
    counts: dict[Level, int]
    tree: tuple[Branch, ...]
    problems: tuple[Problem, ...]
    unrecognised: tuple[tuple[str, str], ...]
    changes: Changes | None
    left_out: int = 0

    def excerpt(self, branches: int, changes: int) -> Preview:
        """What a page shows of it: the first provisions of the tree (`left_out` are not there) and changes."""
        room, seen = iter(range(branches)), self.changes
        tree = tuple(_first(self.tree, room))
        if seen is not None:
            changed = seen.changed[:changes]
            named = {id(unit) for one in changed for unit in (one.old, one.new) if unit}
            told = (one for one in seen.likely if any(id(unit) in named for unit in (*one.olds, *one.news)))
            seen = replace(seen, changed=changed, likely=tuple(told))
        left_out = max(sum(self.counts.values()) - branches, 0)
        return replace(self, tree=tree, changes=seen, left_out=left_out)


def preview(reading: Reading, previous: Release | None = None) -> Preview:
    """The preview of `reading`; with changes if a `previous` release of the framework is given."""
    release = reading.release
    counted = Counter(provision.level for provision in release.provisions)
    return Preview(
        title=release.title,
        language=release.language,
        counts={level: counted[level] for level in LEVELS if counted[level]},
        tree=_branches(release, None),
        problems=reading.problems,
        unrecognised=reading.unrecognised,
        changes=_changes(previous, release) if previous is not None else None,
    )


def _changes(previous: Release, release: Release) -> Changes:
    found = compare(previous, release)
    return Changes(found.counts(), found.of("reworded", "moved", "new", "repealed"), continuations(found))


def _first(tree: tuple[Branch, ...], room: Iterator[int]) -> Iterator[Branch]:
    """The tree as far as there is `room` for its provisions."""
    for branch in tree:
        if next(room, None) is None:
            return
        yield replace(branch, branches=tuple(_first(branch.branches, room)))


def _branches(release: Release, above: Provision | None) -> tuple[Branch, ...]:
    return tuple(Branch(child, _branches(release, child)) for child in release.children_of(above))
