"""Arrangements and their parties, as their charters name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from silta.ledger.charter import Charter
from silta.ledger.notes import Verifier
from silta.node.errors import NotFound
from silta.node.models import Arrangement, Record
from silta.node.queries.resting import closed
from silta.records.views import PartyView

_KEPT: Final = 32
"""Charters that a process remembers."""


@dataclass(frozen=True)
class Closing:
    """The signed record by which a party closed an arrangement: its id, the state, the time of its release and the reason."""

    uid: str
    party: str
    state: str
    time: str
    reason: Mapping[str, Any]


@dataclass(frozen=True)
class ArrangementView:
    """An arrangement of this node: id, title per language, parties in the order of its charter, ceiling, fingerprint.

    `own` is the code of the party that this node serves; `resting` the state in which nothing is said, else empty; `closings` are
    the records that made it so, the latest first.
    """

    id: str
    titles: dict[str, str]
    parties: tuple[PartyView, ...]
    marking_ceiling: str
    fingerprint: str
    own: str
    closings: tuple[Closing, ...] = ()

    @property
    def resting(self) -> str:
        """The state of the latest record that closes it, or empty."""
        return self.closings[0].state if self.closings else ""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of the parties, in order."""
        return tuple(party.code for party in self.parties)

    def party(self, code: str) -> PartyView:
        """The party with that code; one that is not named in the charter has its code for a name."""
        return next((party for party in self.parties if party.code == code), PartyView(code, {}))

    @property
    def others(self) -> tuple[PartyView, ...]:
        """The parties that this node does not serve."""
        return tuple(party for party in self.parties if party.code != self.own)


def arrangements() -> list[ArrangementView]:
    """All arrangements of this node, in the order in which it joined them; one query, and one more if any rests."""
    return _views(_with_state().order_by("position", "id"))


def arrangement(arrangement_id: str) -> ArrangementView:
    """One arrangement. Raises `NotFound` `arrangement.unknown`."""
    found = _views(_with_state().filter(pk=arrangement_id))
    if not found:
        raise NotFound("arrangement.unknown", arrangement_id[:48])
    return found[0]


def _with_state() -> QuerySet[Arrangement]:
    """Arrangements, each with whether any party has recorded that it rests."""
    return Arrangement.objects.annotate(rests=Exists(closed().filter(arrangement=OuterRef("pk"))))


def _views(found: QuerySet[Arrangement]) -> list[ArrangementView]:
    """The views of arrangements that `_with_state` gave."""
    rows: list[Any] = list(found)
    views = {row.pk: _read(row.pk, bytes(row.charter), settings.HOME.party) for row in rows}
    closings: dict[str, list[Closing]] = defaultdict(list)
    resting = [row.pk for row in rows if row.rests]
    for record in (
        closed().filter(arrangement__in=resting).order_by("-released_at", "party") if resting else ()
    ):
        closings[record.arrangement_id].append(_closing(record))
    return [replace(view, closings=tuple(closings[pk])) for pk, view in views.items()]


def _closing(row: Record) -> Closing:
    return Closing(str(row.uid), row.party, row.state, row.released_at, row.fields.get("reason") or {})


def the_arrangement() -> str:
    """The id of the arrangement that is meant when none is named: the only one with partners, or the only one at all.

    Raises `NotFound` `arrangement.not-one` (`count`).
    """
    found = arrangements()
    for candidates in ([one for one in found if one.others], found):
        if len(candidates) == 1:
            return candidates[0].id
    raise NotFound("arrangement.not-one", count=len(found))


@lru_cache(maxsize=_KEPT)
def _read(arrangement_id: str, raw: bytes, own: str) -> ArrangementView:
    """What a charter says; every page asks several times."""
    charter = Charter.parse(raw)
    return ArrangementView(
        arrangement_id,
        dict(charter.title),
        tuple(
            PartyView(party.code, dict(party.names), Verifier.parse(party.vkey).key_id.hex())
            for party in charter.parties
        ),
        charter.marking_ceiling,
        charter.fingerprint(),
        own,
    )
