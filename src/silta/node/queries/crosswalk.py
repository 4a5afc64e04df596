"""Crosswalks: what has been decided about each benchmark provision, and everything that one page of the workbench needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from uuid import UUID

from silta.node.errors import NotFound
from silta.node.models import Draft, FrameworkRelease, Provision, Record
from silta.node.queries.library import ProvisionRow, provision_row
from silta.node.queries.lines import Branch, Lines, UnitLine, language_of, lines_of, tree_of
from silta.node.queries.lists import list_records
from silta.node.queries.pages import RecordPage, get
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.queries.said import Said, by_provision, drafted, released
from silta.node.queries.stale import stale_mappings
from silta.node.queries.state import State, state_of
from silta.node.queries.suggestions import ON_A_PAGE, Suggestions, side, suggestions_at_hand
from silta.standards.provisions import UNIT_LEVELS
from silta.words.folding import fold

_AT_ONCE: Final = 500
"""As many mappings are asked for by their ids."""
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


@dataclass(frozen=True)
class Crosswalk:
    """A crosswalk with its two releases, for a reader of `language`. `missing` lists releases that are not in the library yet."""

    record: RecordPage
    benchmark: str
    compared: str
    titles: Mapping[str, Mapping[str, str]]
    missing: tuple[str, ...]
    state: State
    language: str

    @property
    def uid(self) -> str:
        return self.record.record.id

    @cached_property
    def mappings(self) -> tuple[Decided, ...]:
        """All its mappings, drafts first: everything that both sides have said, which a page of one provision need not read."""
        return tuple(
            _load(
                self,
                {one.uid for one in self._drafts},
                {one.uid for one in released(self.state).get(self.uid, ())},
            )
        )

    @cached_property
    def _drafts(self) -> Sequence[Said]:
        return drafted(self.state.arrangement).of(self.uid)

    def title_of(self, address: str, language: str) -> str:
        """A release's title for the reader; the address if the library does not hold it."""
        titles = self.titles.get(address, {})
        return titles.get(language) or titles.get("en") or next(iter(titles.values()), address)

    def address_of(self, fragment: str) -> str:
        """The address of a benchmark provision."""
        return f"{self.benchmark}#{fragment}"

    def about(self, fragment: str) -> list[Decided]:
        """The mappings that speak of a benchmark provision, our own first, drafts before what they change."""
        return self.about_each([fragment])[fragment]

    def about_each(self, fragments: Collection[str]) -> dict[str, list[Decided]]:
        """The same for each of some provisions; two queries, and a third while no draft is touched."""
        addresses = {self.address_of(fragment): fragment for fragment in fragments}
        said = by_provision(self.state, self.uid)
        drafts = {one.uid for one in self._drafts if addresses.keys() & set(one.decision.sources)}
        uids = {one.uid for address in addresses for one in said.get(address, ())}
        found: dict[str, list[Decided]] = {fragment: [] for fragment in fragments}
        for one in _load(self, drafts, uids):
            for source in dict.fromkeys(map(str, one.fields.get("sources", ()))):
                if source in addresses:
                    found[addresses[source]].append(one)
        return {
            f: sorted(several, key=lambda d: (not d.is_own, d.row is not None))
            for f, several in found.items()
        }

    def lines(self) -> Lines:
        """The benchmark's provisions in order, each with the mapping that is shown for it."""
        return lines_of(self.state, self.uid, self.benchmark, self.language)


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
    """One page of the workbench: the tree, one benchmark provision, its candidates, all that was decided `about` it.

    `alone`: the candidates are so weak that the provision likely has no counterpart.
    """

    crosswalk: Crosswalk
    lines: Lines
    tree: tuple[Branch, ...]
    here: UnitLine
    benchmark: tuple[Wording, ...]
    candidates: tuple[CandidateView, ...]
    about: tuple[Decided, ...]
    own: Decided | None
    previous: UnitLine | None
    next: UnitLine | None
    found: Suggestions
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
    return Crosswalk(page, benchmark, compared, held, missing, state_of(page.arrangement.id), language)


def _load(page: Crosswalk, drafts: Collection[str], uids: Collection[str]) -> list[Decided]:
    """Mappings by their ids, drafts first; two queries. Many are read as a whole: a database takes only so many ids."""
    mine = Draft.objects.filter(arrangement=page.state.arrangement, kind="mapping")
    theirs = Record.objects.filter(arrangement=page.state.arrangement, kind="mapping", withdrawn=False)
    if max(len(drafts), len(uids)) <= _AT_ONCE:
        mine, theirs = mine.filter(uid__in=drafts), theirs.filter(uid__in=list(map(UUID, uids)))
    stale, day = stale_mappings(page.state.arrangement), local_today()
    found = [
        Decided(str(one.uid), one.fields, None, True, one.base)
        for one in mine.order_by("id")
        if str(one.uid) in drafts
    ]
    rows = shown(theirs.order_by("id"))
    return [*found, *(decided(one, page.language, day, stale) for one in rows if str(one.uid) in uids)]


def decided(record: Record, language: str, today: date, stale: Collection[str]) -> Decided:
    """A released mapping that `shown` loaded, as lists show it."""
    about = row(record, language, today, stale=stale, fields=_RATED)
    return Decided(str(record.uid), record.fields, about, record.log.is_own, record.revision_number)


def bench(uid: str, fragment: str, language: str, *, top: int = ON_A_PAGE, show: str = "") -> Bench:
    """Everything that a page of the workbench shows; `show` (one of `NEEDS`) leaves in the tree what waits for that, and this.

    Raises `NotFound`: `record.unknown`, `library.no-release`, `…-provision`.
    """
    page = crosswalk(uid, language)
    if page.missing:
        raise NotFound("library.no-release", page.missing[0])
    lines = page.lines()
    if fragment not in lines.places:
        raise NotFound("library.no-provision", f"{page.benchmark}#{fragment}")
    here = lines.all[lines.places[fragment]]
    left = [line for line in lines.all if line.needs == show or line is here] if show else lines.all
    place = left.index(here) if show else lines.places[fragment]
    found = suggestions_at_hand(side(page.benchmark), side(page.compared), top=top)
    about = page.about(fragment)
    own = next((one for one in about if one.is_own), None)
    return Bench(
        crosswalk=page,
        lines=lines,
        tree=tree_of(left, here),
        here=here,
        benchmark=_wordings(page.benchmark, [fragment], language).get(fragment, ()),
        candidates=tuple(_candidates(page, found, fragment, own, language)),
        about=tuple(about),
        own=own,
        previous=left[place - 1] if place else None,
        next=left[place + 1] if place + 1 < len(left) else None,
        found=found,
        alone=found.alone(fragment),
    )


def with_decisions(page: Crosswalk, lines: Sequence[UnitLine]) -> list[tuple[UnitLine, Decided | None]]:
    """Some provisions, each with the mapping that is shown for it; two queries."""
    about = page.about_each([line.fragment for line in lines])
    return [(line, next(iter(about[line.fragment]), None)) for line in lines]


def own_decision(page: Crosswalk, fragment: str) -> Decided | None:
    """What this node has decided about a benchmark provision: its draft, else what it released."""
    return next((one for one in page.about(fragment) if one.is_own), None)


def _candidates(
    page: Crosswalk, found: Suggestions, fragment: str, own: Decided | None, language: str
) -> list[CandidateView]:
    """The suggested provisions, best first, after those that were chosen before without being suggested now."""
    suggested = found.candidates(fragment)
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
    first = language_of(address, "")
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
