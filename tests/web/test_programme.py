"""The programme: what was agreed, how it stands, and the draft of the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from silta.node.models import Draft
from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.conftest import Reads, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

EVIL = "<img src=x onerror=alert(1)>"
TWO = record_id(99)


@pytest.fixture
def programme(south: Partner) -> str:
    """South proposes a programme of two activities, the first of which has been revised since."""
    first = south.release(
        record_id(1), "activity", examples.activity("2026-01", host="south", until="2026-06")
    )
    second = south.release(record_id(2), "activity", examples.activity("2026-02", title=examples.text(EVIL)))
    frozen = [
        {"record": record_id(n), "revision": 1, "leaf": entry.leaf.hex()}
        for n, entry in ((1, first), (2, second))
    ]
    south.release(TWO, "programme", examples.programme(*frozen, carried_over=[record_id(2)]))
    south.release(record_id(1), "activity", examples.activity("2026-01", state="held"), 2)
    south.deliver()
    return TWO


def test_without_a_programme_the_page_says_what_one_is(people: Any, read: Reads) -> None:
    assert "It is in force when every party has agreed" in read("reader", "/programme/").content.decode()


@pytest.mark.parametrize("path", ["/programme/", "/programme/2026/", f"/programme/{TWO}/"])
def test_a_programme_is_found_as_the_newest_by_year_and_by_id(programme: str, read: Reads, path: str) -> None:
    page = read("reader", path).content.decode()
    assert "Seminar 2026-01" in page
    assert EVIL not in page


def test_what_has_changed_since_it_was_agreed_links_to_the_comparison(programme: str, read: Reads) -> None:
    page = read("reader", "/programme/").content.decode()
    assert f"/record/{record_id(1)}/compare/?a=1&amp;b=2" in page
    assert f"/record/{record_id(2)}/compare/" not in page


def test_filters_leave_what_fits(programme: str, read: Reads) -> None:
    page = read("reader", "/programme/?state=held").content.decode()
    assert "1 of 2" in page
    assert "Clear filters" in read("reader", "/programme/?q=nothing").content.decode()


def test_heads_find_the_form_to_agree_and_others_do_not(programme: str, read: Reads) -> None:
    assert 'value="agree"' in read("head", "/programme/").content.decode()
    assert 'value="agree"' not in read("coordinator", "/programme/").content.decode()


def test_a_year_that_cannot_be_and_a_record_of_another_kind_are_not_found(
    programme: str, read: Reads
) -> None:
    for path in ("/programme/99999/", f"/programme/{record_id(1)}/", "/programme/2026/?revision=9"):
        assert read("reader", path).status_code == 404


def test_a_programme_takes_as_many_queries_whatever_it_holds(
    programme: str, client_of: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client = client_of("reader")
    with django_assert_max_num_queries(26):
        client.get("/programme/")


def test_the_next_programme_is_drafted_from_chosen_activities(
    programme: str, south: Partner, client_of: Callable[[str], Client]
) -> None:
    south.release(record_id(3), "activity", examples.activity("2027-01", start="2027-02"))
    south.deliver()
    client = client_of("contributor")
    page = client.get("/programme/2027/draft/").content.decode()
    assert record_id(2) in page  # planned for 2026 and not done
    assert record_id(1) not in page
    answer = client.post("/programme/2027/draft/", {"activity": [record_id(2), record_id(3)]})
    held = Draft.objects.get(kind="programme")
    assert answer["Location"] == f"/draft/{held.uid}/"
    assert [item["record"] for item in held.fields["activities"]] == [record_id(2), record_id(3)]
    assert held.fields["carried_over"] == [record_id(2)]
    client.post("/programme/2027/draft/", {"activity": [record_id(3)]})
    assert [item["record"] for item in Draft.objects.get(kind="programme").fields["activities"]] == [
        record_id(3)
    ]


def test_a_programme_of_the_partner_is_answered_and_not_drafted_again(
    programme: str, client_of: Callable[[str], Client]
) -> None:
    client = client_of("coordinator")
    client.post("/programme/2026/draft/", {"activity": [record_id(1)]})
    client.post("/programme/2027/draft/", {})
    assert not Draft.objects.exists()
    assert client_of("reader").get("/programme/2027/draft/").status_code == 403


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/programme/", "/programme/2028/", "/programme/2027/draft/"])
def test_the_pages_keep_what_every_page_keeps(programme: str, visit: Visits, path: str) -> None:
    check_page(visit("head", path, language="kk"))
