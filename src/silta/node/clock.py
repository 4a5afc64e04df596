"""The node's clock. Actions ask it for the time, so that the demonstration has a time of its own and tests can stand still."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from silta.words.times import seen_from

_SET_TO: ContextVar[datetime | None] = ContextVar("silta_clock", default=None)
WIRE: Final = "%Y-%m-%dT%H:%M:%SZ"


def now() -> datetime:
    """The present moment in UTC, or the one that `set_to` holds."""
    return _SET_TO.get() or datetime.now(UTC)


def wire_now() -> str:
    """`now` as entries carry it: RFC 3339 in UTC, whole seconds, ``Z``."""
    return now().strftime(WIRE)


def today(zone: str) -> date:
    """The calendar date at `now` in an IANA time zone."""
    return now().astimezone(ZoneInfo(zone)).date()


def day_of(moment: str, zone: str) -> date:
    """The calendar date of a moment in wire form in an IANA time zone."""
    return seen_from(datetime.strptime(moment, WIRE).replace(tzinfo=UTC), ZoneInfo(zone)).date()


@contextmanager
def set_to(moment: datetime) -> Iterator[None]:
    """Let the clock stand at `moment` (aware). For the demonstration and for tests only."""
    token = _SET_TO.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _SET_TO.reset(token)
