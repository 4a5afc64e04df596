"""The fields of a record as its page sets them: facts, texts, lists of rows, frozen records. The same for every kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.utils.safestring import SafeString

from silta.records.fields import Field
from silta.records.kind import Kind
from silta.web import wording
from silta.web.components.texts import Beside, languages_of, side_by_side
from silta.web.components.values import Drawer

_WIDE: Final = ("prose", "rows", "frozen")
"""Shapes that get a section of their own; the others stand among the facts."""


@dataclass(frozen=True)
class Fact:
    """A short field: its name, its label and its value as drawn."""

    name: str
    label: str
    value: SafeString


@dataclass(frozen=True)
class TextPart:
    """A text of paragraphs under its heading."""

    name: str
    label: str
    text: Beside


@dataclass(frozen=True)
class TablePart:
    """A list of rows under its heading: the labels of the columns and the drawn cells."""

    name: str
    label: str
    columns: list[str]
    rows: list[list[tuple[str, SafeString]]]


@dataclass(frozen=True)
class Parts:
    """All filled-in fields of one revision. `languages` are those in which there is more than the reader's to read."""

    facts: list[Fact] = field(default_factory=list)
    texts: list[TextPart] = field(default_factory=list)
    tables: list[TablePart] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)


def parts_of(kind: Kind | None, fields: Mapping[str, Any], drawer: Drawer, beside: str) -> Parts:
    """The fields of a revision, parted by how they are read. `beside` is the language to set beside the reader's."""
    if kind is None:
        return Parts()
    parts = Parts(languages=languages_of(texts_of(kind, fields)))
    for described in kind.described:
        value = fields.get(described.name)
        if value in (None, "", [], {}) or described.name in (kind.title, kind.number, "state"):
            continue
        label = wording.label("field", described.label)
        if described.shape == "prose":
            text = side_by_side(value, wording.reader_language(), beside)
            parts.texts.append(TextPart(described.name, label, text))
        elif described.shape in _WIDE:
            parts.tables.append(_table(described, label, value, drawer))
        else:
            parts.facts.append(Fact(described.name, label, drawer.draw(described, value)))
    return parts


def texts_of(kind: Kind, fields: Mapping[str, Any]) -> list[Any]:
    """The texts of a revision that may be in several languages, in wire form."""
    return [fields[f.name] for f in kind.described if f.shape in ("title", "prose") and fields.get(f.name)]


def _table(described: Field, label: str, value: Any, drawer: Drawer) -> TablePart:
    rows = value if isinstance(value, list) else [value]
    if described.shape == "frozen":
        return TablePart(
            described.name, label, [label], [[(label, drawer.draw(described, row))] for row in rows]
        )
    inner = list(_used(described.rows, rows))
    columns = [wording.label("field", one.label) for one in inner]
    drawn = [
        [(words, drawer.draw(one, row.get(one.name))) for words, one in zip(columns, inner, strict=True)]
        for row in rows
        if isinstance(row, Mapping)
    ]
    return TablePart(described.name, label, columns, drawn)


def _used(described: tuple[Field, ...], rows: list[Any]) -> Iterator[Field]:
    """The columns that at least one row fills in."""
    for one in described:
        if any(isinstance(row, Mapping) and row.get(one.name) not in (None, "", [], {}) for row in rows):
            yield one
