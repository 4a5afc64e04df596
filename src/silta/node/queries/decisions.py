"""What experts of both sides have decided about the provisions of two releases, as suggestions between them may use it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from silta.node.models import Record

Numbers = Mapping[str, str]
"""Addresses of one side's units, and their numbers."""

_NO_COUNTERPART: Final = frozenset({"no-relationship", "not-applicable"})


@dataclass(frozen=True)
class Decisions:
    """Pairs of unit numbers (source, target) that both sides confirmed or ruled out; sources that are settled; paths through a
    third text: pair to the address of the provision that joins it.
    """

    confirmed: frozenset[tuple[str, str]] = frozenset()
    rejected: frozenset[tuple[str, str]] = frozenset()
    settled: frozenset[str] = frozenset()
    paths: Mapping[tuple[str, str], str] = field(default_factory=dict)


def decisions(sources: Numbers, targets: Numbers) -> Decisions:
    """From all mappings that both sides have confirmed, whichever of the two releases was the benchmark; one query."""
    rows = Record.objects.filter(kind="mapping", standing="panel-confirmed", withdrawn=False)
    mappings = list(rows.values_list("fields", flat=True))
    joined = [one for one in mappings if one.get("relation") not in _NO_COUNTERPART]
    apart = [one for one in mappings if one.get("relation") in _NO_COUNTERPART]
    return Decisions(
        frozenset(_pairs(joined, sources, targets)),
        frozenset(_pairs(apart, sources, targets)),
        frozenset(_settled(mappings, sources, targets)),
        _paths(joined, sources, targets),
    )


def _ends(mapping: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Every pair of addresses of a mapping, both ways."""
    for source in mapping.get("sources", ()):
        for target in mapping.get("targets", ()):
            yield str(source), str(target)
            yield str(target), str(source)


def _pairs(
    mappings: Iterable[Mapping[str, Any]], sources: Numbers, targets: Numbers
) -> Iterator[tuple[str, str]]:
    for mapping in mappings:
        for one, other in _ends(mapping):
            if one in sources and other in targets:
                yield sources[one], targets[other]


def _settled(mappings: Iterable[Mapping[str, Any]], sources: Numbers, targets: Numbers) -> Iterator[str]:
    """Benchmark provisions with a decision: what was offered for them and not chosen was seen and passed over."""
    for mapping in mappings:
        found = [str(target) for target in mapping.get("targets", ())]
        if any(target in targets for target in found):
            yield from (
                sources[source] for source in map(str, mapping.get("sources", ())) if source in sources
            )


def _paths(
    mappings: Iterable[Mapping[str, Any]], sources: Numbers, targets: Numbers
) -> dict[tuple[str, str], str]:
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
