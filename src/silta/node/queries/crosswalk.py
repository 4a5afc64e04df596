"""Crosswalks: what has been decided about each benchmark provision, and everything that one page of the workbench needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from silta.crosswalk.learning import Learned
from silta.node.errors import NotFound
from silta.node.models import Draft, FrameworkRelease, Provision, Record
from silta.node.queries.library import ProvisionRow, provision_row
from silta.node.queries.lists import list_records
from silta.node.queries.pages import RecordPage, get
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.stale import stale_mappings
from silta.node.queries.suggestions import (
    ON_A_PAGE,
    Suggestions,
    missing_vectors,
    server_in_words,
    side,
    suggestions,
)
from silta.standards.provisions import UNIT_LEVELS
from silta.words.folding import fold

_RATED: Final = (
    "name",
    "sources",
    "targets",
    "relation",
    "together",
    "legal_rating",
    "implementation_rating",
)


@dataclass(frozen=True)
class Decided:
    """A mapping as the lists of a crosswalk show it: released (`row`), or a draft of this node (`row` is None).

    `base` is the newest released revision of our own mapping; 0 while there is none.
    """

    uid: str
    fields: Mapping[str, Any]
    row: Row | None
    is_own: bool
    base: int = 0

    @property
    def state(self) -> str:
        """The computed state; ``draft`` while it has not been released."""
        return self.row.state_code if self.row else "draft"

    @property
    def counts(self) -> bool:
        """Whether coverage may rely on it: confirmed by both and not stale."""
        return self.state == "panel-confirmed"


NEEDS: Final = ("undecided", "unreleased", "stale", "objected")
"""What a benchmark provision may wait for."""


@dataclass(frozen=True)
class UnitLine:
    """A benchmark provision in the tree of the workbench, with the mapping that is shown for it, if any."""

    fragment: str
    number: str
    heading: str
    language: str
    chapter: str
    decided: Decided | None

    @property
    def begun(self) -> bool:
        """Whether somebody has begun a decision here, and not yet chosen the relation."""
        return self.decided is not None and not self.decided.fields.get("relation")

    @property
    def needs(self) -> str:
        """What it waits for, one of `NEEDS`; empty if nothing does."""
        if self.decided is None or self.begun:
            return "undecided"
        if self.decided.row is None:
            return "unreleased"
        return self.decided.state if self.decided.state in NEEDS else ""


@dataclass(frozen=True)
class Crosswalk:
    """A crosswalk with its two releases and its mappings. `missing` lists releases that are not in the library yet."""

    record: RecordPage
    benchmark: str
    compared: str
    titles: Mapping[str, Mapping[str, str]]
    mappings: tuple[Decided, ...]
    missing: tuple[str, ...]

    @property
    def uid(self) -> str:
        return self.record.record.id

    def title_of(self, address: str, language: str) -> str:
        """A release's title for the reader; the address if the library does not hold it."""
        titles = self.titles.get(address, {})
        return titles.get(language) or titles.get("en") or next(iter(titles.values()), address)

    def address_of(self, fragment: str) -> str:
        """The address of a benchmark provision."""
        return f"{self.benchmark}#{fragment}"

    def about(self, fragment: str) -> list[Decided]:
        """The mappings that speak of a benchmark provision, our own first, drafts before what they change."""
        address = self.address_of(fragment)
        found = [one for one in self.mappings if address in one.fields.get("sources", ())]
        return sorted(found, key=lambda one: (not one.is_own, one.row is not None))


@dataclass(frozen=True)
class Wording:
    """A provision in one language."""

    language: str
    number: str
    heading: str
    text: str


@dataclass(frozen=True)
class CandidateView:
    """A provision of the compared text: its wordings, the evidence for it (empty if it was chosen by hand), if it is chosen.

    `confidence`: the probability that it is a counterpart; None while too few decisions could tell.
    """

    fragment: str
    wordings: tuple[Wording, ...]
    matched_language: str
    why: tuple[Any, ...]
    strength: float
    chosen: bool
    confidence: float | None = None


