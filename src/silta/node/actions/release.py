"""Saying something to the other parties: releasing, withdrawing and erasing what is ours."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db import transaction

from silta.ledger.bodies import SALT_SIZE, digest, seal
from silta.ledger.entries import Attachment, Erase, Release, Withdraw
from silta.ledger.members import is_slug
from silta.node import clock
from silta.node.actions.access import about_draft, about_record, note, note_all
from silta.node.actions.append import Said, append, locked_log
from silta.node.actions.checks import Checked, Surroundings, check
from silta.node.actions.proofreading import forget_findings, forget_person, refuse_unread
from silta.node.actions.responses import Responded, respond
from silta.node.actions.submissions import alone
from silta.node.actor import Actor
from silta.node.errors import NotFound, Refused
from silta.node.models import Draft, Log, Record, Revision
from silta.node.permissions import HEADS, RELEASERS, require
from silta.node.proofing import draft_subject
from silta.node.queries.names import PEOPLE
from silta.node.uids import parse_uid
from silta.records.resting import changes_rest
from silta.words.errors import Problem

__all__ = ["Released", "Responded", "erase", "erase_all", "release", "release_many", "respond", "withdraw"]


@dataclass(frozen=True)
class Released:
    """A released revision: the record's id, the number, and where it stands. `leaf` is in hexadecimal digits."""

    uid: str
    revision: int
    origin: str
    index: int
    leaf: str


def release(actor: Actor, uid: str | UUID) -> Released:
    """Release a draft. All or nothing.

    To suspend, end or resume an arrangement takes a head. Raises `Denied`; `NotFound` `draft.unknown`; `Refused`
    `release.suspended`, `log.frozen`, `proof.critical-draft` (a public text with critical findings that nobody has answered);
    `release.second-person`; and `Refused` with every problem that `drafts.problems` names.
    """
    return release_many(actor, [uid])[0]


def release_many(actor: Actor, uids: Sequence[str | UUID]) -> list[Released]:
    """Release several drafts at once; they may refer to each other. All or nothing. Raises as `release` does.

    With more than one draft, the place of a problem starts with the draft's id.
    """
    role = require(actor, *RELEASERS)
    wanted = [parse_uid(uid, "draft.unknown") for uid in uids]
    with transaction.atomic():
        drafts = Draft.objects.select_for_update().in_bulk(wanted, field_name="uid")
        missing = [uid for uid in wanted if uid not in drafts]
        if missing:
            raise NotFound("draft.unknown", str(missing[0]))
        done: dict[UUID, Released] = {}
        by_arrangement = sorted(drafts.values(), key=lambda draft: draft.arrangement_id)
        for arrangement_id, group in groupby(by_arrangement, key=lambda draft: draft.arrangement_id):
            chosen = sorted(group, key=lambda draft: wanted.index(draft.uid))
            done |= _release_all(arrangement_id, chosen, actor, role)
        Draft.objects.filter(pk__in=[draft.pk for draft in drafts.values()]).delete()
        note_all(actor, "released", map(about_draft, drafts.values()))
    return [done[uid] for uid in wanted]


def _release_all(
    arrangement_id: str, drafts: Sequence[Draft], actor: Actor, role: str
) -> dict[UUID, Released]:
    log = locked_log(arrangement_id)
    around = Surroundings(log.arrangement, drafts)
    if around.is_closed and any(draft.kind != "arrangement" for draft in drafts):
        raise Refused("release.suspended", arrangement_id)
    if _changes_rest(around, drafts):
        role = require(actor, *HEADS)
    checked = [check(draft, around) for draft in drafts]
    _refuse_problems(checked)
    if mine := alone(actor, drafts):
        raise Refused.of(mine)
    refuse_unread(arrangement_id, drafts)
    time = clock.wire_now()
    stored = append(log, [_said(one, role, time) for one in checked])
    return {
        one.draft.uid: Released(
            str(one.draft.uid), one.draft.base + 1, log.origin, verified.index, verified.leaf.hex()
        )
        for one, verified in zip(checked, stored, strict=True)
    }


def _changes_rest(around: Surroundings, drafts: Sequence[Draft]) -> bool:
    """Whether a draft suspends, ends or resumes the arrangement."""
    moves = (
        (
            around.latest[draft.uid].state if draft.uid in around.latest else "",
            str(draft.fields.get("state", "")),
        )
        for draft in drafts
        if draft.kind == "arrangement"
    )
    return any(changes_rest(before, after) for before, after in moves)


def _refuse_problems(checked: Iterable[Checked]) -> None:
    several = list(checked)
    found = tuple(
        Problem(p.code, f"{one.draft.uid}: {p.where}" if len(several) > 1 else p.where, p.data, p.severity)
        for one in several
        for p in one.problems
    )
    if found:
        raise Refused.of(found)


