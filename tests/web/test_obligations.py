"""The arrangement's clauses as dated duties: drafted from the clauses, due by their rules, and never missed on the first page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from silta.node import clock
from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.queries import records
from silta.node.queries.home import needs_me
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import NARROW, WIDE, Reads, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ACTOR = Actor(None, "coordinator", "Coordinator", frozenset({"coordinator"}))
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
CLAUSES = [
    {"number": "1", "type": "scope", "text": examples.text("All lights.")},
    {"number": "5.1", "type": "programme-and-meeting", "text": examples.text("The parties meet every year.")},
]


def say(kind: str, fields: dict[str, Any]) -> str:
    uid = drafts.create(ACTOR, ARRANGEMENT, kind, fields)
    release.release_many(ACTOR, [uid])
    return uid


@pytest.fixture
def arrangement(south: Partner) -> str:
    return say(
        "arrangement",
        examples.arrangement(
            clauses=CLAUSES, in_force="2021-09-01", duration_months=60, renewal_months=60, notice_months=2
        ),
    )


def test_clauses_become_drafts_of_obligations_once(
    arrangement: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("contributor")
    for _ in range(2):
        answer = client.post(f"/arrangement/{arrangement}/obligations/", {"clause": ["1"]})
        assert answer.status_code == 302
    (draft,) = records.drafts("obligation")
    assert draft.fields["clause"] == "5.1"
    assert draft.fields["title"]["fi"]["text"] == "Ohjelma ja kokous"
    page = client.get(f"/arrangement/{arrangement}/").content.decode()
    assert 'name="clause" value="0"' in page
    assert 'name="clause" value="1"' not in page


def test_an_overdue_duty_waits_for_its_owner_and_a_duty_of_all_for_everyone(
    arrangement: str, south: Partner
) -> None:
    say("obligation", examples.obligation(arrangement, owner="south"))
    ours = say("obligation", examples.obligation(arrangement, owner="north"))
    south.release(record_id(7), "obligation", examples.obligation(arrangement))
    south.release(
        record_id(8),
        "obligation",
        examples.obligation(arrangement, state="waived", reason=examples.text("No.")),
    )
    south.deliver()
    found = [(one.need, one.uid) for one in needs_me(ACTOR, NOW.date()) if one.kind == "obligation"]
    assert sorted(found) == sorted([("overdue", ours), ("overdue", record_id(7))])


def test_the_last_day_for_notice_is_told_in_time(arrangement: str) -> None:
    (need,) = needs_me(ACTOR, NOW.date())
    assert (need.need, need.due, need.data) == ("near", "2026-07-01", {"what": "notice"})


def test_an_arrangement_whose_term_has_ended_says_so(south: Partner) -> None:
    uid = say("arrangement", examples.arrangement(until="2026-05"))
    assert [(one.need, one.uid) for one in needs_me(ACTOR, NOW.date())] == [("overdue", uid)]


@pytest.mark.parametrize("language", ["kk", "en"])
def test_the_first_page_and_the_list_tell_the_next_due_date(
    arrangement: str, read: Reads, language: str
) -> None:
    say("obligation", examples.obligation(arrangement, start="2020-06-20", met=[{"due": "2025-06-20"}]))
    with clock.set_to(NOW):
        assert "Hold the yearly meeting" in read("coordinator", "/", language).content.decode()
        assert (
            "Hold the yearly meeting"
            in read("coordinator", "/records/obligation/", language).content.decode()
        )
        page = read("coordinator", "/arrangement/", language).content.decode().replace("\xa0", " ")
    assert ("20 Jun 2026" if language == "en" else "2026 ж. 20 маусым") in page
    assert ("1 Jul 2026" if language == "en" else "2026 ж. 1 шілде") in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_arrangement_with_its_duties_is_a_good_page(arrangement: str, visit: Visits, width: int) -> None:
    say("obligation", examples.obligation(arrangement))
    page = visit("coordinator", "/arrangement/", width=width)
    page.get_by_text("New obligations from clauses").click()
    expect(page.locator("details[open]").filter(has_text="New obligations from clauses")).to_be_visible()
    check_page(page)
