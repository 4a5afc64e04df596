"""Translations into drafts: a text at a time at the desk, and a whole file of an outside translator in one step.

Only the party that a record belongs to revises it: what is released gets the draft of its next revision.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from silta.node.actions import drafts
from silta.node.actor import Actor
from silta.node.errors import Refused
from silta.node.permissions import WRITERS, require
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.translation_units import judged
from silta.node.queries.translations import Working, needed, working
from silta.records.wordings import put, texts
from silta.reports.translations.judging import Judged, records_of
from silta.reports.translations.units import Returned


@dataclass(frozen=True)
class Said:
    """What the desk says of one text: its words (empty: take the wording away) and its status."""

    words: str
    status: str


@dataclass(frozen=True)
class Taken:
    """How many texts of how many records a file changed."""

    texts: int
    records: int


def translate(
    actor: Actor,
    around: ArrangementView,
    uid: str,
    language: str,
    said: Mapping[str, Said],
    *,
    version: int | None,
    revision: int,
) -> int | None:
    """Put the wordings of `said` (by path) into the draft of a record; returns its version, None if nothing changed.

    `version` is that of the draft that the writer saw (None: there was none, but `revision` of the record).

    Raises `Denied`, `NotFound` `record.unknown`, `Refused`: `record.not-ours`, `draft.changed-meanwhile`,
    `translation.record-moved` (`revision`: the one that was released since), `translation.no-such-text` (somebody took the text
    away), and as `drafts.save` does.
    """
    require(actor, *WRITERS)
    with transaction.atomic():
        one = needed(around, uid)
        fields = _with(one, language, said)
        if fields == one.fields:
            return one.version
        if one.version is None:
            if version is not None or one.revision != revision:
                raise Refused("translation.record-moved", uid, revision=one.revision)
            drafts.start_revision(actor, uid)
            version = 1
        return drafts.save(actor, uid, fields, version=version or 0)


def _with(one: Working, language: str, said: Mapping[str, Said]) -> dict[str, Any]:
    there = {place.path: place for place in texts(one.kind, one.fields)}
    fields = dict(one.fields)
    for path, wording in said.items():
        if path not in there:
            raise Refused("translation.no-such-text", path[:80])
        if there[path].source == language:
            continue
        words = wording.words.replace("\r\n", "\n").strip()
        put_in = {"text": words, "status": wording.status} if words else None
        if put_in != there[path].text.get(language):
            fields = put(one.kind, fields, path, language, put_in)
    return fields


def accept(actor: Actor, around: ArrangementView, returned: Returned, *, conflicts: bool = False) -> Taken:
    """Take what a file changes into drafts, all of it or nothing. What is in conflict only with `conflicts`, marked as outdated.

    It is judged anew, so that what has changed since the preview is in conflict and left. Raises as `judged` and `drafts.save`.
    """
    require(actor, *WRITERS)
    with transaction.atomic():
        # Whoever saves one of these drafts meanwhile waits for us, and then learns that it has changed.
        drafts.locked_many(sorted(records_of(returned)))
        wanted = ("new", "changed", "conflict") if conflicts else ("new", "changed")
        taken = [row for row in judged(around, returned) if row.standing in wanted and row.wording]
        records = _keep(actor, around, returned.target, taken)
    return Taken(len(taken), records)


def _keep(actor: Actor, around: ArrangementView, language: str, taken: Sequence[Judged]) -> int:
    by_record: dict[str, list[Judged]] = {}
    for row in taken:
        by_record.setdefault(row.record, []).append(row)
    held = working(around, by_record)
    by_kind: dict[str, list[drafts.Kept]] = {}
    for uid, rows in by_record.items():
        one = held[uid]
        fields = _filled(one, language, rows)
        kept = drafts.Kept(uid, fields, one.marking, one.revision, (one.version or 0) + 1, one.attachments)
        by_kind.setdefault(one.kind.code, []).append(kept)
    for kind, several in by_kind.items():
        drafts.keep_many(actor, around.id, kind, several)
    return len(by_record)


def _filled(one: Working, language: str, rows: Iterable[Judged]) -> dict[str, Any]:
    fields = dict(one.fields)
    for row in rows:
        fields = put(one.kind, fields, row.path, language, row.wording)
    return fields
