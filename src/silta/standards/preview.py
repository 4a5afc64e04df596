"""What a person sees before an import is accepted: what was recognised, what was not, and what changed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from silta.standards.compare import Comparison, compare
from silta.standards.formats.reading import Reading
from silta.standards.provisions import LEVELS, Level, Provision, Release
from silta.words.errors import Problem


@dataclass(frozen=True)
class Branch:
    """A provision and what stands under it, in order."""

    provision: Provision
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class Preview:
    """The recognised release as counts and as a tree, doubts with their places, and the changes against a former release."""

    title: str
    language: str
    counts: dict[Level, int]
    tree: tuple[Branch, ...]
    problems: tuple[Problem, ...]
    unrecognised: tuple[tuple[str, str], ...]
    changes: Comparison | None


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
        changes=compare(previous, release) if previous is not None else None,
    )


def _branches(release: Release, above: Provision | None) -> tuple[Branch, ...]:
    return tuple(Branch(child, _branches(release, child)) for child in release.children_of(above))
