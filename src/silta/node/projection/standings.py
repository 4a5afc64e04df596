"""The standing of records: what the parties' answers make of their states. It is the one value that joins several logs.

Rows are looked for by what singles them out (an id, a leaf), and the arrangement is compared here: a database that knows nothing
of the numbers may otherwise look through a whole log for a few answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast
from uuid import UUID

from django.db.models import F, QuerySet

from silta.ledger.charter import Charter
from silta.node.bulk import among
from silta.node.models import Arrangement, Record, Reference, Response, Revision
from silta.records import views
from silta.records.computed import HUNG_ON, Nearby, standing
from silta.records.kind import Near, Situation
from silta.records.registry import KINDS

_CHUNK: Final = 500
LEANING: Final = frozenset(kind.code for kind in KINDS.values() if kind.hangs_on)
"""The kinds whose state hangs on records beside them."""
BESIDE: Final = LEANING | HUNG_ON
_TOLD: Final = ("number", "index", "leaf", "time", "role", "marking", "schema")
_LOOKED_AT: Final = ("id", "arrangement_id", "uid", "kind", "party", "standing", "fields", "first_at")


def parties_of(arrangement_id: str) -> tuple[str, ...]:
    """The codes of an arrangement's parties, in the order of its charter."""
    raw = Arrangement.objects.values_list("charter", flat=True).get(pk=arrangement_id)
    return tuple(party.code for party in Charter.parse(bytes(raw)).parties)


def first_standing(record: Mapping[str, Any]) -> str:
    """The standing of a record (its values by column) while nobody has answered any of its revisions."""
    if record["withdrawn"]:
        return "withdrawn"
    kind = KINDS.get(record["kind"])
    if kind is not None and kind.stands:
        return kind.stands(Situation(record["party"], record["state"], record["fields"]))
    if kind is None or kind.lifecycle.typed:
        return str(record["state"])
    return "proposed" if kind.joint else "self-rated"


def bound_by(record_kind: str, standing: str, due: str) -> str | None:
    """The day `due` if a record of this kind that stands so is bound to it."""
    kind = KINDS.get(record_kind)
    return due if kind is not None and kind.binds(standing, due) else None


def refresh(records: Collection[int]) -> set[int]:
    """Compute the standing of `records`, by their ids, and what binds them; return the ids of those that now stand otherwise."""
    ordered, changed = sorted(records), set()
    for start in range(0, len(ordered), _CHUNK):
        part = among(Record, "id", ordered[start : start + _CHUNK])
        changed |= _refresh(Record.objects.filter(pk__in=part))
    return changed


def answered_of(arrangement_id: str, leaves: Collection[str]) -> set[int]:
    """The ids of the records that have one of `leaves` among their revisions, and an answer to it."""
    answers = Response.objects.filter(target_leaf__in=among(Response, "target_leaf", leaves))
    answered = set(answers.values_list("target_leaf", flat=True))
    if not answered:
        return set()
    of_leaves = Revision.objects.filter(leaf__in=among(Revision, "leaf", answered))
    found = set(of_leaves.values_list("record", "record__arrangement"))
    return {pk for pk, arrangement in found if arrangement == arrangement_id}


def hanging_on(records: Collection[int]) -> set[int]:
    """The ids of the records whose standing hangs on one of `records`: they point to it, or it points to them."""
    if not records:
        return set()
    looked_at = Record.objects.filter(pk__in=among(Record, "id", records), kind__in=HUNG_ON)
    alike: dict[tuple[str, str], list[int]] = defaultdict(list)
    for arrangement, kind, pk in looked_at.values_list("arrangement", "kind", "pk"):
        alike[arrangement, kind].append(pk)
    return {pk for (about, kind), several in alike.items() for pk in _hanging_on(about, kind, several)}


def _hanging_on(arrangement: str, kind: str, several: Collection[int]) -> set[int]:
    """What hangs on some records of one kind."""
    leaning = {one.code for one in KINDS.values() if kind in one.hangs_on}
    these = among(Record, "id", several)
    named = Reference.objects.filter(record__in=these).exclude(target_uid=None)
    pointing = Reference.objects.filter(target_uid__in=Record.objects.filter(pk__in=these).values("uid"))
    around: dict[str, set[Any]] = {
        "uid": set(named.values_list("target_uid", flat=True)),
        "id": set(pointing.values_list("record", flat=True)),
    }
    return {
        pk
        for name, values in around.items()
        if values
        for pk, beside, its_kind in Record.objects.filter(
            **{f"{name}__in": among(Record, name, values)}
        ).values_list("pk", "arrangement", "kind")
        if beside == arrangement and its_kind in leaning
    }


def spread(records: Collection[int]) -> set[int]:
    """Compute the standing of `records`, then of what hangs on those that changed, and so on; nothing comes round in a circle.

    Returns the ids of all those that now stand otherwise.
    """
    wave, changed = set(records), set[int]()
    while wave:
        fresh = refresh(wave)
        changed |= fresh
        wave = hanging_on(fresh)
    return changed


