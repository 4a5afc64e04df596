"""Who did what and had access to what, as this node has written it down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from silta.node.models import Access, User

PAGE: Final = 100
"""Lines on a page."""
MOST: Final = 200_000
"""Lines that a file holds at most, the newest."""


@dataclass(frozen=True)
class Wanted:
    """Which lines are asked for: a code, a sign-in name, the first and the last day by the node's clock; what is empty is any."""

    what: str = ""
    name: str = ""
    start: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Line:
    """One line; see `silta.node.models.Access`."""

    id: int
    at: datetime
    what: str
    name: str
    roles: tuple[str, ...]
    subject: str
    kind: str
    uid: str
    data: Mapping[str, Any]
    address: str


@dataclass(frozen=True)
class Account:
    """A person of this node: their roles now, whether they may come in, and when they last did."""

    username: str
    name: str
    roles: tuple[str, ...]
    active: bool
    last: datetime | None


def lines(wanted: Wanted, before: int | None = None) -> tuple[list[Line], int | None]:
    """A page of lines, the newest first, and the id to go on before (None: no more). One query."""
    found = _found(wanted)
    if before is not None:
        found = found.filter(pk__lt=before)
    page = [_line(row) for row in found[: PAGE + 1]]
    return page[:PAGE], page[PAGE - 1].id if len(page) > PAGE else None


def every_line(wanted: Wanted) -> Iterator[Line]:
    """The lines of a file, the newest first, at most `MOST`; read in batches."""
    return (_line(row) for row in _found(wanted)[:MOST].iterator(chunk_size=2_000))


def names() -> list[str]:
    """The sign-in names that a reader can choose from: those of the accounts. One query."""
    return list(User.objects.order_by("username").values_list("username", flat=True))


def accounts() -> list[Account]:
    """All accounts of this node; one query."""
    return [
        Account(user.username, user.get_full_name(), tuple(user.roles), user.is_active, user.last_login)
        for user in User.objects.order_by("username")
    ]


def _found(wanted: Wanted) -> QuerySet[Access]:
    rows = Access.objects.order_by("-pk")
    if wanted.what:
        rows = rows.filter(what=wanted.what)
    if wanted.name:
        rows = rows.filter(name=wanted.name)
    if wanted.start:
        rows = rows.filter(at__gte=_midnight(wanted.start))
    if wanted.until:
        rows = rows.filter(at__lt=_midnight(wanted.until + timedelta(days=1)))
    return rows


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, ZoneInfo(settings.TIME_ZONE))


def _line(row: Access) -> Line:
    return Line(
        row.pk,
        row.at,
        row.what,
        row.name,
        tuple(row.roles),
        row.subject,
        row.kind,
        row.uid,
        row.data,
        row.address,
    )
