"""Drafting a joint text of a year: the draft that is there goes on, our own text is revised, the partner's is answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.errors import Refused
from silta.node.models import Draft
from silta.node.queries.joint import joint_text


def draft_joint(
    actor: Actor, arrangement_id: str, kind: str, title: Mapping[str, Any], fields: Mapping[str, Any]
) -> str:
    """Draft the text of `kind` for the year in `fields`; returns the draft's id.

    A draft of that year that is there already, or the next revision of our own text, gets these fields; its other words stay.
    `title` is a text in wire form for a new one. Raises `Denied`, `Refused` `joint.of-partner`.
    """
    with transaction.atomic():
        uid = _begun(actor, arrangement_id, kind, int(fields["year"]))
        if uid is None:
            return drafts.create(actor, arrangement_id, kind, {"title": dict(title), **fields})
        before = Draft.objects.get(uid=uid).fields
        drafts.save(actor, uid, {**before, **fields}, version=None)
    return uid


def _begun(actor: Actor, arrangement_id: str, kind: str, year: int) -> str | None:
    """The draft of that year that is there, or a revision of our own text; None if it is to be a new one."""
    held = Draft.objects.filter(kind=kind, arrangement=arrangement_id, fields__year=year).first()
    if held is not None:
        return str(held.uid)
    record = joint_text(arrangement_id, kind, year)
    if record is None:
        return None
    try:
        return drafts.start_revision(actor, record.id)
    except Refused as error:
        raise Refused("joint.of-partner", str(year), party=record.party) from error
