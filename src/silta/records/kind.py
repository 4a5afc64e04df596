"""What a kind of record is, and the validation of a record's fields against its kind."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import TypeAdapter, ValidationError

from silta.records.earlier import brought_forward
from silta.records.errors import RecordRefused, problems_of
from silta.records.fields import WORDED, Field, Fields, describe
from silta.records.lifecycle import Lifecycle
from silta.words.dates import last_day
from silta.words.errors import Problem
from silta.words.text import best_wording

Group = Literal["framework", "programme", "dialogue", "expertise", "standards", "experience", "results"]


@dataclass(frozen=True)
class Sifted:
    """A body's fields, parted at the border: `fields` are what the kind declares, each of its declared type, in wire form;
    `odd` holds everything else as received (fields of a newer schema, values that fit no type); `problems` say why.

    Whoever reads `fields` may rely on types, not on presence: a required field that was malformed is among the odd ones.
    """

    fields: dict[str, Any]
    odd: dict[str, Any]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Near:
    """A record that points to another one by `field`, or that the other points to by it, as far as a state may hang on it."""

    kind: str
    party: str
    field: str
    standing: str
    fields: Mapping[str, Any]
    id: str = ""


@dataclass(frozen=True)
class Situation:
    """What a computed state may follow from: the typed state, the fields, the answers of the other parties to this very text,
    and the records of the kinds that the kind names in `hangs_on`: those that point to it, and those that it points to.
    """

    party: str
    typed: str
    fields: Mapping[str, Any]
    agreed: bool = False
    objected: bool = False
    pointing: tuple[Near, ...] = ()
    pointed: tuple[Near, ...] = ()
    id: str = ""


@dataclass(frozen=True)
class Kind:
    """One kind of record. A module of `silta.records.kinds` defines it as ``KIND``; `silta.records.registry` lists it.

    `label` and `plural` are English msgids (context ``kind``). `title` names the field that names a record; `columns` are the
    fields that a list shows after it. `joint` marks a text that is in force only when every party has agreed to the same leaf.
    `check` may add findings that one field alone cannot show. `schema` grows when the meaning of a field changes.

    `number`, `year` and `due` name the fields that say by which number people call a record, for which year it counts and by
    when it has to be done; of several names the first one that is filled in counts. `due_while` are the states in which the date
    still binds. `due_by` computes the date where no single field holds it; `due` then names what it is computed from. `dates`
    tells further days to keep in mind, each with a code of `silta.words.codes.DATE_TO_KEEP`, from the fields and a day of today.

    `series` is what running numbers of a year begin with, such as ``{year}-M``: a new draft proposes the next one.

    `stands` computes the state of a record from its `Situation`, and `hangs_on` names the kinds of the records beside it that it
    looks at. Without `stands`, the state is the one that was typed. What hangs on what must never come round in a circle.
    `starts` holds fields, in wire form, that a new draft begins with. `local`: it stays on its node and is no record, though
    it is filled in like one; the registry does not list it.
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
    local: bool = False
    schema: int = 1
    check: Callable[[Any], Iterator[Problem]] | None = None
    stands: Callable[[Situation], str] | None = None
    hangs_on: tuple[str, ...] = ()
    starts: Mapping[str, Any] = field(default_factory=dict)
    number: str = ""
    series: str = ""
    year: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    due_while: tuple[str, ...] = ()
    due_by: Callable[[Mapping[str, Any]], date | None] | None = None
    dates: Callable[[Mapping[str, Any], date], Iterator[tuple[str, date]]] | None = None

    @cached_property
    def described(self) -> tuple[Field, ...]:
        """The kind's fields for forms, lists, sheets and the API."""
        return describe(self.fields)

    @cached_property
    def pointing(self) -> tuple[Field, ...]:
        """The fields that can hold references, in rows too."""
        return tuple(field for field in self.described if _can_point(field))

    @cached_property
    def worded(self) -> tuple[Field, ...]:
        """The fields that can hold words, in rows too."""
        return tuple(field for field in self.described if _can_speak(field))

    def next_number(self, year: int, taken: Iterable[str]) -> str:
        """The running number after the highest of `taken` of that year; empty if the kind has no series."""
        prefix = self.series.format(year=year)
        counted = (number.removeprefix(prefix) for number in taken if number.startswith(prefix))
        highest = max((int(rest) for rest in counted if re.fullmatch(r"[0-9]{1,6}", rest)), default=0)
        return f"{prefix}{highest + 1:02}" if prefix else ""

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

    def sift(self, raw: Mapping[str, Any], schema: int | None = None) -> Sifted:
        """What of a partner's fields can be relied upon, field by field. Never raises. `schema`: that of `raw`, if older."""
        if schema is not None and schema < self.schema:
            raw = brought_forward(self.described, raw)
        try:
            model = self.fields.model_validate(dict(raw))
        except ValidationError as error:
            return self._sift_each(raw, problems_of(error))
        problems = tuple(self.check(model)) if self.check else ()
        return Sifted(model.model_dump(mode="json", exclude_none=True), {}, problems)

    def _sift_each(self, raw: Mapping[str, Any], problems: tuple[Problem, ...]) -> Sifted:
        good: dict[str, Any] = {}
        for name, adapter in self._adapters.items():
            if name not in raw:
                continue
            try:
                value = adapter.dump_python(
                    adapter.validate_python(raw[name]), mode="json", exclude_none=True
                )
            except ValidationError:
                continue
            if value is not None:
                good[name] = value
        return Sifted(good, {name: value for name, value in raw.items() if name not in good}, problems)

    @cached_property
    def _adapters(self) -> dict[str, TypeAdapter[Any]]:
        return {
            name: TypeAdapter(Annotated[info.annotation, info])  # type: ignore[arg-type]  # a type made at run time
            for name, info in self.fields.model_fields.items()
        }

    def year_of(self, fields: Mapping[str, Any]) -> int | None:
        """The year that a record counts for: of a date its year, of several years the last."""
        value = self._first(self.year, fields)
        if isinstance(value, list):
            return max(value, default=None)
        return int(value[:4]) if isinstance(value, str) else value

    def due_on(self, fields: Mapping[str, Any]) -> str:
        """The last day that a record's `due` covers, as an ISO date; empty if it is bound to none."""
        if self.due_by:
            day = self.due_by(fields)
            return day.isoformat() if day else ""
        value = self._first(self.due, fields)
        return last_day(value).isoformat() if value else ""

    def binds(self, standing: str, due: str) -> bool:
        """Whether a record that stands so is bound to the day `due`; an empty one binds nobody."""
        return bool(due) and standing in self.due_while

    @staticmethod
    def _first(names: tuple[str, ...], fields: Mapping[str, Any]) -> Any:
        return next((fields[name] for name in names if fields.get(name)), None)

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


def _can_point(field: Field) -> bool:
    return field.shape in ("ref", "refs", "frozen", "provisions") or any(map(_can_point, field.rows))


def _can_speak(field: Field) -> bool:
    return field.shape in WORDED or any(map(_can_speak, field.rows))


def _no_such(name: str) -> Field:
    raise KeyError(name)
