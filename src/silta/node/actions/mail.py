"""Mail: who gets letters and how often, making those that are due, and what becomes of each. All of it stays on the node."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import F

from silta.node import clock
from silta.node.actor import Actor
from silta.node.errors import Denied, NotFound, Refused
from silta.node.home import Home
from silta.node.letters import digest_of, reminder_of
from silta.node.mail_server import is_address
from silta.node.models import Letter, Mailbox, User
from silta.node.permissions import ADMINISTRATORS, require
from silta.words.codes import ROLE
from silta.words.errors import Problem
from silta.words.languages import CODES
from silta.words.node_codes import RHYTHM

DAYS_KEPT: Final = 400
"""Older letters are thrown away when new ones are made."""
_MORNING: Final = 7
_FIRST_NEWS: Final = timedelta(days=14)
_PAUSES: Final = (timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2), timedelta(hours=12))
"""Between one attempt to send a letter and the next; after the last one it stays on its page."""
_CLAIMED: Final = timedelta(minutes=10)
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Wish:
    """Where letters shall go (empty: they are only read on the page), how often the digest comes, whether reminders do."""

    address: str = ""
    rhythm: str = "weekly"
    reminders: bool = True


def choose(actor: Actor, wish: Wish) -> None:
    """Keep what a person wishes for their own letters; it holds from the next morning on.

    Raises `Denied`, `Refused`: `mail.not-an-address`, `mail.unknown-rhythm`.
    """
    if actor.user_id is None:
        raise Denied("permission.denied", role=actor.role, roles="reader")
    values = _checked(wish)
    Mailbox.objects.update_or_create(user_id=actor.user_id, defaults=values)


def set_role_mailbox(actor: Actor, role: str, language: str, wish: Wish) -> None:
    """Give a role an address that stays when people change. Its letters hold what waits for whoever has the role.

    Raises `Denied`, `Refused`: `mail.not-an-address`, `mail.no-address`, `mail.unknown-rhythm`, `account.unknown-role`,
    `account.unknown-language`.
    """
    require(actor, *ADMINISTRATORS)
    if role not in ROLE:
        raise Refused("account.unknown-role", "role", role=role[:20])
    if language not in CODES:
        raise Refused("account.unknown-language", "language", language=language[:12])
    values = {**_checked(wish), "language": language}
    if not values["address"]:
        raise Refused("mail.no-address", "address")
    Mailbox.objects.update_or_create(role=role, user=None, defaults=values)


def remove_role_mailbox(actor: Actor, role: str) -> None:
    """Take a role's address away, with the letters to it. Raises `Denied`, `NotFound` `mail.unknown-mailbox`."""
    require(actor, *ADMINISTRATORS)
    if not role or not Mailbox.objects.filter(role=role, user=None).delete()[0]:
        raise NotFound("mail.unknown-mailbox", role[:20])


def _checked(wish: Wish) -> dict[str, Any]:
    address = wish.address.strip()
    if address and not is_address(address):
        raise Refused("mail.not-an-address", "address", address=address[:254])
    if wish.rhythm not in RHYTHM:
        raise Refused("mail.unknown-rhythm", "rhythm", rhythm=wish.rhythm[:20])
    return {"address": address, "rhythm": wish.rhythm, "reminders": wish.reminders}


def write_due(*, at_once: bool = False) -> int:
    """Make the letters that are due, each once however many processes ask; returns how many. `at_once` waits for no hour.

    A person gets a mailbox with the first round. Each mailbox is a transaction of its own: one that fails stops no other.
    """
    _provide()
    now = clock.now()
    day = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    mail = Home.current().mail
    hour = 0 if at_once else mail.hour if mail else _MORNING
    morning = day.date() if day.hour >= hour else day.date() - timedelta(days=1)
    waiting = Mailbox.objects.exclude(user__is_active=False).exclude(day=morning.isoformat())
    made = sum(_written(pk, morning, now) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)))
    Letter.objects.filter(created_at__lt=now - timedelta(days=DAYS_KEPT)).delete()
    return made


