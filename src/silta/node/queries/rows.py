"""Records as lists and links show them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet

from silta.node import clock
from silta.node.models import Record
from silta.records.computed import shown_state
from silta.records.registry import KINDS
from silta.words.languages import CODES
from silta.words.text import best_wording


@dataclass(frozen=True)
class Row:
    """One record in a list. `title_language` is what the title is in ("" for a name in no language).

    `state` is the typed state, `state_code` the one to show; `columns` holds the wire values of the kind's columns, and of the
    fields that the caller asked for; `due` is an ISO date or empty. `origin`, `index`, `leaf` say where the latest revision
    stands: an answer to the record names them. A withdrawn record has the state ``withdrawn``.
    """

    uid: str
    arrangement: str
    kind: str
    party: str
    is_own: bool
    number: str
    title: str
    title_language: str
    state: str
    state_code: str
    due: str
    year: int | None
    marking: str
    released_at: str
    revision: int
    origin: str
    index: int
    leaf: str
    erased: bool
    columns: Mapping[str, Any]


SHOWN: Final = (
    "id", "uid", "arrangement_id", "kind", "party", "number", "titles", "state", "standing", "due", "year", "marking",
    "released_at", "revision_number", "index", "leaf", "erased", "fields", "first_at", "log__origin", "log__is_own",
)  # fmt: skip


def local_today() -> date:
    """The calendar date where the node is."""
    return clock.today(settings.TIME_ZONE)


def shown(records: QuerySet[Record]) -> QuerySet[Record]:
    """`records` with all that `row` needs, in one query."""
    return records.select_related("log").only(*SHOWN)


def row(
    record: Record, language: str, today: date, *, stale: Collection[str] = (), fields: Collection[str] = ()
) -> Row:
    """The row of a record that `shown` loaded; `fields` names further fields to give along."""
    kind = KINDS.get(record.kind)
    title, title_language = best_wording({tag: {"text": t} for tag, t in record.titles.items()}, language)
    uid = str(record.uid)
    wanted = {*(kind.columns if kind else ()), *fields}
    return Row(
        uid=uid,
        arrangement=record.arrangement_id,
        kind=record.kind,
        party=record.party,
        is_own=record.log.is_own,
        number=record.number,
        title=title,
        title_language=title_language if title else "",
        state=record.state,
        state_code=shown_state(record.kind, record.standing, record.due, today, is_stale=uid in stale),
        due=record.due,
        year=record.year or None,
        marking=record.marking,
        released_at=record.released_at,
        revision=record.revision_number,
        origin=record.log.origin,
        index=record.index,
        leaf=record.leaf,
        erased=record.erased,
        columns={name: value for name, value in record.fields.items() if name in wanted},
    )


def preferred(records: Collection[Record], order: Mapping[str, int]) -> Record:
    """Of several records with one uid the one that everybody means: the first released, then by the order of the parties.

    Two parties should never use one uid; if it happens, all nodes must still agree on whose it is.
    """
    return min(records, key=lambda record: (record.first_at, order.get(record.party, 99), record.party))


def title_sort(language: str) -> str:
    """The column that sorts titles for readers of `language`."""
    return f"sort_{language if language in CODES else 'en'}"
