"""Where the words of changed units may live on: suggestions that a unit was split, merged or moved, with the share of words.

`silta.standards.compare` tells what is certain. Here the words that left one unit are looked for among those that arrived in
others, as runs of three words, so that long acts need no comparison of every unit with every other. Runs that stand in many
units are formulas of drafting and tell nothing; of very long acts a fixed part of all runs is looked at.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal
from zlib import crc32

from silta.standards.compare import Change, Comparison
from silta.standards.provisions import Provision

Likely = Literal["split", "merged", "moved"]

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 3
_MAX_WORDS: Final = 4_000
"""Words of one unit that are looked at."""
_SAMPLE: Final = 200_000
"""Runs of all changed units that are looked at, about."""
_FORMULA: Final = 6
"""A run that arrived in more units than this is a formula."""
_LEAST_RUNS: Final = 6
_LEAST_SHARE: Final = 0.5


@dataclass(frozen=True)
class Continuation:
    """A suggestion: the words of `olds` seem to stand in `news` now.

    ``split``: one old unit in several places; ``merged``: several old units in one place; ``moved``: one in one other place,
    reworded. `share` is how many percent of the words that changed place support it; of a split those that left the old unit,
    of a merger those that arrived in the new one.
    """

    kind: Likely
    olds: tuple[Provision, ...]
    news: tuple[Provision, ...]
    share: int


@dataclass(frozen=True)
class _Side:
    """A changed unit, the change that it belongs to, and the runs of words that left it, or arrived in it."""

    change: Change
    unit: Provision
    runs: frozenset[int]


@dataclass(frozen=True)
class _Link:
    source: int
    target: int
    runs: int


def continuations(comparison: Comparison) -> tuple[Continuation, ...]:
    """Suggestions for the units that `compare` called reworded, new or repealed, in the order of the changes."""
    changes = comparison.of("reworded", "new", "repealed")
    words = {id(change): (_words(change.old), _words(change.new)) for change in changes}
    step = 1 + sum(len(old) + len(new) for old, new in words.values()) // _SAMPLE
    sources, targets = [], []
    for change in changes:
        old, new = (_runs(side, step) for side in words[id(change)])
        if change.old and change.old.status == "in-force":
            sources.append(_Side(change, change.old, old - new))
        if change.new and change.new.status == "in-force":
            targets.append(_Side(change, change.new, new - old))
    return tuple(_suggestions(sources, targets, list(_links(sources, targets))))


def _words(unit: Provision | None) -> list[str]:
    found = _WORD.findall(unit.text.casefold()) if unit and unit.status == "in-force" else []
    return found[:_MAX_WORDS]


def _runs(words: list[str], step: int) -> frozenset[int]:
    runs = zip(*(words[start:] for start in range(_RUN)), strict=False)
    digests = (crc32(" ".join(run).encode()) for run in runs)
    return frozenset(digest for digest in digests if digest % step == 0)


def _links(sources: list[_Side], targets: list[_Side]) -> Iterator[_Link]:
    """Pairs where one gave, or one got, at least half of its changed words from the other."""
    arrived: dict[int, list[int]] = defaultdict(list)
    for place, target in enumerate(targets):
        for run in target.runs:
            arrived[run].append(place)
    for place, source in enumerate(sources):
        met: Counter[int] = Counter()
        for run in source.runs:
            found = arrived.get(run, ())
            if len(found) <= _FORMULA:
                met.update(found)
        for other, runs in sorted(met.items()):
            target = targets[other]
            least = min(len(source.runs), len(target.runs)) * _LEAST_SHARE
            if target.change is not source.change and runs >= max(_LEAST_RUNS, least):
                yield _Link(place, other, runs)


def _suggestions(sources: list[_Side], targets: list[_Side], links: list[_Link]) -> Iterator[Continuation]:
    told: set[_Link] = set()
    for place, found in _grouped(links, lambda link: link.source).items():
        source, to = sources[place], [targets[link.target] for link in found]
        stays = source.change.new if any(target.change.kind == "new" for target in to) else None
        news = _units(stays, to)
        if len(news) > 1:
            told |= set(found)
            yield Continuation("split", (source.unit,), news, _share(found, source))
    for place, found in _grouped(links, lambda link: link.target).items():
        target, out_of = targets[place], [sources[link.source] for link in found]
        stood = target.change.old if any(source.change.kind == "repealed" for source in out_of) else None
        olds = _units(stood, out_of)
        if len(olds) > 1:
            told |= set(found)
            yield Continuation("merged", olds, (target.unit,), _share(found, target))
    for link in links:
        if link not in told:
            source, target = sources[link.source], targets[link.target]
            yield Continuation("moved", (source.unit,), (target.unit,), _share([link], source))


def _grouped(links: Iterable[_Link], key: Callable[[_Link], int]) -> Mapping[int, list[_Link]]:
    found: dict[int, list[_Link]] = defaultdict(list)
    for link in links:
        found[key(link)].append(link)
    return found


def _units(own: Provision | None, others: Iterable[_Side]) -> tuple[Provision, ...]:
    """The units in the order of their release; `own` is the one that kept the number, if there is one."""
    found = [*([own] if own and own.status == "in-force" else []), *(other.unit for other in others)]
    return tuple(sorted(found, key=lambda unit: unit.order))


def _share(links: Iterable[_Link], of: _Side) -> int:
    """Percent of the changed words of one side that the links account for; runs may be counted in two links."""
    return min(100, round(100 * sum(link.runs for link in links) / len(of.runs)))
