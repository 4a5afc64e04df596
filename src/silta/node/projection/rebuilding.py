"""Throwing the projection away and folding all logs again; and the digest that two projections are compared by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from django.db import connection, transaction
from django.db.models import Model, QuerySet

from silta.ledger.entries import summarise
from silta.ledger.extension import VerifiedEntry
from silta.node.models import Anchor, Contact, Entry, Log, Record, Reference, Response, Revision
from silta.node.projection.applying import BATCH, apply

# Row ids differ from one projection to the next; what a row belongs to is told by the order of the dump.
_LEFT_OUT: Final = frozenset({"id", "log", "record", "arrangement"})
_PROJECTED: Final = (Contact, Reference, Revision, Response, Anchor, Record)


class Rebuilt(NamedTuple):
    """The digests of what was thrown away and of what came of the logs."""

    before: str
    after: str


def rebuild() -> Rebuilt:
    """Throw all projected rows away and fold all logs again. One transaction: readers see old or new.

    Both digests are of one moment: nothing is released or taken over between them.
    """
    with transaction.atomic():
        logs = list(Log.objects.select_for_update().order_by("origin"))
        before = digest()
        for model in _PROJECTED:
            # Nothing else points to these rows, so that Django need not look for what to delete with each.
            model._base_manager.all()._raw_delete(connection.alias)  # noqa: SLF001 - as above
        for log in logs:
            apply(log, stored_entries(log))
        return Rebuilt(before, digest())


def stored_entries(log: Log) -> Iterator[VerifiedEntry]:
    """The entries of `log` as they are stored, in order; they were verified before they were stored."""
    start = 0
    stored = Entry.objects.filter(log=log).order_by("index").values_list("index", "leaf", "raw", "body")
    while rows := list(stored.filter(index__gte=start)[:BATCH]):
        for index, leaf, raw, body in rows:
            exact = bytes(raw)
            yield VerifiedEntry(
                index, bytes(leaf), exact, summarise(exact), None if body is None else bytes(body)
            )
        start = rows[-1][0] + 1


def digest() -> str:
    """SHA-256 over all projected values in an order that depends on the logs alone, in 64 hexadecimal digits."""
    hashed = hashlib.sha256()
    for log in Log.objects.order_by("origin"):
        hashed.update(_line(["log", log.origin, log.opened_at]))
        for rows in (
            Record.objects.filter(log=log).order_by("uid"),
            Revision.objects.filter(record__log=log).order_by("record__uid", "index"),
            Reference.objects.filter(record__log=log).order_by(
                "record__uid", "field", "target_uid", "provision", "target_revision"
            ),
            Response.objects.filter(log=log).order_by("index"),
            Contact.objects.filter(record__log=log).order_by("uid", "area", "sort", "at"),
            Anchor.objects.filter(log=log).order_by("index"),
        ):
            for line in _lines(rows):
                hashed.update(line)
    return hashed.hexdigest()


def _lines(rows: QuerySet[Any]) -> Iterator[bytes]:
    model: type[Model] = rows.model
    names = [field.name for field in model._meta.concrete_fields if field.name not in _LEFT_OUT]  # noqa: SLF001 - as above
    if model in (Revision, Reference):
        names.append("record__uid")
    for values in rows.values_list(*names).iterator(chunk_size=BATCH):
        yield _line([model.__name__, *values])


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, sort_keys=True, default=str).encode() + b"\n"
