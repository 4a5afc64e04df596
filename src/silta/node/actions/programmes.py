"""Drafting the programme of a year: the chosen activities, each frozen at its latest revision."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.joint import draft_joint
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import Refused
from silta.node.queries.pages import get
from silta.node.queries.programmes import candidates
from silta.node.queries.proposals import OurText, our_text, our_variant, puts_of
from silta.records.proposals import pairs, taken_over

_KIND: Final = "programme"
_OF_ITS_COURSE: Final = ("state", "reason", "outcome")
"""Fields of an activity that tell what became of it, not what is proposed."""


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


def take_over(
    actor: Actor,
    uid: str | UUID,
    chosen: Collection[str] | None,
    title: Mapping[str, Any],
    party: str | None = None,
) -> str:
    """Take activities of a programme that another side proposes into our own draft of that year; returns the draft's id.

    `chosen` are keys of `silta.records.proposals.Pair`, None for all: theirs take the place of ours, what they add is added, what
    they drop is dropped. Without a text of our own one is begun, with `title` in wire form; nothing of theirs changes. Raises
    `Denied`, `NotFound` `record.unknown`, `Refused`: `programme.not-theirs`, `programme.nothing-chosen`.
    """
    require(actor, *WRITERS)
    page = get(uid, party=party)
    if page.row.kind != _KIND or page.row.is_own or not page.row.year:
        raise Refused("programme.not-theirs", str(uid))
    around, year, fields = page.arrangement.id, page.row.year, page.record.fields
    with transaction.atomic():
        ours = our_text(around, year)
        theirs = puts_of(fields, around, "en")
        keys = [pair.key for pair in pairs(ours.activities, theirs) if pair.differs]
        wanted = keys if chosen is None else [key for key in keys if key in set(chosen)]
        if not wanted:
            raise Refused("programme.nothing-chosen", str(year))
        frozen = taken_over(ours.activities, theirs, wanted)
        held = {item["record"] for item in frozen}
        carried = [*(ours.fields.get("carried_over") or ()), *(fields.get("carried_over") or ())]
        changed = {
            "activities": frozen,
            "carried_over": [one for one in dict.fromkeys(carried) if one in held],
        }
        return _into_draft(actor, around, ours, {"year": year, "title": dict(title)}, changed)


def _into_draft(
    actor: Actor, around: str, ours: OurText, begun: Mapping[str, Any], changed: Mapping[str, Any]
) -> str:
    if not ours.known:
        return drafts.create(actor, around, _KIND, {**begun, **changed})
    uid = ours.draft or drafts.start_revision(actor, ours.record)
    drafts.save(actor, uid, {**ours.fields, **changed}, version=None)
    return uid


def vary(actor: Actor, uid: str | UUID, party: str | None = None) -> str:
    """Begin our own version of an activity, to be proposed instead of it; returns the draft's id.

    Of an activity of our own it is the next revision; of another side's a new record with the same number and words, unless
    there is one already. Raises `Denied`, `NotFound` `record.unknown`, `Refused` `programme.not-an-activity`.
    """
    require(actor, *WRITERS)
    page = get(uid, party=party)
    if page.row.kind != "activity":
        raise Refused("programme.not-an-activity", str(uid))
    if page.row.is_own:
        return drafts.start_revision(actor, page.record.id)
    around = page.arrangement.id
    with transaction.atomic():
        known = our_variant(around, page.row.number)
        if known:
            return drafts.start_revision(actor, known)
        fields = {name: value for name, value in page.record.fields.items() if name not in _OF_ITS_COURSE}
        return drafts.create(
            actor, around, "activity", {**fields, "state": "proposed"}, marking=page.row.marking
        )
