"""What the pages of records know and people need not look up: the next number, the next state, the documents that can be made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from silta.node.queries import records
from silta.node.queries.rows import local_today
from silta.records.registry import KINDS
from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.test_records_drafts import draft, opened
from tests.web.test_records_lists import say

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

Clients = Callable[[str], Client]


def test_running_numbers_go_on_after_the_highest_of_the_year() -> None:
    action = KINDS["action"]
    assert action.next_number(2026, []) == "2026-A01"
    taken = ["2026-A02", "2026-A09", "2026-A10x", "2026-M77", "2025-A40", "2026-A", ""]
    assert action.next_number(2026, taken) == "2026-A10"
    assert action.next_number(2026, ["2026-A99"]) == "2026-A100"
    assert KINDS["finding"].next_number(2026, ["R3"]) == ""


def test_a_new_record_begins_with_the_number_after_those_of_both_sides_and_of_drafts(
    client_of: Clients, south: Partner
) -> None:
    year, client = local_today().year, client_of("contributor")
    south.release(record_id(1), "action", examples.action(f"{year}-A04"))
    south.deliver()
    assert opened(client, "/records/action/new/")["number"] == [f"{year}-A05"]
    draft("action", {"number": f"{year}-A11"})
    assert opened(client, "/records/action/new/")["number"] == [f"{year}-A12"]


def test_advice_its_response_and_a_review_are_called_after_what_they_are_about(
    client_of: Clients, south: Partner
) -> None:
    (asked,) = say("consultation", examples.consultation())
    south.release(record_id(1), "advice", examples.advice(asked.uid))
    south.release(record_id(2), "practice", examples.practice())
    south.deliver()
    client = client_of("contributor")
    for kind, query, begins in (
        ("advice", f"consultation={asked.uid}", "Advice: "),
        ("advice-response", f"advice={record_id(1)}", "Response: "),
        ("applicability-review", f"practice={record_id(2)}", "Review: "),
    ):
        (title,) = opened(client, f"/records/{kind}/new/?{query}")["title:en"]
        assert title.startswith(begins)
        assert title.count(": ") == 1
    assert opened(client, f"/records/advice/new/?consultation={record_id(9)}")["title:en"] == [""]


def test_the_arrangement_begins_with_its_parties_and_its_ceiling(client_of: Clients, south: Partner) -> None:
    form = opened(client_of("coordinator"), "/records/arrangement/new/")
    assert form["parties"] == ["north", "south"]
    assert form["marking_ceiling"] != [""]


def test_the_next_step_begins_a_revision_in_that_state_and_marks_what_it_asks_for(client_of: Clients) -> None:
    (action,) = say("action", examples.action())
    client = client_of("contributor")
    page = client.get(f"/record/{action.uid}/").content.decode()
    assert 'name="state" value="done"' in page
    assert 'name="state" value="open"' not in page
    assert 'name="state"' not in client_of("reader").get(f"/record/{action.uid}/").content.decode()
    answer = client.post(f"/record/{action.uid}/revise/", {"state": "done"}, follow=True)
    assert records.draft(action.uid).fields["state"] == "done"
    assert "Say what shows that it is done" in answer.content.decode()
    assert 'name="state" value="done"' not in client.get(f"/record/{action.uid}/").content.decode()


def test_a_state_that_may_not_follow_begins_nothing(client_of: Clients) -> None:
    (action,) = say("action", examples.action())
    client = client_of("contributor")
    for state in ("accepted", "nonsense"):
        answer = client.post(f"/record/{action.uid}/revise/", {"state": state}, follow=True)
        assert "is not a state that this record can be given" in answer.content.decode()
    assert not records.drafts("action")


def test_records_lead_to_their_documents_with_the_form_filled_in(client_of: Clients) -> None:
    (meeting,) = say("meeting", examples.meeting(start="2026-11-12"))
    client = client_of("reader")
    page = client.get(f"/record/{meeting.uid}/").content.decode()
    assert "/reports/?report=briefing&amp;day=2026-11-12#report-briefing" in page
    reports = client.get("/reports/?report=briefing&day=2026-11-12").content.decode()
    assert reports.count('value="2026-11-12"') == 1
    (asked,) = say("consultation", examples.consultation())
    page = client.get(f"/record/{asked.uid}/").content.decode()
    assert f"/reports/?report=expert-request&amp;record={asked.uid}#report-expert-request" in page
