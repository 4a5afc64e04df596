"""The register of names: writing, deleting, taking in what the records name. Nothing of it ever leaves the node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from silta.node import bulk, clock
from silta.node.actions.actor import Actor
from silta.node.actions.checks import classified
from silta.node.actions.sheets import Seen
from silta.node.errors import NotFound, Refused
from silta.node.models import KnownName
from silta.node.permissions import WRITERS, require
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.names import known_entries, strange_names
from silta.node.uids import new_uid, parse_uid
from silta.reports.proof.register import KIND, name_of
from silta.reports.sheets.columns import Say
from silta.reports.sheets.judging import Judged, judge, named
from silta.reports.sheets.reading import read
from silta.reports.sheets.values import Values
from silta.words.collation import sort_key
from silta.words.folding import fold_lines

MAX_NAMES: Final = 20_000
_CHANGING: Final = ("fields", "version", "sort_key", "folded", "updated_by_id", "updated_at")


def save_name(actor: Actor, fields: Mapping[str, Any], uid: str = "", version: int | None = None) -> str:
    """Write an entry, a new one without `uid`; returns its id. `version` is the one that its writer saw.

    Raises `Denied`, `RecordRefused` with every problem, `NotFound` `name.unknown`, `Refused`: `name.changed-meanwhile`,
    `name.too-many`, `marking.classified`.
    """
    chosen = parse_uid(uid, "name.unknown") if uid else new_uid()
    with transaction.atomic():
        held = _locked([chosen])
        if uid and chosen not in held:
            raise NotFound("name.unknown", str(uid))
        if version is not None and uid and held[chosen] != version:
            raise Refused("name.changed-meanwhile", "name", version=held[chosen])
        _write(actor, [(chosen, held.get(chosen, 0) + 1, fields)])
    return str(chosen)


def delete_name(actor: Actor, uid: str | UUID) -> None:
    """Delete an entry: nothing of it is left on this node. Raises `Denied`, `NotFound` `name.unknown`."""
    require(actor, *WRITERS)
    chosen = parse_uid(uid, "name.unknown")
    if not KnownName.objects.filter(uid=chosen).delete()[0]:
        raise NotFound("name.unknown", str(uid))


def take_in_names(actor: Actor, around: ArrangementView) -> int:
    """Entries for the parties, experts and contact points that the register does not have; returns how many. Raises `Denied`."""
    require(actor, *WRITERS)
    with transaction.atomic():
        held = [name_of(fields) for fields in KnownName.objects.values_list("fields", flat=True)]
        found = strange_names(around, held)
        _write(actor, [(new_uid(), 1, fields) for fields in found])
    return len(found)


def look_at_names(raw: bytes, say: Say, language: str) -> Seen:
    """Read and judge a sheet of the register; nothing is written. Raises `SiltaError` where it cannot be read as a whole."""
    filled = read(raw, KIND, say)
    values = Values(KIND, say, language, {}, ())
    rows, lost = judge(filled, KIND, values, known_entries(named(filled)))
    return Seen(filled, tuple(rows), tuple(lost))


def accept_names(actor: Actor, rows: Sequence[Judged]) -> int:
    """Write the rows of a sheet that are new or changed, all or nothing; returns how many. Raises as `save_name`."""
    with transaction.atomic():
        held = _locked([UUID(row.uid) for row in rows if row.uid])
        for row in rows:
            if row.uid and held.get(UUID(row.uid)) != row.base:
                raise Refused("name.changed-meanwhile", "name", version=held.get(UUID(row.uid), 0))
        _write(actor, [(UUID(row.uid) if row.uid else new_uid(), row.base + 1, row.fields) for row in rows])
    return len(rows)


def _locked(uids: Sequence[UUID]) -> dict[UUID, int]:
    """The versions of the entries that are there, which are held for the transaction of the caller."""
    found = KnownName.objects.select_for_update().filter(uid__in=uids)
    return dict(found.values_list("uid", "version"))


def _write(actor: Actor, entries: Sequence[tuple[UUID, int, Mapping[str, Any]]]) -> None:
    """Write entries (id, version, fields), new ones and such as are there. Belongs in a transaction of the caller."""
    require(actor, *WRITERS)
    if KnownName.objects.count() + sum(version == 1 for _, version, _ in entries) > MAX_NAMES:
        raise Refused("name.too-many", limit=MAX_NAMES)
    rows = [_row(actor, *entry) for entry in entries]
    bulk.insert(KnownName, rows, unique=("uid",), changing=_CHANGING)


def _row(actor: Actor, uid: UUID, version: int, said: Mapping[str, Any]) -> dict[str, Any]:
    stamped = classified(said, "")
    if stamped:
        raise Refused.of(stamped)
    fields = KIND.validate(said)
    words = [one["text"] for text in ("name", "office") for one in fields.get(text, {}).values()]
    called, _ = KIND.title_of(fields, "en")
    if fields["sort"] == "person":  # people are looked up by their last name
        called = f"{called.split()[-1]} {called}"
    return {
        "uid": uid, "fields": fields, "version": version, "sort_key": sort_key(called, "en")[:200],
        "folded": fold_lines([*words, *fields.get("also", ()), *fields.get("wrong", ())]),
        "updated_by_id": actor.user_id, "updated_at": clock.now(),
    }  # fmt: skip
