"""The annual review: computed here, read in one language or two, agreed to, taken along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.node import documents
from silta.node.actions.actor import Actor
from silta.node.actions.release import release
from silta.node.documents import draft_review
from silta.node.models import Draft
from silta.reports.catalogue import REPORTS
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Reads, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

EVIL = "<script>alert(1)</script>"
COORDINATOR = Actor(None, "coordinator", "Coordinator")


@pytest.fixture
def activity(south: Partner) -> Partner:
    south.release(record_id(1), "activity", examples.activity(title=examples.text(f"Seminar {EVIL}")))
    south.deliver()
    return south


@pytest.fixture
def review(activity: Partner) -> str:
    """North has computed and released the review of 2026."""
    uid = draft_review(COORDINATOR, ARRANGEMENT, 2026, {"title": examples.text("Annual review 2026")})
    release(COORDINATOR, uid)
    return uid


def test_without_a_review_the_page_shows_what_the_logs_would_make_of_it(
    activity: Partner, read: Reads
) -> None:
    page = read("reader", "/annual-review/2026/").content.decode()
    assert "There is no review of 2026 yet" in page
    assert EVIL not in page


def test_a_review_is_computed_again_with_the_same_result(review: str, read: Reads) -> None:
    for path in ("/annual-review/", "/annual-review/2026/", f"/annual-review/{review}/"):
        assert "Computed again on this node, with the same result" in read("reader", path).content.decode()


def test_a_review_is_remembered_until_a_log_grows(activity: Partner, read: Reads) -> None:
    documents._document_text.cache_clear()
    with CaptureQueriesContext(connection) as first:
        read("reader", "/annual-review/2026/")
    with CaptureQueriesContext(connection) as second:
        read("reader", "/annual-review/2026/")
    assert len(second) < len(first)
    activity.release(
        record_id(9), "activity", examples.activity("2026-09", title=examples.text("Fresh seminar"))
    )
    activity.deliver()
    assert "Fresh seminar" in read("reader", "/annual-review/2026/").content.decode()


def test_a_review_with_figures_of_its_own_raises_an_alarm(activity: Partner, read: Reads) -> None:
    fields = examples.annual_review(form=REPORTS["annual-review"].form)
    activity.release(record_id(9), "annual-review", fields)
    activity.deliver()
    assert "computes something else" in read("head", "/annual-review/2026/").content.decode()


def test_a_review_computed_by_another_version_raises_none(activity: Partner, read: Reads) -> None:
    activity.release(record_id(9), "annual-review", examples.annual_review(form=1))
    activity.deliver()
    page = read("head", "/annual-review/2026/").content.decode()
    assert "Computed by another version of Silta" in page
    assert "computes something else" not in page


def test_a_review_of_logs_that_have_not_come_yet_says_so(activity: Partner, read: Reads) -> None:
    sources = [{"origin": "silta/example-2026/south", "size": 99, "root": "A" * 43 + "="}]
    activity.release(record_id(9), "annual-review", examples.annual_review(sources=sources))
    activity.deliver()
    answer = read("head", "/annual-review/2026/")
    assert answer.status_code == 200
    assert "The review cannot be shown" in answer.content.decode()
    assert read("head", "/annual-review/2026.pdf").status_code == 409


def test_a_review_of_long_logs_is_left_to_the_documents_and_can_be_answered_all_the_same(
    review: str, read: Reads, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "AT_ONCE", 0)
    page = read("head", f"/annual-review/{review}/").content.decode()
    assert "/reports/#report-annual-review" in page
    assert 'class="document' not in page
    assert 'id="answer"' in page


def test_two_languages_stand_side_by_side_and_odd_ones_are_passed_over(review: str, read: Reads) -> None:
    page = read("reader", "/annual-review/2026/?languages=kk,fi").content.decode()
    assert "languages=kk,fi" in page
    for odd in ("languages=xx,yy", "languages=kk,kk,fi,en", "first=zz&second=%00"):
        assert read("reader", f"/annual-review/2026/?{odd}").status_code == 200


@pytest.mark.parametrize(
    ("kind", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>")]
)
def test_the_review_is_taken_along_as_a_file(review: str, read: Reads, kind: str, start: bytes) -> None:
    answer = read("reader", f"/annual-review/2026.{kind}?languages=kk,fi")
    assert answer.content.startswith(start)
    assert f'filename="annual-review-2026-kk-fi.{kind}"' in answer["Content-Disposition"]
    assert read("reader", "/annual-review/2026.docm").status_code == 404


def test_writers_compute_a_draft_and_readers_do_not(
    activity: Partner, client_of: Callable[[str], Client]
) -> None:
    assert client_of("reader").post("/annual-review/2026/compute/").status_code == 403
    answer = client_of("contributor").post("/annual-review/2026/compute/")
    held = Draft.objects.get(kind="annual-review")
    assert answer["Location"] == f"/draft/{held.uid}/"
    assert set(held.fields["title"]) == {"kk", "ru", "fi", "en"}


def test_heads_find_the_form_to_agree(review: str, read: Reads) -> None:
    assert 'value="agree"' in read("head", "/annual-review/").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("query", ["", "?languages=kk,fi"])
def test_the_page_keeps_what_every_page_keeps(review: str, visit: Visits, query: str) -> None:
    check_page(visit("head", f"/annual-review/2026/{query}", language="kk"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_year_without_a_review_keeps_it_too(activity: Any, visit: Visits) -> None:
    check_page(visit("head", "/annual-review/2025/"))
