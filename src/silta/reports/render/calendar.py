"""Calendars as iCalendar (RFC 5545), and invitations to send by mail (RFC 5546).

What has no hours is whole days, which need no time zone and are the same day in Astana and in Helsinki. What has hours has those
of its place, with the rules of that zone in the file, so that each program shows them by its own clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import icalendar


@dataclass(frozen=True)
class Hours:
    """From when to when it goes on at a place: clocks of the IANA time zone `zone`. Without `ends` it has no end."""

    begins: time
    ends: time | None
    zone: str


@dataclass(frozen=True)
class Entry:
    """Something on one day or several: `until` is its last day. `uid` stays the same while the thing does."""

    uid: str
    start: date
    until: date
    summary: str
    description: str
    url: str
    stamp: datetime
    hours: Hours | None = None


def write(entries: Iterable[Entry], name: str) -> bytes:
    """The calendar called `name`."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Silta//Silta//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    for one in entries:
        event = icalendar.Event()
        event.add("uid", one.uid)
        event.add("dtstamp", one.stamp)
        _times(event, one.start, one.until, one.hours)
        event.add("summary", one.summary)
        event.add("description", one.description)
        event.add("url", one.url)
        event.add("transp", "OPAQUE" if one.hours else "TRANSPARENT")
        calendar.add_component(event)
    calendar.add_missing_timezones()
    raw: bytes = calendar.to_ical()
    return raw


@dataclass(frozen=True)
class Guest:
    """Somebody who is invited: the name as the side entered it, and an address."""

    name: str
    address: str


@dataclass(frozen=True)
class Invitation:
    """What an invitation says. `uid` stays the same for the occasion and `sequence` grows with each change of it.

    `begins` and `ends` are clocks at `zone`; without `begins` the invitation is for whole days. An occasion of several days takes
    place at the same hours on each of them.
    """

    uid: str
    sequence: int
    standing: Literal["TENTATIVE", "CONFIRMED", "CANCELLED"]
    language: str
    summary: str
    description: str
    place: str
    start: date
    until: date
    begins: time | None
    ends: time | None
    zone: str
    organiser: Guest
    guests: Sequence[Guest]
    stamp: datetime


def invite(invitation: Invitation) -> bytes:
    """The invitation as a file: a request, an update of one (a greater `sequence`), or its cancellation."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//Silta//Silta//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if invitation.standing == "CANCELLED" else "REQUEST")
    calendar.add_component(_invitation(invitation))
    calendar.add_missing_timezones()
    raw: bytes = calendar.to_ical()
    return raw


def _invitation(said: Invitation) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", said.uid)
    event.add("sequence", said.sequence)
    event.add("dtstamp", said.stamp)
    event.add("status", said.standing)
    for name, words in (
        ("summary", said.summary),
        ("description", said.description),
        ("location", said.place),
    ):
        if words:
            event.add(name, words, parameters={"LANGUAGE": said.language} if name != "location" else {})
    hours = Hours(said.begins, said.ends, said.zone) if said.begins else None
    _times(event, said.start, said.until, hours)
    event.add("organizer", _person(said.organiser))
    for guest in said.guests:
        event.add("attendee", _person(guest, asked=said.standing != "CANCELLED"))
    return event


def _times(event: icalendar.Event, start: date, until: date, hours: Hours | None) -> None:
    """When it is: whole days, or the same hours on each of its days, whatever the clocks of others do meanwhile."""
    if hours is None:
        event.add("dtstart", start)
        event.add("dtend", max(start, until) + timedelta(days=1))
        return
    zone = ZoneInfo(hours.zone)
    event.add("dtstart", datetime.combine(start, hours.begins, zone))
    if hours.ends:
        event.add("dtend", datetime.combine(start, hours.ends, zone))
    days = (until - start).days + 1
    if days > 1:
        event.add("rrule", {"FREQ": "DAILY", "COUNT": days})


def _person(guest: Guest, *, asked: bool = False) -> icalendar.vCalAddress:
    person = icalendar.vCalAddress(f"mailto:{guest.address}")
    if guest.name:
        person.params["CN"] = guest.name
    if asked:
        person.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"})
    return person
