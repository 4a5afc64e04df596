"""Languages of one release side by side: they are aligned by fragment, and what only one of them has is told."""

from __future__ import annotations

from silta.standards.provisions import Provision, Release


def misaligned(one: Release, other: Release) -> tuple[tuple[Provision, ...], tuple[Provision, ...]]:
    """The units that only `one` has, and those that only `other` has, each in its order."""
    only_one = tuple(unit for unit in one.units() if other.get(unit.fragment) is None)
    only_other = tuple(unit for unit in other.units() if one.get(unit.fragment) is None)
    return only_one, only_other
