"""Saved views of lists, and the addresses of calendars that a person has made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from silta.node.actor import Actor
from silta.node.models import CalendarFeed, SavedView


@dataclass(frozen=True)
class View:
    """A saved view: the query of its address."""

    number: int
    name: str
    query: str
    is_default: bool


@dataclass(frozen=True)
class Feed:
    """A calendar address; its token is known to nobody here."""

    number: int
    language: str
    made: datetime
    fetched: datetime | None


def saved_views(actor: Actor, kind: str) -> list[View]:
    """A person's views of a list, by name; one query."""
    rows = SavedView.objects.filter(user=actor.user_id or 0, kind=kind).order_by("name")
    return [View(one.pk, one.name, one.query, one.is_default) for one in rows]


def feeds(actor: Actor) -> list[Feed]:
    """A person's calendar addresses, the oldest first; one query."""
    rows = CalendarFeed.objects.filter(user=actor.user_id or 0).order_by("pk")
    return [Feed(one.pk, one.language, one.created_at, one.fetched_at) for one in rows]
