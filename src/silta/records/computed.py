"""States that nobody types: agreed, in force, confirmed, overdue. Computed from views, a date and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Final

from silta.records.kind import Near, Situation
from silta.records.references import references
from silta.records.registry import KINDS
from silta.records.views import Record, Response, Revision

UNAGREED: Final = ("proposed", "commented", "objected", "agreed-by-some")
"""The states of a joint text to which not every party has agreed."""


@dataclass(frozen=True)
class Agreement:
    """Who has said what to one revision. `answers` holds each party's last agree or object; a party absent has not answered."""

    leaf: str
    parties: tuple[str, ...]
    answers: Mapping[str, Response]

    @property
    def agreed(self) -> tuple[str, ...]:
        return tuple(p for p in self.parties if p in self.answers and self.answers[p].verdict == "agree")

    @property
    def objected(self) -> tuple[str, ...]:
        return tuple(p for p in self.parties if p in self.answers and self.answers[p].verdict == "object")

    @property
    def complete(self) -> bool:
        """Whether every party has agreed to this very leaf."""
        return bool(self.parties) and len(self.agreed) == len(self.parties)

    @property
    def since(self) -> str:
        """The moment of the last agreement that was needed; empty while incomplete."""
        return max(self.answers[p].time for p in self.parties) if self.complete else ""


def agreement(record: Record, revision: Revision, parties: Sequence[str]) -> Agreement:
    """What the parties have answered to `revision`. An agreement cannot be taken back: an object after an agree is ignored."""
    answers: dict[str, Response] = {}
    for response in record.responses_to(revision.leaf):
        held = answers.get(response.party)
        if response.verdict in ("agree", "object") and not (held and held.verdict == "agree"):
            answers[response.party] = response
    return Agreement(revision.leaf, tuple(parties), answers)


def revision_in_force(record: Record, parties: Sequence[str]) -> Revision | None:
    """The newest revision of a joint text that all parties have agreed to; None if there is none."""
    for revision in reversed(record.revisions):
        if agreement(record, revision, parties).complete:
            return revision
    return None


def signed_sizes(record: Record, revision: Revision, parties: Sequence[str]) -> dict[str, int]:
    """How many entries each log held when `revision` was agreed to by all, by origin; empty while it is not.

    Each log reaches just as far as its party's agreement, and the owner's as far as the revision: they hold all that the text was
    agreed from, and whoever makes a document of it from these sizes makes the same one.
    """
    given = agreement(record, revision, parties)
    if not given.complete:
        return {}
    sizes = {revision.origin: revision.index + 1}
    for answer in given.answers.values():
        sizes[answer.origin] = max(sizes.get(answer.origin, 0), answer.index + 1)
    return sizes


def as_signed(record: Record, parties: Sequence[str]) -> Record:
    """The record without what was said about its latest revision after all had agreed to it; unchanged while they have not."""
    sizes = signed_sizes(record, record.latest, parties)
    if not sizes:
        return record
    said = tuple(one for one in record.responses if one.index < sizes.get(one.origin, 0))
    return replace(record, responses=said)


def computed_state(
    record: Record,
    parties: Sequence[str],
    today: date,
    *,
    stale: Collection[str] = (),
    among: Mapping[str, Record] = MappingProxyType({}),
) -> str:
    """The code of the state to show for a record on `today`; a kind's typed state where nothing outranks it.

    `stale` holds the ids of mappings whose texts have changed since they were made, `among` the records of the arrangement by id,
    for the kinds whose state hangs on others. Withdrawn records are ``withdrawn``.
    """
    kind = KINDS.get(record.kind)
    due = kind.due_on(record.fields) if kind else ""
    now = standing(record, parties, nearby(record, parties, among))
    return shown_state(record.kind, now, due, today, is_stale=record.id in stale)


@dataclass(frozen=True)
class Nearby:
    """The records beside one: those that point to it, those that it points to."""

    pointing: tuple[Near, ...] = ()
    pointed: tuple[Near, ...] = ()


