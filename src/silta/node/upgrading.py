"""Whether a node's database has the form that this version works on, and bringing it there after an upgrade."""

from __future__ import annotations

from pkgutil import iter_modules
from typing import NamedTuple

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from silta.node import migrations
from silta.words.errors import SiltaError


class Upgraded(NamedTuple):
    """How many steps the form of the database was brought forward, and how many records were read anew."""

    steps: int
    records: int


def check_form(place: str) -> None:
    """Refuse a database of another version before anything is read or written in it; `place` is what to call it.

    Raises `SiltaError`: `home.database-missing`, `home.database-behind`, `home.database-ahead`.
    """
    if _lacking(place):
        raise SiltaError("home.database-behind", place)


def upgrade(place: str) -> Upgraded:
    """Bring the database to the form of this version and read all records anew from the logs, since that may have changed too.

    Raises `SiltaError`: `home.database-missing`, `home.database-ahead`.
    """
    lacking = _lacking(place)
    # Every command asks for the form; only this one needs what comes next, and that loads all kinds.
    from django.core.management import call_command  # noqa: PLC0415 - as above

    from silta.node.models import Record  # noqa: PLC0415 - as above
    from silta.node.projection import rebuild  # noqa: PLC0415 - as above

    call_command("migrate", verbosity=0)
    rebuild()
    return Upgraded(len(lacking), Record.objects.count())


def _lacking(place: str) -> set[str]:
    """The steps that the database lacks. One without any is lost, not old: filled anew, it would begin a second history."""
    known, taken = _known(), _taken()
    if not taken:
        raise SiltaError("home.database-missing", place)
    if taken - known:
        raise SiltaError("home.database-ahead", place)
    return known - taken


def _known() -> set[str]:
    return {module.name for module in iter_modules(migrations.__path__)}


def _taken() -> set[str]:
    return {name for app, name in MigrationRecorder(connection).applied_migrations() if app == "node"}
