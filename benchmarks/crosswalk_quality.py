"""How good suggestions are, and how fast: ``python -m benchmarks.crosswalk_quality``.

Reads the real laws beside the repository and says so if they are absent. Recall@k is the mean, over sources that have a
counterpart, of the share of their counterparts among the first k candidates; `first` the mean rank of the first true one. The
interval is that of recall@10 over a thousand resamples of the sources (95 %). Nothing is learned from the labels.
"""

from __future__ import annotations

import csv
import json
import math
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from silta.crosswalk.comparison import Known
from silta.crosswalk.glossary import Glossary
from silta.crosswalk.lexical import ngram_vectors
from silta.crosswalk.stems import words
from silta.crosswalk.suggest import suggest
from silta.crosswalk.units import SOURCE_PREFIX, TARGET_PREFIX, Unit, VectorTable, texts_to_embed
from silta.crosswalk.vectors.engine import Engine
from silta.node.vectors import load_engine
from silta.standards.formats import read
from silta.standards.provisions import Provision, Release

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
LABELS = "crosswalk-dev/kz-442-V_to_fi-990-1987_labels.json"

Truth = Mapping[str, set[str]]
Matrix = NDArray[np.float32]
Ranking = Mapping[str, Sequence[str]]


def release_units(path: str, language: str) -> list[Unit]:
    """The units of a law, with their finest pieces and the introductions of their lists as points."""
    release = read((DATA / path).read_bytes(), Path(path).name, language).release
    return [_unit(release, unit) for unit in release.units()]


def _unit(release: Release, unit: Provision) -> Unit:
    leaves = release.leaves_of(unit)
    points = [leaf.text for leaf in leaves] + list(dict.fromkeys(leaf.stem for leaf in leaves if leaf.stem))
    chapter = release.chapter_of(unit)
    return Unit(
        unit.number,
        unit.heading,
        unit.text,
        unit.language,
        chapter.heading if chapter else "",
        tuple(points) if leaves != (unit,) else (),
    )


def labels() -> dict[str, set[str]]:
    """Pairs that both labellings list and at least one of them calls strong: article → sections."""
    document = json.loads((DATA / LABELS).read_text("utf-8"))
    truth: dict[str, set[str]] = {}
    for article, rows in document["labelling_a"].items():
        first = {row["id"]: row["strength"] for row in rows}
        second = {row["id"]: row["strength"] for row in document["labelling_b"].get(article, [])}
        strong = {n for n in first.keys() & second if "strong" in (first[n], second[n])}
        if strong:
            truth[article] = strong
    return truth


def reversed_truth(truth: Truth) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for source, targets in truth.items():
        for target in targets:
            found.setdefault(target, set()).add(source)
    return found


def table(engine: Engine, sources: Sequence[Unit], targets: Sequence[Unit]) -> VectorTable:
    ours, theirs = texts_to_embed(sources), texts_to_embed(targets)
    return VectorTable.of(
        [
            (SOURCE_PREFIX, ours, engine.embed(ours, SOURCE_PREFIX)),
            (TARGET_PREFIX, theirs, engine.embed(theirs, TARGET_PREFIX)),
        ]
    )


def by_matrix(sources: Sequence[Unit], targets: Sequence[Unit], likeness: Matrix) -> Ranking:
    order = np.argsort(-likeness, axis=1, kind="stable")
    return {unit.number: [targets[n].number for n in row] for unit, row in zip(sources, order, strict=True)}


def whole_units(sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable) -> Ranking:
    """Baseline: one vector per unit, as it is."""
    ours = vectors.get([unit.whole for unit in sources], SOURCE_PREFIX)
    theirs = vectors.get([unit.whole for unit in targets], TARGET_PREFIX)
    return by_matrix(sources, targets, ours @ theirs.T)


def ngrams(sources: Sequence[Unit], targets: Sequence[Unit]) -> Ranking:
    """Baseline: character n-grams of whole units."""
    ours, theirs = ngram_vectors([unit.whole for unit in sources], [unit.whole for unit in targets])
    return by_matrix(sources, targets, ours @ theirs.T)


def bm25(sources: Sequence[Unit], targets: Sequence[Unit], k1: float = 1.2, b: float = 0.75) -> Ranking:
    """Baseline: BM25 over stems (Robertson and Zaragoza, 2009)."""
    bags = [Counter(word.stem for word in words(unit.whole, unit.language)) for unit in targets]
    used = Counter(stem for bag in bags for stem in bag)
    mean = sum(bag.total() for bag in bags) / len(bags)
    scores = np.zeros((len(sources), len(targets)), np.float32)
    for row, unit in enumerate(sources):
        for stem in {word.stem for word in words(unit.whole, unit.language)} & used.keys():
            rarity = math.log(1 + (len(bags) - used[stem] + 0.5) / (used[stem] + 0.5))
            for column, bag in enumerate(bags):
                count = bag[stem]
                if count:
                    room = k1 * (1 - b + b * bag.total() / mean)
                    scores[row, column] += rarity * count * (k1 + 1) / (count + room)
    return by_matrix(sources, targets, scores)


