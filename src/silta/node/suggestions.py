"""Suggestions between two releases of the library: units and their cached vectors in, ranked and explained candidates out."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

import numpy as np

from silta.crosswalk.comparison import Known
from silta.crosswalk.glossary import Glossary
from silta.crosswalk.suggest import Suggestion, suggest
from silta.crosswalk.units import (
    SOURCE_PREFIX,
    TARGET_PREFIX,
    Floats,
    Prefix,
    Unit,
    VectorTable,
    text_digest,
    texts_to_embed,
)
from silta.crosswalk.vectors.errors import VectorsError
from silta.node.home import Home
from silta.node.models import FrameworkRelease, Record, Vector
from silta.node.queries.library import load_release
from silta.standards.provisions import Provision as StandardsProvision
from silta.standards.provisions import Release

_ASKED_AT_ONCE: Final = 500
_STORED_AT_ONCE: Final = 256
_KEPT: Final = 8
"""Finished comparisons that a process remembers; one of two laws takes a few hundred kilobytes."""

Progress = Callable[[int, int], bool]


@dataclass(frozen=True)
class Side:
    """One release as it enters a comparison: its units, and the fragment and number of each, in the same order."""

    address: str
    language: str
    units: tuple[Unit, ...]
    fragments: tuple[str, ...]


@dataclass(frozen=True)
class Suggestions:
    """The candidates of every unit of `source`; `with_meaning` is False when no vectors were at hand."""

    source: Side
    target: Side
    found: tuple[Suggestion, ...]
    with_meaning: bool


def side(address: str, language: str | None = None) -> Side:
    """The units of a release with their points. Raises `NotInLibrary` as `load_release` does."""
    release = load_release(address, language)
    units = release.units()
    return Side(
        address,
        release.language,
        tuple(_unit(release, one) for one in units),
        tuple(one.fragment for one in units),
    )


def _unit(release: Release, unit: StandardsProvision) -> Unit:
    """A unit with its leaves as points, and after them the introductions of its lists: they say what a list is about."""
    chapter = release.chapter_of(unit)
    leaves = release.leaves_of(unit)
    points = (*(leaf.text for leaf in leaves), *dict.fromkeys(leaf.stem for leaf in leaves if leaf.stem))
    return Unit(
        number=unit.number,
        heading=unit.heading,
        text=unit.text,
        language=unit.language,
        chapter=chapter.heading if chapter else "",
        points=points if leaves != (unit,) else (),
    )


def suggestions(source: Side, target: Side, *, top: int = 10, vectors: bool = True) -> Suggestions:
    """Candidates for every unit of `source` in `target`, from the vectors that are cached; lexically if some are missing."""
    table = cached_vectors(source, target) if vectors else None
    known = Known(
        glossary=glossary(),
        source_names=_names(source.address),
        target_names=_names(target.address),
        confirmed=_confirmed(source, target),
    )
    return _remembered(_Key(source, target, table, known, top))


@dataclass(frozen=True)
class _Key:
    """What a comparison follows from. Equal by what went in, so that a page does not compute again what did not change."""

    source: Side
    target: Side
    table: VectorTable | None
    known: Known
    top: int

    def _identity(self) -> tuple[object, ...]:
        return (self.source, self.target, self.table is None, self.known.confirmed, self.top)

    def __hash__(self) -> int:
        return hash(self._identity())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._identity() == other._identity()


@lru_cache(maxsize=_KEPT)
def _remembered(key: _Key) -> Suggestions:
    found = suggest(key.source.units, key.target.units, key.table, key.known, key.top)
    return Suggestions(key.source, key.target, tuple(found), key.table is not None)


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The node's own glossary (`glossary.csv` in its home, columns kk, ru, fi, en), and after it the one that Silta brings."""
    rows: list[dict[str, str]] = []
    own = Home.current().path / "glossary.csv"
    built_in = files("silta.node").joinpath("glossary.csv")
    for source in (own, built_in):
        if source.is_file():
            rows += csv.DictReader(source.read_text("utf-8-sig").splitlines())
    return Glossary(rows)


def _names(address: str) -> tuple[str, ...]:
    """How texts may name an act: its titles and the number in its address."""
    row = FrameworkRelease.objects.filter(address=address).first()
    return tuple(str(title) for title in row.titles.values()) if row else ()


def _confirmed(source: Side, target: Side) -> frozenset[tuple[str, str]]:
    """Pairs of unit numbers that both sides have confirmed between these two releases, in either direction."""
    ours = {f"{source.address}#{f}": u.number for f, u in zip(source.fragments, source.units, strict=True)}
    theirs = {f"{target.address}#{f}": u.number for f, u in zip(target.fragments, target.units, strict=True)}
    rows = Record.objects.filter(kind="mapping", standing="panel-confirmed", withdrawn=False)
    pairs = set()
    for fields in rows.values_list("fields", flat=True):
        left, right = fields.get("sources", []), fields.get("targets", [])
        for one, other in ((left, right), (right, left)):
            pairs |= {(ours[s], theirs[t]) for s in one for t in other if s in ours and t in theirs}
    return frozenset(pairs)


