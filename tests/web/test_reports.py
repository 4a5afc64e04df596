"""The page of reports: each is offered, made at once or by a job, and fetched."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.node import documents, jobs
from silta.node.models import Job
from silta.reports.catalogue import REPORTS
from silta.words.languages import CODES
from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.conftest import NARROW, WIDE, Reads, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

STATUS = {"report": "status", "day": "2026-10-01", "first": "kk", "second": "fi"}


@pytest.fixture
def told(south: Partner) -> Partner:
    south.release(record_id(1), "activity", examples.activity(title=examples.text("Seminar <b>")))
    south.release(record_id(2), "crosswalk", examples.crosswalk(title=examples.text("Law & requirements")))
    south.deliver()
    return south


@pytest.mark.parametrize("language", CODES)
def test_every_report_is_offered_in_every_language(told: Partner, read: Reads, language: str) -> None:
    page = read("reader", "/reports/", language).content.decode()
    for code in REPORTS:
        assert f'value="{code}"' in page or f'id="report-{code}"' in page
    assert "Law &amp; requirements" in page


def test_the_page_asks_the_same_number_of_queries_whatever_there_is(told: Partner, read: Reads) -> None:
    read("reader", "/reports/")
    with CaptureQueriesContext(connection) as few:
        read("reader", "/reports/")
    for number in range(20, 40):
        told.release(record_id(number), "crosswalk", examples.crosswalk(title=examples.text(f"Law {number}")))
    told.deliver()
    read(
        "reader", "/reports/"
    )  # what is remembered for a state of the logs is found anew after each exchange
    with CaptureQueriesContext(connection) as many:
        read("reader", "/reports/")
    assert len(many) == len(few)


@pytest.mark.parametrize(
    ("kind", "start"), [("pdf", b"%PDF-"), ("docx", b"PK"), ("xlsx", b"PK"), ("html", b"<!doctype html>")]
)
def test_a_document_comes_as_a_file(
    told: Partner, client_of: Callable[[str], Client], kind: str, start: bytes
) -> None:
    answer = client_of("reader").post("/reports/make/", STATUS | {"format": kind})
    assert answer.content.startswith(start)
    assert f'filename="status-2026-10-01-kk-fi.{kind}"' in answer["Content-Disposition"]


def test_a_document_about_a_record_is_made_from_it(told: Partner, client_of: Callable[[str], Client]) -> None:
    said = {"report": "crosswalk-table", "record": str(record_id(2)), "format": "html"}
    assert b"Law &amp; requirements" in client_of("reader").post("/reports/make/", said).content


@pytest.mark.parametrize(
    "wrong",
    [
        {"day": "yesterday"},
        {"format": "exe"},
        {"report": "communique", "year": "2026", "format": "xlsx"},
        {"report": "crosswalk-table", "record": str(record_id(1))},
    ],
)
def test_what_cannot_be_made_is_refused_with_a_reason(
    told: Partner, client_of: Callable[[str], Client], wrong: dict[str, str]
) -> None:
    answer = client_of("reader").post("/reports/make/", STATUS | {"format": "html"} | wrong)
    assert answer.status_code == 400
    assert "The document could not be made" in answer.content.decode()


def test_an_unknown_report_is_not_found(told: Partner, client_of: Callable[[str], Client]) -> None:
    assert client_of("reader").post("/reports/make/", {"report": "gossip"}).status_code == 404


def test_large_logs_are_read_by_a_job_whose_file_is_kept(
    told: Partner, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "AT_ONCE", 1)
    reader = client_of("reader")
    answer = reader.post("/reports/make/", STATUS | {"format": "html"})
    number = Job.objects.get(name="document").pk
    assert answer["Location"] == f"/reports/?job={number}"
    assert reader.get(f"/reports/made/{number}/").status_code == 404
    jobs.carry_out(number)
    assert f"/reports/made/{number}/" in reader.get(answer["Location"]).content.decode()
    assert reader.get(f"/reports/made/{number}/").content.startswith(b"<!doctype html>")


def test_a_job_that_cannot_make_its_document_says_why(
    told: Partner, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "AT_ONCE", 1)
    reader = client_of("reader")
    answer = reader.post("/reports/make/", STATUS | {"format": "exe"})
    jobs.carry_out(Job.objects.get(name="document").pk)
    assert "pdf, docx, xlsx, html" in reader.get(answer["Location"]).content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_keeps_what_every_page_keeps(told: Partner, visit: Visits) -> None:
    for language, width in (("kk", NARROW), ("en", WIDE)):
        check_page(visit("reader", "/reports/", language=language, width=width))
