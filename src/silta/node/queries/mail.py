"""Letters and mailboxes as pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import Q

from silta.node.actor import Actor
from silta.node.errors import NotFound
from silta.node.models import Letter, Mailbox
from silta.node.permissions import ADMINISTRATORS
from silta.words.errors import Problem

_PAGE: Final = 50


@dataclass(frozen=True)
class MailboxView:
    """Whose letters, where they go and how often. `person` is a name, or `role` a code; one of them is empty."""

    person: str
    role: str
    address: str
    language: str
    rhythm: str
    reminders: bool


@dataclass(frozen=True)
class LetterView:
    """A letter: to whom, what (`content` as `silta.reports.letters` has it), and what became of it.

    `state` is kept, waiting, sent or failed.
    """

    number: int
    sort: str
    to: MailboxView
    address: str
    content: Mapping[str, Any]
    state: str
    attempts: int
    problem: Problem | None
    created_at: datetime
    sent_at: datetime | None


def letters(actor: Actor, before: int | None = None) -> tuple[list[LetterView], int | None]:
    """The letters that `actor` may read, the newest first, and where the next page begins; one query.

    An administrator reads all; everyone else those to themselves and to the roles that they hold.
    """
    found = Letter.objects.filter(_readable(actor)).select_related("mailbox__user").order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    rows = list(found[: _PAGE + 1])
    return [_letter(row) for row in rows[:_PAGE]], rows[_PAGE - 1].pk if len(rows) > _PAGE else None


def letter(actor: Actor, number: int) -> LetterView:
    """One letter. Raises `NotFound` `mail.unknown-letter`, also for one that is not the person's to read."""
    found = Letter.objects.filter(_readable(actor), pk=number).select_related("mailbox__user").first()
    if found is None:
        raise NotFound("mail.unknown-letter", str(number))
    return _letter(found)


def _readable(actor: Actor) -> Q:
    if actor.held & set(ADMINISTRATORS):
        return Q()
    return Q(mailbox__user=actor.user_id or 0) | Q(mailbox__role__in=actor.held, mailbox__user=None)


def own_mailbox(actor: Actor) -> MailboxView:
    """A person's own mailbox, as it will be if they have not chosen yet."""
    box = Mailbox.objects.filter(user=actor.user_id or 0).select_related("user").first()
    return _mailbox(box or Mailbox())


def role_mailboxes() -> list[MailboxView]:
    """The mailboxes of roles; one query."""
    return [_mailbox(box) for box in Mailbox.objects.filter(user=None).order_by("role")]


def _mailbox(box: Mailbox) -> MailboxView:
    person = box.user.get_full_name() or box.user.get_username() if box.user else ""
    return MailboxView(person, box.role, box.address, box.language, box.rhythm, box.reminders)


def _letter(row: Letter) -> LetterView:
    held = row.problem
    problem = Problem(held["code"], held["where"], held["data"]) if held else None
    return LetterView(
        row.pk, row.sort, _mailbox(row.mailbox), row.address, row.content, row.state, row.attempts,
        problem, row.created_at, row.sent_at,
    )  # fmt: skip
