"""What a sheet of records is made from, and what one that comes back is compared with."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from silta.node.models import Draft, Record
from silta.node.projection.derivation import titles_of
from silta.node.queries.arrangements import ArrangementView
from silta.node.queries.lists import selected
from silta.records.kind import Kind
from silta.records.registry import KINDS
from silta.reports.sheets.columns import Say
from silta.reports.sheets.judging import Known
from silta.reports.sheets.reading import MAX_ROWS
from silta.reports.sheets.values import Named, Values
from silta.reports.sheets.writing import Entry
from silta.words.errors import SiltaError

_MAX_NAMED: Final = 50_000
_BATCH: Final = 500


def entries(
    kind: str, arrangement: str, language: str, filters: Mapping[str, Any], sort: str
) -> Iterator[Entry]:
    """The records of a list with all their fields, in its order; read in batches. Raises `SiltaError` `sheet.too-many-rows`."""
    found = selected(kind, arrangement, filters, sort, language)
    total = found.count()
    if total > MAX_ROWS:
        raise SiltaError("sheet.too-many-rows", limit=MAX_ROWS, count=total)
    rows = found.values_list("uid", "revision_number", "party", "marking", "fields")
    return (Entry(str(uid), *rest) for uid, *rest in rows.iterator(chunk_size=_BATCH))


def values_for(kind: Kind, around: ArrangementView, say: Say, language: str) -> Values:
    """What cells of a kind may say: the parties of the arrangement, and the records that references of the kind may name."""
    kinds = {code for field in kind.pointing for code in _kinds(field)}
    parties = {party.code: dict(party.names) for party in around.parties}
    return Values(kind, say, language, parties, list(_named(kinds, around.id)) if kinds else ())


def _kinds(field: Any) -> Iterator[str]:
    yield from field.kinds
    for inner in field.rows:
        yield from _kinds(inner)


def _named(kinds: Collection[str], arrangement: str) -> Iterator[Named]:
    """Records that are not withdrawn, and drafts of new ones; two queries."""
    released = Record.objects.filter(arrangement=arrangement, kind__in=kinds, withdrawn=False)
    for uid, kind, number, titles in released.values_list("uid", "kind", "number", "titles")[:_MAX_NAMED]:
        yield Named(str(uid), kind, number, titles)
    drafts = Draft.objects.filter(arrangement=arrangement, kind__in=kinds, base=0)
    for uid, code, fields in drafts.values_list("uid", "kind", "fields")[:_MAX_NAMED]:
        called = fields.get(KINDS[code].number)
        yield Named(str(uid), code, called if isinstance(called, str) else "", _titles(code, fields))


def _titles(kind: str, fields: Mapping[str, Any]) -> dict[str, str]:
    try:
        return dict(titles_of(KINDS[kind], fields))
    except (KeyError, TypeError, AttributeError):  # a draft may hold anything
        return {}


def known(kind: str, arrangement: str, uids: Collection[str]) -> dict[str, Known]:
    """What this node has under each of the ids, be it released or a draft; two queries for every few hundred."""
    found: dict[str, Known] = {}
    wanted = sorted(filter(None, map(_uuid, uids)))
    for start in range(0, len(wanted), _BATCH):
        some = wanted[start : start + _BATCH]
        records = Record.objects.filter(arrangement=arrangement, kind=kind, uid__in=some, withdrawn=False)
        drafts = {
            str(draft.uid): draft
            for draft in Draft.objects.filter(
                arrangement=arrangement, kind=kind, uid__in=some
            ).select_related("updated_by")
        }
        for record in records.select_related("log").order_by("log__is_own"):
            draft = drafts.get(str(record.uid))
            found[str(record.uid)] = Known(
                str(record.uid), record.log.is_own, record.revision_number, record.marking, record.fields,
                draft.fields if draft else None, _by(draft),
            )  # fmt: skip
    return found


def _by(draft: Draft | None) -> str:
    person = draft.updated_by if draft else None
    return (person.get_full_name() or person.get_username()) if person else ""


def _uuid(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        return ""
