"""Suggestions between two releases of the library: units and their cached vectors in, ranked and explained candidates out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from silta.crosswalk.comparison import Known
from silta.crosswalk.suggest import Outcome, Suggestion, work_out
from silta.crosswalk.units import (
    SOURCE_PREFIX,
    TARGET_PREFIX,
    Prefix,
    Unit,
    VectorTable,
    text_digest,
    texts_to_embed,
)
from silta.node.glossary import glossary
from silta.node.models import FrameworkRelease, Record, Vector
from silta.node.queries.decisions import decisions
from silta.node.queries.library import load_release
from silta.node.vectors import is_chosen, model_server
from silta.standards.provisions import Provision as StandardsProvision
from silta.standards.provisions import Release
from silta.words.errors import SiltaError

ASKED_AT_ONCE: Final = 500
"""Digests in one question to the database."""
ON_A_PAGE: Final = 5
"""Candidates that the workbench shows for a provision."""
_KEPT: Final = 8
"""Finished comparisons that a process remembers; one of two laws takes a few hundred kilobytes."""


@dataclass(frozen=True)
class Side:
    """One release as it enters a comparison: its units, and the fragment and number of each, in the same order."""

    address: str
    language: str
    units: tuple[Unit, ...]
    fragments: tuple[str, ...]


@dataclass(frozen=True)
class Suggestions:
    """Candidates of every unit of `source`, and what decisions taught.

    `with_meaning`: whether vectors were at hand; `server`: the model server that made them, in words, or empty.
    """

    source: Side
    target: Side
    outcome: Outcome
    with_meaning: bool
    server: str = ""

    @property
    def found(self) -> tuple[Suggestion, ...]:
        return self.outcome.suggestions


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
    decided = decisions(_numbers(source), _numbers(target))
    known = Known(
        glossary=glossary(),
        source_names=_names(source.address),
        target_names=_names(target.address),
        confirmed=decided.confirmed,
        rejected=decided.rejected,
        decided=decided.settled,
        paths=decided.paths,
    )
    return _remembered(_Key(source, target, table, known, top, server_in_words() if table else ""))


@dataclass(frozen=True)
class _Key:
    """What a comparison follows from. Equal by what went in, so that a page does not compute again what did not change."""

    source: Side
    target: Side
    table: VectorTable | None
    known: Known
    top: int
    server: str

    def _identity(self) -> tuple[object, ...]:
        known = self.known
        learned_from = (known.confirmed, known.rejected, known.decided, frozenset(known.paths.items()))
        return (self.source, self.target, self.table is None, learned_from, self.top, self.server)

    def __hash__(self) -> int:
        return hash(self._identity())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and self._identity() == other._identity()


@lru_cache(maxsize=_KEPT)
def _remembered(key: _Key) -> Suggestions:
    outcome = work_out(key.source.units, key.target.units, key.table, key.known, key.top)
    return Suggestions(key.source, key.target, outcome, key.table is not None, key.server)


def server_in_words() -> str:
    """The model server that this node compares meanings by, as pages name it: model and host; empty for the built-in model."""
    server = model_server()
    return server.words if server else ""


def compare_ahead() -> None:
    """Compare the texts of the newest crosswalks as the workbench will ask for it, so that its first reader need not wait."""
    newest = Record.objects.filter(kind="crosswalk", withdrawn=False, erased=False).order_by("-released_at")
    for fields in newest.values_list("fields", flat=True)[:_KEPT]:
        with suppress(SiltaError):  # a partner may name texts that are not here, or none
            benchmark, compared = (str(fields.get(name, "")) for name in ("benchmark", "compared"))
            suggestions(side(benchmark), side(compared), top=ON_A_PAGE)


def _names(address: str) -> tuple[str, ...]:
    """How texts may name an act: its titles, and its number as they write it (``990/1987``, ``442-V``)."""
    row = FrameworkRelease.objects.filter(address=address).first()
    number = address.partition("/")[2].partition("@")[0]
    titles = tuple(str(title) for title in row.titles.values()) if row else ()
    return (*titles, number, number.replace("-", "/"))


def _numbers(one: Side) -> dict[str, str]:
    """The unit numbers of a side by their addresses."""
    return {
        f"{one.address}#{fragment}": unit.number
        for fragment, unit in zip(one.fragments, one.units, strict=True)
    }


def wanted_texts(source: Side, target: Side) -> list[tuple[Prefix, list[str]]]:
    """The texts whose vectors a comparison needs, by prefix."""
    return [(SOURCE_PREFIX, texts_to_embed(source.units)), (TARGET_PREFIX, texts_to_embed(target.units))]


def cached_vectors(source: Side, target: Side) -> VectorTable | None:
    """The vectors of both sides, all from one engine; None if no engine has made them all."""
    wanted = wanted_texts(source, target)
    by_engine: dict[str, dict[tuple[str, Prefix], bytes]] = {}
    for prefix, texts in wanted:
        for engine, digest, data in _stored([text_digest(text) for text in texts], prefix):
            if is_chosen(engine):
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
    for start in range(0, len(digests), ASKED_AT_ONCE):
        part = digests[start : start + ASKED_AT_ONCE]
        rows = Vector.objects.filter(digest__in=part, engine__endswith=ending)
        for engine, digest, data in rows.values_list("engine", "digest", "data"):
            yield engine.removesuffix(ending), digest, bytes(data)


def missing_vectors(source: Side, target: Side) -> int:
    """How many vectors the best engine still lacks for a comparison."""
    wanted = wanted_texts(source, target)
    have: Counter[str] = Counter()
    for prefix, texts in wanted:
        held = _stored([text_digest(text) for text in texts], prefix)
        have.update(engine for engine, _, _ in held if is_chosen(engine))
    return sum(len(texts) for _, texts in wanted) - max(have.values(), default=0)
