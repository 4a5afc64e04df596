"""References: which records and provisions a record's fields point to. The thread is walked along them, both ways."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from silta.records.fields import Field
from silta.records.kind import Kind


@dataclass(frozen=True)
class Reference:
    """One pointer out of a record. Exactly one of `record` (an id) and `provision` (an address) is set.

    `revision` is set when the reference is frozen to one revision of the target.
    """

    field: str
    record: str = ""
    provision: str = ""
    revision: int | None = None


def references(kind: Kind, fields: Mapping[str, Any]) -> tuple[Reference, ...]:
    """Every reference in `fields`, in the order of the kind's declaration; malformed values are passed over."""
    return tuple(_walk(kind.pointing, fields, ""))


def _walk(described: tuple[Field, ...], fields: Mapping[str, Any], prefix: str) -> Iterator[Reference]:
    for field in described:
        value = fields.get(field.name)
        if value in (None, "", []):
            continue
        items = value if isinstance(value, list) else [value]
        for item in items:
            yield from _one(field, item, prefix + field.name)


def _one(field: Field, item: Any, name: str) -> Iterator[Reference]:
    if field.shape == "rows" and isinstance(item, Mapping):
        yield from _walk(field.rows, item, name + ".")
    elif field.shape == "frozen" and isinstance(item, Mapping):
        yield Reference(name, record=str(item.get("record", "")), revision=item.get("revision"))
    elif field.shape in ("ref", "refs") and isinstance(item, str):
        yield Reference(name, record=item)
    elif field.shape == "provisions" and isinstance(item, str):
        yield Reference(name, provision=item)
