"""Arrangements and their parties, as their charters name them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery

from silta.ledger.charter import Charter
from silta.ledger.notes import Verifier
from silta.node.errors import NotFound
from silta.node.models import Arrangement
from silta.node.queries.resting import closed
from silta.records.views import PartyView

_KEPT: Final = 32
"""Charters that a process remembers."""


@dataclass(frozen=True)
class ArrangementView:
    """An arrangement of this node: id, title per language, parties in the order of its charter, ceiling, fingerprint.

    `own` is the code of the party that this node serves; `resting` the state in which nothing is exchanged, else empty.
    """

    id: str
    titles: dict[str, str]
    parties: tuple[PartyView, ...]
    marking_ceiling: str
    fingerprint: str
    own: str
    resting: str = ""

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
    """All arrangements of this node, in the order in which it joined them; one query."""
    return [_view(row) for row in _with_state().order_by("position", "id")]


def arrangement(arrangement_id: str) -> ArrangementView:
    """One arrangement. Raises `NotFound` `arrangement.unknown`."""
    row = _with_state().filter(pk=arrangement_id).first()
    if row is None:
        raise NotFound("arrangement.unknown", arrangement_id[:48])
    return _view(row)


def _with_state() -> QuerySet[Arrangement]:
    """Arrangements, each with the state in which it rests, if any party has recorded one."""
    found = closed().filter(arrangement=OuterRef("pk")).order_by("-released_at", "party")
    return Arrangement.objects.annotate(resting=Subquery(found.values("state")[:1]))


def the_arrangement() -> str:
    """The id of the arrangement that is meant when none is named: the only one with partners, or the only one at all.

    Raises `NotFound` `arrangement.not-one` (`count`).
    """
    found = arrangements()
    for candidates in ([one for one in found if one.others], found):
        if len(candidates) == 1:
            return candidates[0].id
    raise NotFound("arrangement.not-one", count=len(found))


def _view(row: Any) -> ArrangementView:
    """The view of a row that `_with_state` gave."""
    view = _read(row.pk, bytes(row.charter), settings.HOME.party)
    return replace(view, resting=row.resting) if row.resting else view


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
