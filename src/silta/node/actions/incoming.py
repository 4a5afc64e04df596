"""Taking rows of a sheet of mappings over as drafts: all that were accepted in one transaction, one step to undo."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from silta.crosswalk.incoming import Row
from silta.node.actions import drafts
from silta.node.actions.decisions import remember, state_of
from silta.node.actor import Actor
from silta.node.permissions import WRITERS, require
from silta.node.queries.incoming import Incoming
from silta.node.uids import new_uid
from silta.words.errors import SiltaError


@dataclass(frozen=True)
class TakenOver:
    """How many drafts were kept or taken back, and how many rows were left: with errors, or in conflict and not chosen."""

    count: int
    left: int


def take_over(actor: Actor, look: Callable[[], Incoming], conflicts: Collection[int] = ()) -> TakenOver:
    """Keep what is new, changed or taken back in a sheet as drafts of this node; nothing is released.

    `look` reads the sheet again inside the transaction, so that what it is compared with cannot change until all is written. Of
    the rows in conflict those in `conflicts` (their numbers) are taken. Raises `Denied`, what `look` raises, `SiltaError`
    `workbook.nothing-to-take`, `undo.changed-since`.
    """
    require(actor, *WRITERS)
    with transaction.atomic():
        found = look()
        chosen = set(conflicts)
        taken = [
            row
            for row in found.rows
            if row.outcome in ("new", "changed", "removed")
            or (row.outcome == "conflict" and row.number in chosen)
        ]
        if not taken:
            raise SiltaError("workbook.nothing-to-take", found.sheet.name)
        remember(actor, found.crosswalk, _written(actor, found, taken))
    left = len(found.of("error", "conflict")) - sum(row.outcome == "conflict" for row in taken)
    return TakenOver(len(taken), left)


def _written(actor: Actor, found: Incoming, rows: list[Row]) -> list[dict[str, Any]]:
    """Write the rows; returns what `Undo` keeps of each."""
    there = drafts.locked_many([row.uid for row in rows if row.uid])
    before: list[dict[str, Any]] = []
    kept: list[drafts.Kept] = []
    for row in rows:
        draft, held = there.get(row.uid), found.held.get(row.uid)
        if (draft.version if draft else None) != (held.draft if held else None):
            raise SiltaError("undo.changed-since", row.uid)
        uid, version = row.uid or str(new_uid()), None
        if row.fields is not None:
            version = draft.version + 1 if draft else 1
            marking, base = (held.marking, held.base) if held else ("tlp-green", 0)
            attachments = draft.attachments if draft else ()
            kept.append(drafts.Kept(uid, row.fields, marking, base, version, attachments))
        before.append({"uid": uid, "version": version, **state_of(draft)})
    drafts.keep_many(actor, found.arrangement, "mapping", kept)
    drafts.discard_many(actor, [row.uid for row in rows if row.fields is None])
    return before
