"""Drafts: what a party prepares before it says it. They never leave the node and need not be complete."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from silta.ledger.bodies import MAX_BODY
from silta.ledger.canonical import canonical_json
from silta.ledger.entries import Attachment
from silta.node import bulk, clock
from silta.node.actions.checks import Surroundings, check, classified
from silta.node.actions.proofreading import forget_findings
from silta.node.actor import Actor
from silta.node.errors import NotFound, Refused
from silta.node.home import Home
from silta.node.models import Arrangement, Blob, Draft, Record
from silta.node.permissions import WRITERS, require
from silta.node.projection.derivation import wordings_of
from silta.node.proofing import draft_subject
from silta.node.uids import new_uid, parse_uid
from silta.records.registry import KINDS
from silta.records.wordings import outdate
from silta.words.codes import MARKING
from silta.words.errors import Problem
from silta.words.languages import CODES
from silta.words.markings import MarkingRefused, check_not_classified

_AT_ONCE: Final = 5_000
"""Ids that one question to a database names."""


def create(
    actor: Actor,
    arrangement_id: str,
    kind: str,
    fields: Mapping[str, Any],
    *,
    marking: str = "tlp-green",
    uid: str | UUID | None = None,
) -> str:
    """Start a new record, with an id of its own unless `uid` gives one; returns the id.

    Raises `Denied`, `NotFound` `arrangement.unknown`, `Refused`: `record.unknown-kind`, `draft.exists`, `record.exists`, and as
    `save` does.
    """
    require(actor, *WRITERS)
    if kind not in KINDS:
        raise Refused("record.unknown-kind", kind)
    if not Arrangement.objects.filter(pk=arrangement_id).exists():
        raise NotFound("arrangement.unknown", arrangement_id)
    chosen = new_uid() if uid is None else parse_uid(uid)
    check_storable(kind, fields, marking)
    with transaction.atomic():
        if Draft.objects.filter(uid=chosen).exists():
            raise Refused("draft.exists", str(chosen))
        if Record.objects.filter(uid=chosen).exists():
            raise Refused("record.exists", str(chosen))
        _new(actor, arrangement_id, kind, chosen, dict(fields), marking, base=0)
    return str(chosen)


@dataclass(frozen=True)
class Prepared:
    """A draft to be made: of a new record (an empty `uid`, `base` 0), or of the revision of ours that follows `base`."""

    fields: Mapping[str, Any]
    marking: str
    uid: str = ""
    base: int = 0


def create_many(actor: Actor, arrangement_id: str, kind: str, prepared: Sequence[Prepared]) -> list[str]:
    """Make many drafts of one kind at once: all of them or none; returns their ids.

    Raises `Denied`, `Refused` `drafts.changed-meanwhile` (a record was released, or its draft begun, since they were prepared),
    and as `save` does.
    """
    require(actor, *WRITERS)
    for one in prepared:
        check_storable(kind, one.fields, one.marking)
    with transaction.atomic():
        _check_untouched([one for one in prepared if one.uid])
        kept = [Kept(one.uid or str(new_uid()), one.fields, one.marking, one.base) for one in prepared]
        bulk.insert(Draft, _rows(actor, arrangement_id, kind, kept))
    return [one.uid for one in kept]


def _check_untouched(revisions: Sequence[Prepared]) -> None:
    for start in range(0, len(revisions), 500):
        some = revisions[start : start + 500]
        uids = [one.uid for one in some]
        held = Record.objects.filter(uid__in=uids, log__is_own=True, withdrawn=False)
        latest = {str(uid): number for uid, number in held.values_list("uid", "revision_number")}
        touched = [one for one in some if latest.get(one.uid) != one.base]
        if touched or Draft.objects.filter(uid__in=uids).exists():
            raise Refused("drafts.changed-meanwhile")


def start_revision(actor: Actor, uid: str | UUID, state: str = "") -> str:
    """Start the next revision of a record of our own, from its latest one; a draft that is there already stays as it is.

    With a `state`, which must be one that may follow, the draft begins in that one. Raises `Denied`, `NotFound`
    `record.unknown`, `Refused` `record.not-ours`, `RecordRefused` as `silta.records.lifecycle.Lifecycle.check` does.
    """
    require(actor, *WRITERS)
    chosen = parse_uid(uid)
    with transaction.atomic():
        if Draft.objects.filter(uid=chosen).exists():
            return str(chosen)
        record = Record.objects.filter(uid=chosen, log__is_own=True).first()
        if record is None:
            if Record.objects.filter(uid=chosen).exists():
                raise Refused("record.not-ours", str(chosen))
            raise NotFound("record.unknown", str(chosen))
        fields = record.fields
        if state:
            KINDS[record.kind].lifecycle.check(fields.get("state"), state, has_reason=True)
            fields = fields | {"state": state}
        _new(
            actor, record.arrangement_id, record.kind, chosen, fields, record.marking,
            base=record.revision_number,
        )  # fmt: skip
    return str(chosen)


def save(
    actor: Actor,
    uid: str | UUID,
    fields: Mapping[str, Any],
    *,
    version: int | None,
    marking: str | None = None,
) -> int:
    """Replace a draft's fields; returns the new version. `version` is the one that the writer saw (None: whatever it is).

    What translates an original that says something else now is marked as outdated, as `silta.records.wordings.outdate` does.

    Raises `Denied`, `NotFound` `draft.unknown`, `Refused`: `draft.changed-meanwhile` (`by`, `at`, `version`: somebody saved
    in between, nothing is overwritten), `record.unexpected-field`, `marking.unknown`, `marking.classified`; `LedgerError` for
    values that no record can hold.
    """
    require(actor, *WRITERS)
    with transaction.atomic():
        draft = locked(uid)
        if version is not None and draft.version != version:
            raise changed_meanwhile(draft)
        check_storable(draft.kind, fields, marking or draft.marking)
        draft.fields = outdate(KINDS[draft.kind], draft.fields, fields)
        for column, value in _described(draft.kind, draft.fields).items():
            setattr(draft, column, value)
        draft.marking = marking or draft.marking
        _touch(actor, draft)
    return draft.version


def attach(actor: Actor, uid: str | UUID, data: bytes, media_type: str, name: str) -> Attachment:
    """Attach a person's file to a draft; one of the same name is replaced. Returns what the release will say about it.

    Raises `Denied`, `NotFound` `draft.unknown`, `MarkingRefused` `marking.classified` for a file with the stamp of a national
    security class, and `LedgerError` (`ledger.malformed-entry`) for a size, media type or name that no entry can hold.
    """
    from silta.standards.formats.stamps import stamp_on  # noqa: PLC0415 - readers of files are loaded for files only

    require(actor, *WRITERS)
    check_not_classified(name, name)
    if stamp := stamp_on(data):
        raise MarkingRefused("marking.classified", name, stamp=stamp)
    return attach_made(actor, uid, data, media_type, name)


def attach_made(actor: Actor, uid: str | UUID, data: bytes, media_type: str, name: str) -> Attachment:
    """The same for a file that Silta has made itself of what it has checked."""
    require(actor, *WRITERS)
    home = Home.current()
    with transaction.atomic():
        draft = locked(uid)
        digest = home.store_blob(data)
        attachment = Attachment(sha256=digest, size=len(data), media_type=media_type, name=name)
        values = {"size": len(data), "media_type": media_type, "name": name[:200], "held": True}
        Blob.objects.update_or_create(sha256=digest, defaults=values)
        draft.attachments = [
            *(held for held in draft.attachments if held["name"] != name),
            {"sha256": digest, "size": len(data), "media_type": media_type, "name": name},
        ]
        _touch(actor, draft)
    return attachment


def discard(actor: Actor, uid: str | UUID) -> None:
    """Throw a draft away. Raises `Denied`, `NotFound` `draft.unknown`."""
    require(actor, *WRITERS)
    with transaction.atomic():
        draft = locked(uid)
        if not draft.base:
            forget_findings(draft_subject(str(draft.uid)))
        draft.delete()


@dataclass(frozen=True)
class Kept:
    """A draft as one of many that are written at once: `version` is the one that it gets."""

    uid: str
    fields: Mapping[str, Any]
    marking: str = "tlp-green"
    base: int = 0
    version: int = 1
    attachments: Sequence[Any] = ()


def locked_many(uids: Sequence[str]) -> dict[str, Draft]:
    """Those of many drafts that are there, by id, for the transaction of the caller alone."""
    chunks = (uids[start : start + _AT_ONCE] for start in range(0, len(uids), _AT_ONCE))
    return {
        str(draft.uid): draft
        for chunk in chunks
        for draft in Draft.objects.select_for_update().filter(uid__in=chunk)
    }


def keep_many(actor: Actor, arrangement_id: str, kind: str, kept: Sequence[Kept]) -> None:
    """Write many drafts as they are given, new ones and such as are there. Belongs in a transaction of the caller.

    Whoever calls holds what is there by `locked_many`. Raises `Denied`, and as `save` does.
    """
    require(actor, *WRITERS)
    for one in kept:
        check_storable(kind, one.fields, one.marking)
    rows = _rows(actor, arrangement_id, kind, kept)
    changing = ("fields", "marking", "base", "version", "attachments", "updated_by_id", "updated_at",
                "due", "written_in", *(f"wanting_{code}" for code in CODES))  # fmt: skip
    bulk.insert(Draft, rows, unique=("uid",), changing=changing)


def _rows(actor: Actor, arrangement_id: str, kind: str, kept: Sequence[Kept]) -> list[dict[str, Any]]:
    """The values of drafts by column, as of now and by `actor`."""
    now = clock.now()
    return [
        {
            "arrangement_id": arrangement_id, "kind": kind, "uid": one.uid, "fields": dict(one.fields),
            "marking": one.marking, "base": one.base, "version": one.version, "attachments": list(one.attachments),
            "created_by_id": actor.user_id, "updated_by_id": actor.user_id, "created_at": now, "updated_at": now,
            **_described(kind, one.fields),
        }
        for one in kept
    ]  # fmt: skip


def discard_many(actor: Actor, uids: Sequence[str]) -> None:
    """Throw many drafts away. Raises `Denied`."""
    require(actor, *WRITERS)
    for start in range(0, len(uids), _AT_ONCE):
        Draft.objects.filter(uid__in=uids[start : start + _AT_ONCE]).delete()


def problems(uid: str | UUID) -> tuple[Problem, ...]:
    """What stands between a draft and its release. Raises `NotFound` `draft.unknown`."""
    draft = Draft.objects.select_related("arrangement").filter(uid=parse_uid(uid, "draft.unknown")).first()
    if draft is None:
        raise NotFound("draft.unknown", str(uid))
    return check(draft, Surroundings(draft.arrangement, [draft])).problems


def _new(
    actor: Actor,
    arrangement_id: str,
    kind: str,
    uid: UUID,
    fields: dict[str, Any],
    marking: str,
    *,
    base: int,
) -> None:
    now = clock.now()
    Draft.objects.create(
        arrangement_id=arrangement_id,
        kind=kind,
        uid=uid,
        fields=fields,
        marking=marking,
        base=base,
        created_by_id=actor.user_id,
        updated_by_id=actor.user_id,
        created_at=now,
        updated_at=now,
        **_described(kind, fields),
    )


def _described(kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a draft that follow from its fields. They may hold anything: what cannot be read has no due date."""
    try:
        due = KINDS[kind].due_on(fields)
    except (TypeError, ValueError, AttributeError, KeyError):
        due = ""
    return {"due": due, **wordings_of(KINDS[kind], fields)}


