"""Certificates of attendance: a register, and a page for each person whom a side has listed as attended. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from silta.records.views import Record, Snapshot
from silta.reports import framing, labels
from silta.reports.catalogue.certificate.say import Say
from silta.reports.content import (
    Block,
    Certificate,
    Column,
    Content,
    Heading,
    Inline,
    Joined,
    Number,
    Paragraph,
    Period,
    Table,
)
from silta.reports.listing import period
from silta.reports.options import OptionRefused
from silta.reports.reading import NOTHING, line, record_title, text
from silta.reports.saying import say
from silta.words.codes import AREA, FORM_OF_ACTIVITY

CODE = "certificate"


@dataclass(frozen=True)
class _Person:
    """A participant with the place on the side's list, which numbers the certificate."""

    place: int
    row: Mapping[str, Any]


def build(snapshot: Snapshot, record: str, person: int) -> Content:
    """The certificates of the list with the id `record`: of all who attended, or of the one at the place `person` (0: all).

    Raises `OptionRefused` `report.no-certificate` for a place at which nobody stands who attended.
    """
    people = snapshot.records[record]
    listed = enumerate(people.fields.get("participants") or (), 1)
    there = [_Person(place, row) for place, row in listed if row.get("status") == "attended"]
    chosen = [one for one in there if person in (0, one.place)]
    if person and not chosen:
        raise OptionRefused("report.no-certificate", str(person))
    event = snapshot.records.get(line(people.fields, "event"))
    activity = snapshot.records.get(line(event.fields, "activity")) if event else None
    used = [one for one in (people, event, activity) if one]
    day = max(one.latest.time for one in used)[:10]
    party = labels.party_code(people.party)
    facts = [
        say(Say.AS_OF, day=Period(day)),
        say(Say.LIST, title=record_title(people), party=party),
    ]
    content = Content(
        report=CODE,
        options={"record": record, "person": person},
        title=say(Say.TITLE_ONE if person else Say.TITLE),
        subtitle=record_title(event) if event else None,
        meta=framing.about_records(framing.ordered(snapshot), used, facts, day),
        blocks=(
            *_register(event, chosen),
            *(_certificate(snapshot, people, event, activity, one) for one in chosen),
        ),
    )
    return replace(content, back=framing.verification(content))


def _register(event: Record | None, people: list[_Person]) -> Iterator[Block]:
    yield Heading(say(Say.REGISTER))
    if not people:
        yield Paragraph(say(Say.NOBODY))
        return
    columns = (
        Column(say(Say.NUMBER), "end"),
        Column(say(Say.NAME)),
        Column(say(Say.POSITION)),
        Column(say(Say.DAYS)),
    )
    days = period(event.fields) if event else NOTHING
    rows = tuple(
        (Number(one.place), labels.plain(line(one.row, "name")), text(one.row, "position") or NOTHING, days)
        for one in people
    )
    yield Table(say(Say.REGISTER_LIST), columns, rows)


def _certificate(
    snapshot: Snapshot, people: Record, event: Record | None, activity: Record | None, person: _Person
) -> Certificate:
    host = line(activity.fields, "host") if activity else ""
    issuer = host or (event.party if event else people.party)
    latest = people.latest
    foot = say(
        Say.FOOT, number=person.place, origin=latest.origin, entry=latest.index, revision=latest.number
    )
    return Certificate(
        heading=say(Say.TITLE_ONE),
        intro=say(Say.CERTIFIED),
        name=line(person.row, "name"),
        lines=tuple(_lines(snapshot, event, activity, host)),
        signature=say(Say.SIGNATURE, party=labels.party(snapshot, issuer)),
        foot=foot,
    )


def _lines(snapshot: Snapshot, event: Record | None, activity: Record | None, host: str) -> Iterator[Inline]:
    yield say(Say.TOOK_PART)
    yield record_title(event) if event else NOTHING
    if activity:
        form = labels.of_list(FORM_OF_ACTIVITY, line(activity.fields, "form"))
        yield say(Say.FORM, form=form, area=labels.of_list(AREA, line(activity.fields, "area")))
    if event:
        place = text(event.fields, "place")
        when = period(event.fields)
        yield say(Say.WHEN_WHERE, period=when, place=place) if place else say(Say.WHEN, period=when)
    yield say(Say.HELD_BY, party=labels.party(snapshot, host)) if host else say(Say.HELD_TOGETHER)
    instruments = framing.instruments(snapshot)
    if instruments:
        yield say(Say.WITHIN, instruments=Joined(instruments, "; "))
