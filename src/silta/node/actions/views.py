"""Saved views of lists, and secret addresses of calendars: each person's own, on this node alone."""

from __future__ import annotations

import secrets
from hashlib import sha256
from typing import Final

from django.db import transaction

from silta.node import clock
from silta.node.actor import Actor
from silta.node.errors import Denied, NotFound, Refused
from silta.node.models import CalendarFeed, SavedView
from silta.words.languages import CODES

MAX_VIEWS: Final = 50
MAX_FEEDS: Final = 10


def save_view(actor: Actor, kind: str, name: str, query: str, *, default: bool = False) -> None:
    """Keep a list's filters and order under a name, in place of an earlier view of that name.

    Raises `Denied`, `Refused` `view.no-name`, `view.too-many`.
    """
    user = _person(actor)
    name = " ".join(name.replace("\x00", "").split())[:80]
    if not name:
        raise Refused("view.no-name", "name")
    with transaction.atomic():
        mine = SavedView.objects.filter(user=user, kind=kind[:48])
        if mine.exclude(name=name).count() >= MAX_VIEWS:
            raise Refused("view.too-many", limit=MAX_VIEWS)
        if default:
            mine.update(is_default=False)
        values = {"query": query.replace("\x00", "")[:500], "is_default": default}
        SavedView.objects.update_or_create(user_id=user, kind=kind[:48], name=name, defaults=values)


def delete_view(actor: Actor, number: int) -> None:
    """Raises `Denied`, `NotFound` `view.unknown`."""
    if not SavedView.objects.filter(pk=number, user=_person(actor)).delete()[0]:
        raise NotFound("view.unknown", str(number))


def make_feed(actor: Actor, language: str) -> str:
    """A new secret address in `language`; its token is told now and never again. Raises `Denied`, `Refused` `feed.too-many`."""
    user = _person(actor)
    if CalendarFeed.objects.filter(user=user).count() >= MAX_FEEDS:
        raise Refused("feed.too-many", limit=MAX_FEEDS)
    token = secrets.token_urlsafe(32)
    CalendarFeed.objects.create(
        user_id=user,
        digest=sha256(token.encode()).hexdigest(),
        language=language if language in CODES else "en",
        created_at=clock.now(),
    )
    return token


def revoke_feed(actor: Actor, number: int) -> None:
    """From now on nobody gets anything at the address. Raises `Denied`, `NotFound` `feed.unknown`."""
    if not CalendarFeed.objects.filter(pk=number, user=_person(actor)).delete()[0]:
        raise NotFound("feed.unknown", str(number))


def fetched(token: str) -> str:
    """The language of the feed with that token, which is noted as fetched. Raises `NotFound` `feed.unknown`."""
    feed = CalendarFeed.objects.filter(
        digest=sha256(token.encode()).hexdigest(), user__is_active=True
    ).first()
    if feed is None:
        raise NotFound("feed.unknown")
    CalendarFeed.objects.filter(pk=feed.pk).update(fetched_at=clock.now())
    return feed.language


def _person(actor: Actor) -> int:
    if actor.user_id is None:
        raise Denied("permission.denied", role=actor.role, roles="reader")
    return actor.user_id
