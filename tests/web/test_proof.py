"""The proof desk: a draft before its release, a document before it leaves the house, a pasted text, the register of names."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from playwright.sync_api import expect

from silta.node import documents, jobs
from silta.node.actions import drafts, names
from silta.node.actions.actor import Actor
from silta.node.models import Job, KnownName
from silta.words.languages import CODES
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import NARROW, WIDE, Reads, Visits, check_page, follow

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

COORDINATOR = Actor(None, "coordinator", "Coordinator")
WRONG = examples.text("Held on Monday, 13 January 2026.", fi="Pidettiin maanantaina 13.1.2026.")
DOCUMENT = "/proof/document/?report=communique&year=2026&length=medium"
PERSON = {
    "sort": "person",
    "name": {"fi": {"text": "Aino Lamppula", "status": "official"}, "ru": {"text": "Айно Ламппула", "status": "official"}},
    "wrong": ["Lampula"],
}  # fmt: skip


@pytest.fixture
def uid(south: Partner) -> str:
    """A public draft that names a wrong day of the week, in two languages."""
    fields = examples.activity(expected=WRONG)
    return drafts.create(COORDINATOR, ARRANGEMENT, "activity", fields, marking="public")


@pytest.fixture
def told(south: Partner) -> Partner:
    """The partner held a seminar that the public may not read of."""
    south.release(record_id(1), "activity", examples.activity(state="held"), marking="tlp-green")
    south.deliver()
    return south


def keys(page: str) -> list[str]:
    return re.findall(r'name="key" value="([a-z]+-[0-9a-f]+)"', page)


@pytest.mark.parametrize("language", CODES)
def test_a_finding_says_what_to_do_and_leads_to_its_field_and_language(
    uid: str, read: Reads, language: str
) -> None:
    page = read("coordinator", f"/draft/{uid}/proof/", language).content.decode()
    assert f'href="/draft/{uid}/#field-expected-en"' in page
    assert f'href="/draft/{uid}/#field-expected-fi"' in page
    assert "<mark>Monday, 13 January 2026</mark>" in page
    assert len([key for key in keys(page) if key.startswith("critical-")]) == 2


def test_a_public_draft_is_released_after_its_critical_findings_were_answered(
    uid: str, client_of: Callable[[str], Client]
) -> None:
    coordinator = client_of("coordinator")
    stopped = coordinator.get(f"/draft/{uid}/release/").content.decode()
    assert "cannot be released yet" in stopped
    assert f"/draft/{uid}/proof/" in stopped
    assert coordinator.post(f"/draft/{uid}/release/", {"version": "1"}).status_code == 409
    path = f"/draft/{uid}/proof/"
    found = keys(coordinator.get(path).content.decode())
    contributor = client_of("contributor")
    assert contributor.post(path, {"key": found, "reason": "x"}).status_code == 403
    assert not [key for key in keys(contributor.get(path).content.decode()) if key.startswith("critical")]
    unsaid = coordinator.post(path, {"key": found, "reason": " "}, follow=True).content.decode()
    assert "Give the reason" in unsaid
    page = coordinator.post(path, {"key": found, "reason": "So the <minutes>."}, follow=True).content.decode()
    assert "So the &lt;minutes&gt;." in page
    assert coordinator.post(f"/draft/{uid}/release/", {"version": "1"}).status_code == 302
    assert "So the" not in coordinator.get(f"/record/{uid}/").content.decode()


def test_what_was_left_can_be_taken_up_again(uid: str, client_of: Callable[[str], Client]) -> None:
    coordinator, path = client_of("coordinator"), f"/draft/{uid}/proof/"
    found = keys(coordinator.get(path).content.decode())
    coordinator.post(path, {"key": found, "reason": "Known."})
    assert not keys(coordinator.get(path).content.decode())
    coordinator.post(path, {"take_up": found[0]})
    assert keys(coordinator.get(path).content.decode()) == found[:1]


def test_a_communique_is_made_after_its_critical_findings_were_answered(
    told: Partner, client_of: Callable[[str], Client]
) -> None:
    coordinator = client_of("coordinator")
    asked = {"report": "communique", "year": "2026", "length": "medium", "format": "html", "first": "en"}
    refused = coordinator.post("/reports/make/", asked)
    assert refused.status_code == 400
    assert "nobody has answered: 1" in refused.content.decode()
    proof = coordinator.post("/proof/ask/", asked)
    assert proof["Location"] == DOCUMENT
    page = coordinator.get(DOCUMENT).content.decode()
    assert f"/record/{record_id(1)}/" in page
    coordinator.post(DOCUMENT, {"key": keys(page), "reason": "Agreed by letter."})
    assert b"Seminar" in coordinator.post("/reports/make/", asked).content
    assert (
        "nothing critical"
        in coordinator.get("/proof/document/count/" + DOCUMENT.partition("document/")[2]).content.decode()
    )


def test_a_document_of_large_logs_is_read_by_a_job(
    told: Partner, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "AT_ONCE", 0)
    coordinator = client_of("coordinator")
    assert 'name="start"' in coordinator.get(DOCUMENT).content.decode()
    begun = coordinator.post(DOCUMENT, {"start": ""})
    jobs.carry_out(Job.objects.get(name="proof").pk)
    page = coordinator.get(begun["Location"]).content.decode()
    assert len(keys(page)) == 1
    answered = coordinator.post(begun["Location"], {"key": keys(page), "reason": "By letter."}, follow=True)
    assert "By letter." in answered.content.decode()


@pytest.mark.parametrize("query", ["", "?report=gossip", "?report=communique&year=yesterday"])
def test_a_document_that_cannot_be_asked_for_is_refused(told: Partner, read: Reads, query: str) -> None:
    assert read("reader", f"/proof/document/{query}").status_code == (400 if "communique" in query else 404)


def test_a_pasted_text_is_read_and_not_kept(told: Partner, client_of: Callable[[str], Client]) -> None:
    reader = client_of("reader")
    said = {"en": "12 January 2025. The heads set the priorities of 2026.", "fi": "<b>", "year": "2026"}
    page = reader.post("/proof/text/", said).content.decode()
    assert "<mark>12 January 2025</mark>" in page
    assert "&lt;b&gt;" in page
    assert not keys(page)
    assert "12 January 2025" not in reader.get("/proof/").content.decode()
    assert reader.post("/proof/text/", {"en": "x" * 200_000}).status_code == 400


def test_the_register_is_written_searched_and_deleted(
    node: object, client_of: Callable[[str], Client]
) -> None:
    writer = client_of("contributor")
    form: dict[str, Any] = {
        "sort": "person", "name:fi": "Aino  Lamppula", "name:ru": "Айно Ламппула", "office:fi": "pääjohtaja",
        "also": "A. Lamppula\r\n\r\n", "wrong": "Lampula", "note": "",
    }  # fmt: skip
    assert writer.post("/names/new/", form | {"name:fi": "", "name:ru": ""}).status_code == 400
    assert writer.post("/names/new/", form | {"wrong": "aino lamppula"}).status_code == 400
    assert writer.post("/names/new/", form).status_code == 302
    uid = str(KnownName.objects.get().uid)
    assert "Aino Lamppula" in writer.get("/names/?q=ламппула&sort=person").content.decode()
    assert "Aino Lamppula" not in writer.get("/names/?sort=place").content.decode()
    assert writer.post(f"/names/{uid}/", form | {"version": "7"}).status_code == 400
    assert writer.post(f"/names/{uid}/", form | {"version": "1", "note": "Since 2026"}).status_code == 302
    assert client_of("reader").post(f"/names/{uid}/delete/").status_code == 403
    assert writer.post(f"/names/{uid}/delete/").status_code == 302
    assert not KnownName.objects.exists()


def test_the_register_goes_out_as_a_sheet_and_comes_back(
    south: Partner, client_of: Callable[[str], Client]
) -> None:
    writer = client_of("contributor")
    names.save_name(COORDINATOR, PERSON)
    for raw in (writer.get("/names/sheet/").content, writer.get("/names/sheet/?format=csv").content):
        unchanged = writer.post("/names/bring/", {"file": BytesIO(raw)}).content.decode()
        assert "No row would change a name." in unchanged
    table = writer.get("/names/sheet/?format=csv").content.decode("utf-8-sig")
    changed = table + ",,person,,,Uusi Nimi,,,,,,,,\r\n,,ghost,,,Toinen Nimi,,,,,,,,\r\n"
    file = BytesIO(changed.encode())
    page = writer.post("/names/bring/", {"file": file}).content.decode()
    assert "Write 1 name" in page
    assert writer.get("/names/bring/returned/").content[:2] == b"PK"
    assert writer.post("/names/bring/confirm/").status_code == 302
    assert {one.fields["name"]["fi"]["text"] for one in KnownName.objects.all()} == {
        "Aino Lamppula",
        "Uusi Nimi",
    }


def test_the_register_takes_in_what_the_records_name(
    told: Partner, client_of: Callable[[str], Client]
) -> None:
    page = client_of("coordinator").post("/names/take-in/", follow=True).content.decode()
    assert "were taken in" in page


@pytest.mark.parametrize("path", ["/names/", "/proof/", DOCUMENT])
def test_a_page_asks_the_same_number_of_queries_whatever_there_is(
    told: Partner, read: Reads, path: str
) -> None:
    read("reader", path)
    with CaptureQueriesContext(connection) as few:
        read("reader", path)
    for number in range(20, 40):
        told.release(
            record_id(number),
            "activity",
            examples.activity(f"2026-{number}", state="held"),
            marking="tlp-green",
        )
        names.save_name(COORDINATOR, PERSON | {"name": examples.text(f"Place {number}"), "wrong": []})
        drafts.create(COORDINATOR, ARRANGEMENT, "activity", examples.activity(f"2026-{number}"))
    told.deliver()
    read("reader", path)  # what is remembered for a state of the logs is found anew after each exchange
    with CaptureQueriesContext(connection) as many:
        read("reader", path)
    assert len(many) == len(few)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_keep_what_every_page_keeps(uid: str, told: Partner, visit: Visits) -> None:
    names.save_name(COORDINATOR, PERSON)
    person = KnownName.objects.get().uid
    for path in (
        f"/draft/{uid}/proof/",
        DOCUMENT,
        "/proof/",
        "/names/",
        f"/names/{person}/",
        f"/draft/{uid}/release/",
    ):
        check_page(visit("coordinator", path, language="kk", width=NARROW))
    page = visit("coordinator", f"/draft/{uid}/proof/", language="fi", width=WIDE)
    follow(page.locator(f'a[href="/draft/{uid}/#field-expected-fi"]').first)
    expect(page.locator("#field-expected-fi-in")).to_be_visible()
    expect(page.locator("#field-expected-en-in")).to_be_hidden()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_finding_is_left_and_the_document_made_in_the_browser(told: Partner, visit: Visits) -> None:
    for language in ("kk", "fi"):
        page = visit("coordinator", DOCUMENT, language=language)
        page.locator("input[data-check-all]").check()
        page.locator("#reason").fill("Келісілді. Sovittu.")
        follow(page.locator("#findings button[type=submit]"))
        expect(page.locator("#left-h")).to_be_visible()
        with page.expect_download() as download:
            page.locator("button[name=format][value=html]").click()
        assert download.value.suggested_filename.startswith("communique-2026-medium")
        follow(page.locator("button[name=take_up]"))
        expect(page.locator("#found-critical")).to_be_visible()