@dataclass(frozen=True)
class Bench:
    """One page of the workbench: the tree, one benchmark provision, its candidates, the decision, what others decided.

    `alone`: the candidates are so weak that the provision likely has no counterpart. `server`: the model server that makes the
    vectors, in words; empty for the built-in model.
    """

    crosswalk: Crosswalk
    lines: tuple[UnitLine, ...]
    tree: tuple[tuple[str, tuple[UnitLine, ...]], ...]
    here: UnitLine
    benchmark: tuple[Wording, ...]
    matched_language: str
    candidates: tuple[CandidateView, ...]
    units: int
    own: Decided | None
    others: tuple[Decided, ...]
    previous: UnitLine | None
    next: UnitLine | None
    with_meaning: bool
    vectors_missing: int
    server: str
    languages: tuple[str, str]
    learned: Learned
    alone: bool


def crosswalks(arrangement: str, language: str) -> list[Row]:
    """All crosswalks of an arrangement, by title; the addresses of both releases are among the columns."""
    return list_records("crosswalk", arrangement=arrangement, language=language, limit=200).rows


def crosswalk(uid: str, language: str) -> Crosswalk:
    """One crosswalk with all its mappings and drafts. Raises `NotFound` `record.unknown`."""
    page = get(uid, language=language)
    fields = page.record.fields
    benchmark, compared = str(fields.get("benchmark", "")), str(fields.get("compared", ""))
    held = dict(
        FrameworkRelease.objects.filter(address__in=(benchmark, compared)).values_list("address", "titles")
    )
    missing = tuple(address for address in (benchmark, compared) if address not in held)
    return Crosswalk(page, benchmark, compared, held, tuple(_mappings(page, language)), missing)


def _mappings(page: RecordPage, language: str) -> list[Decided]:
    uid, arrangement = page.record.id, page.arrangement.id
    stale, day = stale_mappings(arrangement), local_today()
    records = Record.objects.filter(
        arrangement=arrangement, kind="mapping", withdrawn=False, references__target_uid=uid
    ).distinct()
    found = [decided(one, language, day, stale) for one in shown(records.order_by("id"))]
    drafts = Draft.objects.filter(arrangement=arrangement, kind="mapping", fields__crosswalk=uid)
    return [*(Decided(str(one.uid), one.fields, None, True, one.base) for one in drafts), *found]


def decided(record: Record, language: str, today: date, stale: Collection[str]) -> Decided:
    """A released mapping that `shown` loaded, as lists show it."""
    about = row(record, language, today, stale=stale, fields=_RATED)
    return Decided(str(record.uid), record.fields, about, record.log.is_own, record.revision_number)


def units(page: Crosswalk, language: str) -> list[UnitLine]:
    """The benchmark's provisions in order, in the reader's language where the library has it; one query."""
    wanted = _language(page.benchmark, language)
    rows = Provision.objects.filter(
        release__address=page.benchmark, language=wanted, level__in=UNIT_LEVELS
    ).order_by("order")
    by_fragment = _by_fragment(page)
    return [
        UnitLine(one.fragment, one.number, one.heading, wanted, one.chapter, by_fragment.get(one.fragment))
        for one in rows.only("fragment", "number", "heading", "chapter", "order")
    ]


def _by_fragment(page: Crosswalk) -> dict[str, Decided]:
    """The mapping to show for each benchmark provision: a draft of ours, else our own, else the partner's."""
    found: dict[str, Decided] = {}
    for one in sorted(page.mappings, key=lambda one: (not one.is_own, one.row is not None)):
        for address in one.fields.get("sources", ()):
            release, _, fragment = str(address).partition("#")
            if release == page.benchmark:
                found.setdefault(fragment, one)
    return found


def _language(address: str, wanted: str) -> str:
    """The language to show a release in: the reader's if it is there, else the first that was imported."""
    row = FrameworkRelease.objects.filter(address=address).only("languages").first()
    languages = list(row.languages) if row else []
    return wanted if wanted in languages else next(iter(languages), wanted)


