"""Writing many rows at once, and naming many rows at once.

Django's `bulk_create` spends more time on each value than either database does on the row. Here many rows go in one statement:
SQLite begins and ends a statement that has triggers anew for each, and its index of words (FTS5) writes out what it holds each
time. The statements are the same for SQLite and PostgreSQL: JSON goes as text and ids as hexadecimal digits, which both take.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cache
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection, models
from django.db.models.expressions import RawSQL
from pydantic_core import to_json

Row = Mapping[str, Any]
"""The values of a row by attribute name (``log_id``); what is left out gets the column's default."""
_TOGETHER: Final = 400
"""Rows of one statement. More are hardly faster, and a database takes only so many values (SQLite: 32,766)."""


class Written(NamedTuple):
    """A value of a JSON column that is JSON already, for what goes into several rows."""

    json: str


def written(value: Any) -> Written:
    return Written(_json(value))


def insert(
    model: type[models.Model],
    rows: Sequence[Row],
    *,
    unique: Sequence[str] = (),
    changing: Sequence[str] = (),
) -> None:
    """Insert rows that all name the same columns. Belongs in a transaction of the caller.

    Where a row with the same values in the columns `unique` exists, its columns `changing` are changed instead; no two of `rows`
    may have the same ones.
    """
    if not rows:
        return
    named = tuple(rows[0])
    columns, defaults, conversions = _plan(model, named)
    before, after = _statement(model, columns, tuple(unique), tuple(changing))
    one = f"({', '.join(['%s'] * len(columns))})"
    with connection.cursor() as cursor:
        for start in range(0, len(rows), _TOGETHER):
            part = rows[start : start + _TOGETHER]
            values = [value for row in part for value in (*row.values(), *defaults)]
            for place, convert in conversions:
                column = slice(place, None, len(columns))
                values[column] = [None if value is None else convert(value) for value in values[column]]
            cursor.execute(f"{before}{', '.join([one] * len(part))}{after}", values)


def among(model: type[models.Model], name: str, values: Collection[Any]) -> RawSQL:
    """What `name__in` takes in place of `values`, however many: one parameter, which Django need not look at one by one."""
    field: Any = model._meta.get_field(name)  # noqa: SLF001 - documented
    plain = list(map(_hex, values)) if isinstance(field, models.UUIDField) else list(values)
    if connection.vendor == "postgresql":
        type_ = field.rel_db_type(connection) if field.primary_key else field.db_type(connection)
        return RawSQL(f"SELECT json_array_elements_text(%s)::{type_}", [_json(plain)])  # noqa: S611 - a type of Django's
    return RawSQL("SELECT value FROM json_each(%s)", [_json(plain)])


def _plan(
    model: type[models.Model], named: tuple[str, ...]
) -> tuple[tuple[str, ...], list[Any], list[tuple[int, Callable[[Any], Any]]]]:
    """All columns of a statement, the values of those that rows do not name, and which values have to be converted how."""
    fields = {field.attname: field for field in model._meta.concrete_fields if not field.primary_key}  # noqa: SLF001 - documented
    left_out = [name for name in fields if name not in named]
    columns = (*named, *left_out)
    conversions = [(place, found) for place, name in enumerate(named) if (found := _conversion(fields[name]))]
    return columns, [_default(fields[name]) for name in left_out], conversions


def _default(field: Any) -> Any:
    """The default of a column as a database takes it: one for all rows, so that it is converted once."""
    value, convert = field.get_default(), _conversion(field)
    return convert(value) if convert and value is not None else value


def _conversion(field: Any) -> Callable[[Any], Any] | None:
    """How a value becomes what a database takes; None for as it is."""
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, models.UUIDField):
        return _hex
    if isinstance(field, models.DateTimeField):
        return lambda moment: field.get_db_prep_value(moment, connection)
    return None


def _json(value: Any) -> str:
    return value.json if type(value) is Written else to_json(value).decode()


def _hex(uid: UUID | str) -> str:
    return str(uid).replace("-", "")


@cache
def _statement(
    model: type[models.Model], columns: tuple[str, ...], unique: tuple[str, ...], changing: tuple[str, ...]
) -> tuple[str, str]:
    """What stands before and after the rows."""
    quote = connection.ops.quote_name
    before = f"INSERT INTO {quote(model._meta.db_table)} ({', '.join(map(quote, columns))}) VALUES "  # noqa: S608, SLF001 - names of our own
    if not unique:
        return before, ""
    sets = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in changing)
    return before, f" ON CONFLICT ({', '.join(map(quote, unique))}) DO UPDATE SET {sets}"
