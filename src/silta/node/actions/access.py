"""Writing down who did what or had access to what, for an auditor. The lines stay on the node and are kept for a limited time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from silta.node import clock
from silta.node.actor import Actor
from silta.node.home import Home
from silta.node.models import Access, Draft, Record, User
from silta.records.registry import KINDS

_NAME = 150
_SUBJECT = 300


@dataclass(frozen=True)
class About:
    """What a line is about: words that name it, a record by kind and id, and data such as roles before and after."""

    subject: str = ""
    kind: str = ""
    uid: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


_NOTHING = About()


def about_record(record: Record) -> About:
    """A record by its number; its title may be what an erasure is to take away."""
    return About(record.number, record.kind, str(record.uid))


def about_draft(draft: Draft) -> About:
    """The record that a draft became."""
    kind = KINDS.get(draft.kind)
    return About(str(draft.fields.get(kind.number) or "") if kind else "", draft.kind, str(draft.uid))


def note(actor: Actor, what: str, about: About = _NOTHING, address: str = "") -> None:
    """Write down that `actor` did `what` (a code of `ACCESS`); `address` is where the request came from."""
    note_all(actor, what, [about], address)


def note_all(actor: Actor, what: str, several: Iterable[About], address: str = "") -> None:
    """The same about several things at once."""
    user = ""
    if actor.user_id is not None:
        user = User.objects.filter(pk=actor.user_id).values_list("username", flat=True).first() or ""
    roles = sorted(actor.held)
    Access.objects.bulk_create(_line(user or actor.name, what, about, address, roles) for about in several)


def note_stranger(name: str, what: str, address: str = "") -> None:
    """Write down what somebody tried who did not get in: `name` is what they typed."""
    Access.objects.bulk_create([_line(name, what, _NOTHING, address, [])])


def note_sign_in(actor: Actor, address: str = "") -> None:
    """Write down that somebody came in, and let go of the lines that the node has kept long enough."""
    kept_since = clock.now() - timedelta(days=max(Home.current().access_days, 1))
    Access.objects.filter(at__lt=kept_since).delete()
    note(actor, "signed-in", _NOTHING, address)


def _line(name: str, what: str, about: About, address: str, roles: list[str]) -> Access:
    return Access(
        at=clock.now(),
        what=what,
        name=name.replace("\x00", "")[:_NAME],
        roles=roles,
        subject=about.subject[:_SUBJECT],
        kind=about.kind,
        uid=about.uid,
        data=dict(about.data),
        address=address[:45],
    )
