"""What follows about two texts through a hub: a third text to which experts have mapped both. Derived, never confirmed.

A conclusion takes two links. It is never stronger than the weaker of them, and it never enters `silta.crosswalk.coverage`: it
tells an expert where to look, with the path that it rests on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from silta.crosswalk.coverage import STATES, Decision, State, state_of_relation
from silta.crosswalk.relations import STRENGTH, Relation, compose, inverse

_OF_ONE_TARGET: Final[Mapping[Relation, Relation]] = {
    "equal": "subset-of",
    "equivalent": "subset-of",
    "superset-of": "intersects",
    "subset-of": "subset-of",
    "intersects": "intersects",
    "no-relationship": "no-relationship",
}
"""What holds of each of several targets, if all of them together have a relation to the sources."""
_TO_ONE_SOURCE: Final[Mapping[Relation, Relation]] = {
    target: inverse(one) for target, one in ((inverse(r), o) for r, o in _OF_ONE_TARGET.items())
}
"""What holds to each of several sources: the same, told from the other side."""


@dataclass(frozen=True)
class Link:
    """One provision is `relation` to another, by the decision `name`; both are addresses."""

    of: str
    to: str
    relation: Relation
    name: str


@dataclass(frozen=True)
class Derived:
    """What the compared provision `target` is to the benchmark provision `unit`, by way of the provision `hub` of a third text.

    `decisions` are the names of the two decisions on the way: hub to benchmark, compared to hub.
    """

    unit: str
    target: str
    relation: Relation
    hub: str
    decisions: tuple[str, str]


def links(decisions: Iterable[Decision]) -> list[Link]:
    """What the confirmed decisions say about one target and one source at a time, told from both ends.

    A decision about several provisions says less about each: it was made about them as a whole, each being a part that matters.
    """
    found = []
    for decision in decisions:
        relation = _of_one(decision) if decision.confirmed else None
        if relation is not None:
            for target, source in product(dict.fromkeys(decision.targets), dict.fromkeys(decision.sources)):
                found.append(Link(target, source, relation, decision.name))
                found.append(Link(source, target, inverse(relation), decision.name))
    return found


def _of_one(decision: Decision) -> Relation | None:
    relation: Relation | None = decision.relation
    if len(set(decision.targets)) > 1:
        relation = _OF_ONE_TARGET.get(decision.relation)
    if relation is not None and len(set(decision.sources)) > 1:
        relation = _TO_ONE_SOURCE.get(relation)
    return relation


def derive(
    units: Sequence[str], compared: str, decisions: Iterable[Decision]
) -> dict[str, tuple[Derived, ...]]:
    """What follows about each of `units` (addresses of one benchmark) from the release `compared`; units without are left out.

    Of several hubs the one that maps the most units is taken for every unit that it says something about; within a hub, for each
    target, the relation that says the most.
    """
    to = defaultdict(list)
    for link in links(decisions):
        to[link.to].append(link)
    by_hub: dict[str, dict[str, tuple[Derived, ...]]] = defaultdict(dict)
    for unit in units:
        for hub, found in _through(unit, compared, to).items():
            by_hub[hub][unit] = found
    chosen: dict[str, tuple[Derived, ...]] = {}
    for hub in sorted(by_hub, key=lambda hub: (-len(by_hub[hub]), -_weight(by_hub[hub]), hub)):
        chosen = by_hub[hub] | chosen
    return {unit: chosen[unit] for unit in units if unit in chosen}


def state_through(found: Sequence[Derived]) -> State:
    """What would be the state of a unit if the conclusions about it were confirmed; parts are not added up."""
    return max((state_of_relation(one.relation) for one in found), key=STATES.index, default="not-assessed")


def _through(unit: str, compared: str, to: Mapping[str, Sequence[Link]]) -> dict[str, tuple[Derived, ...]]:
    """Release of a hub → the best conclusion about each target by way of it."""
    own = _release(unit)
    best: dict[tuple[str, str], Derived] = {}
    for first in to.get(unit, ()):
        hub = _release(first.of)
        if hub in (own, compared):
            continue
        for second in to.get(first.of, ()):
            relation = compose(second.relation, first.relation)
            if _release(second.of) != compared or relation is None or not STRENGTH[relation]:
                continue
            new = Derived(unit, second.of, relation, first.of, (first.name, second.name))
            held = best.get((hub, second.of))
            if held is None or _rank(new) < _rank(held):
                best[hub, second.of] = new
    found: dict[str, tuple[Derived, ...]] = defaultdict(tuple)
    for (hub, _), one in sorted(best.items()):
        found[hub] += (one,)
    return found


def _rank(one: Derived) -> tuple[int, str, tuple[str, str]]:
    """The most telling first; a conclusion must not depend on the order in which mappings arrive."""
    return -STRENGTH[one.relation], one.hub, one.decisions


def _weight(found: Mapping[str, Sequence[Derived]]) -> int:
    return sum(max(STRENGTH[one.relation] for one in several) for several in found.values())


def _release(address: str) -> str:
    return address.partition("#")[0]
