"""Suggestions between two releases of the library: units and their cached vectors in, ranked and explained candidates out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any, Final, NamedTuple

import numpy as np
from django.db.models import Max

from silta.crosswalk.comparison import Known
from silta.crosswalk.glossary import Glossary
from silta.crosswalk.suggest import Candidate, Outcome, Suggestion, work_out
from silta.crosswalk.units import (
    SOURCE_PREFIX,
    TARGET_PREFIX,
    Prefix,
    Unit,
    VectorTable,
    text_digest,
    texts_to_embed,
)
from silta.node.models import FrameworkRelease, Record, Vector
from silta.node.queries.comparisons import Comparisons
from silta.node.queries.decisions import Decisions, decisions
from silta.node.queries.library import load_release
from silta.node.queries.state import State, state_of
from silta.node.queries.terms import glossary
from silta.node.vectors import is_chosen, model_server
from silta.standards.provisions import Provision as StandardsProvision
from silta.standards.provisions import Release
from silta.words.errors import SiltaError

ASKED_AT_ONCE: Final = 5_000
"""Digests in one question to the database."""
ON_A_PAGE: Final = 5
"""Candidates that the workbench shows for a provision."""
_KEPT: Final = 8
"""Finished comparisons that a process remembers; one of two laws takes a few hundred kilobytes."""
_LONG: Final = 2_000_000
"""Pairs of units from which on a comparison takes longer than a reader of a page should wait."""


@dataclass(frozen=True, eq=False)
class Side:
    """One release as it enters a comparison: its units, and the fragment and number of each, in the same order.

    `stamp` tells one import of a release from another.
    """

    address: str
    language: str
    units: tuple[Unit, ...]
    fragments: tuple[str, ...]
    stamp: tuple[Any, ...] = ()

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where the unit with a fragment stands."""
        return {fragment: place for place, fragment in enumerate(self.fragments)}

    @cached_property
    def by_number(self) -> Mapping[str, str]:
        """The fragment of the unit with a number."""
        return dict(zip((unit.number for unit in self.units), self.fragments, strict=True))

    @cached_property
    def numbers(self) -> Mapping[str, str]:
        """The numbers of the units by their addresses."""
        units = zip(self.fragments, self.units, strict=True)
        return {f"{self.address}#{fragment}": unit.number for fragment, unit in units}


@dataclass(frozen=True)
class Suggestions:
    """Candidates of every unit of `source`, and what decisions taught.

    `with_meaning`: whether vectors were at hand; `server`: the model server that made them, in words, or empty; `engine`: what
    made them, by its name; `missing`: how many there are not. `current`: False while long texts are being compared, and what is
    here rests on earlier decisions, or is empty.
    """

    source: Side
    target: Side
    outcome: Outcome
    with_meaning: bool
    server: str = ""
    missing: int = 0
    current: bool = True
    engine: str = ""

    @property
    def found(self) -> tuple[Suggestion, ...]:
        return self.outcome.suggestions

    def candidates(self, fragment: str) -> dict[str, Candidate]:
        """The candidates of a unit by their fragments, the best first."""
        one = self._of(fragment)
        return {self.target.by_number[found.target]: found for found in one.candidates} if one else {}

    def alone(self, fragment: str) -> bool:
        """Whether a unit likely has no counterpart."""
        one = self._of(fragment)
        return one is not None and one.alone

    def _of(self, fragment: str) -> Suggestion | None:
        place = self.source.places.get(fragment)
        return None if place is None or not self.found else self.found[place]


def side(address: str, language: str | None = None) -> Side:
    """The units of a release with their points. Raises `NotInLibrary` as `load_release` does. One query once it is remembered."""
    stamp = FrameworkRelease.objects.filter(address=address).values_list("id", "source_digest", "imported_at")
    return _side(address, language, stamp.first())


@lru_cache(maxsize=_KEPT)
def _side(address: str, language: str | None, stamp: tuple[Any, ...] | None) -> Side:
    release = load_release(address, language)
    units = release.units()
    return Side(
        address,
        release.language,
        tuple(_unit(release, one) for one in units),
        tuple(one.fragment for one in units),
        (address, release.language, *(stamp or ())),
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
        heads=any(below.is_unit for below in release.children_of(unit)),
    )


def suggestions(source: Side, target: Side, *, top: int = 10, vectors: bool = True) -> Suggestions:
    """Candidates for every unit of `source` in `target`, from the vectors that are cached; lexically if some are missing."""
    key = _key(source, target, top, vectors=vectors)
    found = _comparisons.get(key, key.about, lambda: _compare(source, target, key))
    return replace(found, missing=key.missing)


