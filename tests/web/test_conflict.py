"""What one node has and the other has not yet, or not any more; hours and names that mean the same on both sides."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest
from django.test import Client

from silta.node import clock
from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.actions.names import save_name
from silta.node.home import Home
from silta.node.queries.finding import find
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Reads

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ACTOR = Actor(None, "coordinator", "Coordinator")


def draft(kind: str, fields: dict[str, Any]) -> str:
    return drafts.create(ACTOR, ARRANGEMENT, kind, fields)


def test_what_a_partner_refers_to_before_it_has_arrived_is_named_and_found_once_it_has(
    south: Partner, read: Reads
) -> None:
    south.release(record_id(1), "activity", examples.activity(priority=record_id(2)))
    south.deliver()
    page = read("coordinator", f"/record/{record_id(1)}/").content.decode()
    assert record_id(2) in page
    assert "not released here" in page
    south.release(record_id(2), "priority", examples.priority("Harbours"))
    south.deliver()
    page = read("coordinator", f"/record/{record_id(1)}/").content.decode()
    assert "Harbours" in page
    assert "not released here" not in page


def test_a_target_that_was_withdrawn_is_marked_and_named_before_the_release(
    south: Partner, read: Reads, client_of: Callable[[str], Client]
) -> None:
    south.release(record_id(2), "priority", examples.priority("Harbours"))
    south.deliver()
    held = draft("activity", examples.activity("2026-01", priority=record_id(2)))
    release.release_many(ACTOR, [held])
    later = draft("activity", examples.activity("2026-02", priority=record_id(2)))
    south.withdraw(record_id(2), 1)
    south.deliver()
    page = read("reader", f"/record/{held}/").content.decode()
    assert re.search(r"Harbours</span></a> <span class=\"state[^>]*>.{0,200}Withdrawn", page, re.DOTALL)
    asked = client_of("coordinator").get(f"/draft/{later}/release/").content.decode()
    assert "It refers to 1 record that has been withdrawn" in asked
    release.release_many(ACTOR, [later])


@pytest.mark.parametrize(
    ("start", "zone", "utc"),
    [
        ("2027-03-26", "Europe/Helsinki", "08:00"),  # the Friday before the clocks go forward
        ("2027-03-29", "Europe/Helsinki", "07:00"),  # the Monday after
        ("2027-03-29", "Asia/Almaty", "05:00"),  # where they never do
    ],
)
def test_a_calendar_program_gets_the_hours_of_the_place_with_its_rules(
    client_of: Callable[[str], Client], node: Home, start: str, zone: str, utc: str
) -> None:
    said = examples.meeting("2027-M01", start=start, begins="10:00", ends="12:30", zone=zone)
    release.release_many(ACTOR, [draft("meeting", said)])
    client = client_of("reader")
    with clock.set_to(datetime(2027, 3, 1, tzinfo=UTC)):
        made = client.post("/preferences/calendars/").content.decode()
        url = re.search(r"/calendar/[^<]+[.]ics", made)
        assert url
        calendar = icalendar.Calendar.from_ical(Client(SERVER_NAME="localhost").get(url[0]).content)
    (event,) = calendar.walk("VEVENT")
    begins, ends = event.decoded("dtstart"), event.decoded("dtend")
    assert (begins.astimezone(UTC).strftime("%Y-%m-%d %H:%M"), ends - begins) == (
        f"{start} {utc}",
        timedelta(hours=2.5),
    )
    assert [str(one["tzid"]) for one in calendar.walk("VTIMEZONE")] == [zone]


NAMES = {
    "kk": "Алмасадам Сәтқалиевтің сөзі",
    "ru": "Выступление Алмасадама Саткалиева",
    "fi": "Petteri Tiippanan puhe",
    "en": "Speech by Petteri Tiipana",
}
CHAIR, DIRECTOR = {"kk", "ru"}, {"fi", "en"}


@pytest.fixture
def named(people: dict[str, int], south: Partner) -> None:
    """A speech in each language, and the register of names with what the speakers are called in four scripts."""
    for n, (language, words) in enumerate(NAMES.items()):
        title = {language: {"text": words, "status": "original"}}
        south.release(record_id(n), "decision", examples.decision(f"2026-0{n}") | {"title": title})
    south.deliver()
    scripts = {"kk": "Алмасадам Сәтқалиев", "ru": "Алмасадам Саткалиев", "en": "Almasadam Satkaliyev"}
    called = {tag: {"text": text, "status": "original"} for tag, text in scripts.items()}
    save_name(ACTOR, {"sort": "person", "name": called, "also": ["A. Satqaliev"]})
    latin = {"fi": {"text": "Petteri Tiippana", "status": "original"}}
    save_name(ACTOR, {"sort": "person", "name": latin, "also": ["Петтери Тииппана"], "wrong": ["Tiipana"]})


@pytest.mark.parametrize(
    ("q", "languages"),
    [
        ("Сәтқалиев", CHAIR),
        ("Саткалиев", CHAIR),
        ("Satkaliyev", CHAIR),
        ("satqaliev", CHAIR),
        ("Tiippana", DIRECTOR),
        ("Tiipana", DIRECTOR),
        ("Тииппана", DIRECTOR),
        ("petteri", DIRECTOR),
        ("Алмасадам сөзі", {"kk"}),
    ],
)
def test_a_name_is_found_by_each_of_its_forms_in_every_script(
    named: None, q: str, languages: set[str]
) -> None:
    assert {row.title for row in find(q, "en").records} == {NAMES[language] for language in languages}