def bench(uid: str, fragment: str, language: str, *, top: int = ON_A_PAGE, show: str = "") -> Bench:
    """Everything that a page of the workbench shows; `show` (one of `NEEDS`) leaves in the tree what waits for that, and this.

    Raises `NotFound`: `record.unknown`, `library.no-release`, `…-provision`.
    """
    page = crosswalk(uid, language)
    if page.missing:
        raise NotFound("library.no-release", page.missing[0])
    lines = units(page, language)
    here = next((line for line in lines if line.fragment == fragment), None)
    if here is None:
        raise NotFound("library.no-provision", f"{page.benchmark}#{fragment}")
    left = [line for line in lines if show in ("", line.needs) or line is here]
    place = left.index(here)
    source, target = side(page.benchmark), side(page.compared)
    found = suggestions(source, target, top=top)
    about = page.about(fragment)
    own = own_decision(page, fragment)
    return Bench(
        crosswalk=page,
        lines=tuple(lines),
        tree=_tree(left),
        here=here,
        benchmark=_wordings(page.benchmark, [fragment], language).get(fragment, ()),
        matched_language=source.language,
        candidates=tuple(_candidates(page, found, fragment, own, language)),
        units=len(target.units),
        own=own,
        others=tuple(one for one in about if one is not own and not (own and one.uid == own.uid)),
        previous=left[place - 1] if place else None,
        next=left[place + 1] if place + 1 < len(left) else None,
        with_meaning=found.with_meaning,
        vectors_missing=0 if found.with_meaning else missing_vectors(source, target),
        server=found.server if found.with_meaning else server_in_words(),
        languages=(source.language, target.language),
        learned=found.outcome.learned,
        alone=any(one.alone for one in found.found if one.source == lines[place].number),
    )


def own_decision(page: Crosswalk, fragment: str) -> Decided | None:
    """What this node has decided about a benchmark provision: its draft, else what it released."""
    return next((one for one in page.about(fragment) if one.is_own), None)


def first_undecided(page: Crosswalk, language: str) -> str:
    """The fragment of the first benchmark provision without a decision, else the first of all; empty if there is none."""
    lines = units(page, language)
    return next(
        (line.fragment for line in lines if line.needs == "undecided"), lines[0].fragment if lines else ""
    )


def _tree(lines: Sequence[UnitLine]) -> tuple[tuple[str, tuple[UnitLine, ...]], ...]:
    chapters: dict[str, list[UnitLine]] = defaultdict(list)
    for line in lines:
        chapters[line.chapter].append(line)
    return tuple((chapter, tuple(found)) for chapter, found in chapters.items())


def _candidates(
    page: Crosswalk, found: Suggestions, fragment: str, own: Decided | None, language: str
) -> list[CandidateView]:
    """The suggested provisions, best first, after those that were chosen before without being suggested now."""
    place = found.source.fragments.index(fragment) if fragment in found.source.fragments else None
    fragment_of = dict(zip((unit.number for unit in found.target.units), found.target.fragments, strict=True))
    suggested = {} if place is None else {fragment_of[c.target]: c for c in found.found[place].candidates}
    prefix = f"{page.compared}#"
    targets = own.fields.get("targets", ()) if own else ()
    chosen = [str(address).removeprefix(prefix) for address in targets if str(address).startswith(prefix)]
    order = [*(one for one in chosen if one not in suggested), *suggested]
    wordings = _wordings(page.compared, order, language)
    return [
        CandidateView(
            one,
            wordings.get(one, ()),
            found.target.language,
            suggested[one].why if one in suggested else (),
            suggested[one].score if one in suggested else 0.0,
            one in chosen,
            suggested[one].confidence if one in suggested else None,
        )
        for one in order
        if one in wordings
    ]


def _wordings(address: str, fragments: Sequence[str], language: str) -> dict[str, tuple[Wording, ...]]:
    """Provisions in the language that was matched first and the reader's beside it: at most two; one query."""
    rows = Provision.objects.filter(release__address=address, fragment__in=fragments)
    found: dict[str, list[Wording]] = defaultdict(list)
    first = _language(address, "")
    for one in rows.order_by("language"):
        found[one.fragment].append(Wording(one.language, one.number, one.heading, one.text))
    return {
        fragment: tuple(sorted(several, key=lambda w: (w.language != language, w.language != first))[:2])
        for fragment, several in found.items()
    }


def search_compared(page: Crosswalk, words: str, limit: int = 20) -> list[ProvisionRow]:
    """Provisions of the compared text that contain `words`, for a reader who knows better than the suggestions; one query."""
    rows = Provision.objects.filter(
        release__address=page.compared, level__in=UNIT_LEVELS, folded__contains=fold(words)
    )
    return [provision_row(page.compared, one) for one in rows.order_by("order")[:limit]]
