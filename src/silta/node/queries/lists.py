"""Lists of records: one kind at a time, in any order, fifty rows a page, the same few queries whatever there is."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from silta.node.models import Record, Reference
from silta.node.queries.rows import Row, local_today, row, shown, title_sort
from silta.node.queries.stale import stale_mappings
from silta.node.queries.state import checkpoints
from silta.node.queries.words import containing
from silta.node.uids import parse_uid
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.words.errors import SiltaError

_KEPT: Final = 16
"""States of logs whose records a process remembers having counted."""
_MANY: Final = 1_000
"""Overdue records from which on it is quicker to walk along due dates than to gather and sort all that is bound."""
_ORDERS: Final = {
    "number": "number", "due": "due", "released": "released_at", "state": "standing", "party": "party", "year": "year",
}  # fmt: skip
_BINDING: Final = {state for kind in KINDS.values() for state in kind.due_while}
_PLAIN: Final = ("party", "year", "marking", "number")


@dataclass(frozen=True)
class Page:
    """A page of a list: rows, the cursor of the next page (None: this is the last), and how many records there are in all."""

    rows: list[Row]
    next: str | None
    total_hint: int


def list_records(  # noqa: PLR0913 - each is one thing that a reader of a list may choose
    kind: str | None = None,
    *,
    arrangement: str | None = None,
    language: str = "en",
    filters: Mapping[str, Any] | None = None,
    sort: str = "title",
    after: str | None = None,
    limit: int = 50,
    today: date | None = None,
    fields: Collection[str] = (),
) -> Page:
    """One page of the records of a kind (None: of all kinds), in four queries, and a few more for what is stale.

    `filters`: ``state`` (the state to show), ``party``, ``year``, ``marking``, ``number``, ``q`` (words of any language),
    ``withdrawn`` (true: those too), and any field of the kind: a code, a party, a record's id, the address of a provision.
    `sort`: title, number, due, released, state, party, year; with ``-`` in front from the other end. `after` is the `next` of
    the page before; one that cannot be read starts from the beginning. `fields` names further fields to give along.
    """
    day = today or local_today()
    stale = stale_mappings(arrangement) if kind in ("mapping", None) else frozenset()
    given = {name: value for name, value in (filters or {}).items() if value not in (None, "", [])}
    with_withdrawn = bool(given.pop("withdrawn", False)) or "state" in given
    found = _filtered(_of_kind(kind, arrangement), kind, given, day, stale)
    found, total = _counted_apart(found, given) if not with_withdrawn else (found, found.count())
    column, descending = _order(sort, language)
    ordered = found.order_by(f"-{column}" if descending else column, "-id" if descending else "id")
    if given.get("state") == "overdue" and column == "due" and total > _MANY:
        # Nothing new, since what binds a record is its due date; but SQLite counts no rows by itself, and would sort them all.
        ordered = ordered.filter(due__lt=day.isoformat())
    # Ids first: a database that has to sort should not carry whole records along.
    places = list(
        _after(ordered, column, after, descending=descending).values_list(column, "pk")[: limit + 1]
    )
    records = shown(Record.objects.all()).in_bulk([pk for _, pk in places[:limit]])
    rows = [row(records[pk], language, day, stale=stale, fields=fields) for _, pk in places[:limit]]
    return Page(rows, _cursor(*places[limit - 1]) if len(places) > limit else None, total)


def _counted_apart(found: QuerySet[Record], given: Collection[str]) -> tuple[QuerySet[Record], int]:
    """The records that are not withdrawn, and how many they are."""
    kept, gone = found.exclude(standing="withdrawn"), Q(standing="withdrawn")
    if all(name in _PLAIN for name in given):
        # Two counts, neither of which has to look at each row: both run along an index.
        return kept, found.count() - found.filter(gone).count()
    counted = found.aggregate(all=Count("pk"), gone=Count("pk", filter=gone))
    return kept, counted["all"] - counted["gone"]


def selected(
    kind: str,
    arrangement: str,
    filters: Mapping[str, Any],
    sort: str,
    language: str,
    today: date | None = None,
) -> QuerySet[Record]:
    """All records that a list with these filters shows, in its order; `filters` and `sort` as for `list_records`."""
    stale = stale_mappings(arrangement) if kind == "mapping" else frozenset()
    given = {name: value for name, value in filters.items() if value not in (None, "", [])}
    found = _filtered(_of_kind(kind, arrangement), kind, given, today or local_today(), stale)
    column, descending = _order(sort, language)
    shown_ones = found if "state" in given else found.exclude(standing="withdrawn")
    return shown_ones.order_by(f"-{column}" if descending else column, "-id" if descending else "id")


@dataclass(frozen=True)
class Choice:
    """A record to pick in a form. `revision` and `leaf` are for references that are frozen to what is chosen now."""

    uid: str
    kind: str
    number: str
    title: str
    title_language: str
    revision: int
    leaf: str
    state_code: str


def choices(
    kind: str | tuple[str, ...], language: str, arrangement: str | None = None, limit: int = 500
) -> list[Choice]:
    """The records that a reference to `kind` (or one of several kinds) may point to, by number and title; one query."""
    kinds = (kind,) if isinstance(kind, str) else kind
    found = _of_kind(None, arrangement).filter(kind__in=kinds, withdrawn=False)
    rows = shown(found.order_by("kind", "number", title_sort(language), "id"))[:limit]
    today = local_today()
    return [
        Choice(r.uid, r.kind, r.number, r.title, r.title_language, r.revision, r.leaf, r.state_code)
        for r in (row(record, language, today) for record in rows)
    ]


def counts(arrangement: str | None = None) -> dict[str, dict[str, int]]:
    """How many records there are: kind → standing → number; withdrawn ones are left out.

    One query, and another one once for each state of the logs: the frame of every page asks.
    """
    counted: dict[str, dict[str, int]] = {}
    for kind, standing, number in _counted(arrangement, checkpoints(arrangement or "")):
        counted.setdefault(kind, {})[standing] = number
    return counted


@lru_cache(maxsize=_KEPT)
def _counted(
    arrangement: str | None,
    logs: tuple[tuple[str, bytes], ...],  # noqa: ARG001 - tells states apart
) -> tuple[tuple[str, str, int], ...]:
    found = _of_kind(None, arrangement).exclude(standing="withdrawn")
    return tuple(found.values_list("kind", "standing").annotate(n=Count("id")).order_by("kind"))


def _of_kind(kind: str | None, arrangement: str | None) -> QuerySet[Record]:
    found = Record.objects.all()
    if arrangement is not None:
        found = found.filter(arrangement=arrangement)
    return found if kind is None else found.filter(kind=kind)


def _filtered(
    found: QuerySet[Record],
    kind: str | None,
    filters: Mapping[str, Any],
    today: date,
    stale: Collection[str],
) -> QuerySet[Record]:
    for name, value in filters.items():
        if name == "state":
            found = _with_state(found, str(value), today, stale)
        elif name == "q":
            found = containing(found, str(value))
        elif name in _PLAIN:
            found = _plain(found, name, value)
        else:
            found = _with_field(found, KINDS.get(kind or ""), name, str(value))
    return found


def _plain(found: QuerySet[Record], name: str, value: Any) -> QuerySet[Record]:
    if name == "year" and not str(value).isdecimal():
        return found.none()
    return found.filter(**{name: value})


def _with_state(found: QuerySet[Record], state: str, today: date, stale: Collection[str]) -> QuerySet[Record]:
    """The records that show `state` today: it may come from the calendar or the library."""
    overdue = Q(bound__lt=today.isoformat())
    outdated = Q(kind="mapping", uid__in=list(stale)) if stale else None
    if state == "overdue":
        return found.filter(overdue)
    if state == "stale":
        return found.filter(outdated) if outdated else found.none()
    found = found.filter(standing=state)
    if state in _BINDING:
        found = found.exclude(overdue)
    return found.exclude(outdated) if outdated else found


def _with_field(found: QuerySet[Record], kind: Kind | None, name: str, value: str) -> QuerySet[Record]:
    """The records whose field `name` is or holds `value`. A field that the kind does not have fits no record."""
    if kind is None or not kind.has(name):
        return found.none()
    shape = kind.field(name).shape
    if shape in ("ref", "refs", "frozen"):
        try:
            target = parse_uid(value)
        except SiltaError:
            return found.none()
        pointing = Reference.objects.filter(field=name, target_uid=target)
        return found.filter(pk__in=pointing.values("record"))
    if shape == "provisions":
        return found.filter(pk__in=Reference.objects.filter(field=name, provision=value).values("record"))
    if shape == "number":
        return found.filter(**{f"fields__{name}": int(value)}) if value.isdecimal() else found.none()
    return found.filter(**{f"fields__{name}": value})


def _order(sort: str, language: str) -> tuple[str, bool]:
    name = sort.removeprefix("-")
    return _ORDERS.get(name, title_sort(language)), sort.startswith("-")


def _cursor(value: Any, pk: int) -> str:
    """Where the list goes on after the row `pk`, which has `value` in the column that the list is sorted by."""
    return base64.urlsafe_b64encode(json.dumps([value, pk]).encode()).decode().rstrip("=")


def _after(
    ordered: QuerySet[Record], column: str, cursor: str | None, *, descending: bool
) -> QuerySet[Record]:
    """The rows after the one that `cursor` names: by the column, then by id."""
    place = _place(cursor, int if column == "year" else str) if cursor else None
    if place is None:
        return ordered
    value, pk = place
    beyond = "lt" if descending else "gt"
    # The first condition says nothing new, but it lets the database start in the middle of its index.
    from_here = Q(**{f"{column}__{beyond}e": value})
    return ordered.filter(from_here & (Q(**{f"{column}__{beyond}": value}) | Q(**{f"id__{beyond}": pk})))


def _place(cursor: str, kind: type) -> tuple[Any, int] | None:
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, TypeError):
        return None
    return (value, pk) if isinstance(pk, int) and isinstance(value, kind) else None
