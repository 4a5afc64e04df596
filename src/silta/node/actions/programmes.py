"""Drafting the programme of a year: the chosen activities, each frozen at its latest revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from silta.node.actions.actor import Actor
from silta.node.actions.joint import draft_joint
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import Refused
from silta.node.queries.programmes import candidates

_KIND: Final = "programme"


def draft_programme(
    actor: Actor, arrangement_id: str, year: int, uids: Collection[str], title: Mapping[str, Any]
) -> str:
    """Draft the programme of `year` with the activities `uids`; returns the draft's id.

    A draft of that year that is there already, or the next revision of our own programme, gets these activities; its words stay.
    `title` is a text in wire form for a new one. Raises `Denied`, `Refused`: `programme.nothing-chosen`, `joint.of-partner`.
    """
    require(actor, *WRITERS)
    chosen = [row for row in candidates(arrangement_id, year, "en") if row.uid in set(uids)]
    if not chosen:
        raise Refused("programme.nothing-chosen", str(year))
    fields = {
        "year": year,
        "activities": [{"record": row.uid, "revision": row.revision, "leaf": row.leaf} for row in chosen],
        "carried_over": [row.uid for row in chosen if row.year and row.year < year],
    }
    return draft_joint(actor, arrangement_id, _KIND, title, fields)