def _refresh(records: QuerySet[Record]) -> set[int]:
    """Compute and store the standing of a few records of one arrangement; the ids of those that changed."""
    rows = list(
        records.only(
            "id", "arrangement_id", "party", "kind", "uid", "withdrawn", "state", "standing", "due", "bound"
        )
    )
    if not rows:
        return set()
    parties = parties_of(rows[0].arrangement_id)
    revisions: dict[int, list[views.Revision]] = defaultdict(list)
    of_these = Revision.objects.filter(record__in=among(Record, "id", [row.pk for row in rows]))
    for pk, *told in of_these.order_by("record", "index").values_list("record", *_TOLD):
        revisions[pk].append(_view(*told))
    responses = _responses(rows[0].arrangement_id, {r.leaf for found in revisions.values() for r in found})
    fields = _fields([row for row in rows if row.kind in KINDS and KINDS[row.kind].stands])
    near = _nearby([row for row in rows if row.kind in LEANING])
    changed: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for row in rows:
        to_it = tuple(answer for one in revisions[row.pk] for answer in responses[one.leaf])
        told = _with_fields(revisions[row.pk], fields.get(row.pk, {"state": row.state}))
        view = views.Record(str(row.uid), row.kind, row.party, told, to_it, row.withdrawn)
        now = standing(view, parties, near.get(row.pk))
        bound = bound_by(row.kind, now, row.due)
        if (now, bound) != (row.standing, row.bound):
            changed[now, bound is not None].append(row.pk)
    for (now, binds), ids in changed.items():
        these = Record.objects.filter(pk__in=among(Record, "id", ids))
        these.update(standing=now, bound=F("due") if binds else None)
    return {pk for ids in changed.values() for pk in ids}


def _fields(rows: Sequence[Record]) -> dict[int, Mapping[str, Any]]:
    """The fields of the records whose standing may hang on any of them."""
    if not rows:
        return {}
    chosen = Record.objects.filter(pk__in=among(Record, "id", [row.pk for row in rows]))
    return dict(chosen.values_list("pk", "fields"))


def _nearby(rows: Sequence[Record]) -> dict[int, Nearby]:
    """The records beside those of `rows` that their standing hangs on, by the id of the latter; four queries."""
    if not rows:
        return {}
    to: dict[UUID | None, list[tuple[int, str]]] = defaultdict(list)
    uids = among(Reference, "target_uid", [row.uid for row in rows])
    incoming = Reference.objects.filter(target_uid__in=uids).order_by("id")
    for uid, pk, field in incoming.values_list("target_uid", "record", "field"):
        to[uid].append((pk, field))
    out: dict[int, list[tuple[UUID | None, str]]] = defaultdict(list)
    outgoing = Reference.objects.filter(record__in=among(Record, "id", [row.pk for row in rows]))
    named = outgoing.exclude(target_uid=None).order_by("id")
    for pk, uid, field in named.values_list("record", "target_uid", "field"):
        out[pk].append((uid, field))
    about = rows[0].arrangement_id
    pointing = {one.pk: one for one in _around(about, "id", {pk for found in to.values() for pk, _ in found})}
    pointed = {
        one.uid: one for one in _around(about, "uid", {uid for found in out.values() for uid, _ in found})
    }
    return {
        row.pk: Nearby(
            _near([(pointing[pk], field) for pk, field in to[row.uid] if pk in pointing], row.kind),
            _near([(pointed[uid], field) for uid, field in out[row.pk] if uid in pointed], row.kind),
        )
        for row in rows
    }


def _around(arrangement: str, name: str, values: Collection[Any]) -> list[Record]:
    """The records with these ids or uids that a standing may hang on, the first released first."""
    found = Record.objects.filter(**{f"{name}__in": among(Record, name, values)}, kind__in=HUNG_ON)
    rows = found.filter(withdrawn=False).order_by("first_at").only(*_LOOKED_AT)
    return [one for one in rows if one.arrangement_id == arrangement]


def _near(found: Iterable[tuple[Record, str]], kind: str) -> tuple[Near, ...]:
    looks = KINDS[kind].hangs_on
    chosen = sorted(((one, field) for one, field in found if one.kind in looks), key=_order)
    return tuple(
        Near(one.kind, one.party, field, one.standing, one.fields, str(one.uid)) for one, field in chosen
    )


def _order(found: tuple[Record, str]) -> tuple[str, str, str]:
    """An order that does not depend on which log came first."""
    record, field = found
    return record.first_at, str(record.uid), field


def _view(
    number: int, index: int, leaf: str, time: str, role: str, marking: str, schema: int
) -> views.Revision:
    return views.Revision(number, "", index, leaf, time, role, marking, schema, None)


def _with_fields(
    revisions: Sequence[views.Revision], fields: Mapping[str, Any]
) -> tuple[views.Revision, ...]:
    """The revisions, the last one with the fields that a standing may depend on."""
    return (*revisions[:-1], replace(revisions[-1], fields=fields))


def _responses(arrangement_id: str, leaves: Collection[str]) -> dict[str, list[views.Response]]:
    """The answers to `leaves` by leaf, in an order that does not depend on which log came first."""
    found: dict[str, list[views.Response]] = defaultdict(list)
    rows = Response.objects.filter(target_leaf__in=among(Response, "target_leaf", leaves))
    for row in rows.select_related("log").order_by("time", "party", "index"):
        if row.log.arrangement_id == arrangement_id:
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
