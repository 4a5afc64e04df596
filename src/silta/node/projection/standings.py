"""The standing of records: what the parties' answers make of their states. It is the one value that joins several logs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from django.db.models import QuerySet

from silta.ledger.charter import Charter
from silta.node.models import Arrangement, Record, Response, Revision
from silta.records import views
from silta.records.computed import standing
from silta.records.registry import KINDS

_CHUNK: Final = 500


def parties_of(arrangement_id: str) -> tuple[str, ...]:
    """The codes of an arrangement's parties, in the order of its charter."""
    raw = Arrangement.objects.values_list("charter", flat=True).get(pk=arrangement_id)
    return tuple(party.code for party in Charter.parse(bytes(raw)).parties)


def first_standing(record: Mapping[str, Any]) -> str:
    """The standing of a record (its values by column) while nobody has answered any of its revisions."""
    if record["withdrawn"]:
        return "withdrawn"
    kind = KINDS.get(record["kind"])
    if kind is None or kind.lifecycle.typed:
        return str(record["state"])
    return "proposed" if kind.joint else "self-rated"


def refresh(records: Collection[int]) -> None:
    """Compute the standing of `records`, by their ids."""
    ordered = sorted(records)
    for start in range(0, len(ordered), _CHUNK):
        _refresh(Record.objects.filter(pk__in=ordered[start : start + _CHUNK]))


def refresh_answered(arrangement_id: str, leaves: Collection[str]) -> None:
    """Compute the standing of the records that have one of `leaves` among their revisions, and an answer to it."""
    ordered = sorted(leaves)
    for start in range(0, len(ordered), _CHUNK):
        answers = Response.objects.filter(
            log__arrangement=arrangement_id, target_leaf__in=ordered[start : start + _CHUNK]
        )
        answered = set(answers.values_list("target_leaf", flat=True))
        if answered:
            of_leaves = Revision.objects.filter(leaf__in=answered, record__arrangement=arrangement_id)
            refresh(set(of_leaves.values_list("record", flat=True)))


def _refresh(records: QuerySet[Record]) -> None:
    """Compute and store the standing of a few records of one arrangement."""
    rows = list(
        records.only("id", "arrangement_id", "party", "kind", "uid", "withdrawn", "state", "standing")
    )
    if not rows:
        return
    parties = parties_of(rows[0].arrangement_id)
    revisions: dict[int, list[views.Revision]] = defaultdict(list)
    stored = Revision.objects.filter(record__in=rows).order_by("record", "index").defer("fields", "odd")
    for revision in stored:
        revisions[revision.record_id].append(_view(revision))
    responses = _responses(rows[0].arrangement_id, {r.leaf for found in revisions.values() for r in found})
    changed: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        to_it = tuple(answer for one in revisions[row.pk] for answer in responses[one.leaf])
        view = views.Record(
            str(row.uid), row.kind, row.party, _with_state(revisions[row.pk], row.state), to_it, row.withdrawn
        )
        now = standing(view, parties)
        if now != row.standing:
            changed[now].append(row.pk)
    for now, ids in changed.items():
        Record.objects.filter(pk__in=ids).update(standing=now)


def _view(row: Revision) -> views.Revision:
    return views.Revision(
        row.number, "", row.index, row.leaf, row.time, row.role, row.marking, row.schema, None
    )


def _with_state(revisions: Sequence[views.Revision], state: str) -> tuple[views.Revision, ...]:
    """The revisions, the last one with the one field that a standing depends on."""
    return (*revisions[:-1], replace(revisions[-1], fields={"state": state}))


def _responses(arrangement_id: str, leaves: Collection[str]) -> dict[str, list[views.Response]]:
    """The answers to `leaves` by leaf, in an order that does not depend on which log came first."""
    found: dict[str, list[views.Response]] = defaultdict(list)
    rows = Response.objects.filter(log__arrangement=arrangement_id, target_leaf__in=leaves)
    for row in rows.select_related("log").order_by("time", "party", "index"):
        found[row.target_leaf].append(response_view(row))
    return found


def response_view(row: Response) -> views.Response:
    """A response as computed states and reports see it; `row.log` should be loaded."""
    return views.Response(
        party=row.party,
        verdict=cast("views.Verdict", row.verdict),
        origin=row.log.origin,
        index=row.index,
        time=row.time,
        role=row.role,
        target_leaf=row.target_leaf,
        reasons=row.reasons,
    )
