"""The year as a calendar, what does not fit in it, and two proposals side by side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import expect

from silta.node.actions.actor import Actor
from silta.node.actions.drafts import create
from silta.node.actions.planning import set_limits
from silta.node.actions.release import release
from silta.node.errors import Denied, Refused
from silta.node.models import Draft, Response, Revision
from silta.node.queries.home import needs_me
from silta.node.queries.planning import warnings_ahead
from silta.node.queries.rows import local_today
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Reads, Visits, check_page, follow

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

COORDINATOR = Actor.operator("coordinator")
THEIRS = record_id(99)


def ahead(days: int) -> str:
    return (local_today() + timedelta(days=days)).isoformat()


def monday() -> date:
    day = local_today() + timedelta(days=60)
    return day - timedelta(days=day.weekday())


@pytest.fixture
def clashing(south: Partner) -> None:
    """Two activities at one host in one week, the event of the second tomorrow week without visas; in the leads' names too."""
    first, second = monday().isoformat(), (monday() + timedelta(days=2)).isoformat()
    lead = {"sides": [{"party": "south", "lead": "A. Example"}], "host": "south"}
    south.release(record_id(1), "activity", examples.activity("P-1", start=first, **lead))
    south.release(record_id(2), "activity", examples.activity("P-2", start=second, **lead))
    south.release(record_id(3), "activity", examples.activity("P-3", start=ahead(10), mode="on-site"))
    event = {
        "title": examples.text("Days"),
        "activity": record_id(3),
        "start": ahead(10),
        "mode": "on-site",
        "visa_days": 40,
    }
    south.release(record_id(4), "event", event)
    south.deliver()


def test_clashes_and_lost_lead_times_stand_on_activity_and_event(clashing: None, read: Reads) -> None:
    page = read("reader", f"/record/{record_id(1)}/").content.decode()
    assert "A. Example: needed in two places in one week" in page
    assert "One side is host to both in one week" in page
    assert f"/record/{record_id(2)}/" in page
    for uid in (record_id(3), record_id(4)):
        assert "Visas should have been applied for by" in read("reader", f"/record/{uid}/").content.decode()


def test_those_who_wrote_a_plan_down_or_are_host_find_its_warnings_at_home(clashing: None, node: Any) -> None:
    assert [one for one in needs_me(COORDINATOR) if one.need == "misfit"] == []  # all of it is South's
    uid = create(COORDINATOR, ARRANGEMENT, "activity", examples.activity("N-1", start=ahead(5)))
    release(COORDINATOR, uid)
    (mine,) = [one for one in needs_me(COORDINATOR) if one.need == "misfit"]
    assert (mine.uid, mine.data["misfit"]) == (uid, "visa-late")


def test_the_numbers_are_the_nodes_own_and_can_be_changed(
    clashing: None, client_of: Callable[[str], Client]
) -> None:
    client = client_of("coordinator")
    assert "Default: 30" in client.get("/programme/limits/").content.decode()
    sent = {"visa_days": "0", "clearance_days": "0", "interpretation_days": "x", "per_month": "1"}
    refused = client.post("/programme/limits/", sent)
    assert refused.status_code == 400
    assert 'value="x"' in refused.content.decode()
    client.post("/programme/limits/", sent | {"interpretation_days": "0"})
    seen = warnings_ahead(ARRANGEMENT, "en").warnings
    assert "full-month" in {one.code for one in seen[record_id(1)]}
    assert "interpretation-late" not in {one.code for one in seen[record_id(4)]}
    assert "visa-late" in {one.code for one in seen[record_id(4)]}  # the event names its own days


def test_only_those_who_release_change_the_numbers(node: Any) -> None:
    with pytest.raises(Denied):
        set_limits(Actor.operator("expert"), ARRANGEMENT, {"visa_days": 1})
    with pytest.raises(Refused, match=r"plan\.bad-limit"):
        set_limits(COORDINATOR, ARRANGEMENT, {"visa_days": -1})


