"""What experts of both sides have decided about the provisions of two releases, as suggestions between them may use it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from silta.crosswalk.coverage import Decision
from silta.node.models import Log
from silta.node.queries.said import released
from silta.node.queries.state import state_of
from silta.words.codes import LONE

Numbers = Mapping[str, str]
"""Addresses of one side's units, and their numbers."""


@dataclass(frozen=True)
class Decisions:
    """Pairs of unit numbers (source, target) that both sides confirmed or ruled out; sources that are settled; paths through a
    third text: pair to the address of the provision that joins it.
    """

    confirmed: frozenset[tuple[str, str]] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()
    settled: frozenset[str] = frozenset()
    paths: Mapping[tuple[str, str], str] = field(default_factory=dict)

    @cached_property
    def identity(self) -> tuple[Hashable, ...]:
        """What is equal where the decisions are."""
        return (self.confirmed, self.rejected, self.settled, frozenset(self.paths.items()))


def decisions(sources: Numbers, targets: Numbers) -> Decisions:
    """From all mappings that both sides have confirmed, whichever of the two releases was the benchmark."""
    mappings = list(_confirmed())
    joined = [one for one in mappings if one.relation not in LONE]
    apart = [one for one in mappings if one.relation in LONE]
    return Decisions(
        frozenset(_pairs(joined, sources, targets)),
        frozenset(_pairs(apart, sources, targets)),
        frozenset(_settled(mappings, sources, targets)),
        _paths(joined, sources, targets),
    )


def _confirmed() -> Iterator[Decision]:
    for arrangement in Log.objects.order_by("arrangement").values_list("arrangement", flat=True).distinct():
        for several in released(state_of(arrangement)).values():
            yield from (one.decision for one in several if one.standing == "panel-confirmed")


def _ends(mapping: Decision) -> Iterator[tuple[str, str]]:
    """Every pair of addresses of a mapping, both ways."""
    for source in mapping.sources:
        for target in mapping.targets:
            yield source, target
            yield target, source


def _pairs(mappings: Iterable[Decision], sources: Numbers, targets: Numbers) -> Iterator[tuple[str, str]]:
    for mapping in mappings:
        for one, other in _ends(mapping):
            if one in sources and other in targets:
                yield sources[one], targets[other]


def _settled(mappings: Iterable[Decision], sources: Numbers, targets: Numbers) -> Iterator[str]:
    """Benchmark provisions with a decision: what was offered for them and not chosen was seen and passed over."""
    for mapping in mappings:
        if any(target in targets for target in mapping.targets):
            yield from (sources[source] for source in mapping.sources if source in sources)


def _paths(mappings: Iterable[Decision], sources: Numbers, targets: Numbers) -> dict[tuple[str, str], str]:
    joined: dict[str, set[str]] = defaultdict(set)
    for mapping in mappings:
        for one, other in _ends(mapping):
            joined[one].add(other)
    return {
        (sources[source], targets[target]): hub
        for source in sources
        for hub in sorted(joined.get(source, ()), reverse=True)
        if hub not in targets and hub not in sources
        for target in joined[hub]
        if target in targets
    }
