"""A sheet of records that comes back: judged without writing anything, and then its good rows as drafts, all at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from silta.node.actions import drafts
from silta.node.actor import Actor
from silta.node.permissions import WRITERS, require
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.sheets import known, values_for
from silta.records.kind import Kind
from silta.reports.sheets.columns import Say
from silta.reports.sheets.judging import Judged, judge, named
from silta.reports.sheets.reading import Filled, Wrong, read
from silta.reports.sheets.values import Values
from silta.words.errors import SiltaError


@dataclass(frozen=True)
class Seen:
    """What a sheet amounts to: its rows as judged, and rows of lists that belong to none of them."""

    filled: Filled
    rows: tuple[Judged, ...]
    lost: tuple[Wrong, ...]
    values: Values

    def of(self, *standings: str) -> list[Judged]:
        """The rows of these standings."""
        return [row for row in self.rows if row.standing in standings]


def look(raw: bytes, kind: Kind, around: ArrangementView, say: Say, language: str) -> Seen:
    """Read and judge a sheet. Raises `SiltaError` where it cannot be read as a whole: as `silta.reports.sheets.reading.read`."""
    filled = read(raw, kind, say)
    values = values_for(kind, around, say, language)
    rows, lost = judge(filled, kind, values, known(kind.code, around.id, named(filled)))
    return Seen(filled, tuple(_storable(rows, kind)), tuple(lost), values)


def accept(actor: Actor, kind: Kind, around: ArrangementView, seen: Seen) -> int:
    """Make drafts of the new and the changed rows; returns how many. Raises as `drafts.create_many`."""
    require(actor, *WRITERS)
    taken = seen.of("new", "changed")
    prepared = [drafts.Prepared(row.fields, row.marking, row.uid, row.base) for row in taken]
    return drafts.create_many(actor, around.id, kind.code, prepared)


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
