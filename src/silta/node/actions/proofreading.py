"""Answers to findings: leaving one as it is, with a reason, and taking that back. They stay on the node."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django.db import transaction

from silta.node import bulk, clock
from silta.node.actor import Actor
from silta.node.errors import Refused
from silta.node.models import Draft, KnownName, LeftFinding
from silta.node.permissions import RELEASERS, WRITERS, require
from silta.node.proofing import UnderProof, proof_drafts
from silta.reports.proof.finding import SEVERITIES
from silta.reports.proof.register import name_of
from silta.words.languages import CODES
from silta.words.markings import is_public

MAX_REASON: Final = 1000
MAX_AT_ONCE: Final = 500
_CHANGING: Final = ("reason", "language", "role", "author_id", "created_at")


def leave_findings(actor: Actor, subject: str, keys: Collection[str], reason: str, language: str) -> int:
    """Leave findings of a draft or document as they are, for a reason; returns how many. Critical ones take a coordinator.

    Raises `Denied`, `Refused`: `proof.nothing-chosen`, `proof.no-reason`, `proof.long-reason`.
    """
    require(actor, *WRITERS)
    chosen = [key for key in dict.fromkeys(keys) if key.partition("-")[0] in SEVERITIES][:MAX_AT_ONCE]
    critical = any(key.startswith("critical-") for key in chosen)
    role = require(actor, *RELEASERS) if critical else actor.role
    said = " ".join(reason.replace("\x00", "").split())
    if not chosen:
        raise Refused("proof.nothing-chosen")
    if not said:
        raise Refused("proof.no-reason", "reason")
    if len(said) > MAX_REASON:
        raise Refused("proof.long-reason", "reason", length=len(said), limit=MAX_REASON)
    rows = [
        {
            "subject": subject[:200], "key": key[:60], "reason": said, "language": language if language in CODES else "en",
            "role": role, "author_id": actor.user_id, "created_at": clock.now(),
        }
        for key in chosen
    ]  # fmt: skip
    with transaction.atomic():
        bulk.insert(LeftFinding, rows, unique=("subject", "key"), changing=_CHANGING)
    return len(chosen)


def take_up_finding(actor: Actor, subject: str, key: str) -> None:
    """Put a finding that was left back among those that wait. Raises `Denied`."""
    require(actor, *(RELEASERS if key.startswith("critical-") else WRITERS))
    LeftFinding.objects.filter(subject=subject, key=key).delete()


def refuse_unread(arrangement_id: str, drafts: Sequence[Draft]) -> None:
    """Refuse public drafts with critical findings that nobody has answered.

    Raises `Refused` `proof.critical-draft`, its place the draft.
    """
    public = [
        UnderProof(str(draft.uid), draft.kind, draft.fields, draft.marking)
        for draft in drafts
        if is_public(draft.marking)
    ]
    for held, read in zip(public, proof_drafts(arrangement_id, public), strict=True):
        if read.stops:
            raise Refused("proof.critical-draft", held.uid, count=read.stops)


def forget_findings(subject: str) -> None:
    """Delete all answers about a draft or document, whose text is gone. For other actions, in their transactions."""
    LeftFinding.objects.filter(subject=subject).delete()


def forget_person(fields: Mapping[str, Any]) -> None:
    """Delete the entries of the person that an expert's or contact point's record (its fields) was about.

    For other actions, in their transactions: who erases a person's data does not want the name to stay here.
    """
    name = fields.get("name") or ""
    forms_said = [one.get("text", "") for one in name.values()] if isinstance(name, Mapping) else [name]
    said = {*map(str, forms_said), *(str(one.get("name", "")) for one in fields.get("names", ()))}
    forms = {name.casefold() for name in said if name}
    for held in KnownName.objects.filter(fields__sort="person").iterator():
        entry = name_of(held.fields)
        if forms & {form.casefold() for form in (*entry.forms.values(), *entry.also)}:
            held.delete()
