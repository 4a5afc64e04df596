"""From those who write to those who release: submitting a draft, and giving it back. It all stays on this node."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import transaction

from silta.node import clock
from silta.node.actions import drafts
from silta.node.actions.access import about_draft, note
from silta.node.actor import Actor
from silta.node.errors import Refused
from silta.node.home import Home
from silta.node.models import Draft, Submission
from silta.node.permissions import RELEASERS, WRITERS, require
from silta.words.errors import Problem

MAX_REASON: Final = 1000


def submit(actor: Actor, uid: str | UUID) -> None:
    """Submit a draft, as it is saved, to those who release. Whoever saves it again takes it back.

    Raises `Denied`, `NotFound` `draft.unknown`, and `Refused` with every problem that `drafts.problems` names.
    """
    require(actor, *WRITERS)
    with transaction.atomic():
        draft = drafts.locked(uid)
        if found := drafts.problems(draft.uid):
            raise Refused.of(found)
        said = {
            "version": draft.version, "submitted_by_id": actor.user_id, "submitted_at": clock.now(),
            "reason": "", "returned_by": None,
        }  # fmt: skip
        Submission.objects.update_or_create(draft=draft, defaults=said)
        note(actor, "submitted", about_draft(draft))


def give_back(actor: Actor, uid: str | UUID, reason: str) -> None:
    """Give a submitted draft back to its writers, who read the reason.

    Raises `Denied`, `NotFound` `draft.unknown`, `Refused`: `submission.none` (nothing is submitted, or not any more),
    `submission.no-reason`, `submission.reason-too-long`.
    """
    require(actor, *RELEASERS)
    words = reason.replace("\r\n", "\n").replace("\x00", "").strip()
    if not words:
        raise Refused("submission.no-reason", "reason")
    if len(words) > MAX_REASON:
        raise Refused("submission.reason-too-long", "reason", length=len(words), limit=MAX_REASON)
    with transaction.atomic():
        draft = drafts.locked(uid)
        held = Submission.objects.filter(draft=draft, version=draft.version, reason="").first()
        if held is None:
            raise Refused("submission.none", str(draft.uid))
        held.reason, held.returned_by_id = words, actor.user_id
        held.save()
        note(actor, "given-back", about_draft(draft))


def hindrances(actor: Actor, uid: str | UUID) -> tuple[Problem, ...]:
    """What stands between a draft and its release by `actor`. Raises `NotFound` `draft.unknown`."""
    found = drafts.problems(uid)
    return (*found, *alone(actor, Draft.objects.filter(uid=uid)))


def alone(actor: Actor, several: Iterable[Draft]) -> tuple[Problem, ...]:
    """The drafts that `actor` may not release because they wrote them last, where the node asks for a second person.

    What is done on the command line counts as done by one and the same person.
    """
    if not Home.current().second_person:
        return ()
    mine = (draft for draft in several if draft.updated_by_id == actor.user_id)
    return tuple(Problem("release.second-person", str(draft.uid)) for draft in mine)
