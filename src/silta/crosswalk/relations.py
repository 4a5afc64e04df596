"""Relations between provisions as sets of what they demand: their inverse, and what follows through a third text.

A relation says what the compared text is to the benchmark: "subset-of" means that it demands a part of it. The relations are
those of NIST IR 8477 (set theory relationship mapping), with "equivalent alternative" for another solution of equal safety and
"not applicable" for a benchmark that asks nothing of this party.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

Relation = Literal[
    "equal",
    "equivalent",
    "equivalent-alternative",
    "superset-of",
    "subset-of",
    "intersects",
    "no-relationship",
    "not-applicable",
]

STRENGTH: Final[dict[Relation, int]] = {
    "equal": 5,
    "equivalent": 4,
    "equivalent-alternative": 3,
    "superset-of": 2,
    "subset-of": 2,
    "intersects": 1,
    "no-relationship": 0,
    "not-applicable": 0,
}
"""How much a relation says that two texts agree; a relation derived through a hub is never stronger than its weakest link."""

_INVERSE: Final[dict[Relation, Relation]] = {"subset-of": "superset-of", "superset-of": "subset-of"}
_SAME: Final[tuple[Relation, ...]] = ("equal", "equivalent", "equivalent-alternative")
_FOLLOWS: Final[dict[tuple[Relation, Relation], Relation]] = {
    ("subset-of", "subset-of"): "subset-of",
    ("superset-of", "superset-of"): "superset-of",
    # What both contain, namely the hub, they share.
    ("superset-of", "subset-of"): "intersects",
    ("superset-of", "intersects"): "intersects",
    ("intersects", "subset-of"): "intersects",
    # A part of what shares nothing shares nothing.
    ("subset-of", "no-relationship"): "no-relationship",
    ("no-relationship", "superset-of"): "no-relationship",
}


def inverse(relation: Relation) -> Relation:
    """The same relation told from the other text."""
    return _INVERSE.get(relation, relation)


def compose(first: Relation, second: Relation) -> Relation | None:
    """What a text is to another if it is `first` to a hub, and the hub is `second` to the other; None if nothing follows."""
    if "not-applicable" in (first, second):
        return None
    if first in _SAME and second in _SAME:
        return min(first, second, key=STRENGTH.__getitem__)
    # Another solution of equal safety is no set of demands: it says nothing about parts of the other.
    if first in ("equal", "equivalent"):
        return second
    if second in ("equal", "equivalent"):
        return first
    return _FOLLOWS.get((first, second))


def strongest(relations: Iterable[Relation | None]) -> Relation | None:
    """Of what follows through several hubs, the relation that says the most; None if none of them says anything."""
    known = [relation for relation in relations if relation is not None]
    return max(known, key=STRENGTH.__getitem__, default=None)