def locked(uid: str | UUID) -> Draft:
    """The draft with that id, for the transaction of the caller alone. Raises `NotFound` `draft.unknown`."""
    draft = Draft.objects.select_for_update().filter(uid=parse_uid(uid, "draft.unknown")).first()
    if draft is None:
        raise NotFound("draft.unknown", str(uid))
    return draft


def _touch(actor: Actor, draft: Draft) -> None:
    draft.version += 1
    draft.updated_by_id, draft.updated_at = actor.user_id, clock.now()
    draft.save()


def changed_meanwhile(draft: Draft) -> Refused:
    """That somebody else has saved `draft`: who, when, and as which version."""
    by = draft.updated_by.get_full_name() or draft.updated_by.get_username() if draft.updated_by else ""
    at = draft.updated_at.strftime(clock.WIRE)
    return Refused("draft.changed-meanwhile", str(draft.uid), by=by, at=at, version=draft.version)


def check_storable(kind: str, fields: Mapping[str, Any], marking: str) -> None:
    """A draft may be incomplete and wrong, but it has to be fields of its kind that JSON and a database can hold.

    What carries the stamp of a national security class is not even stored here.
    """
    unexpected = [name for name in fields if not KINDS[kind].has(name)]
    if unexpected:
        raise Refused("record.unexpected-field", unexpected[0])
    if marking not in MARKING:
        raise Refused("marking.unknown", "marking", marking=marking)
    stamped = classified(fields, "")
    if stamped:
        raise Refused.of(stamped)
    raw = canonical_json(dict(fields))
    if len(raw) > MAX_BODY:
        raise Refused("ledger.too-large", size=len(raw), limit=MAX_BODY)
    if _has_nul(dict(fields)):
        raise Refused("text.control-character")


def _has_nul(value: object) -> bool:
    """Whether a text in `value`, a JSON value, holds the one character that PostgreSQL cannot store."""
    if isinstance(value, Mapping):
        return any(_has_nul(part) for item in value.items() for part in item)
    if isinstance(value, list | tuple):
        return any(map(_has_nul, value))
    return isinstance(value, str) and "\x00" in value
