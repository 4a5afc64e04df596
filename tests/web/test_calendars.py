"""Calendar addresses: secret, revocable, and careful with what is marked; and saved views of lists."""

from __future__ import annotations

import re
from collections.abc import Callable

import icalendar
import pytest
from django.test import Client

from silta.node.actions import drafts, release
from silta.node.actions.accounts import set_active
from silta.node.actions.actor import Actor
from silta.node.home import Home
from silta.node.models import CalendarFeed
from tests.node import examples
from tests.node.partner import ARRANGEMENT
from tests.web.conftest import NARROW, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ACTOR = Actor(None, "coordinator", "Coordinator")
ADMINISTRATOR = Actor(None, "administrator", "Administrator")
Clients = Callable[[str], Client]


def released(kind: str, fields: dict[str, object], marking: str = "tlp-green") -> None:
    release.release(ACTOR, drafts.create(ACTOR, ARRANGEMENT, kind, fields, marking=marking))


def made(client: Client) -> str:
    found = re.search(
        r"<code>http://localhost(/calendar/[^<]+[.]ics)</code>",
        client.post("/preferences/calendars/").content.decode(),
    )
    assert found
    return found[1]


def test_a_calendar_program_gets_what_lies_ahead_without_signing_in(client_of: Clients, node: Home) -> None:
    released("activity", examples.activity("2030-01", start="2027-05-03", until="2027-05-05"))
    released(
        "action",
        examples.action("2030-A1", due="2027-06-30", title=examples.text("Secret plan")),
        "tlp-amber",
    )
    url = made(client_of("reader"))
    response = Client(SERVER_NAME="localhost").get(url)
    assert response["Content-Type"].startswith("text/calendar")
    calendar = icalendar.Calendar.from_ical(response.content)
    said = {str(event["summary"]): event for event in calendar.walk("VEVENT")}
    seminar = next(event for words, event in said.items() if "Seminar 2030-01" in words)
    assert str(seminar.decoded("dtstart")) == "2027-05-03"
    assert str(seminar.decoded("dtend")) == "2027-05-06"
    assert b"Secret plan" not in response.content
    assert any("2030-A1" in words for words in said)


def test_a_revoked_address_and_that_of_someone_who_left_give_nothing(
    client_of: Clients, people: dict[str, int], node: Home
) -> None:
    client, outside = client_of("reader"), Client(SERVER_NAME="localhost")
    first, second = made(client), made(client)
    number = CalendarFeed.objects.earliest("pk").pk
    assert client_of("head").post("/preferences/calendars/", {"revoke": number}).status_code == 404
    client.post("/preferences/calendars/", {"revoke": number})
    assert (outside.get(first).status_code, outside.get(second).status_code) == (404, 200)
    assert outside.get("/calendar/guess.ics").status_code == 404
    set_active(ADMINISTRATOR, people["reader"], active=False)
    assert outside.get(second).status_code == 404
    assert first.split("/")[2][:-4] not in str(list(CalendarFeed.objects.values()))


def test_a_view_is_kept_for_oneself_and_opens_first_if_asked(client_of: Clients, node: Home) -> None:
    client = client_of("contributor")
    released("activity", examples.activity())
    client.post(
        "/records/activity/views/", {"name": "Mine", "query": "form=workshop&after=x", "default": "1"}
    )
    assert client.get("/records/activity/")["Location"] == "?form=workshop"
    assert "Mine" in client.get("/records/activity/?form=workshop").content.decode()
    assert client.get("/records/activity/?view=all").status_code == 200
    assert client_of("reader").get("/records/activity/").status_code == 200
    number = re.search(
        r'name="delete" value="(\d+)"', client.get("/records/activity/?view=all").content.decode()
    )
    assert number
    assert client_of("reader").post("/records/activity/views/", {"delete": number[1]}).status_code == 404
    client.post("/records/activity/views/", {"delete": number[1]})
    assert client.get("/records/activity/").status_code == 200
    client.post("/records/activity/views/", {"name": " "})
    assert "Give the view a name" in client.get("/records/activity/").content.decode()


@pytest.mark.browser
def test_the_page_of_calendars_keeps_what_every_page_keeps(visit: Visits, node: Home) -> None:
    check_page(visit("reader", "/preferences/calendars/", language="kk", width=NARROW))
