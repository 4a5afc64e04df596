"""What the letters of this node say: read from the same queries as the first page, worded by `silta.reports.letters`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.urls import reverse

from silta.node.actor import Actor
from silta.node.home import Home
from silta.node.queries.happenings import came_in
from silta.node.queries.home import Need, days_near, needs_me
from silta.node.translating import translate
from silta.reports.letters import Letter, Matter, Voice, as_html, as_text, digest, reminder
from silta.words.languages import fallback_order

STEPS: Final = (30, 7, 1)
"""Days before a date on which it is told; once more when it has passed."""
_PASSED: Final = -1


def digest_of(actor: Actor, language: str, day: date, since: datetime) -> Letter | None:
    """What waits for `actor` on `day`, and what came from others after `since`; None if there is nothing. A few queries."""
    needs = needs_me(actor, day, language)
    own = Home.current().party
    news = [
        Matter(
            one.row.uid, one.row.kind, one.row.number, one.row.title, one.row.title_language, one.party,
            one.row.marking, did=one.verb,
        )
        for one in came_in(since, language, day)
        if one.party != own
    ]  # fmt: skip
    matters = [_matter(need) for need in needs if need.need != "draft"]
    late = needs.beyond["overdue"]
    beyond = (late, needs.beyond.total() - late - needs.beyond["draft"])
    drafts = needs.count("draft")
    return digest(Voice(language, translate), _node(language), day.isoformat(), matters, news, drafts, beyond)


def reminder_of(
    actor: Actor, language: str, day: date, told: Iterable[str]
) -> tuple[Letter | None, list[str]]:
    """The days that have come a step nearer, as a letter (None if there are none), and all that has then been told.

    `told` is what was told before, each as ``"<uid> <what> <due> <days>"``; what is not near any more is let go.
    """
    before, now, new = set(told), [], []
    for need in days_near(actor, day, language):
        step = _step((date.fromisoformat(need.due) - day).days)
        if step is None:
            continue
        mark = f"{need.uid} {need.data.get('what') or 'due'} {need.due} {step}"
        now.append(mark)
        if mark not in before:
            new.append(_matter(need))
    if not new:
        return None, now
    return reminder(Voice(language, translate), _node(language), day.isoformat(), new), now


def _step(days: int) -> int | None:
    """The last step that was passed `days` before a date; None while it is far."""
    return _PASSED if days < 0 else min((step for step in STEPS if days <= step), default=None)


def _matter(need: Need) -> Matter:
    # A draft may have no record yet: the letter leads to the first page, which leads to the draft.
    uid = "" if need.need in ("release", "given-back") else need.uid
    return Matter(
        uid, need.kind, need.number, need.title, need.title_language, need.party, need.marking,
        why=need.need, also=need.also, due=need.due, what=str(need.data.get("what", "")), count=need.count,
    )  # fmt: skip


def _node(language: str) -> str:
    home = Home.current()
    order = (*fallback_order(language), *home.names)
    return next((home.names[tag] for tag in order if home.names.get(tag)), home.party.upper())


def written_out(letter: Letter, pages: str) -> tuple[str, str]:
    """A letter as plain text and as HTML; `pages` is where people reach the node."""

    def link(uid: str) -> str:
        return pages + (reverse("record", args=[uid]) if uid else "/")

    preferences = preferences_address(pages)
    return as_text(letter, link, preferences), as_html(letter, link, preferences)


def preferences_address(pages: str) -> str:
    """Where a person, once signed in, says how often letters come; nothing secret stands in it."""
    return pages + reverse("mail-preferences")
