"""What a kind of record is, and the validation of a record's fields against its kind."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from pydantic import ValidationError

from silta.records.errors import RecordRefused, problems_of
from silta.records.fields import Field, Fields, describe
from silta.records.lifecycle import Lifecycle
from silta.words.errors import Problem
from silta.words.text import best_wording

Group = Literal["framework", "programme", "dialogue", "expertise", "standards", "experience", "results"]


@dataclass(frozen=True)
class Kind:
    """One kind of record. A module of `silta.records.kinds` defines it as ``KIND``; `silta.records.registry` lists it.

    `label` and `plural` are English msgids (context ``kind``). `title` names the field that names a record; `columns` are the
    fields that a list shows after it. `joint` marks a text that is in force only when every party has agreed to the same leaf.
    `check` may add findings that one field alone cannot show. `schema` grows when the meaning of a field changes.
    """

    code: str
    group: Group
    label: str
    plural: str
    fields: type[Fields]
    lifecycle: Lifecycle
    title: str
    columns: tuple[str, ...] = ()
    joint: bool = False
    schema: int = 1
    check: Callable[[Any], Iterator[Problem]] | None = None

    @cached_property
    def described(self) -> tuple[Field, ...]:
        """The kind's fields for forms, lists, sheets and the API."""
        return describe(self.fields)

    def field(self, name: str) -> Field:
        """The description of one field. Raises `KeyError` for a name that the kind does not have."""
        return next(f for f in self.described if f.name == name) if self.has(name) else _no_such(name)

    def has(self, name: str) -> bool:
        return name in self.fields.model_fields

    def validate(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        """The fields in wire form (JSON without floats, empty fields left out), checked as a whole.

        Raises `RecordRefused` with one `Problem` per finding, each naming its field.
        """
        try:
            model = self.fields.model_validate_json(json.dumps(dict(raw)))
        except ValidationError as error:
            raise RecordRefused.of(problems_of(error)) from None
        found = tuple(self.check(model)) if self.check else ()
        if found:
            raise RecordRefused.of(found)
        wire: dict[str, Any] = model.model_dump(mode="json", exclude_none=True)
        return wire

    def check_move(self, before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> None:
        """Raise `RecordRefused` unless the state in `after` may follow the one in `before` (None: a first revision)."""
        was = before.get("state") if before else None
        self.lifecycle.check(was, str(after.get("state", "")), has_reason=bool(after.get("reason")))

    def title_of(self, fields: Mapping[str, Any], language: str) -> tuple[str, str]:
        """What to call a record in `language`, and the language that the words are in."""
        value = fields.get(self.title)
        if isinstance(value, Mapping):
            return best_wording(value, language)
        return ("" if value is None else str(value)), language


def _no_such(name: str) -> Field:
    raise KeyError(name)