def _provide() -> None:
    """A mailbox for everyone who has none yet."""
    without = User.objects.filter(is_active=True, mailbox=None).values_list("pk", flat=True)
    Mailbox.objects.bulk_create((Mailbox(user_id=pk) for pk in without), ignore_conflicts=True)


def _written(pk: int, morning: date, now: datetime) -> int:
    """As `_write`; what cannot be made is told in the log and tried with the next round."""
    try:
        return _write(pk, morning, now)
    except Exception:  # noqa: BLE001 - whatever is wrong with one letter must not keep back the others
        _log.exception("a letter could not be made")
        return 0


def _write(pk: int, morning: date, now: datetime) -> int:
    """Make what is due of one mailbox on the day that began in the `morning`; returns how many letters."""
    day = morning.isoformat()
    with transaction.atomic():
        boxes = Mailbox.objects.select_for_update(of=("self",)).select_related("user")
        box = boxes.filter(pk=pk).exclude(day=day).first()
        if box is None:
            return 0
        letters = list(_letters(box, morning, now))
        box.day = day
        box.save(update_fields=("day", "period", "told_at", "reminded"))
        state = "waiting" if box.address and Home.current().mail else "kept"
        Letter.objects.bulk_create(
            Letter(
                mailbox=box, sort=sort, address=box.address, content=content, state=state,
                next_at=now if state == "waiting" else None, created_at=now,
            )
            for sort, content in letters
        )  # fmt: skip
    return len(letters)


def _letters(box: Mailbox, morning: date, now: datetime) -> Iterator[tuple[str, Any]]:
    """The letters that are due, as (sort, content); the mailbox is told what they say."""
    actor = Actor.of(box.user) if box.user else Actor(None, box.role, box.role, frozenset({box.role}))
    language = box.user.language if box.user else box.language
    if box.reminders:
        content, box.reminded = reminder_of(actor, language, morning, box.reminded)
        if content:
            yield "reminder", content
    period = _period(box.rhythm, morning)
    if period > box.period:
        since = box.told_at or now - _FIRST_NEWS
        content = digest_of(actor, language, morning, since)
        box.period, box.told_at = period, now
        if content:
            yield "digest", content


def _period(rhythm: str, morning: date) -> str:
    """The day that a digest stands for: each day, or the Monday of a week; empty if none is wanted."""
    if rhythm == "off":
        return ""
    return (morning if rhythm == "daily" else morning - timedelta(days=morning.weekday())).isoformat()


def claim(limit: int) -> list[int]:
    """The ids of letters that this process is to send now: nobody else gets them for a while."""
    now = clock.now()
    waiting = Letter.objects.filter(state="waiting", next_at__lte=now).order_by("next_at", "pk")
    claimed = []
    for pk in list(waiting.values_list("pk", flat=True)[:limit]):
        mine = Letter.objects.filter(pk=pk, state="waiting", next_at__lte=now)
        if mine.update(next_at=now + _CLAIMED, attempts=F("attempts") + 1):
            claimed.append(pk)
    return claimed


def sent(pk: int) -> None:
    """A letter has left."""
    Letter.objects.filter(pk=pk).update(state="sent", sent_at=clock.now(), next_at=None, problem={})


def not_sent(pk: int, problem: Problem, *, for_good: bool) -> None:
    """A letter could not be sent: it is tried again after a while, unless that is `for_good` or was often enough."""
    letter = Letter.objects.filter(pk=pk).first()
    if letter is None:
        return
    letter.problem = {"code": problem.code, "where": problem.where, "data": dict(problem.data)}
    pause = _PAUSES[letter.attempts - 1] if 0 < letter.attempts <= len(_PAUSES) else None
    if for_good or pause is None:
        letter.state, letter.next_at = "failed", None
    else:
        letter.next_at = clock.now() + pause
    letter.save(update_fields=("problem", "state", "next_at"))


def send_again(actor: Actor, pk: int) -> None:
    """Let a letter that failed wait to be sent once more. Raises `Denied`, `NotFound` `mail.unknown-letter`."""
    require(actor, *ADMINISTRATORS)
    failed = Letter.objects.filter(pk=pk, state="failed")
    if not failed.update(state="waiting", attempts=0, next_at=clock.now()):
        raise NotFound("mail.unknown-letter", str(pk))
