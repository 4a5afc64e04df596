"""Drafting the roadmap edition of a year: the chosen gaps and the steps that answer them, each frozen at its latest revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from silta.node.actions.actor import Actor
from silta.node.actions.joint import draft_joint
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import Refused
from silta.node.queries.roadmap import records_of_roadmap
from silta.records import editions


def draft_edition(
    actor: Actor, arrangement_id: str, year: int, uids: Collection[str], title: Mapping[str, Any]
) -> str:
    """Draft the edition of `year` with the gaps `uids`, all their steps, and the edition that it follows; the draft's id.

    A draft of that year that is there already, or the next revision of our own edition, gets these; its words stay. `title` is
    a text in wire form for a new one. Raises `Denied`, `Refused`: `roadmap.nothing-chosen`, `joint.of-partner`.
    """
    require(actor, *WRITERS)
    told = records_of_roadmap(arrangement_id)
    fields = editions.proposal(told, year)
    gaps = [item for item in fields["gaps"] if item["record"] in set(uids)]
    if not gaps:
        raise Refused("roadmap.nothing-chosen", str(year))
    chosen = {item["record"] for item in gaps}
    items = [item for item in fields["items"] if told.records[item["record"]].fields.get("gap") in chosen]
    return draft_joint(actor, arrangement_id, editions.KIND, title, {**fields, "gaps": gaps, "items": items})