def wanted_texts(source: Side, target: Side) -> list[tuple[Prefix, list[str]]]:
    """The texts whose vectors a comparison needs, by prefix."""
    return [(SOURCE_PREFIX, texts_to_embed(source.units)), (TARGET_PREFIX, texts_to_embed(target.units))]


def cached_vectors(source: Side, target: Side) -> VectorTable | None:
    """The vectors of both sides, all from one engine; None if no engine has made them all."""
    wanted = wanted_texts(source, target)
    by_engine: dict[str, dict[tuple[str, Prefix], bytes]] = {}
    for prefix, texts in wanted:
        for engine, digest, data in _stored([text_digest(text) for text in texts], prefix):
            by_engine.setdefault(engine, {})[digest, prefix] = data
    needed = sum(len(texts) for _, texts in wanted)
    for found in by_engine.values():
        if len(found) == needed:
            rows = {key: row for row, key in enumerate(found)}
            matrix = np.frombuffer(b"".join(found.values()), np.float32).reshape(len(rows), -1)
            return VectorTable(rows, matrix)
    return None


def _stored(digests: Sequence[str], prefix: Prefix) -> Iterable[tuple[str, str, bytes]]:
    """(engine without its prefix, digest, bytes) of the cached vectors among `digests`."""
    ending = f"/{prefix}"
    for start in range(0, len(digests), _ASKED_AT_ONCE):
        part = digests[start : start + _ASKED_AT_ONCE]
        rows = Vector.objects.filter(digest__in=part, engine__endswith=ending)
        for engine, digest, data in rows.values_list("engine", "digest", "data"):
            yield engine.removesuffix(ending), digest, bytes(data)


def missing_vectors(source: Side, target: Side) -> int:
    """How many vectors the best engine still lacks for a comparison."""
    wanted = wanted_texts(source, target)
    have: Counter[str] = Counter()
    for prefix, texts in wanted:
        have.update(engine for engine, _, _ in _stored([text_digest(text) for text in texts], prefix))
    return sum(len(texts) for _, texts in wanted) - max(have.values(), default=0)


def make_vectors(source: Side, target: Side, progress: Progress, *, threads: int = 2) -> int:
    """Make and store every vector that is missing; stored piece by piece, so that a stopped job goes on where it was.

    Returns how many were made. Raises `VectorsError` (`vectors.engine-missing` and its kin), and whatever `progress` raises.
    """
    from silta.node.vectors import load_engine  # noqa: PLC0415 - a web process never carries the runtime

    engine = load_engine(threads)
    tasks = [
        (prefix, _lacking(texts, f"{engine.name}/{prefix}")) for prefix, texts in wanted_texts(source, target)
    ]
    total = sum(len(texts) for _, texts in tasks)
    done = 0
    for prefix, texts in tasks:
        for rows, vectors in engine.batches(texts, prefix):
            _store(f"{engine.name}/{prefix}", [texts[row] for row in rows], vectors)
            done += len(rows)
            progress(done, total)
    return done


def _lacking(texts: Sequence[str], engine: str) -> list[str]:
    digests = {text_digest(text): text for text in texts}
    names = list(digests)
    for start in range(0, len(names), _ASKED_AT_ONCE):
        part = names[start : start + _ASKED_AT_ONCE]
        for held in Vector.objects.filter(engine=engine, digest__in=part).values_list("digest", flat=True):
            del digests[held]
    return list(digests.values())


def _store(engine: str, texts: Sequence[str], vectors: Floats) -> None:
    rows = [
        Vector(digest=text_digest(text), engine=engine, data=vector.tobytes())
        for text, vector in zip(texts, vectors, strict=True)
    ]
    Vector.objects.bulk_create(rows, batch_size=_STORED_AT_ONCE, ignore_conflicts=True)


def suggest_for_tools(
    source: str,
    target: str,
    *,
    top: int,
    source_language: str | None = None,
    target_language: str | None = None,
    vectors: bool = True,
) -> list[dict[str, Any]]:
    """Suggestions in the shape that other tools rely on; missing vectors are made first, in this process.

    Raises `NotInLibrary`; if no engine runs here it goes on lexically, as `suggestions` does.
    """
    ours, theirs = side(source, source_language), side(target, target_language)
    if vectors and missing_vectors(ours, theirs):
        try:
            make_vectors(ours, theirs, lambda _done, _total: True)
        except VectorsError:
            vectors = False
    found = suggestions(ours, theirs, top=top, vectors=vectors)
    return [
        {
            "source": one.source,
            "candidates": [
                {
                    "target": candidate.target,
                    "score": round(candidate.score, 4),
                    "why": [reason.compact() for reason in candidate.why],
                }
                for candidate in one.candidates
            ],
        }
        for one in found.found
    ]