def _said(one: Checked, role: str, time: str) -> Said:
    draft, kind = one.draft, one.kind
    assert kind is not None  # noqa: S101 - what has no problems has a kind and fields
    body = seal(kind.code, kind.schema, one.fields or {}, secrets.token_bytes(SALT_SIZE))
    entry = Release(
        time=time,
        role=role,
        record=str(draft.uid),
        kind=kind.code,
        revision=draft.base + 1,
        body=digest(body),
        body_size=len(body),
        marking=draft.marking,
        attachments=tuple(Attachment(**item) for item in draft.attachments),
    )
    return Said(entry, body)


def withdraw(actor: Actor, uid: str | UUID, reason: str) -> Released:
    """Say that the latest revision of a record of ours no longer holds; `reason` is a code. Its text stays readable.

    Raises `Denied`; `NotFound` `record.unknown`; `Refused`: `record.not-ours`, `withdraw.bad-reason`, `withdraw.already`,
    `release.suspended`, `log.frozen`.
    """
    role = require(actor, *RELEASERS)
    _check_reason(reason, "withdraw.bad-reason")
    with transaction.atomic():
        record = _own_record(uid)
        log = locked_log(record.arrangement_id)
        record.refresh_from_db()
        _refuse_at_rest(log)
        if record.withdrawn:
            raise Refused("withdraw.already", str(uid))
        number = record.revision_number
        entry = Withdraw(
            time=clock.wire_now(), role=role, record=str(record.uid), revision=number, reason=reason
        )
        (stored,) = append(log, [Said(entry)])
        note(actor, "withdrawn", about_record(record))
    return Released(str(record.uid), number, log.origin, stored.index, stored.leaf.hex())


def erase(actor: Actor, uid: str | UUID, revision: int, reason: str) -> Released:
    """Erase the text and the attachments of a revision of ours, here and at every partner that syncs; `reason` is a code.

    The log goes on to prove that something was said, and when. Raises `Denied`; `NotFound`: `record.unknown`,
    `revision.unknown`; `Refused`: `record.not-ours`, `erase.bad-reason`, `erase.already`, `log.frozen`.
    """
    role = require(actor, *RELEASERS)
    _check_reason(reason, "erase.bad-reason")
    with transaction.atomic():
        record = _own_record(uid)
        log = locked_log(record.arrangement_id)
        held = Revision.objects.filter(record=record, number=revision).order_by("index").last()
        if held is None:
            raise NotFound("revision.unknown", str(uid), revision=revision)
        if record.kind == "arrangement":
            _refuse_at_rest(log)  # its text says that it rests; people's data can be erased all the same
        if held.fields is None:
            raise Refused("erase.already", str(uid), revision=revision)
        entry = Erase(time=clock.wire_now(), role=role, index=held.index, reason=reason)
        (stored,) = append(log, [Said(entry)])
        note(actor, "erased", about_record(record))
    return Released(str(record.uid), revision, log.origin, stored.index, stored.leaf.hex())


def erase_all(actor: Actor, uid: str | UUID, reason: str) -> list[Released]:
    """Erase the texts of all revisions of a record of ours, and the draft of its next one: nothing that it said is left here.

    A person whom it was about is taken out of the register of names, too.

    All or nothing. Raises as `erase` does; `erase.already` if no text is left.
    """
    role = require(actor, *RELEASERS)
    _check_reason(reason, "erase.bad-reason")
    with transaction.atomic():
        record = _own_record(uid)
        log = locked_log(record.arrangement_id)
        held = list(Revision.objects.filter(record=record, fields__isnull=False).order_by("index"))
        if record.kind == "arrangement":
            _refuse_at_rest(log)
        if not held:
            raise Refused("erase.already", str(uid), revision=record.revision_number)
        time = clock.wire_now()
        Draft.objects.filter(uid=record.uid, arrangement=record.arrangement_id).delete()
        forget_findings(draft_subject(str(record.uid)))
        if record.kind in PEOPLE:
            forget_person(record.fields)
        stored = append(
            log, [Said(Erase(time=time, role=role, index=one.index, reason=reason)) for one in held]
        )
        note(actor, "erased", about_record(record))
    return [
        Released(str(record.uid), one.number, log.origin, verified.index, verified.leaf.hex())
        for one, verified in zip(held, stored, strict=True)
    ]


def _refuse_at_rest(log: Log) -> None:
    if Surroundings(log.arrangement, []).is_closed:
        raise Refused("release.suspended", log.arrangement_id)


def _check_reason(reason: str, code: str) -> None:
    if not is_slug(reason):
        raise Refused(code, "reason", reason=reason[:48])


def _own_record(uid: str | UUID) -> Record:
    chosen = parse_uid(uid)
    record = Record.objects.filter(uid=chosen, log__is_own=True).first()
    if record is None:
        known = Record.objects.filter(uid=chosen).exists()
        raise Refused("record.not-ours", str(chosen)) if known else NotFound("record.unknown", str(chosen))
    return record
