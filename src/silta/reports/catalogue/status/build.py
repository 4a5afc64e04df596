"""The status on one page: what is agreed, what comes next, what is late, what waits for whom. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from silta.records.computed import agreement, revision_in_force
from silta.records.registry import KINDS
from silta.records.views import Record, Snapshot
from silta.reports import framing, listing
from silta.reports.catalogue.annual_review.facts import GAP_CLOSED, HELD, NOT_HELD, Facts, gather
from silta.reports.catalogue.status.say import Say
from silta.reports.content import Block, Content, Heading, Inline, Items, Paragraph, Period
from silta.reports.reading import line
from silta.reports.saying import say

CODE = "status"
MOST: Final = 5
"""Rows that a table of the page may have; what there is beyond is counted."""
AHEAD: Final = timedelta(days=92)
_PENDING: Final = ("proposed", "planned", "confirmed", "postponed")
_OPEN_ACTIONS: Final = ("open", "in-progress", "returned", "overdue")


def build(snapshot: Snapshot, day: str) -> Content:
    """How the cooperation stands on `day` (ISO), from the logs as they are."""
    today = date.fromisoformat(day)
    facts = gather(snapshot, today.year, today)
    coming = ahead(facts, today)
    late, owed = overdue(facts)
    waiting = unanswered(facts)
    gaps = snapshot.of_kind("gap")
    content = Content(
        report=CODE,
        options={"day": day},
        title=say(Say.TITLE),
        one_page=True,
        subtitle=say(Say.SUBTITLE, day=Period(day)),
        meta=framing.about_records(
            facts.snapshot, (*facts.used(), *coming, *late, *owed, *waiting, *gaps), (), day
        ),
        blocks=(
            Heading(say(Say.GLANCE)),
            Items((_programme(facts), *_counts(facts, gaps))),
            Heading(say(Say.AHEAD)),
            *listing.activities(
                say(Say.AHEAD_LIST, day=Period((today + AHEAD).isoformat())), coming, facts.state, MOST
            ),
            Heading(say(Say.LATE)),
            *_late(facts, late, owed),
            Heading(say(Say.WAITING)),
            *_waiting(facts, waiting),
        ),
    )
    return replace(content, back=framing.verification(content))


def ahead(facts: Facts, today: date, within: timedelta = AHEAD) -> list[Record]:
    """The activities that begin within some time from `today`, in order of their dates."""
    last = (today + within).isoformat()
    first = today.isoformat()
    found = (
        record
        for record in facts.snapshot.of_kind("activity")
        if line(record.fields, "state") in _PENDING
        and first[: len(line(record.fields, "start"))] <= line(record.fields, "start") <= last
    )
    return listing.by_day(found)


def overdue(facts: Facts) -> tuple[list[Record], list[Record]]:
    """The activities and the actions that are late, the longest first."""
    activities = (r for r in facts.snapshot.of_kind("activity") if facts.state(r) == "overdue")
    actions = (r for r in facts.snapshot.of_kind("action") if facts.state(r) == "overdue")
    return listing.by_day(activities), listing.by_day(actions, "due")


def open_actions(facts: Facts) -> list[Record]:
    """The actions that somebody still owes, by date."""
    return listing.by_day(
        (r for r in facts.snapshot.of_kind("action") if facts.state(r) in _OPEN_ACTIONS), "due"
    )


def unanswered(facts: Facts) -> list[Record]:
    """The joint texts of which not every party has agreed to the last edition."""
    joint = (r for code, kind in KINDS.items() if kind.joint for r in facts.snapshot.of_kind(code))
    return [r for r in joint if not agreement(r, r.latest, facts.codes).complete]


def _programme(facts: Facts) -> Inline:
    year = str(facts.year)
    if facts.programme is None:
        return say(Say.PROGRAMME_NONE, year=year)
    edition = revision_in_force(facts.programme, facts.codes)
    if edition is None:
        return say(Say.PROGRAMME_OPEN, year=year)
    since = agreement(facts.programme, edition, facts.codes).since
    return say(Say.PROGRAMME, year=year, day=Period(since[:10]))


def _counts(facts: Facts, gaps: list[Record]) -> Iterator[Inline]:
    states = [item.state for item in facts.items]
    yield say(
        Say.ACTIVITIES,
        year=str(facts.year),
        held=sum(state in HELD for state in states),
        ahead=sum(state in ("proposed", "planned", "confirmed") for state in states),
        overdue=states.count("overdue"),
        dropped=sum(state in NOT_HELD for state in states),
    )
    actions = [facts.state(record) for record in facts.snapshot.of_kind("action")]
    yield say(
        Say.ACTIONS,
        open=sum(state in ("open", "in-progress", "returned") for state in actions),
        overdue=actions.count("overdue"),
        done=actions.count("done"),
        accepted=actions.count("accepted"),
    )
    closed = [facts.state(gap) in GAP_CLOSED for gap in gaps]
    items = [facts.state(record) for record in facts.snapshot.of_kind("roadmap-item")]
    yield say(
        Say.GAPS,
        open=closed.count(False),
        resolved=sum(facts.state(gap) == "resolved" for gap in gaps),
        items=items.count("in-progress"),
    )
    mappings = [facts.state(record) for record in facts.snapshot.of_kind("mapping")]
    confirmed = mappings.count("panel-confirmed")
    yield say(Say.MAPPINGS, confirmed=confirmed, waiting=len(mappings) - confirmed)


def _late(facts: Facts, activities: list[Record], actions: list[Record]) -> Iterator[Block]:
    if activities:
        yield from listing.activities(say(Say.LATE_ACTIVITIES), activities, facts.state, MOST)
    if actions:
        yield from listing.actions(say(Say.LATE_ACTIONS), actions, facts.state, MOST)
    if not activities and not actions:
        yield Paragraph(say(Say.NOTHING_LATE))


def _waiting(facts: Facts, texts: list[Record]) -> Iterator[Block]:
    if texts:
        yield from listing.joint_texts(say(Say.WAITING_LIST), texts, facts.codes, MOST)
    else:
        yield Paragraph(say(Say.NOTHING_WAITS))
