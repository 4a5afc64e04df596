"""Comment rounds: remarks on a joint text are prepared, sent together, and taken over or declined in its next revision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.permissions import RELEASERS, WRITERS, require
from silta.node.actions.release import release_many
from silta.node.actions.responses import Responded, respond
from silta.node.errors import Refused
from silta.node.models import Draft
from silta.node.queries.pages import RecordPage, get
from silta.node.queries.rounds import REMARK, frozen_of, prepared_remarks
from silta.records.errors import RecordRefused
from silta.records.registry import KINDS
from silta.records.rounds import reworded
from silta.words.codes import REMARK_OUTCOME
from silta.words.errors import Problem

_UNDONE: Final = ""
"""In place of an outcome: the remark is open again."""


def prepare(actor: Actor, uid: str | UUID, fields: Mapping[str, Any]) -> str:
    """Draft a remark on the latest revision of the joint text `uid`; returns its id. It stays here until the round is sent.

    `fields` are those of a remark but for ``text``. Raises `Denied`, `NotFound` `record.unknown`, `Refused`:
    `remark.not-joint`, what `refusal` names, and as `drafts.create` does.
    """
    require(actor, *WRITERS)
    page = _joint(uid)
    if stops := refusal(page):
        raise Refused.of((stops,))
    latest = page.record.latest
    named = {"record": page.record.id, "revision": latest.number, "leaf": latest.leaf}
    about = {"text": [named], **fields}
    return drafts.create(actor, page.arrangement.id, REMARK, about, marking=latest.marking)


def refusal(page: RecordPage) -> Problem | None:
    """Why nothing can be remarked on the latest revision of a joint text: `remark.own-text` (change the text itself),
    `remark.withdrawn`, `remark.in-force`.
    """
    if page.row.is_own:
        return Problem("remark.own-text", page.record.id)
    if page.record.withdrawn:
        return Problem("remark.withdrawn", page.record.id)
    if page.in_force and page.in_force.leaf == page.record.latest.leaf:
        return Problem("remark.in-force", page.record.id)
    return None


def send_round(actor: Actor, uid: str | UUID, cover: Mapping[str, Any]) -> Responded:
    """Release all remarks prepared on the latest revision of the joint text `uid`, and a comment on it with the words `cover`.

    All or nothing. Remarks that were prepared on an earlier revision stay drafts. Raises `Denied`, `NotFound` `record.unknown`,
    `Refused`: `remark.not-joint`, `remark.nothing-prepared`, and as `release_many` and `respond` do.
    """
    require(actor, *RELEASERS)
    page = _joint(uid)
    row = page.row
    with transaction.atomic():
        prepared = prepared_remarks(page.record.id, page.arrangement.id)
        ready = [draft.uid for draft in prepared if frozen_of(draft).get("leaf") == row.leaf]
        if not ready:
            raise Refused("remark.nothing-prepared", page.record.id)
        release_many(actor, ready)
        return respond(
            actor, target_origin=row.origin, target_index=row.index, target_leaf=row.leaf, verdict="comment",
            reasons=cover,
        )  # fmt: skip


def settle(
    actor: Actor, remark_uid: str | UUID, outcome: str, reason: Mapping[str, Any] | None = None
) -> str:
    """Write into the draft of our text's next revision what it makes of a remark; returns the text's id.

    ``taken`` puts the proposed wording at its place; an empty `outcome` opens the remark again and leaves the words as they are.
    Raises `Denied`; `NotFound` `record.unknown`; `Refused`: `remark.unknown-outcome`, `record.remark-reason-missing`,
    `remark.of-no-text`, `record.not-ours`, `record.place-changed` (the words that the proposal replaces are gone from the draft).
    """
    require(actor, *WRITERS)
    if outcome and outcome not in REMARK_OUTCOME:
        raise Refused("remark.unknown-outcome", outcome[:40])
    if outcome not in ("", "taken") and not reason:
        raise Refused("record.remark-reason-missing", "reason")
    remark = get(remark_uid).record
    named = remark.fields.get("text") if remark.kind == REMARK else None
    if not named:
        raise Refused("remark.of-no-text", str(remark_uid))
    text = _joint(named[0]["record"])
    with transaction.atomic():
        drafts.start_revision(actor, text.record.id)
        held = Draft.objects.select_for_update().get(uid=text.record.id)
        fields = dict(held.fields)
        if outcome == "taken" and remark.fields.get("wording"):
            before = next((r.fields for r in text.record.revisions if r.leaf == named[0]["leaf"]), None)
            try:
                place, wording = remark.fields.get("place", ""), remark.fields["wording"]
                fields = reworded(KINDS[text.record.kind], fields, before or {}, place, wording)
            except RecordRefused as error:
                raise Refused.of(error.problems) from None
        fields["answers"] = _answers(fields.get("answers"), remark.id, outcome, reason)
        drafts.save(actor, text.record.id, fields, version=None)
    return text.record.id


def _answers(
    held: Any, remark: str, outcome: str, reason: Mapping[str, Any] | None
) -> list[Mapping[str, Any]]:
    """The answers of a draft, with that to one remark put in, replaced or taken away."""
    rows = [one for one in held if isinstance(one, Mapping)] if isinstance(held, list) else []
    others = [one for one in rows if one.get("remark") != remark]
    if outcome == _UNDONE:
        return others
    return [*others, {"remark": remark, "outcome": outcome, **({"reason": dict(reason)} if reason else {})}]


def _joint(uid: str | UUID) -> RecordPage:
    page = get(uid)
    if page.kind is None or not page.kind.joint:
        raise Refused("remark.not-joint", str(uid))
    return page
