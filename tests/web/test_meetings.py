"""Meetings, minutes and events on their pages: agendas, two languages abreast, times of both sides, participants of each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.node import clock
from silta.node.actions import drafts, release, responses
from silta.node.actions.actor import Actor
from silta.node.queries import records
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Reads, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

Clients = Callable[[str], Client]
ACTOR = Actor(None, "coordinator", "Coordinator", frozenset({"coordinator"}))
HEAD = Actor(None, "head", "Head", frozenset({"head"}))
NOW = datetime(2026, 4, 25, 12, tzinfo=UTC)


def say(kind: str, fields: dict[str, Any]) -> str:
    uid = drafts.create(ACTOR, ARRANGEMENT, kind, fields)
    release.release_many(ACTOR, [uid])
    return uid


@pytest.fixture
def meeting(south: Partner) -> str:
    """A planned meeting, an action of the one before, and a proposal of the partner."""
    before = say("meeting", examples.meeting("2025-M01", start="2025-11-12", state="held"))
    say("action", examples.action("2025-M01/3", source=before))
    south.release(record_id(2), "priority", examples.priority("Fewer lamps"))
    south.deliver()
    return say("meeting", examples.meeting(previous=before))


@pytest.fixture
def event(south: Partner) -> str:
    """An event of the partner, with its list of people; the day for visas has passed on `NOW`."""
    south.release(record_id(3), "activity", examples.activity(state="confirmed"))
    south.release(record_id(4), "event", examples.event(record_id(3), clearance_days=10))
    people = [
        {
            "name": "Dana Example",
            "position": examples.text("Inspector"),
            "status": "cleared",
            "certificate": False,
        },
        {"name": "Ержан Мысал", "status": "replaced", "replaced_by": "Айгүл Мысал", "certificate": False},
    ]
    south.release(
        record_id(5), "participation", examples.participation(record_id(4), "south", participants=people)
    )
    south.deliver()
    return record_id(4)


def signed_minutes(south: Partner, meeting: str) -> str:
    uid = say("minutes", examples.minutes(meeting))
    target: Any = records.target_of(uid)
    responses.respond(
        HEAD, target_origin=target.origin, target_index=target.index, target_leaf=target.leaf, verdict="agree"
    )
    south.respond(target.origin, target, "agree", leaf=target.leaf)
    south.deliver()
    return uid


def test_an_agenda_is_made_of_open_matters(client_of: Clients, meeting: str) -> None:
    client = client_of("contributor")
    page = client.get(f"/meeting/{meeting}/agenda/").content.decode()
    assert page.index("Actions of earlier meetings") < page.index("2025-M01/3") < page.index("Fewer lamps")
    answer = client.post(f"/meeting/{meeting}/agenda/", {"record": [record_id(2)]})
    assert answer.status_code == 302
    assert answer["Location"] == f"/draft/{meeting}/"
    item = records.draft(meeting).fields["agenda"][-1]
    assert item["records"] == [record_id(2)]
    assert {tag: one["text"] for tag, one in item["title"].items()}["fi"] == "Ehdotukset"
    assert "disabled" in client.get(f"/meeting/{meeting}/agenda/").content.decode()
    assert client.get(f"/draft/{meeting}/").status_code == 200
    assert client.post(f"/meeting/{meeting}/agenda/", {}).headers["Location"].endswith("/agenda/")


def test_an_agenda_is_set_by_those_who_write_and_for_meetings_only(client_of: Clients, meeting: str) -> None:
    assert client_of("reader").get(f"/meeting/{meeting}/agenda/").status_code == 403
    assert client_of("contributor").get(f"/meeting/{record_id(2)}/agenda/").status_code == 404


def test_the_page_of_a_meeting_reviews_the_actions_of_the_one_before(read: Reads, meeting: str) -> None:
    page = read("coordinator", f"/record/{meeting}/").content.decode()
    assert "2025-M01/3" in page
    assert "Write the minutes" in page
    assert "Write the minutes" not in read("reader", f"/record/{meeting}/").content.decode()


@pytest.mark.parametrize(
    ("language", "there"), [("en", "12 Nov 2026, 13:00–16:00"), ("fi", "12.11.2026 klo 13.00–16.00")]
)
def test_times_are_told_by_the_clocks_of_the_place_and_of_each_side(
    read: Reads, meeting: str, settings: Any, language: str, there: str
) -> None:
    settings.TIME_ZONE = "Asia/Almaty"
    page = read("reader", f"/record/{meeting}/", language).content.decode()
    page = page.replace("\xa0", " ").replace("<wbr>", "")
    assert there in page
    assert ("12 Nov 2026, 10:00–13:00" if language == "en" else "12.11.2026 klo 10.00–13.00") in page


def test_minutes_begin_with_the_agenda(client_of: Clients, meeting: str) -> None:
    answer = client_of("contributor").post(f"/meeting/{meeting}/minutes/")
    (draft,) = records.drafts("minutes")
    assert answer["Location"] == f"/draft/{draft.uid}/"
    assert draft.fields["title"]["en"]["text"] == "Minutes: Annual meeting 2026-M01"
    assert draft.fields["meeting"] == meeting


def test_signed_minutes_make_the_records_of_this_side(
    client_of: Clients, read: Reads, south: Partner, meeting: str
) -> None:
    uid = signed_minutes(south, meeting)
    assert "Make the records of these minutes" in read("coordinator", f"/record/{uid}/").content.decode()
    client = client_of("contributor")
    client.post(f"/minutes/{uid}/records/")
    assert [one.kind for one in records.drafts()] == ["action", "decision"]
    again = client.post(f"/minutes/{uid}/records/", follow=True).content.decode()
    assert "has its record or draft" in again


def test_two_languages_stand_abreast_where_both_write(client_of: Clients, meeting: str) -> None:
    uid = drafts.create(ACTOR, ARRANGEMENT, "minutes", examples.minutes(meeting))
    client = client_of("contributor")
    page = client.get(f"/draft/{uid}/").content.decode()
    assert 'class="lpanel second" id="field-title-fi"' in page
    assert 'id="field-title-fi-tab"' not in page
    client.get(f"/draft/{uid}/?abreast=kk")
    assert 'class="lpanel second" id="field-items-0-text-kk"' in client.get(f"/draft/{uid}/").content.decode()
    assert "second" not in client.get(f"/draft/{uid}/?abreast=none").content.decode().partition("form-end")[0]


def test_an_event_shows_its_lead_times_and_the_people_of_each_side(read: Reads, event: str) -> None:
    with clock.set_to(NOW):
        page = read("coordinator", f"/record/{event}/").content.decode().replace("\xa0", " ")
    assert "20 Apr 2026" in page
    assert "the day has passed" in page
    assert "10 May 2026" in page
    assert "Dana Example" in page
    assert "List our participants" in page


def test_each_side_begins_its_own_list(client_of: Clients, event: str) -> None:
    answer = client_of("contributor").post(f"/event/{event}/participants/")
    (draft,) = records.drafts("participation")
    assert answer["Location"] == f"/draft/{draft.uid}/"
    assert draft.fields["party"] == "north"
    assert draft.fields["title"]["en"]["text"] == "Participants: Seminar in the harbour"


def test_an_agenda_costs_as_many_queries_for_many_matters_as_for_few(
    client_of: Clients, meeting: str
) -> None:
    client, counts = client_of("contributor"), []
    for number in range(2):
        for place in range(5 * number):
            say("action", examples.action(f"2026-A{place}"))
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/meeting/{meeting}/agenda/")
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.browser
@pytest.mark.parametrize("language", ["kk", "fi"])
def test_the_pages_of_meetings_and_events_are_good_pages(
    visit: Visits, south: Partner, meeting: str, event: str, language: str
) -> None:
    minutes = signed_minutes(south, meeting)
    page = visit("coordinator", f"/record/{event}/", language=language)
    check_page(page)
    node_at = page.url.partition("/record/")[0]
    draft = drafts.create(ACTOR, ARRANGEMENT, "minutes", examples.minutes(meeting))
    for path in (
        f"/record/{meeting}/",
        f"/meeting/{meeting}/agenda/",
        f"/record/{minutes}/",
        f"/draft/{draft}/",
    ):
        page.goto(node_at + path)
        check_page(page)
