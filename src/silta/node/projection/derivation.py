"""From an entry and its body to the values of rows. Nothing here reads or writes the database.

Whatever a partner sends has to end in values that every column takes: bodies are sifted by their kind, and what does not fit is
kept as ASCII text.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from uuid import UUID

from silta.ledger.bodies import Body, open_body
from silta.ledger.entries import Release, Respond
from silta.ledger.errors import LedgerError
from silta.ledger.extension import VerifiedEntry
from silta.node.models import Record, Reference, Response, Revision
from silta.records.fields import Field
from silta.records.kind import Kind, Sifted
from silta.records.references import references
from silta.records.registry import KINDS
from silta.words.collation import sort_key
from silta.words.errors import Problem
from silta.words.folding import fold_lines
from silta.words.languages import CODES
from silta.words.text import Text, best_wording

_TITLE: Final = 300
_SORT_KEY: Final = 200
_FOLDED: Final = 20_000


def revision_of(verified: VerifiedEntry, release: Release, record_kind: str) -> Revision:
    """The row of a released revision of a record of `record_kind` (the kind that its first revision named); not saved."""
    sifted, schema = _sift(verified.body, release, record_kind)
    return Revision(
        number=release.revision,
        index=verified.index,
        leaf=verified.leaf.hex(),
        time=release.time,
        role=release.role,
        marking=release.marking,
        schema=schema,
        body_digest=release.body,
        fields=sifted.fields if sifted else None,
        odd=_odd_text(sifted) if sifted else "",
        attachments=[
            {"sha256": a.sha256, "size": a.size, "media_type": a.media_type, "name": a.name}
            for a in release.attachments
        ],
    )


def _sift(raw: bytes | None, release: Release, record_kind: str) -> tuple[Sifted | None, int]:
    """The fields of a release, sifted, and the schema that they name; None if the body is gone."""
    if raw is None:
        return None, 1
    try:
        body = open_body(raw, None)  # the digest was checked when the entry was verified
    except LedgerError as error:
        # The log committed to bytes that are no body. They stay beside the entry; here it only counts that they tell nothing.
        return Sifted({}, {}, error.problems), 1
    return _sift_body(body, release, record_kind), body.schema


def _sift_body(body: Body, release: Release, record_kind: str) -> Sifted:
    fields = dict(body.fields)
    if body.kind != release.kind or release.kind != record_kind:
        return Sifted({}, fields, (Problem("record.other-kind", "kind"),))
    kind = KINDS.get(record_kind)
    if kind is None:
        return Sifted({}, fields, (Problem("record.unknown-kind", "kind"),))
    return kind.sift(fields)


def _odd_text(sifted: Sifted) -> str:
    if not sifted.odd and not sifted.problems:
        return ""
    problems = [[problem.code, problem.where] for problem in sifted.problems]
    return json.dumps({"fields": sifted.odd, "problems": problems}, sort_keys=True)


def describe(record: Record, latest: Revision) -> None:
    """Set everything of `record` that follows from its latest revision, but for its standing."""
    record.index, record.leaf = latest.index, latest.leaf
    record.revision_number, record.released_at = latest.number, latest.time
    record.marking = latest.marking
    record.withdrawn, record.erased = bool(latest.withdrawn), latest.fields is None
    fields = latest.fields or {}
    record.fields = fields
    record.number, record.state, record.folded = "", "", ""
    record.year, record.due, record.titles = 0, "", {}
    kind = KINDS.get(record.kind)
    if kind is not None:
        record.number = str(fields.get(kind.number, ""))
        record.state = str(fields.get("state", ""))
        record.year, record.due = kind.year_of(fields) or 0, kind.due_on(fields)
        record.titles = titles_of(kind, fields)
        record.folded = searched_text(kind, fields)
    wordings = {tag: {"text": text} for tag, text in record.titles.items()}
    for code in CODES:
        title = best_wording(wordings, code)[0]
        setattr(record, f"sort_{code}", sort_key(title, code)[:_SORT_KEY] if title else "")


def titles_of(kind: Kind, fields: Mapping[str, Any]) -> dict[str, str]:
    """The wordings of a record's title by language tag; a name that is in no language has the tag "". Cut to 300 characters."""
    value = fields.get(kind.title)
    if isinstance(value, Mapping):
        return {tag: str(wording["text"])[:_TITLE] for tag, wording in value.items()}
    return {"": str(value)[:_TITLE]} if value else {}


def searched_text(kind: Kind, fields: Mapping[str, Any]) -> str:
    """All words of a record in all languages, folded, one text a line."""
    return fold_lines(_words(kind.described, fields))[:_FOLDED]


def _words(described: tuple[Field, ...], fields: Mapping[str, Any]) -> Iterator[str]:
    for field in described:
        value = fields.get(field.name)
        if value is None:
            continue
        if field.shape in ("title", "prose"):
            yield from (wording["text"] for wording in value.values())
        elif field.shape == "rows":
            for row in value if isinstance(value, list) else [value]:
                yield from _words(field.rows, row)
        elif field.shape in ("line", "provisions", "release"):
            yield from value if isinstance(value, list) else [value]


def references_of(record: Record) -> list[Reference]:
    """The rows of the references in the latest revision; not saved. A value that names nothing possible is passed over."""
    kind = KINDS.get(record.kind)
    if kind is None:
        return []
    return [
        Reference(
            record=record,
            field=found.field,
            target_uid=UUID(found.record) if found.record else None,
            target_revision=found.revision,
            provision=found.provision,
        )
        for found in references(kind, record.fields)
    ]


def response_of(verified: VerifiedEntry, entry: Respond) -> Response:
    """The row of a response; not saved, and its log not set."""
    return Response(
        index=verified.index,
        verdict=entry.verdict,
        target_origin=entry.target.origin,
        target_index=entry.target.index,
        target_leaf=entry.target.leaf,
        time=entry.time,
        role=entry.role,
        reasons=_reasons(verified.body),
    )


def _reasons(raw: bytes | None) -> dict[str, Any] | None:
    """The text of a response's body; None if it has none, it was erased or it is no text."""
    if raw is None:
        return None
    try:
        text = Text.model_validate(open_body(raw, None).fields.get("reasons"))
    except (LedgerError, ValueError):
        return None
    wire: dict[str, Any] = text.model_dump(mode="json")
    return wire or None
