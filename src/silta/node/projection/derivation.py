"""From an entry and its body to the values of rows. Nothing here reads or writes the database.

Whatever a partner sends has to end in values that every column takes: bodies are sifted by their kind, and what does not fit is
kept as ASCII text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from silta.ledger.bodies import Body, open_body
from silta.ledger.entries import Respond
from silta.ledger.errors import LedgerError
from silta.ledger.extension import VerifiedEntry
from silta.node.models import Log
from silta.records.fields import TEXTS, WORDED, Field
from silta.records.kind import Kind, Sifted
from silta.records.references import references
from silta.records.registry import KINDS
from silta.records.wordings import translation_state
from silta.words.collation import sort_key
from silta.words.errors import Problem
from silta.words.folding import fold_lines
from silta.words.languages import CODES
from silta.words.text import Text, best_tag

_TITLE: Final = 300
_SORT_KEY: Final = 200
_FOLDED: Final = 20_000
_TAG: Final = 12
_PARTY: Final = 12
_ATTACHMENT: Final = ("sha256", "size", "media_type", "name")
NO_SCHEMA: Final = 1
"""The schema of a revision whose body is gone or is none."""


def revision_of(verified: VerifiedEntry, release: Mapping[str, Any], record_kind: str) -> dict[str, Any]:
    """The values of a released revision of a record of `record_kind` (the kind that its first revision named).

    `release` is the entry's JSON object. A verified entry is well formed, so that nothing of it has to be checked again.
    """
    sifted, schema = _sift(verified.body, release["kind"], record_kind)
    return {
        "number": release["revision"],
        "index": verified.index,
        "leaf": verified.leaf.hex(),
        "time": release["time"],
        "role": release["role"],
        "marking": release["marking"],
        "schema": schema,
        "body_digest": release["body"],
        "fields": sifted.fields if sifted else None,
        "odd": _odd_text(sifted) if sifted else "",
        "attachments": [{name: one[name] for name in _ATTACHMENT} for one in release["attachments"]],
    }


def _sift(raw: bytes | None, kind: str, record_kind: str) -> tuple[Sifted | None, int]:
    """The fields of a release that names `kind`, sifted, and the schema that they name; None if the body is gone."""
    if raw is None:
        return None, NO_SCHEMA
    try:
        body = open_body(raw, None)  # the digest was checked when the entry was verified
    except LedgerError as error:
        # The log committed to bytes that are no body. They stay beside the entry; here it only counts that they tell nothing.
        return Sifted({}, {}, error.problems), NO_SCHEMA
    return _sift_body(body, kind, record_kind), body.schema


def _sift_body(body: Body, kind_named: str, record_kind: str) -> Sifted:
    fields = dict(body.fields)
    if not body.kind == kind_named == record_kind:
        return Sifted({}, fields, (Problem("record.other-kind", "kind"),))
    kind = KINDS.get(record_kind)
    if kind is None:
        return Sifted({}, fields, (Problem("record.unknown-kind", "kind"),))
    return kind.sift(fields, body.schema)


def _odd_text(sifted: Sifted) -> str:
    if not sifted.odd and not sifted.problems:
        return ""
    problems = [[problem.code, problem.where] for problem in sifted.problems]
    return json.dumps({"fields": sifted.odd, "problems": problems}, sort_keys=True)


def describe(record_kind: str, latest: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a record that follow from its latest revision (its values by column), but for its standing."""
    fields = latest["fields"] or {}
    kind = KINDS.get(record_kind)
    titles = titles_of(kind, fields) if kind else {}
    return {
        "index": latest["index"],
        "leaf": latest["leaf"],
        "revision_number": latest["number"],
        "released_at": latest["time"],
        "marking": latest["marking"],
        "withdrawn": bool(latest.get("withdrawn")),
        "erased": latest["fields"] is None,
        "fields": fields,
        "number": str(fields.get(kind.number, "")) if kind else "",
        "state": str(fields.get("state", "")),
        "year": (kind.year_of(fields) or 0) if kind else 0,
        "due": kind.due_on(fields) if kind else "",
        **_held_by(record_kind, fields),
        "folded": searched_text(kind, fields) if kind else "",
        "titles": titles,
        **_sort_keys(titles),
        **wordings_of(kind, fields),
    }


def _held_by(record_kind: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Who owes a record, and the crosswalk that it belongs to: what is gathered and counted by them is found without reading."""
    owner = fields.get("owner")
    return {
        "owner": owner[:_PARTY] if isinstance(owner, str) else "",
        "crosswalk": _crosswalk(fields.get("crosswalk")) if record_kind == "mapping" else None,
    }


def _crosswalk(named: Any) -> UUID:
    return UUID(named) if isinstance(named, str) else UUID(int=0)


def wordings_of(kind: Kind | None, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The values of `silta.node.models.records.Worded`."""
    language, lacking = translation_state(kind, fields) if kind else ("", {})
    return {
        "written_in": language[:_TAG],
        **{f"wanting_{code}": lacking.get(code) or None for code in CODES},
    }


def _sort_keys(titles: Mapping[str, str]) -> dict[str, str]:
    shown = {code: titles.get(best_tag(titles, code) or "", "") for code in CODES}
    return {f"sort_{code}": sort_key(t, code)[:_SORT_KEY] if t else "" for code, t in shown.items()}


def titles_of(kind: Kind, fields: Mapping[str, Any]) -> dict[str, str]:
    """The wordings of a record's title by language tag; a name that is in no language has the tag "". Cut to 300 characters."""
    value = fields.get(kind.title)
    if isinstance(value, Mapping):
        return {tag: str(wording["text"])[:_TITLE] for tag, wording in value.items()}
    return {"": str(value)[:_TITLE]} if value else {}


def searched_text(kind: Kind, fields: Mapping[str, Any]) -> str:
    """All words of a record in all languages, folded, one text a line."""
    return fold_lines(_words(kind.worded, fields))[:_FOLDED]


def _words(described: tuple[Field, ...], fields: Mapping[str, Any]) -> list[str]:
    words: list[str] = []
    for field in described:
        value = fields.get(field.name)
        if value is None:
            continue
        if field.shape in TEXTS:
            words += [wording["text"] for wording in value.values()]
        elif field.shape == "rows":
            for row in value if isinstance(value, list) else [value]:
                words += _words(field.rows, row)
        elif field.shape in WORDED:
            words += value if isinstance(value, list) else [value]
    return words


def references_of(record_id: int, record_kind: str, fields: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The values of the references in the latest fields. A value that names nothing possible is passed over."""
    kind = KINDS.get(record_kind)
    return [
        {
            "record_id": record_id,
            "field": found.field,
            "target_uid": UUID(found.record) if found.record else None,
            "target_revision": found.revision,
            "provision": found.provision,
        }
        for found in (references(kind, fields) if kind else ())
    ]


def response_of(log: Log, verified: VerifiedEntry, entry: Respond) -> dict[str, Any]:
    """The values of a response in `log`."""
    return {
        "log_id": log.pk,
        "party": log.party,
        "index": verified.index,
        "verdict": entry.verdict,
        "target_origin": entry.target.origin,
        "target_index": entry.target.index,
        "target_leaf": entry.target.leaf,
        "time": entry.time,
        "role": entry.role,
        "reasons": _reasons(verified.body),
    }


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