def test_warnings_take_as_many_queries_whatever_there_is(
    clashing: None, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(5):
        warnings_ahead(ARRANGEMENT, "en")


@pytest.fixture
def proposals(south: Partner) -> str:
    """Our text of 2027 holds our activities 1 and 2; South's moves the first, drops the second and adds one with costs."""
    ours = [
        release(
            COORDINATOR,
            create(COORDINATOR, ARRANGEMENT, "activity", examples.activity(f"2027-0{n}", start=f"2027-0{n}")),
        )
        for n in (1, 2)
    ]
    frozen = [{"record": one.uid, "revision": 1, "leaf": one.leaf} for one in ours]
    release(
        COORDINATOR, create(COORDINATOR, ARRANGEMENT, "programme", examples.programme(*frozen, year=2027))
    )
    cost = {"party": "south", "amount": 12000, "currency": "EUR", "payer": "host"}
    moved = south.release(
        record_id(1), "activity", examples.activity("2027-01", start="2027-11-16", until="2027-11-18")
    )
    added = south.release(
        record_id(2), "activity", examples.activity("2027-09", start="2027-09", host="south", costs=[cost])
    )
    theirs = [
        {"record": record_id(n), "revision": 1, "leaf": entry.leaf.hex()}
        for n, entry in ((1, moved), (2, added))
    ]
    south.release(THEIRS, "programme", examples.programme(*theirs, year=2027))
    south.deliver()
    return THEIRS


def test_both_proposals_stand_side_by_side(proposals: str, read: Reads) -> None:
    assert f"/programme/{THEIRS}/compare/" in read("contributor", "/programme/2027/").content.decode()
    page = read("contributor", f"/programme/{THEIRS}/compare/").content.decode()
    assert "3 differences" in page
    for words in ("other dates", "added", "dropped", "Seminar 2027-02", "Seminar 2027-09", "16"):
        assert words in page
    assert 'type="checkbox"' not in read("reader", f"/programme/{THEIRS}/compare/").content.decode()


def test_single_activities_or_all_are_taken_over_into_our_draft(
    proposals: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("contributor")
    answer = client.post(f"/programme/{THEIRS}/take-over/", {"activity": [record_id(1)]})
    held = Draft.objects.get(kind="programme")
    assert answer["Location"] == f"/draft/{held.uid}/"
    assert next(item["record"] for item in held.fields["activities"]) == record_id(1)
    assert (len(held.fields["activities"]), held.base) == (2, 1)
    client.post(f"/programme/{THEIRS}/take-over/", {"all": "1"})
    held.refresh_from_db()
    assert [item["record"] for item in held.fields["activities"]] == [record_id(1), record_id(2)]
    assert "3 differences" not in client.get(f"/programme/{THEIRS}/compare/").content.decode()
    assert client.post(f"/programme/{THEIRS}/take-over/", {"all": "1"})["Location"].endswith("/compare/")


def test_our_own_version_of_their_activity_begins_with_their_words(
    proposals: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("contributor")
    client.post(f"/programme/{THEIRS}/vary/{record_id(2)}/")
    held = Draft.objects.get(kind="activity")
    assert (str(held.uid) != record_id(2), held.fields["number"], held.fields["state"]) == (
        True,
        "2027-09",
        "proposed",
    )
    again = client.post(f"/programme/{THEIRS}/vary/{record_id(2)}/")
    assert again["Location"] == f"/draft/{held.uid}/"


def test_what_is_not_a_proposal_of_theirs_cannot_be_compared(
    proposals: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("contributor")
    own = client.get("/programme/2027/").context["others"]
    assert client.get(f"/programme/{record_id(1)}/compare/").status_code == 404
    assert own
    assert client_of("reader").post(f"/programme/{THEIRS}/take-over/", {"all": "1"}).status_code == 403


def test_views_keep_the_filters_and_costs_are_summed(proposals: str, read: Reads) -> None:
    page = read("reader", f"/programme/{THEIRS}/?view=calendar&host=south").content.decode()
    assert "?view=table&amp;host=south#list" in page
    assert "Days of November 2027" in page
    assert "Seminar 2027-01" not in page
    assert "12,000\u00a0EUR" in page or "12,000 EUR" in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["?view=calendar", "compare/", "limits"])
def test_the_pages_keep_what_every_page_keeps(proposals: str, visit: Visits, path: str) -> None:
    check_page(
        visit(
            "head", "/programme/limits/" if path == "limits" else f"/programme/{THEIRS}/{path}", language="kk"
        )
    )


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("language", "words"), [("kk", "екі ұсыныс"), ("fi", "Kaksi ehdotusta")])
def test_a_head_takes_over_releases_and_agrees_in_the_browser(
    proposals: str, visit: Visits, language: str, words: str
) -> None:
    page = visit("head", "/programme/2027/", language=language)
    follow(page.locator(f'a[href="/programme/{THEIRS}/compare/"]').first)
    expect(page.locator("h1")).to_contain_text(words)
    page.locator(f'input[name="activity"][value="{record_id(1)}"]').check()
    follow(page.locator('form[action$="/take-over/"] button.primary'))
    follow(page.locator('button[name="do"][value="release"]').first)
    follow(page.locator("form.row button.primary"))
    expect(page.locator(".notice.good, .notice.success")).to_be_visible()
    page.goto(page.url)  # the page of the record, with the form for an answer
    page.locator('input[name="verdict"][value="agree"]').check()
    page.locator('input[name="read"]').check()
    follow(page.locator("#answer button.primary"))
    expect(page.locator("main .said").first).to_be_visible()
    answer = Response.objects.get(log__is_own=True, verdict="agree")
    assert Revision.objects.get(leaf=answer.target_leaf).number == 2
