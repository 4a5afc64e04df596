"""Lists of records: what they show, filter and sort, who may begin a record, and that their size costs no queries."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.home import Home
from silta.records.registry import KINDS
from silta.web.pages.records.purposes import PURPOSES
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Reads

pytestmark = [pytest.mark.django_db]

ACTOR = Actor(None, "coordinator", "Coordinator")


def say(kind: str, *fields: dict[str, Any]) -> list[release.Released]:
    """Release records of North."""
    uids = [drafts.create(ACTOR, ARRANGEMENT, kind, one) for one in fields]
    return release.release_many(ACTOR, uids)


def titles(page: str) -> list[str]:
    """The titles in a list, in its order."""
    return [
        re.sub(r"<[^>]+>", "", cell).strip()
        for cell in re.findall(r'<th role="rowheader"[^>]*>(.*?)</th>', page, re.DOTALL)
    ]


def test_every_kind_says_what_it_is_for() -> None:
    assert set(PURPOSES) == set(KINDS)


def test_a_list_shows_what_both_parties_have_released(read: Reads, south: Partner) -> None:
    say("activity", examples.activity("2026-01"))
    south.release(record_id(1), "activity", examples.activity("2026-02"))
    south.deliver()
    page = read("reader", "/records/activity/").content.decode()
    assert titles(page) == ["Seminar 2026-01", "Seminar 2026-02"]
    assert ">SOUTH</i>" in page


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=planned", ["Seminar 1", "Seminar 2"]),
        ("state=held", ["Seminar 3"]),
        ("party=south", []),
        ("year=2025", ["Seminar 3"]),
        ("q=seminar+3", ["Seminar 3"]),
        ("form=workshop", ["Seminar 2"]),
        ("sort=-number", ["Seminar 3", "Seminar 2", "Seminar 1"]),
        ("sort=nonsense&year=never&after=broken", []),
    ],
)
def test_a_list_is_narrowed_and_sorted(read: Reads, node: Home, query: str, expected: list[str]) -> None:
    say(
        "activity",
        examples.activity("1", start="2036-01"),
        examples.activity("2", form="workshop", start="2036-02"),
        examples.activity("3", start="2025-02", state="held"),
    )
    assert titles(read("reader", f"/records/activity/?{query}").content.decode()) == expected


def test_a_list_without_matches_offers_to_clear_its_filters(read: Reads, node: Home) -> None:
    say("priority", examples.priority())
    page = read("reader", "/records/priority/?q=absent").content.decode()
    assert "Nothing matches these filters" in page
    assert 'href="?"' in page


def test_an_empty_list_says_what_the_kind_is_for_and_how_to_begin(read: Reads, node: Home) -> None:
    for role, begins in (("contributor", True), ("reader", False)):
        page = read(role, "/records/gap/").content.decode()
        assert "Nothing here yet" in page
        assert str(PURPOSES["gap"]) in page
        assert ("/records/gap/new/" in page) == begins


def test_drafts_stand_apart_and_only_writers_see_them(read: Reads, node: Home) -> None:
    drafts.create(ACTOR, ARRANGEMENT, "priority", examples.priority("Half a thought"))
    assert "Half a thought" in read("expert", "/records/priority/").content.decode()
    for role in ("reader", "auditor"):
        assert "Half a thought" not in read(role, "/records/priority/").content.decode()


def test_a_draft_of_any_shape_does_not_break_its_list(read: Reads, node: Home) -> None:
    for fields in ({"title": "plain"}, {"title": {"en": "?"}}, {"title": [1]}, {"number": {"a": 1}}, {}):
        drafts.create(ACTOR, ARRANGEMENT, "activity", fields)
    assert read("coordinator", "/records/activity/").status_code == 200


def test_pages_of_a_list_follow_each_other_without_loss(
    client_of: Callable[[str], Client], node: Home
) -> None:
    say("action", *(examples.action(f"2026-A{n:03}") for n in range(120)))
    client, url, seen = client_of("reader"), "/records/action/?state=overdue", list[str]()
    while url:
        page = client.get(url).content.decode()
        seen += titles(page)
        found = re.search(r'href="(\?[^"]*after=[^"]*)"[^>]*data-key', page)
        url = "/records/action/" + found[1].replace("&amp;", "&") if found else ""
    assert seen == [f"Send the draft 2026-A{n:03}" for n in range(120)]


def test_the_number_of_queries_does_not_grow_with_the_list(
    client_of: Callable[[str], Client], node: Home
) -> None:
    client, counts = client_of("coordinator"), []
    for size in (1, 30):
        say("action", *(examples.action(f"{size}-{n}") for n in range(size)))
        for n in range(size):
            drafts.create(ACTOR, ARRANGEMENT, "action", examples.action(f"D{size}-{n}"))
        with CaptureQueriesContext(connection) as queries:
            client.get("/records/action/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_a_kind_that_only_a_newer_partner_knows_is_listed_as_it_is(read: Reads, south: Partner) -> None:
    south.release(record_id(1), "sauna-report", {"heat": "much"})
    south.deliver()
    assert "sauna-report" in read("reader", "/records/").content.decode()
    page = read("reader", "/records/sauna-report/").content.decode()
    assert titles(page) == [record_id(1)]
    assert read("reader", "/records/no-such-kind/").status_code == 404


def test_search_finds_words_of_any_language_in_records_of_all_kinds(read: Reads, node: Home) -> None:
    say("activity", examples.activity("2026-01", title=examples.text("Waste", kk="Қалдықтарды басқару")))
    say("priority", examples.priority("Waste and fuel"))
    page = read("reader", "/search/?q=WASTE").content.decode()
    assert "2026-01" in page
    assert "Waste and fuel" in page
    assert "2026-01" in read("reader", "/search/?q=қалдықтарды").content.decode()
    assert "Nothing found" in read("reader", "/search/?q=absent").content.decode()
    assert read("reader", "/search/").status_code == 200
