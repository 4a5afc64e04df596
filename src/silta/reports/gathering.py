"""What reports tell about a meeting: when and where, who comes, what is on the agenda."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum, unique

from silta.records.views import Record, Snapshot
from silta.reports import labels
from silta.reports.content import Block, Clock, Column, Inline, Items, Joined, Literal, Table
from silta.reports.listing import period
from silta.reports.reading import NOTHING, Fields, line, record_title, text
from silta.reports.saying import say
from silta.words.codes import MEETING_KIND, MODE, TIME_ZONE


@unique
class Gathering(StrEnum):
    """English msgids; context ``report``."""

    WHAT = "{number} {title} ({kind})"
    WHEN = "When: {period}"
    WHEN_AT = "When: {period}, {begins}–{ends} ({zone})"
    WHERE = "Where: {place} ({mode})"
    HOW = "How: {mode}"
    DELEGATION = "{party}: {people}"
    AGENDA = "Agenda"
    TIME = "Time"
    ITEM = "Item"
    LED_BY = "Introduced by"
    ABOUT = "About"


def about_meeting(snapshot: Snapshot, meeting: Record) -> Items:
    """Number, kind, time, place and delegations of a meeting."""
    return Items(tuple(_lines(snapshot, meeting.fields, record_title(meeting))))


def _lines(snapshot: Snapshot, fields: Fields, title: Inline) -> Iterator[Inline]:
    kind = labels.of_list(MEETING_KIND, line(fields, "kind"))
    yield say(Gathering.WHAT, number=line(fields, "number"), title=title, kind=kind)
    begins, ends = line(fields, "begins"), line(fields, "ends")
    if begins and ends:
        zone = labels.of_list(TIME_ZONE, line(fields, "zone"))
        yield say(Gathering.WHEN_AT, period=period(fields), begins=Clock(begins), ends=Clock(ends), zone=zone)
    else:
        yield say(Gathering.WHEN, period=period(fields))
    place, mode = text(fields, "place"), labels.of_list(MODE, line(fields, "mode"))
    yield say(Gathering.WHERE, place=place, mode=mode) if place else say(Gathering.HOW, mode=mode)
    for delegation in fields.get("delegations", ()):
        people = [delegation.get("chair"), *delegation.get("members", ())]
        named = Joined(tuple(Literal(name) for name in people if name), "; ")
        if named.parts:
            yield say(Gathering.DELEGATION, party=labels.party(snapshot, delegation["party"]), people=named)


def agenda(snapshot: Snapshot, meeting: Record) -> tuple[Block, ...]:
    """The agenda as a table; nothing if there is none yet."""
    rows = tuple(
        (
            Clock(line(item, "time")) if line(item, "time") else NOTHING,
            text(item, "title") or NOTHING,
            labels.party_code(line(item, "lead")),
            _matters(snapshot, item),
        )
        for item in meeting.fields.get("agenda", ())
    )
    columns = (
        Column(say(Gathering.TIME)),
        Column(say(Gathering.ITEM)),
        Column(say(Gathering.LED_BY)),
        Column(say(Gathering.ABOUT)),
    )
    return (Table(say(Gathering.AGENDA), columns, rows),) if rows else ()


def _matters(snapshot: Snapshot, item: Fields) -> Inline:
    found = [snapshot.records[uid] for uid in item.get("records", ()) if uid in snapshot.records]
    named = tuple(
        Joined((labels.plain(line(r.fields, "number")), record_title(r)), " ")
        if line(r.fields, "number")
        else record_title(r)
        for r in found
    )
    return Joined(named, "; ") if named else NOTHING
