"""Reading of record fields into inlines. As `silta.records.kind.Sifted` promises, types are relied upon and presence is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from silta.records.registry import KINDS
from silta.records.views import Record
from silta.reports.content import Inline, Literal, Multi

Fields = Mapping[str, Any]

NOTHING: Final = Literal("—")
"""What stands where a record says nothing."""


def line(fields: Fields, name: str) -> str:
    """A field of one line, a code or a date; empty if it is absent."""
    return str(fields.get(name) or "")


def text(fields: Fields, name: str) -> Multi | None:
    """A multilingual field; None if it is absent or empty."""
    return Multi(fields[name]) if fields.get(name) else None


def title(kind: str, fields: Fields) -> Inline:
    """What a record is called; a dash if its body is erased or has no title."""
    known = KINDS.get(kind)
    said = fields.get(known.title) if known else None
    if isinstance(said, str):
        return Literal(said) if said else NOTHING
    return Multi(said) if said else NOTHING


def record_title(record: Record) -> Inline:
    return title(record.kind, record.fields)


def natural(value: str) -> tuple[tuple[int, str], ...]:
    """A sort key under which ``2026-2`` comes before ``2026-10``."""
    return tuple(
        (int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d{1,18})", value)
    )
