"""A calendar as iCalendar (RFC 5545): whole days, which need no time zone and are the same day in Astana and in Helsinki."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import icalendar


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
        event.add("dtstart", one.start)
        event.add("dtend", max(one.start, one.until) + timedelta(days=1))
        event.add("summary", one.summary)
        event.add("description", one.description)
        event.add("url", one.url)
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    raw: bytes = calendar.to_ical()
    return raw
