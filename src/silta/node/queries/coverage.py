"""Coverage of a benchmark by every text that was compared with it: computed once for a state of the logs, then remembered.

A page asks what it shows; the decisions behind it, tens of thousands perhaps, are read again only when a log or the library has
changed. What is remembered names that state exactly: the signed checkpoints of all logs, and the library's releases.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby
from typing import Final
from uuid import UUID

from silta.crosswalk.coverage import Coverage, Decision, coverage
from silta.crosswalk.derived import Derived, derive
from silta.node.errors import NotFound
from silta.node.models import FrameworkRelease, Provision, Record
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.said import by_provision, released
from silta.node.queries.stale import stale_mappings
from silta.node.queries.state import State, state_of
from silta.node.uids import parse_uid
from silta.standards.provisions import UNIT_LEVELS

_KEPT: Final = 8
"""Benchmarks that a process remembers; one with 20,000 mappings takes some twenty megabytes."""


@dataclass(frozen=True)
class Unit:
    """A benchmark provision: its address, and number and heading in the language that the whole is shown in."""

    address: str
    number: str
    heading: str

    @property
    def fragment(self) -> str:
        return self.address.partition("#")[2]


@dataclass(frozen=True)
class Chapter:
    """Provisions that stand together under one heading (empty: none). `key` is its place, counted from 1."""

    key: str
    title: str
    units: tuple[Unit, ...]

    @property
    def numbers(self) -> str:
        """The first and the last number: ``R27–R29``."""
        ends = dict.fromkeys((self.units[0].number, self.units[-1].number))
        return "–".join(ends)


@dataclass(frozen=True)
class Standing:
    """How one crosswalk stands. `coverage` is by address, `about` names all its released mappings of each benchmark provision."""

    uid: str
    compared: str
    coverage: Mapping[str, Coverage]
    about: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Benchmark:
    """A benchmark release with its chapters, and every crosswalk that measures a text by it."""

    address: str
    language: str
    chapters: tuple[Chapter, ...]
    standings: Mapping[str, Standing]
    stale: frozenset[str]
    _decisions: tuple[Decision, ...] = field(repr=False, default=())
    _derived: dict[str, Mapping[str, tuple[Derived, ...]]] = field(default_factory=dict, repr=False)

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        return tuple(unit for chapter in self.chapters for unit in chapter.units)

    def derived(self, compared: str) -> Mapping[str, tuple[Derived, ...]]:
        """What follows through hubs about `compared`, by address of the benchmark provision."""
        if compared not in self._derived:
            self._derived[compared] = derive([one.address for one in self.units], compared, self._decisions)
        return self._derived[compared]


@dataclass(frozen=True)
class CrosswalkRow:
    """A crosswalk in a list, with the addresses of its two releases."""

    row: Row
    benchmark: str
    compared: str

    @property
    def uid(self) -> str:
        return self.row.uid


def crosswalk_rows(arrangement: str, language: str) -> list[CrosswalkRow]:
    """The crosswalks of an arrangement in the order of their release; one query."""
    records = Record.objects.filter(arrangement=arrangement, kind="crosswalk", withdrawn=False)
    today = local_today()
    return [
        CrosswalkRow(one, str(one.columns.get("benchmark", "")), str(one.columns.get("compared", "")))
        for one in (row(record, language, today) for record in shown(records.order_by("first_at", "id")))
    ]


def arrangement_of_crosswalk(uid: str | UUID) -> str:
    """The arrangement in which a crosswalk was released. Raises `NotFound` `record.unknown`."""
    found = Record.objects.filter(uid=parse_uid(uid), kind="crosswalk", withdrawn=False)
    arrangement = found.values_list("arrangement_id", flat=True).first()
    if arrangement is None:
        raise NotFound("record.unknown", str(uid))
    return arrangement


def titles(addresses: Sequence[str], language: str) -> dict[str, str]:
    """The titles of the releases that the library holds, in `language` or the nearest that there is; one query."""
    rows = FrameworkRelease.objects.filter(address__in=addresses).values_list("address", "titles")
    return {
        address: str(named.get(language) or named.get("en") or next(iter(named.values()), address))
        for address, named in rows
    }


def benchmark(arrangement: str, address: str, language: str) -> Benchmark:
    """How far every text that was compared with the release `address` covers it; two queries once it is remembered."""
    return _remembered(state_of(arrangement), address, language)


@lru_cache(maxsize=_KEPT)
def _remembered(state: State, address: str, language: str) -> Benchmark:
    shown_in = _language(address, language)
    chapters = _chapters(address, shown_in)
    units = [unit.address for chapter in chapters for unit in chapter.units]
    standings = {
        one.uid: _standing(state, one, units)
        for one in crosswalk_rows(state.arrangement, language)
        if one.benchmark == address
    }
    decisions = tuple(one.decision for several in released(state).values() for one in several)
    return Benchmark(address, shown_in, chapters, standings, stale_mappings(state.arrangement), decisions)


def _standing(state: State, one: CrosswalkRow, units: Sequence[str]) -> Standing:
    decisions = [said.decision for said in released(state).get(one.uid, ())]
    named = {
        address: tuple(said.uid for said in several)
        for address, several in by_provision(state, one.uid).items()
    }
    return Standing(one.uid, one.compared, coverage(units, decisions), named)


def _language(address: str, wanted: str) -> str:
    """The language to show a release in: the reader's if it is there, else the first that was imported."""
    languages = FrameworkRelease.objects.filter(address=address).values_list("languages", flat=True).first()
    return wanted if wanted in (languages or ()) else next(iter(languages or ()), wanted)


def chapters_of(address: str, language: str) -> tuple[Chapter, ...]:
    """The units of a release by chapter, in `language` or the first that it has; two queries."""
    return _chapters(address, _language(address, language))


def _chapters(address: str, language: str) -> tuple[Chapter, ...]:
    rows = Provision.objects.filter(release__address=address, language=language, level__in=UNIT_LEVELS)
    found = rows.order_by("order").values_list("chapter", "fragment", "number", "heading")
    return tuple(
        Chapter(
            str(place),
            title,
            tuple(Unit(f"{address}#{fragment}", number, heading) for _, fragment, number, heading in units),
        )
        for place, (title, units) in enumerate(groupby(found.iterator(chunk_size=2000), lambda r: r[0]), 1)
    )
