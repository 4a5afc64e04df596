"""Writing many rows at once. Django's `bulk_create` spends more time on each value than either database does on the row.

The statements are the same for SQLite and PostgreSQL: JSON goes as text and ids as hexadecimal digits, which both take.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

_Convert = Callable[[Any], Any] | None


def insert(
    rows: Sequence[models.Model], *, unique: Collection[str] = (), changing: Collection[str] = ()
) -> None:
    """Insert unsaved `rows` of one model; their ids are not set.

    Where a row with the same values in the columns `unique` exists, its columns `changing` are changed instead. Both are
    attribute names (``log_id``). Belongs in a transaction of the caller.
    """
    if not rows:
        return
    columns = _columns(type(rows[0]))
    values = [
        [convert(value) if convert and (value := getattr(row, name)) is not None else getattr(row, name)
         for name, convert in columns]
        for row in rows
    ]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.executemany(_statement(type(rows[0]), tuple(unique), tuple(changing)), values)


@cache
def _columns(model: type[models.Model]) -> list[tuple[str, _Convert]]:
    """The attributes of a row, but for its id, and how their values become what a database takes (None: as they are)."""
    return [
        (field.attname, _conversion(field))
        for field in model._meta.concrete_fields  # noqa: SLF001 - Django's documented name
        if not field.primary_key
    ]


def _conversion(field: Any) -> _Convert:
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, models.UUIDField):
        return _hex
    if isinstance(field, models.DateTimeField):
        return lambda moment: field.get_db_prep_value(moment, connection)
    return None


def _hex(uid: Any) -> str:
    digits: str = uid.hex
    return digits


@cache
def _statement(model: type[models.Model], unique: tuple[str, ...], changing: tuple[str, ...]) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(name) for name in _names(model))
    places = ", ".join("%s" for _ in _names(model))
    statement = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608, SLF001 - names of our own tables
    if unique:
        keys = ", ".join(quote(name) for name in unique)
        sets = ", ".join(f"{quote(name)} = excluded.{quote(name)}" for name in changing)
        statement += f" ON CONFLICT ({keys}) DO UPDATE SET {sets}"
    return statement


def _names(model: type[models.Model]) -> list[str]:
    return [name for name, _ in _columns(model)]
