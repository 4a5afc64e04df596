"""Answering an entry of any log of an arrangement: comment, agree or object. The answer goes into the party's own log."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from pydantic import ValidationError

from silta.ledger.bodies import SALT_SIZE, digest, seal
from silta.ledger.entries import Respond, Target
from silta.node import clock
from silta.node.actions.access import about_record, note
from silta.node.actions.append import Said, append, locked_log
from silta.node.actions.checks import Surroundings, classified
from silta.node.actor import Actor
from silta.node.errors import NotFound, Refused
from silta.node.models import Entry, Log, Record, Response, Revision
from silta.node.permissions import HEADS, RATERS, WRITERS, require
from silta.records.errors import problems_of
from silta.records.registry import KINDS
from silta.words.text import Text

_BINDING = ("agree", "object")
_NOTED = {"agree": "agreed", "object": "objected"}
_VERDICTS = ("comment", *_BINDING)


@dataclass(frozen=True)
class Responded:
    """Where an answer stands: origin and index in our log, leaf hash in hexadecimal digits."""

    origin: str
    index: int
    leaf: str


def respond(
    actor: Actor,
    *,
    target_origin: str,
    target_index: int,
    target_leaf: str,
    verdict: str,
    reasons: Mapping[str, Any] | None = None,
) -> Responded:
    """Answer the entry `target_index` of the log `target_origin`; `target_leaf` (64 hexadecimal digits) is what was read.

    `reasons` is a text in wire form; a comment and an objection need it. Heads agree and object to joint texts; experts and
    coordinators also to other records. Raises `Denied`; `NotFound`: `log.unknown`, `respond.no-such-entry`; `Refused`:
    `respond.unknown-verdict`, `respond.other-leaf`, `respond.not-a-record`, `respond.target-withdrawn`, `respond.superseded`
    (a newer revision is there), `respond.own-record`, `respond.already-agreed`, `respond.reasons-missing`,
    `release.suspended`, `log.frozen`, and problems of the reasons.
    """
    if verdict not in _VERDICTS:
        raise Refused("respond.unknown-verdict", verdict=verdict[:20])
    text = _checked_reasons(verdict, reasons)
    with transaction.atomic():
        target = _target_log(target_origin)
        log = locked_log(target.arrangement_id)
        record = _target_record(target, target_index, target_leaf)
        role = _role(actor, verdict, record)
        _check_allowed(log, record, verdict, target_leaf)
        body = seal("response", 1, {"reasons": text}, secrets.token_bytes(SALT_SIZE)) if text else None
        entry = Respond(
            time=clock.wire_now(),
            role=role,
            verdict=verdict,
            target=Target(origin=target_origin, index=target_index, leaf=target_leaf),
            body=digest(body) if body else None,
            body_size=len(body) if body else None,
        )
        (stored,) = append(log, [Said(entry, body)])
        if verdict in _NOTED:
            note(actor, _NOTED[verdict], about_record(record))
    return Responded(log.origin, stored.index, stored.leaf.hex())


def _checked_reasons(verdict: str, reasons: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The reasons in wire form, None if there are none."""
    if not reasons:
        if verdict != "agree":
            raise Refused("respond.reasons-missing", "reasons", verdict=verdict)
        return None
    try:
        text: dict[str, Any] = Text.model_validate(dict(reasons)).model_dump(mode="json")
    except ValidationError as error:
        raise Refused.of(problems_of(error)) from None
    stamped = classified(text, "reasons")
    if stamped:
        raise Refused.of(stamped)
    return text


def _target_log(origin: str) -> Log:
    target = Log.objects.filter(origin=origin).first()
    if target is None:
        raise NotFound("log.unknown", origin[:80])
    if target.frozen_code:
        raise Refused("log.frozen", origin, reason=target.frozen_code)
    return target


def _target_record(target: Log, index: int, leaf: str) -> Record:
    """The record that the entry released, if that is what the entry did and it has the leaf that was read."""
    entry = Entry.objects.filter(log=target, index=index).first()
    if entry is None:
        raise NotFound("respond.no-such-entry", target.origin, index=index)
    if bytes(entry.leaf).hex() != leaf:
        raise Refused("respond.other-leaf", target.origin, index=index, leaf=leaf[:64])
    revision = Revision.objects.select_related("record").filter(record__log=target, index=index).first()
    if revision is None:
        raise Refused("respond.not-a-record", target.origin, index=index)
    if revision.withdrawn or revision.fields is None:
        raise Refused("respond.target-withdrawn", target.origin, index=index)
    return revision.record


def _role(actor: Actor, verdict: str, record: Record) -> str:
    if verdict == "comment":
        return require(actor, *WRITERS)
    kind = KINDS.get(record.kind)
    return require(actor, *(HEADS if kind and kind.joint else RATERS))


def _check_allowed(log: Log, record: Record, verdict: str, leaf: str) -> None:
    if Surroundings(log.arrangement, []).is_closed:
        raise Refused("release.suspended", log.arrangement_id)
    if verdict not in _BINDING:
        return
    kind = KINDS.get(record.kind)
    if record.log_id == log.pk and not (kind and kind.joint):
        raise Refused("respond.own-record", str(record.uid))
    if record.leaf != leaf:
        raise Refused("respond.superseded", str(record.uid), revision=record.revision_number)
    if Response.objects.filter(log=log, target_leaf=leaf, verdict="agree").exists():
        raise Refused("respond.already-agreed", str(record.uid))
