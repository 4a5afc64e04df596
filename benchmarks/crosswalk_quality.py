"""How good suggestions are: ``make bench-crosswalk``, or ``python -m benchmarks.crosswalk_quality``.

Reads the real texts beside the repository and says so if they are absent. Recall@k is the mean, over sources that have a
counterpart, of the share of their counterparts among the first k candidates; `first` the median rank of the first true one.
Intervals are 95 %, over a thousand resamples of the sources. *Cold* has learned nothing. *Learned* has a random fifth of the true
pairs confirmed and is judged on the others alone; confirmed pairs are taken out of all lists, those of the baselines too.
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.crosswalk_baselines import Ranking, bm25, ngrams, raw_e5
from benchmarks.crosswalk_sets import DATA, Judged, judged
from benchmarks.crosswalk_vectors import Kept
from silta.crosswalk.comparison import Comparison, Known
from silta.crosswalk.glossary import Glossary
from silta.crosswalk.suggest import work_out
from silta.crosswalk.units import VectorTable
from silta.node.glossary import built_in_glossary
from silta.node.vectors import load_engine

Pairs = frozenset[tuple[str, str]]

_DEPTHS: Final = (1, 5, 10)
_CONFIRMED: Final = 0.2
_DRAWS: Final = {"laws": 20, "published": 20, "parallel": 0}
_TIMED_TEXTS: Final = 48
_NOWHERE: Final = 10_000


@dataclass(frozen=True)
class Result:
    """Recall at `_DEPTHS` by source, float (sources, 3), and the rank of each source's first counterpart."""

    sources: NDArray[np.str_]
    recall: NDArray[np.float64]
    first: NDArray[np.float64]

    def at(self, depth: int) -> float:
        return float(self.recall[:, _DEPTHS.index(depth)].mean())

    def line(self, name: str) -> str:
        shown = "  ".join(f"@{depth} {self.at(depth):.3f}" for depth in _DEPTHS)
        low, high = _interval(self.recall[:, -1])
        return f"  {name:<32} {shown} ({low:.2f}–{high:.2f})  first {np.median(self.first):.1f}"


def measure(ranking: Ranking, truth: Mapping[str, frozenset[str]], known: Pairs = frozenset()) -> Result:
    """A ranking against the judgements; pairs that are known are neither asked for nor in the way."""
    sources, recall, first = [], [], []
    for source, targets in truth.items():
        asked = {target for target in targets if (source, target) not in known}
        if asked:
            order = [target for target in ranking.get(source, ()) if (source, target) not in known]
            places = [order.index(target) + 1 if target in order else _NOWHERE for target in asked]
            sources.append(source)
            recall.append([np.mean([place <= depth for place in places]) for depth in _DEPTHS])
            first.append(min(places))
    return Result(np.array(sources), np.array(recall), np.array(first, float))


def ranked(one: Judged, vectors: VectorTable | None, known: Known) -> Ranking:
    """All targets of every source, as suggestions order them."""
    ours = [unit for unit in one.sources if unit.whole]
    theirs = [unit for unit in one.targets if unit.whole]
    comparison = Comparison(ours, theirs, vectors, known)
    found = comparison.order(len(theirs))
    return {ours[row].number: [theirs[place].number for place in best] for row, best in found}


def baselines(one: Judged, vectors: VectorTable) -> dict[str, Ranking]:
    return {
        "BM25": bm25(one.sources, one.targets),
        "character n-grams": ngrams(one.sources, one.targets),
        "E5, whole units": raw_e5(one.sources, one.targets, vectors),
    }


def cold(one: Judged, vectors: VectorTable, glossary: Glossary) -> dict[str, Result]:
    """Every method before anything is decided; the last is what Silta shows."""
    rankings = baselines(one, vectors)
    rankings["Silta without vectors"] = ranked(one, None, Known(glossary))
    rankings["Silta without glossary"] = ranked(one, vectors, Known())
    rankings["Silta"] = ranked(one, vectors, Known(glossary))
    return {name: measure(ranking, one.truth) for name, ranking in rankings.items()}


def learned(one: Judged, vectors: VectorTable, glossary: Glossary) -> dict[str, Result]:
    """The same on what is left when a fifth of the pairs is confirmed: means over several draws."""
    found: dict[str, list[Result]] = {}
    before = {**baselines(one, vectors), "Silta, nothing learned": ranked(one, vectors, Known(glossary))}
    for known in _draws(one):
        rankings = before | {"Silta, learned": ranked(one, vectors, Known(glossary, confirmed=known))}
        for name, ranking in rankings.items():
            found.setdefault(name, []).append(measure(ranking, one.truth, known))
    return {name: _together(results) for name, results in found.items()}


