"""Drafting the programme of a year: the chosen activities, each frozen at its latest revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

from django.db import transaction

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import Refused
from silta.node.models import Draft
from silta.node.queries.joint import joint_text
from silta.node.queries.programmes import candidates

_KIND: Final = "programme"


def draft_programme(
    actor: Actor, arrangement_id: str, year: int, uids: Collection[str], title: Mapping[str, Any]
) -> str:
    """Draft the programme of `year` with the activities `uids`; returns the draft's id.

    A draft of that year that is there already, or the next revision of our own programme, gets these activities; its words stay.
    `title` is a text in wire form for a new one. Raises `Denied`, `Refused`: `programme.nothing-chosen`, `programme.of-partner`.
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
    with transaction.atomic():
        uid = _begun(actor, arrangement_id, year)
        if uid is None:
            return drafts.create(actor, arrangement_id, _KIND, {"title": dict(title), **fields})
        before = Draft.objects.get(uid=uid).fields
        drafts.save(actor, uid, {**before, **fields}, version=None)
    return uid


def _begun(actor: Actor, arrangement_id: str, year: int) -> str | None:
    """The draft of that year that is there, or a revision of our own programme; None if it is to be a new one."""
    held = Draft.objects.filter(kind=_KIND, arrangement=arrangement_id, fields__year=year).first()
    if held is not None:
        return str(held.uid)
    record = joint_text(arrangement_id, _KIND, year)
    if record is None:
        return None
    try:
        return drafts.start_revision(actor, record.id)
    except Refused as error:
        raise Refused("programme.of-partner", str(year), party=record.party) from error
