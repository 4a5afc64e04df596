"""What the logs of an arrangement said at given sizes: the input of reports, which anyone can make again from the same sizes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from silta.ledger.merkle import Edge
from silta.ledger.notes import encode_base64
from silta.node.errors import NotFound
from silta.node.models import Entry, Log, Record, Response, Revision
from silta.node.projection.standings import response_view
from silta.node.queries.arrangements import arrangement
from silta.node.queries.pages import revision_view
from silta.records import views


def snapshot(
    arrangement_id: str, sizes: Mapping[str, int] | None = None, *, kinds: Collection[str] = ()
) -> views.Snapshot:
    """All records of an arrangement as the logs tell them: now, or with the first `sizes[origin]` entries of each log.

    A log that `sizes` does not name counts as empty; with `kinds` there are no records of other kinds.
    An erased body stays erased, whatever the size. Raises `NotFound`:
    `arrangement.unknown`, `snapshot.not-held` (an origin that is unknown, or a size that this node has not reached).
    """
    around = arrangement(arrangement_id)
    logs = {log.origin: log for log in Log.objects.filter(arrangement=arrangement_id)}
    wanted = {origin: log.size for origin, log in logs.items()} if sizes is None else dict(sizes)
    for origin, size in wanted.items():
        if origin not in logs or not 0 <= size <= logs[origin].size:
            raise NotFound("snapshot.not-held", origin[:80], size=size)
    by_log = {log.pk: wanted.get(origin, 0) for origin, log in logs.items()}
    order = {party.code: place for place, party in enumerate(around.parties)}
    sources = [
        views.Source(log.origin, wanted[log.origin], encode_base64(root_at(log, wanted[log.origin])))
        for log in sorted(logs.values(), key=lambda log: order.get(log.party, len(order)))
        if wanted.get(log.origin)
    ]
    chosen: dict[str, Any] = {"arrangement": around.id} | ({"kind__in": list(kinds)} if kinds else {})
    return views.Snapshot(around.id, around.parties, tuple(sources), _records(chosen, by_log, order))


def state_of_logs(arrangement_id: str) -> tuple[tuple[int, int, bytes], ...]:
    """Log, size and edge of each log of an arrangement: while these are the same, so is all that follows from the logs."""
    logs = Log.objects.filter(arrangement=arrangement_id).order_by("pk")
    return tuple((pk, size, bytes(edge)) for pk, size, edge in logs.values_list("pk", "size", "edge"))


def root_at(log: Log, size: int) -> bytes:
    """The root (32 bytes) over the first `size` entries of a log that this node holds."""
    if size == log.size:
        return Edge.from_bytes(log.size, bytes(log.edge)).root()
    leaves = Entry.objects.filter(log=log, index__lt=size).order_by("index").values_list("leaf", flat=True)
    edge, _ = Edge.empty().append_packed(b"".join(map(bytes, leaves.iterator())))
    return edge.root()


def _records(
    chosen: Mapping[str, Any], sizes: Mapping[int, int], order: Mapping[str, int]
) -> dict[str, views.Record]:
    revisions = _revisions(chosen, sizes)
    responses = _responses(chosen, sizes)
    rows = Record.objects.filter(**chosen).select_related("log")
    found: dict[UUID, tuple[tuple[str, int, str], views.Record]] = {}
    for record in rows.only("uid", "kind", "party", "first_at", "log__origin").iterator():
        held = revisions.get(record.pk)
        if not held:
            continue
        answers = [answer for revision in held for answer in responses.get(revision.leaf, ())]
        answers.sort(key=lambda answer: (answer.time, order.get(answer.party, len(order)), answer.index))
        withdrawn = held[-1].withdrawn_index
        view = views.Record(
            str(record.uid),
            record.kind,
            record.party,
            tuple(revision_view(revision, record.log.origin) for revision in held),
            tuple(answers),
            withdrawn is not None and withdrawn < sizes[record.log_id],
        )
        claim = (record.first_at, order.get(record.party, len(order)), record.party)
        if record.uid not in found or claim < found[record.uid][0]:
            found[record.uid] = (claim, view)
    return {str(uid): view for uid, (_, view) in sorted(found.items())}


def _revisions(chosen: Mapping[str, Any], sizes: Mapping[int, int]) -> dict[int, list[Revision]]:
    """The revisions below the sizes, by record, in the order of the log."""
    found: dict[int, list[Revision]] = defaultdict(list)
    rows = _of_records(chosen).select_related("record")
    for revision in rows.only(*_REVISION).order_by("record", "index").iterator():
        if revision.index < sizes[revision.record.log_id]:
            found[revision.record_id].append(revision)
    return found


def _of_records(chosen: Mapping[str, Any]) -> QuerySet[Revision]:
    """The revisions of the records that fit the conditions `chosen`."""
    return Revision.objects.filter(**{f"record__{name}": value for name, value in chosen.items()})


_REVISION = (
    "number", "index", "leaf", "time", "role", "marking", "schema", "fields", "withdrawn_index", "attachments",
    "record__log",
)  # fmt: skip


def _responses(chosen: Mapping[str, Any], sizes: Mapping[int, int]) -> dict[str, list[views.Response]]:
    """The answers below the sizes, by the leaf that they answer."""
    found: dict[str, list[views.Response]] = defaultdict(list)
    rows = Response.objects.filter(log__arrangement=chosen["arrangement"]).select_related("log")
    if "kind__in" in chosen:
        rows = rows.filter(target_leaf__in=_of_records(chosen).values("leaf"))
    for answer in rows.order_by("log", "index").iterator():
        if answer.index < sizes[answer.log_id]:
            found[answer.target_leaf].append(response_view(answer))
    return found
