"""Gaps and the road out of them; the arrangement that all of it rests on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.conftest import Reads, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

EVIL = "<script>alert(1)</script>"


@pytest.fixture
def strands(south: Partner) -> Partner:
    """One gap that is answered to the end, one with an item only, one with nothing."""
    for n in (1, 2, 3):
        south.release(
            record_id(n),
            "gap",
            examples.gap(number=f"G-2026-0{n}", area="licensing" if n > 1 else "legislation"),
        )
    south.release(record_id(11), "roadmap-item", examples.roadmap_item(record_id(1), "R-2026-01"))
    south.release(record_id(12), "roadmap-item", examples.roadmap_item(record_id(2), "R-2026-02"))
    south.release(
        record_id(21), "activity", examples.activity(roadmap_item=record_id(11), title=examples.text(EVIL))
    )
    south.deliver()
    return south


def test_no_gaps_yet_says_where_gaps_come_from(people: Any, read: Reads) -> None:
    assert "Gaps come from comparing texts" in read("reader", "/gaps/").content.decode()


def test_each_gap_is_followed_to_its_activity_and_a_missing_step_is_said(
    strands: Partner, read: Reads
) -> None:
    page = read("expert", "/gaps/").content.decode()
    assert f"/record/{record_id(21)}/" in page
    assert f"/records/activity/new/?roadmap_item={record_id(12)}" in page
    assert f"/records/roadmap-item/new/?gap={record_id(3)}" in page
    assert f"?roadmap_item={record_id(11)}" not in page
    assert EVIL not in page
    assert "/new/" not in read("reader", "/gaps/").content.decode()
    accepted = examples.gap(number="G-2026-03", state="accepted", reason=examples.text("It may stay so."))
    strands.release(record_id(3), "gap", accepted, 2)
    strands.deliver()
    assert "?gap=" not in read("expert", "/gaps/").content.decode(), "nothing has to answer what is accepted"


def test_filters_leave_what_fits(strands: Partner, read: Reads) -> None:
    page = read("reader", "/gaps/?area=licensing&concerns=south").content.decode()
    assert "G-2026-02" in page
    assert "G-2026-01" not in page
    assert "Nothing matches" in read("reader", "/gaps/?concerns=north").content.decode()


def test_gaps_take_as_many_queries_however_many_there_are(
    strands: Partner, client_of: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client = client_of("reader")
    with django_assert_max_num_queries(20):
        client.get("/gaps/")


@pytest.fixture
def arrangement(south: Partner) -> str:
    clauses = [
        {"number": str(n), "type": "scope", "text": examples.text(f"Clause {n} {EVIL}", kk=f"{n}-бап")}
        for n in (1, 2)
    ]
    south.release(record_id(30), "arrangement", examples.arrangement(clauses=clauses, signed="2025-10"))
    south.deliver()
    return record_id(30)


def test_an_arrangement_that_nobody_recorded_tells_how_to_begin(people: Any, read: Reads) -> None:
    assert "/records/arrangement/new/" in read("coordinator", "/arrangement/").content.decode()
    assert "/records/arrangement/new/" not in read("reader", "/arrangement/").content.decode()


def test_the_arrangement_is_shown_with_its_clauses_side_by_side(arrangement: str, read: Reads) -> None:
    page = read("reader", "/arrangement/?beside=kk").content.decode()
    assert "2-бап" in page
    assert "Clause 2" in page
    assert EVIL not in page
    assert read("reader", f"/arrangement/{arrangement}/").status_code == 200
    assert read("reader", f"/arrangement/{record_id(31)}/").status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/gaps/", "/gaps/?q=nothing", "/arrangement/"])
def test_the_pages_keep_what_every_page_keeps(
    strands: Partner, arrangement: str, visit: Visits, path: str
) -> None:
    check_page(visit("coordinator", path, language="kk"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/gaps/", "/arrangement/", "/programme/", "/library/"])
def test_empty_pages_keep_it_too(people: Any, visit: Visits, path: str) -> None:
    check_page(visit("coordinator", path))