def suggestions_at_hand(source: Side, target: Side, *, top: int = 10) -> Suggestions:
    """The same for a page: of long texts what is there, while the rest is worked out (see `Suggestions.current`)."""
    if len(source.units) * len(target.units) < _LONG:
        return suggestions(source, target, top=top)
    key = _key(source, target, top, vectors=True)
    found, is_current = _comparisons.at_hand(key, key.about, lambda: _compare(source, target, key))
    if found is None:
        found = Suggestions(source, target, Outcome(()), bool(key.engine), key.server)
    return replace(found, missing=key.missing, current=is_current)


class Held(NamedTuple):
    """The engine that has made all vectors for a comparison (empty: none has), and how many the best one lacks."""

    engine: str
    missing: int


@dataclass(frozen=True)
class _Key:
    """What a comparison follows from. Equal by what went in, so that a page does not compute again what did not change."""

    about: tuple[Hashable, ...]
    top: int
    engine: str
    decided: tuple[Hashable, ...]
    server: str
    terms: Glossary  # one that was edited is another object
    known: Decisions = field(compare=False)
    missing: int = field(compare=False)


_comparisons: Final = Comparisons[_Key, Suggestions](_KEPT)


def _key(source: Side, target: Side, top: int, *, vectors: bool) -> _Key:
    decided = _decided(state_of(), source, target)
    held = _held(source, target, *_vectors_now()) if vectors else Held("", 0)
    server = server_in_words() if held.engine else ""
    about = source.stamp, target.stamp, top
    return _Key(about, top, held.engine, decided.identity, server, glossary(), decided, held.missing)


@lru_cache(maxsize=_KEPT)
def _decided(state: State, source: Side, target: Side) -> Decisions:  # noqa: ARG001 - tells states apart
    return decisions(source.numbers, target.numbers)


def _vectors_now() -> tuple[int, str]:
    """What tells one state of the cache of vectors from another: the newest one, and whose are wanted; one query."""
    server = model_server()
    return Vector.objects.aggregate(last=Max("pk"))["last"] or 0, server.engine if server else ""


@lru_cache(maxsize=_KEPT)
def _held(source: Side, target: Side, last: int, server: str) -> Held:  # noqa: ARG001 - tell states apart
    wanted = wanted_texts(source, target)
    have: Counter[str] = Counter()
    for prefix, texts in wanted:
        digests, ending = [text_digest(text) for text in texts], f"/{prefix}"
        for start in range(0, len(digests), ASKED_AT_ONCE):
            part = digests[start : start + ASKED_AT_ONCE]
            rows = Vector.objects.filter(digest__in=part, engine__endswith=ending)
            have.update(name.removesuffix(ending) for name in rows.values_list("engine", flat=True))
    best, count = max(
        ((engine, count) for engine, count in have.items() if is_chosen(engine)),
        key=lambda one: one[1],
        default=("", 0),
    )
    missing = sum(len(texts) for _, texts in wanted) - count
    return Held("" if missing else best, missing)


def _compare(source: Side, target: Side, key: _Key) -> Suggestions:
    table = _load(source, target, key.engine) if key.engine else None
    known = Known(
        glossary=key.terms,
        source_names=_names(source.address),
        target_names=_names(target.address),
        confirmed=key.known.confirmed,
        rejected=key.known.rejected,
        decided=key.known.settled,
        paths=key.known.paths,
    )
    outcome = work_out(source.units, target.units, table, known, key.top)
    return Suggestions(source, target, outcome, table is not None, key.server, engine=key.engine)


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


def wanted_texts(source: Side, target: Side) -> list[tuple[Prefix, list[str]]]:
    """The texts whose vectors a comparison needs, by prefix."""
    return [(SOURCE_PREFIX, texts_to_embed(source.units)), (TARGET_PREFIX, texts_to_embed(target.units))]


def missing_vectors(source: Side, target: Side) -> int:
    """How many vectors the best engine still lacks for a comparison."""
    return _held(source, target, *_vectors_now()).missing


def _load(source: Side, target: Side, engine: str) -> VectorTable:
    """The vectors of both sides that an engine has made."""
    rows: dict[tuple[str, Prefix], int] = {}
    data: list[bytes] = []
    for prefix, texts in wanted_texts(source, target):
        for digest, vector in _stored([text_digest(text) for text in texts], f"{engine}/{prefix}"):
            rows[digest, prefix] = len(data)
            data.append(vector)
    return VectorTable(rows, np.frombuffer(b"".join(data), np.float32).reshape(len(rows), -1))


def _stored(digests: Sequence[str], engine: str) -> Iterable[tuple[str, bytes]]:
    """(digest, bytes) of the cached vectors among `digests`."""
    for start in range(0, len(digests), ASKED_AT_ONCE):
        rows = Vector.objects.filter(digest__in=digests[start : start + ASKED_AT_ONCE], engine=engine)
        for digest, data in rows.values_list("digest", "data"):
            yield digest, bytes(data)
