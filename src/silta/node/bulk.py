"""Writing many rows at once. Django's `bulk_create` spends more time on each value than either database does on the row.

The statements are the same for SQLite and PostgreSQL: JSON goes as text and ids as hexadecimal digits, which both take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection, models
from pydantic_core import to_json

Row = Mapping[str, Any]
"""The values of a row by attribute name (``log_id``); what is left out gets the column's default."""


def insert(
    model: type[models.Model],
    rows: Sequence[Row],
    *,
    unique: Sequence[str] = (),
    changing: Sequence[str] = (),
) -> None:
    """Insert rows that all name the same columns. Belongs in a transaction of the caller.

    Where a row with the same values in the columns `unique` exists, its columns `changing` are changed instead.
    """
    if not rows:
        return
    named = tuple(rows[0])
    columns, defaults, conversions = _plan(model, named)
    values = [[*row.values(), *defaults] for row in rows]
    for place, convert in conversions:
        for row in values:
            if row[place] is not None:
                row[place] = convert(row[place])
    with connection.cursor() as cursor:
        cursor.executemany(_statement(model, columns, tuple(unique), tuple(changing)), values)


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
    return to_json(value).decode()


def _hex(uid: UUID | str) -> str:
    return str(uid).replace("-", "")


@cache
def _statement(
    model: type[models.Model], columns: tuple[str, ...], unique: tuple[str, ...], changing: tuple[str, ...]
) -> str:
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608, SLF001 - names of our own
    if unique:
        sets = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in changing)
        statement += f" ON CONFLICT ({', '.join(map(quote, unique))}) DO UPDATE SET {sets}"
    return statement
