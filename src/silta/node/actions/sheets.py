"""A sheet of records that comes back: judged without writing anything, and then its good rows as drafts, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db import transaction

from silta.crosswalk.formats.content import Report, silent
from silta.node.actions import drafts
from silta.node.actions.decisions import remember
from silta.node.actor import Actor
from silta.node.errors import Refused
from silta.node.models import Undo
from silta.node.permissions import WRITERS, require
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.notes import step_of
from silta.node.queries.sheets import known, values_for
from silta.records.kind import Kind
from silta.records.wordings import outdate
from silta.reports.sheets.columns import Say
from silta.reports.sheets.judging import Judged, Known, judge, named
from silta.reports.sheets.reading import Filled, Wrong, read
from silta.words.errors import SiltaError


@dataclass(frozen=True)
class Seen:
    """What a sheet amounts to: its rows as judged, and rows of lists that belong to none of them."""

    filled: Filled
    rows: tuple[Judged, ...]
    lost: tuple[Wrong, ...]

    def of(self, *standings: str) -> list[Judged]:
        """The rows of these standings."""
        return [row for row in self.rows if row.standing in standings]


def look(
    raw: bytes,
    kind: Kind,
    around: ArrangementView,
    say: Say,
    language: str,
    report: Report = silent,
) -> Seen:
    """Read and judge a sheet. Raises `SiltaError` where it cannot be read as a whole: as `silta.reports.sheets.reading.read`."""
    filled = read(raw, kind, say)
    values = values_for(kind, around, say, language)
    held = known(kind.code, around.id, named(filled))
    rows, lost = judge(filled, kind, values, held, report)
    return Seen(filled, tuple(_storable((_outdated(row, kind, held) for row in rows), kind)), tuple(lost))


def _outdated(row: Judged, kind: Kind, held: Mapping[str, Known]) -> Judged:
    """A row with those translations marked whose original it changes, as when a draft is saved."""
    before = held.get(row.uid)
    if row.standing != "changed" or before is None:
        return row
    return replace(row, fields=outdate(kind, before.fields, row.fields))


def accept(actor: Actor, kind: Kind, around: ArrangementView, seen: Seen) -> int:
    """Make drafts of the new and the changed rows, one step to undo; returns how many. Raises as `drafts.create_many`."""
    require(actor, *WRITERS)
    taken = seen.of("new", "changed")
    prepared = [drafts.Prepared(row.fields, row.marking, row.uid, row.base) for row in taken]
    with transaction.atomic():
        made = drafts.create_many(actor, around.id, kind.code, prepared)
        remember(
            actor, step_of(kind.code, around.id), [{"uid": uid, "version": 1, "fields": None} for uid in made]
        )
    return len(made)


def undo(actor: Actor, kind: str, arrangement_id: str) -> int:
    """Throw the drafts of the person's latest sheet of a kind away; returns how many. What was released before stays.

    All or nothing. Raises `Denied`, `Refused`: `undo.nothing`, `undo.changed-since` (one of them was saved or released since).
    """
    require(actor, *WRITERS)
    with transaction.atomic():
        steps = Undo.objects.select_for_update().filter(user_id=actor.user_id or 0)
        step = steps.filter(subject=step_of(kind, arrangement_id)).order_by("-created_at", "-id").first()
        if step is None:
            raise Refused("undo.nothing")
        uids = [str(one["uid"]) for one in step.before]
        held = drafts.locked_many(uids)
        changed = next((uid for uid in uids if uid not in held or held[uid].version != 1), "")
        if changed:
            raise Refused("undo.changed-since", changed)
        drafts.discard_many(actor, uids)
        step.delete()
    return len(uids)


def _storable(rows: Iterable[Judged], kind: Kind) -> Iterable[Judged]:
    """The rows, with those that no draft may hold among the wrong ones."""
    for row in rows:
        if row.standing in ("new", "changed"):
            try:
                drafts.check_storable(kind.code, row.fields, row.marking)
            except SiltaError as error:
                wrong = tuple(
                    Wrong(row.number, problem.where.partition(".")[0], problem) for problem in error.problems
                )
                yield replace(row, standing="wrong", wrong=wrong)
                continue
        yield row
