"""Many decisions of a crosswalk changed at once, as drafts; and the way back while nobody has touched them since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction

from silta.node import clock
from silta.node.actions import drafts
from silta.node.actions.mappings import Decision, decide
from silta.node.actor import Actor
from silta.node.errors import NotFound, Refused
from silta.node.models import Draft, Undo
from silta.node.permissions import WRITERS, require
from silta.node.queries.crosswalk import Crosswalk, Decided
from silta.words.codes import RATING
from silta.words.errors import SiltaError

CHANGES: Final[Mapping[str, tuple[str, ...]]] = {
    "relation": ("no-relationship", "not-applicable"),
    "legal": tuple(RATING),
    "implementation": tuple(RATING),
    "reviewer": (),
    "discard": (),
}
"""What can be changed for many at once → the values that it may take (none: words of the person's own, or nothing).

Other relations need targets, and those are chosen one provision at a time.
"""
MAX_AT_ONCE: Final = 500
_KEPT_STEPS: Final = 20


@dataclass(frozen=True)
class Changed:
    """How many drafts a change made or altered, and how many chosen provisions it did not fit."""

    count: int
    left: int


def change_many(
    actor: Actor, page: Crosswalk, fragments: Sequence[str], change: str, value: str = ""
) -> Changed:
    """Change our decision about each of `fragments`: all of them or, if one is refused, none. One step to undo.

    A rating or a reviewer is given where a decision has been begun; a draft is taken back where there is one.
    Raises `Denied`, `Refused` `decisions.bad-change`, `decisions.nothing-chosen`, `decisions.too-many`, and as `drafts.save`.
    """
    require(actor, *WRITERS)
    if change not in CHANGES or (CHANGES[change] and value not in CHANGES[change]) or len(value) > 200:
        raise Refused("decisions.bad-change", change[:40], value=value[:40])
    wanted = list(dict.fromkeys(fragments))
    if not wanted:
        raise Refused("decisions.nothing-chosen")
    if len(wanted) > MAX_AT_ONCE:
        raise Refused("decisions.too-many", limit=MAX_AT_ONCE)
    before: list[dict[str, Any]] = []
    with transaction.atomic():
        for fragment, about in page.about_each(wanted).items():
            own = next((one for one in about if one.is_own), None)
            if own is not None and change == "discard" and own.row is None:
                before.append({"uid": own.uid, "version": None, **_held(own.uid)})
                drafts.discard(actor, own.uid)
            elif change == "relation" or (own is not None and change != "discard"):
                before.append(_changed(actor, page, own, fragment, (change, value)))
        remember(actor, page.uid, before)
    return Changed(len(before), len(wanted) - len(before))


def _changed(
    actor: Actor, page: Crosswalk, own: Decided | None, fragment: str, what: tuple[str, str]
) -> dict[str, Any]:
    """Change one decision; returns what `Undo` keeps of it."""
    held = _held(own.uid) if own and own.row is None else {"fields": None}
    fields = own.fields if own else {}
    prefix = f"{page.compared}#"
    values: dict[str, Any] = {
        "relation": fields.get("relation", ""),
        "legal": fields.get("legal_rating", "not-assessed"),
        "implementation": fields.get("implementation_rating", "not-assessed"),
        "reviewer": fields.get("reviewer", ""),
    } | {what[0]: what[1]}
    uid = decide(
        actor,
        page,
        own,
        Decision(
            fragment=fragment,
            targets=[str(t).removeprefix(prefix) for t in fields.get("targets", ())],
            together=bool(fields.get("together")),
            rationale=fields.get("rationale", "semantic"),
            reasoning=fields.get("reasoning"),
            version=held.get("held_version"),
            **values,
        ),
    )
    version = Draft.objects.values_list("version", flat=True).get(uid=uid)
    return {"uid": uid, "version": version, **held}


def _held(uid: str) -> dict[str, Any]:
    """A draft as it is now, as `Undo` keeps it."""
    draft = Draft.objects.select_for_update().filter(uid=uid).first()
    if draft is None:
        raise NotFound("draft.unknown", uid)
    return state_of(draft)


def state_of(draft: Draft | None) -> dict[str, Any]:
    """What `Undo` keeps of a draft as it is before a change, or of there being none."""
    if draft is None:
        return {"fields": None}
    return {
        "fields": draft.fields,
        "marking": draft.marking,
        "base": draft.base,
        "attachments": draft.attachments,
        "held_version": draft.version,
    }


def remember(actor: Actor, subject: str, before: list[dict[str, Any]]) -> None:
    """Keep a step that changed many drafts, and no more than the latest few of a person.

    Each of `before` is what `state_of` gives, with the draft's ``uid``, and its ``version`` now (None: it is gone).
    """
    if not before:
        return
    Undo.objects.create(user_id=actor.user_id, subject=subject, before=before, created_at=clock.now())
    mine = Undo.objects.filter(user_id=actor.user_id or 0).order_by("-created_at", "-id")
    Undo.objects.filter(pk__in=list(mine.values_list("pk", flat=True)[_KEPT_STEPS:])).delete()


def undo(actor: Actor, page: Crosswalk) -> int:
    """Take back the person's latest change of many; returns how many drafts are as they were before.

    All or nothing. Raises `Denied`, `Refused`: `undo.nothing`, `undo.changed-since` (one of them was saved or released since).
    """
    require(actor, *WRITERS)
    with transaction.atomic():
        steps = Undo.objects.select_for_update().filter(user_id=actor.user_id or 0, subject=page.uid)
        step = steps.order_by("-created_at", "-id").first()
        if step is None:
            raise Refused("undo.nothing")
        _restore(actor, page, step.before)
        count = len(step.before)
        step.delete()
    return count


def _restore(actor: Actor, page: Crosswalk, before: Sequence[Mapping[str, Any]]) -> None:
    held = drafts.locked_many([one["uid"] for one in before])
    kept: list[drafts.Kept] = []
    for one in before:
        draft = held.get(one["uid"])
        if (draft.version if draft else None) != one["version"]:
            raise Refused("undo.changed-since", str(one["uid"]))
        if draft is None:
            _bring_back(actor, page, one)
        elif one["fields"] is not None:
            kept.append(
                drafts.Kept(
                    str(draft.uid),
                    one["fields"],
                    one["marking"],
                    draft.base,
                    draft.version + 1,
                    draft.attachments,
                )
            )
    drafts.keep_many(actor, page.record.arrangement.id, "mapping", kept)
    drafts.discard_many(actor, [one["uid"] for one in before if one["fields"] is None])


def _bring_back(actor: Actor, page: Crosswalk, one: Mapping[str, Any]) -> None:
    """A draft that was taken back is there again, unless the record has moved on."""
    uid, fields, marking = one["uid"], one["fields"], one["marking"]
    try:
        if one["base"]:
            drafts.start_revision(actor, uid)
            drafts.save(actor, uid, fields, version=None, marking=marking)
        else:
            drafts.create(actor, page.record.arrangement.id, "mapping", fields, marking=marking, uid=uid)
    except SiltaError:
        raise Refused("undo.changed-since", str(uid)) from None
    Draft.objects.filter(uid=uid).update(attachments=one["attachments"], base=one["base"])