def suggested(
    sources: Sequence[Unit], targets: Sequence[Unit], vectors: VectorTable | None, known: Known
) -> Ranking:
    found = suggest(sources, targets, vectors, known, top=len(targets))
    return {one.source: [candidate.target for candidate in one.candidates] for one in found}


def report(name: str, ranking: Ranking, truth: Truth) -> dict[str, float]:
    """Print one line of figures, and return them."""
    places = {
        source: [
            ranking[source].index(t) + 1 if t in ranking[source] else len(ranking[source]) + 1
            for t in targets
        ]
        for source, targets in truth.items()
    }
    shares = {k: np.array([np.mean([p <= k for p in row]) for row in places.values()]) for k in (1, 5, 10)}
    first = [min(row) for row in places.values()]
    chance = np.random.default_rng(0)
    resampled = [chance.choice(shares[10], len(first)).mean() for _ in range(1000)]
    low, high = np.percentile(resampled, [2.5, 97.5])
    figures = {f"@{k}": float(share.mean()) for k, share in shares.items()}
    figures |= {"first": float(np.mean(first)), "median": float(np.median(first))}
    numbers = "  ".join(f"{key} {value:.2f}" for key, value in figures.items())
    print(f"  {name:<34} {numbers}  @10 within {low:.2f}–{high:.2f}")
    return figures


def compare(
    title: str,
    sources: Sequence[Unit],
    targets: Sequence[Unit],
    truth: Truth,
    engine: Engine,
    glossary: Glossary,
) -> dict[str, float]:
    """All methods on one pair of laws; the figures of the last, which is what Silta shows."""
    texts = len(texts_to_embed(sources)) + len(texts_to_embed(targets))
    started = time.perf_counter()
    vectors = table(engine, sources, targets)
    rate = texts / (time.perf_counter() - started)
    pairs = sum(len(found) for found in truth.values())
    print(
        f"\n{title}: {len(sources)} × {len(targets)} units, {pairs} true pairs, {texts} texts at {rate:.1f}/s"
    )
    report("BM25", bm25(sources, targets), truth)
    report("character n-grams", ngrams(sources, targets), truth)
    report("E5, whole units", whole_units(sources, targets, vectors), truth)
    report("Silta without vectors", suggested(sources, targets, None, Known(glossary)), truth)
    report("Silta without glossary", suggested(sources, targets, vectors, Known()), truth)
    figures = report("Silta", suggested(sources, targets, vectors, Known(glossary)), truth)
    print(
        f"  ten candidates for every unit in {timed(lambda: suggest(sources, targets, vectors, Known(glossary))):.2f} s"
    )
    return figures


def timed(work: Callable[[], object], times: int = 3) -> float:
    """The fastest of a few runs, in seconds."""
    spans = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        spans.append(time.perf_counter() - started)
    return min(spans)


def parallel(path: str, engine: Engine, glossary: Glossary) -> None:
    """Finnish and Swedish are both authentic: each section's counterpart is the one of its own number."""
    finnish, swedish = release_units(f"{path}_fi.json", "fi"), release_units(f"{path}_sv.json", "sv")
    truth = {unit.number: {unit.number} for unit in finnish}
    compare(f"{path} fi → sv", finnish, swedish, truth, engine, glossary)


def main() -> int:
    if not DATA.is_dir():
        print("no real data beside the repository: nothing to measure")
        return 0
    with (DATA / "glossary.csv").open(encoding="utf-8") as file:
        glossary = Glossary(
            {tag: row[tag] for tag in ("en", "ru", "kk", "fi")} for row in csv.DictReader(file)
        )
    started = time.perf_counter()
    engine = load_engine()
    print(f"engine {engine.name} ready in {time.perf_counter() - started:.1f} s")
    kazakh = release_units("kazakhstan/law_442-V_use_of_atomic_energy_ru.json", "ru")
    finnish = release_units("finland/990-1987_fi.json", "fi")
    truth = labels()
    compare("442-V ru → 990/1987 fi", kazakh, finnish, truth, engine, glossary)
    compare("990/1987 fi → 442-V ru", finnish, kazakh, reversed_truth(truth), engine, glossary)
    for path in ("finland/990-1987", "finland/717-2013"):
        parallel(path, engine, glossary)
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