def _draws(one: Judged) -> Iterator[Pairs]:
    pairs = sorted((source, target) for source, targets in one.truth.items() for target in targets)
    for seed in range(_DRAWS[one.kind]):
        chosen = np.random.default_rng(seed).choice(len(pairs), round(_CONFIRMED * len(pairs)), replace=False)
        yield frozenset(pairs[n] for n in chosen)


def _together(results: Sequence[Result]) -> Result:
    """Each source once, with the means over the draws in which something was asked of it: draws are not independent."""
    sources = np.concatenate([r.sources for r in results])
    recall, first = np.concatenate([r.recall for r in results]), np.concatenate([r.first for r in results])
    each = [sources == source for source in np.unique(sources)]
    means = [recall[rows].mean(axis=0) for rows in each], [first[rows].mean() for rows in each]
    return Result(np.unique(sources), np.array(means[0]), np.array(means[1]))


def _interval(values: NDArray[np.float64]) -> tuple[float, float]:
    chance = np.random.default_rng(0)
    means = [chance.choice(values, len(values)).mean() for _ in range(1000)]
    low, high = np.percentile(means, [2.5, 97.5])
    return float(low), float(high)


def print_all(title: str, results: Mapping[str, Result]) -> None:
    """One line a method, and how far the last is above the best single signal."""
    print(f" {title}")
    for name, result in results.items():
        print(result.line(name))
    *others, last = results.values()
    best = max(one.at(10) for one in others[:3])
    print(f"  @10 against the best single signal: {last.at(10) / best - 1:+.0%}")


def print_absence(one: Judged, vectors: VectorTable, glossary: Glossary) -> None:
    """How often "no counterpart" is suggested, and how often rightly."""
    known = {source for source, targets in one.truth.items() if targets}
    found = work_out(one.sources, one.targets, vectors, Known(glossary), top=1).suggestions
    flagged = [suggestion.source for suggestion in found if suggestion.alone]
    right = sum(source not in known for source in flagged)
    without = sum(unit.number not in known for unit in one.sources if unit.whole)
    print(f" no counterpart: suggested for {len(flagged)}, rightly for {right}; {without} have none")


def print_calibration(one: Judged, vectors: VectorTable, glossary: Glossary) -> None:
    """Half of the sources are decided; the probabilities of the other half against what is true."""
    decided = frozenset(unit.number for unit in one.sources[::2])
    confirmed = frozenset((s, t) for s, targets in one.truth.items() for t in targets if s in decided)
    known = Known(glossary, confirmed=confirmed, decided=decided)
    outcome = work_out(one.sources, one.targets, vectors, known, top=5)
    if outcome.calibration is None:
        print(f" confidence: not shown after {outcome.learned.decisions} decisions")
        return
    pairs = [
        (candidate.confidence or 0.0, candidate.target in one.truth.get(suggestion.source, ()))
        for suggestion in outcome.suggestions
        if suggestion.source not in decided
        for candidate in suggestion.candidates
    ]
    given, true = np.array([p for p, _ in pairs]), np.array([float(t) for _, t in pairs])
    bins = np.minimum((given * 5).astype(int), 4)
    gap = sum(
        abs(given[bins == b].mean() - true[bins == b].mean()) * np.mean(bins == b) for b in np.unique(bins)
    )
    print(
        f" confidence after {outcome.learned.decisions} decisions, on {len(pairs)} open pairs: mean {given.mean():.2f}, true"
        f" {true.mean():.2f}, calibration error {gap:.3f}, Brier {np.mean((given - true) ** 2):.3f}"
        f" (share alone {np.mean((true.mean() - true) ** 2):.3f})"
    )


def main() -> int:
    if not DATA.is_dir():
        print("no real data beside the repository: nothing to measure")
        return 0
    glossary = built_in_glossary()
    engine = load_engine(1)
    kept = Kept(engine)
    for one in judged():
        vectors = kept.table(one)
        pairs = sum(len(targets) for targets in one.truth.values())
        print(f"\n{one.name}: {len(one.sources)} × {len(one.targets)} units, {pairs} true pairs")
        print_all("cold", cold(one, vectors, glossary))
        if _DRAWS[one.kind]:
            print_all("a fifth of the pairs confirmed", learned(one, vectors, glossary))
            print_absence(one, vectors, glossary)
            print_calibration(one, vectors, glossary)
        started = time.process_time()
        work_out(one.sources, one.targets, vectors, Known(glossary))
        print(f" ten candidates for every unit in {time.process_time() - started:.2f} s of processor time")
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