HUNG_ON: Final = frozenset(code for kind in KINDS.values() for code in kind.hangs_on)
"""The kinds that the state of some other record may hang on."""


def standing(record: Record, parties: Sequence[str], near: Nearby | None = None) -> str:
    """What the record, the parties' answers and the records beside it make of its state: what only a log entry can change."""
    if record.withdrawn:
        return "withdrawn"
    kind = KINDS.get(record.kind)
    typed = str(record.fields.get("state", ""))
    if kind is None:
        return typed
    if kind.joint:
        return _joint_state(record, parties)
    if record.kind == "mapping":
        return _mapping_state(record, parties)
    if record.kind == "action" and typed == "done":
        return _done_state(record, parties)
    return kind.stands(_situation(record, parties, near or Nearby())) if kind.stands else typed


def nearby(
    record: Record, parties: Sequence[str], among: Mapping[str, Record], path: frozenset[str] = frozenset()
) -> Nearby:
    """The records of `among` that the state of `record` hangs on, the earliest first, each with its own standing.

    `path` holds the ids on the way here: of a record there only the fields count, so that the walk ends.
    """
    kind = KINDS.get(record.kind)
    if kind is None or not kind.hangs_on:
        return Nearby()
    beside = [one for one in among.values() if one.kind in kind.hangs_on and not one.withdrawn]
    further = path | {record.id}

    def near(one: Record, field: str) -> Near:
        around = Nearby() if one.id in further else nearby(one, parties, among, further)
        return Near(one.kind, one.party, field, standing(one, parties, around), one.fields, one.id)

    ordered = sorted(beside, key=lambda one: (one.revisions[0].time, one.id))
    named = references(kind, record.fields)
    return Nearby(
        tuple(
            near(one, found.field)
            for one in ordered
            for found in sorted(references(KINDS[one.kind], one.fields), key=lambda found: found.field)
            if found.record == record.id
        ),
        tuple(near(one, found.field) for one in ordered for found in named if found.record == one.id),
    )


def _situation(record: Record, parties: Sequence[str], near: Nearby) -> Situation:
    last = agreement(record, record.latest, parties)
    others = [party for party in parties if party != record.party]
    return Situation(
        party=record.party,
        typed=str(record.fields.get("state", "")),
        fields=record.fields,
        agreed=any(party in last.agreed for party in others),
        objected=any(party in last.objected for party in others),
        pointing=near.pointing,
        pointed=near.pointed,
        id=record.id,
    )


def shown_state(kind: str, standing: str, due: str, today: date, *, is_stale: bool) -> str:
    """The state to show: `standing`, unless the calendar (`due`, an ISO date or empty) or the library outranks it."""
    if kind == "mapping" and is_stale and standing != "withdrawn":
        return "stale"
    known = KINDS.get(kind)
    if known and known.binds(standing, due) and due < today.isoformat():
        return "overdue"
    return standing


def _joint_state(record: Record, parties: Sequence[str]) -> str:
    last = agreement(record, record.latest, parties)
    if last.complete:
        return "in-force"
    if last.objected:
        return "objected"
    if last.agreed:
        return "agreed-by-some"
    commented = any(r.verdict == "comment" for r in record.responses_to(record.latest.leaf))
    return "commented" if commented and "commented" in KINDS[record.kind].lifecycle.computed else "proposed"


def _mapping_state(record: Record, parties: Sequence[str]) -> str:
    last = agreement(record, record.latest, parties)
    others = [p for p in parties if p != record.party]
    if last.objected:
        return "objected"
    if others and all(p in last.agreed for p in others):
        return "panel-confirmed"
    answered_before = any(r.target_leaf != record.latest.leaf for r in record.responses)
    return "changed" if answered_before else "self-rated"


def _done_state(record: Record, parties: Sequence[str]) -> str:
    last = agreement(record, record.latest, parties)
    others = [p for p in parties if p != record.party]
    if any(p in last.objected for p in others):
        return "returned"
    return "accepted" if others and all(p in last.agreed for p in others) else "done"
