"""Events on their pages: invitations, the answers of our participants, certificates, and what was applied half a year later."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import Page, expect

from silta.node import clock
from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.queries import records
from silta.node.queries.dates import next_dates
from silta.node.queries.events import answers, owed_checks
from silta.node.queries.home import needs_me
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Visits, check_page, follow

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

Clients = Callable[[str], Client]
ACTOR = Actor(None, "coordinator", "Coordinator", frozenset({"coordinator"}))
HELD = record_id(14)


def say(kind: str, fields: dict[str, Any]) -> str:
    uid = drafts.create(ACTOR, ARRANGEMENT, kind, fields)
    release.release_many(ACTOR, [uid])
    return uid


@pytest.fixture
def held(south: Partner) -> str:
    """A seminar of the partner that was held on 20 May, where people of both sides were."""
    south.release(record_id(13), "activity", examples.activity(state="held", host="south"))
    south.release(
        HELD, "event", examples.event(record_id(13), zone="Asia/Almaty", place=examples.text("Astana"))
    )
    theirs = [{"name": "Дана Мысал", "status": "attended", "certificate": False}]
    south.release(record_id(15), "participation", examples.participation(HELD, "south", participants=theirs))
    south.deliver()
    ours = [
        {"name": "Aino Example", "status": "attended", "certificate": True},
        {"name": "Eino Example", "status": "absent", "certificate": False},
    ]
    say("participation", examples.participation(HELD, participants=ours, state="complete"))
    return HELD


def needs(day: str) -> list[tuple[str, str, str]]:
    found = needs_me(ACTOR, date.fromisoformat(day))
    return [(one.need, one.uid, one.due) for one in found if one.data.get("what") == "check"]


def test_what_was_applied_waits_for_the_guests_from_two_months_before_until_they_answer(held: str) -> None:
    assert [(one.party, one.day) for one in owed_checks("en", date(2026, 6, 1))] == [
        ("north", date(2026, 11, 20))
    ]
    assert needs("2026-09-20") == []
    assert needs("2026-09-21") == [("near", held, "2026-11-20")]
    assert needs("2026-11-21") == [("overdue", held, "2026-11-20")]
    day = date(2026, 11, 1)
    assert [(one.day, one.what) for one in next_dates(day, "en") if one.what] == [("2026-11-20", "check")]
    thread = {step.stage: step.state for step in records.thread(held, "en", date(2026, 11, 21))}
    assert thread["application-check"] == "missing"
    say("application-check", examples.application_check(held))
    assert needs("2026-11-21") == []
    thread = {step.stage: step.state for step in records.thread(held, "en", date(2026, 11, 21))}
    assert thread["application-check"] == "present"


def test_the_side_that_answers_begins_from_the_page_of_the_event(client_of: Clients, held: str) -> None:
    client = client_of("contributor")
    with clock.set_to(datetime(2026, 11, 25, 8, tzinfo=UTC)):
        page = client.get(f"/record/{held}/").content.decode().replace("\xa0", " ")
        assert "should have said by 20 Nov 2026 what it applied" in page
        answer = client.post(f"/event/{held}/applied/")
    (draft,) = records.drafts("application-check")
    assert answer["Location"] == f"/draft/{draft.uid}/"
    assert (draft.fields["event"], draft.fields["day"]) == (held, "2026-11-25")
    assert client.post(f"/event/{held}/applied/")["Location"] == answer["Location"]


def test_answers_stay_here_and_their_counts_go_into_the_summary(client_of: Clients, held: str) -> None:
    client = client_of("contributor")
    url = f"/event/{held}/feedback/"
    assert client.post(url, {"words": " "}).status_code == 400
    assert client.post(url, {"use": "6"}).status_code == 400
    for use, words in (("5", "Пайдалы болды"), ("4", ""), ("4", "Hyvä ryhmätyö")):
        client.post(url, {"use": use, "time": "2", "words": words, "language": "kk"})
    page = client.get(url).content.decode()
    assert "Пайдалы болды" in page
    assert "4.3" in page
    first = answers(held)[0]
    assert client_of("expert").post(url, {"delete": str(first.number)}).status_code == 403
    client.post(f"/event/{held}/evaluation/")
    (draft,) = records.drafts("evaluation")
    assert draft.fields["answers"] == 3
    assert draft.fields["marks"][0] == {
        "scale": "use", "ones": 0, "twos": 0, "threes": 0, "fours": 2, "fives": 1,
    }  # fmt: skip
    release.release_many(ACTOR, [draft.uid])
    client.post(url, {"delete": str(first.number)})
    client.post(f"/event/{held}/evaluation/")
    (newer,) = records.drafts("evaluation")
    assert (newer.uid, newer.base, newer.fields["answers"]) == (draft.uid, 1, 2)
    assert client_of("reader").get(url).status_code == 403


def test_the_evaluations_of_all_sides_are_one_account_of_the_event(
    client_of: Clients, south: Partner, held: str
) -> None:
    say("evaluation", examples.evaluation(held))
    south.release(record_id(16), "evaluation", examples.evaluation(held, answers=6))
    south.deliver()
    page = client_of("reader").get(f"/record/{held}/").content.decode()
    assert "10 answers in the evaluations" in page
    assert '<td class="r num">8</td><td class="r num"><b>4.0</b></td>' in page


def test_certificates_are_offered_for_those_who_attended(client_of: Clients, held: str) -> None:
    client = client_of("contributor")
    page = client.get(f"/record/{held}/").content.decode()
    assert '<option value="1">Aino Example</option>' in page
    assert ">Eino Example</option>" not in page
    (ours,) = [row for row in records.list_records("participation").rows if row.is_own]
    form = {"report": "certificate", "record": ours.uid, "person": "1", "first": "kk", "second": "fi"}
    made = client.post("/reports/make/", form | {"format": "html"})
    assert "Aino Example" in made.content.decode()
    refused = client.post("/reports/make/", form | {"person": "2", "format": "html"})
    assert refused.status_code == 400
    assert "Nobody who attended stands at place 2" in refused.content.decode()


def invitation(client: Client, uid: str, **form: str) -> icalendar.Calendar:
    guests = "Aino Example <aino@example.org>\nEino Example <>\n"
    sent = {"organiser": "Office <office@example.org>", "guests": guests, "language": "fi"} | form
    answer = client.post(f"/invitation/{uid}/", sent)
    assert answer.status_code == 200
    method = "CANCEL" if b"METHOD:CANCEL" in answer.content else "REQUEST"
    assert answer["Content-Type"] == f"text/calendar; charset=utf-8; method={method}"
    found = icalendar.Calendar.from_ical(answer.content)
    assert isinstance(found, icalendar.Calendar)
    return found


def test_an_invitation_grows_its_sequence_and_becomes_a_cancellation(
    client_of: Clients, south: Partner
) -> None:
    client, activity, event = client_of("contributor"), record_id(23), record_id(24)
    south.release(activity, "activity", examples.activity(state="planned"))
    fields = examples.event(activity, start="2026-10-24", until="2026-10-26", zone="Europe/Helsinki")
    south.release(event, "event", fields)
    south.deliver()
    first = invitation(client, event)
    (said,) = first.events
    assert (first["METHOD"], said["STATUS"], said["SEQUENCE"]) == ("REQUEST", "TENTATIVE", 0)
    assert (str(said["ORGANIZER"]), str(said["ATTENDEE"])) == (
        "mailto:office@example.org", "mailto:aino@example.org",
    )  # fmt: skip
    assert (said.start.isoformat(), said["RRULE"].to_ical()) == (
        "2026-10-24T09:30:00+03:00", b"FREQ=DAILY;COUNT=3",
    )  # fmt: skip
    assert [str(zone["TZID"]) for zone in first.timezones] == ["Europe/Helsinki"]
    south.release(event, "event", fields | {"begins": "10:00"}, 2)
    south.release(activity, "activity", examples.activity(state="confirmed"), 2)
    south.deliver()
    (changed,) = invitation(client, event).events
    assert (changed["UID"], changed["STATUS"], changed["SEQUENCE"]) == (said["UID"], "CONFIRMED", 2)
    south.release(
        activity, "activity", examples.activity(state="cancelled", reason=examples.text("A storm")), 3
    )
    south.deliver()
    last = invitation(client, event)
    (off,) = last.events
    assert (last["METHOD"], off["STATUS"], off["SEQUENCE"], off["UID"]) == (
        "CANCEL",
        "CANCELLED",
        3,
        said["UID"],
    )


def test_an_invitation_says_line_by_line_what_is_wrong_and_tells_nothing_that_is_not_open(
    client_of: Clients, south: Partner, held: str
) -> None:
    client = client_of("contributor")
    page = client.get(f"/invitation/{held}/").content.decode()
    assert "Eino" not in page
    bad = client.post(
        f"/invitation/{held}/", {"organiser": "office@example.org", "guests": "One\nTwo <two@example.org>"}
    )
    assert bad.status_code == 400
    assert "guests, 1: “One” has no address" in bad.content.decode()
    assert client.post(f"/invitation/{held}/", {"organiser": "", "guests": ""}).status_code == 400
    meeting = drafts.create(ACTOR, ARRANGEMENT, "meeting", examples.meeting(), marking="tlp-amber")
    release.release_many(ACTOR, [meeting])
    (said,) = invitation(client, meeting).events
    assert (str(said["SUMMARY"]), said.get("DESCRIPTION")) == ("Kokous 2026-M01", None)
    south.deliver()


def test_home_costs_the_same_queries_however_many_checks_are_owed(client_of: Clients, south: Partner) -> None:
    client, counts = client_of("coordinator"), []
    client.get("/")
    with clock.set_to(datetime(2026, 11, 25, 8, tzinfo=UTC)):
        for number in range(2):
            for place in range(1 + 3 * number):
                activity = say("activity", examples.activity(f"2026-{10 * number + place}", state="held"))
                event = say("event", examples.event(activity))
                people = [{"name": "One", "status": "attended", "certificate": False}]
                say("participation", examples.participation(event, participants=people))
            with CaptureQueriesContext(connection) as asked:
                client.get("/")
            counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.browser
@pytest.mark.timeout(600)
@pytest.mark.parametrize("language", ["kk", "fi"])
def test_what_comes_after_an_event_is_done_on_its_page(visit: Visits, held: str, language: str) -> None:
    """From the answers of our participants to the summary, the certificates, an invitation and what was applied."""
    page = visit("coordinator", f"/record/{held}/", language=language)
    check_page(page)
    answer_and_sum_up(page, held)
    node_at = page.url.partition("/draft/")[0]
    page.goto(f"{node_at}/record/{held}/")
    expect(page.locator('section[aria-labelledby="evaluated"] table')).to_contain_text("4,5")
    with page.expect_download() as certificate:
        page.locator('form:has(input[value="certificate"]) button[value="html"]').first.click()
    assert certificate.value.suggested_filename.startswith("certificate-")
    invite(page, held)
    page.goto(f"{node_at}/record/{held}/")
    follow(page.locator(f'form[action="/event/{held}/applied/"] button'))
    expect(page).to_have_url(re.compile("/draft/"))
    (check,) = records.drafts("application-check")
    drafts.save(ACTOR, check.uid, examples.application_check(held), version=None)
    release.release_many(ACTOR, [check.uid])
    page.goto(f"{node_at}/record/{check.uid}/")
    check_page(page)


def answer_and_sum_up(page: Page, held: str) -> None:
    """Two of our participants answer, and their summary is released."""
    follow(page.locator(f'a[href="/event/{held}/feedback/"]'))
    for mark, words in (("5", "Пайдалы болды"), ("4", "Hyvä ryhmätyö")):
        page.locator(f'input[name="use"][value="{mark}"]').check()
        page.locator("#words").fill(words)
        follow(page.locator("form:has(#words) button.primary"))
    expect(page.locator("main table")).to_contain_text("4,5")
    expect(page.locator("main")).to_contain_text("Пайдалы болды")
    check_page(page)
    follow(page.locator(f'form[action="/event/{held}/evaluation/"] button'))
    expect(page).to_have_url(re.compile("/draft/"))
    (draft,) = records.drafts("evaluation")
    release.release_many(ACTOR, [draft.uid])


def invite(page: Page, held: str) -> None:
    """Take the invitation as a file."""
    follow(page.locator(f'a[href="/invitation/{held}/"]'))
    check_page(page)
    page.locator("#organiser").fill("office@example.org")
    page.locator("#guests").fill("Айгүл Мысал <aigul@example.org>")
    with page.expect_download() as invited:
        page.locator("form:has(#guests) button.primary").click()
    assert invited.value.suggested_filename == "event-2026-05-20-0.ics"
