"""The library: its list, reading a text, bringing one in, releasing it to the partner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from silta.node.actions import uploads
from silta.node.actions.actor import Actor
from silta.node.actions.library import ImportRequest, import_release
from silta.node.home import Home
from silta.node.models import Draft, FrameworkRelease, Provision
from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.conftest import NARROW, WIDE, Reads, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ADDRESS = "yy/act-7@2021-01-01"
URL = f"/library/{ADDRESS}/"
EVIL = "<script>alert(1)</script>"
SHEET = f"""number,heading,text,language,parent,level
Chapter 1,General,,en,,chapter
7,Aim,This act protects people.,en,Chapter 1,section
8,Licence {EVIL},A licence is needed.,en,Chapter 1,section
"""
COORDINATOR = Actor(None, "coordinator", "Coordinator")


def sheet(language: str = "en", words: str = "A licence is needed.") -> bytes:
    return SHEET.replace(",en,", f",{language},").replace("A licence is needed.", words).encode()


@pytest.fixture
def text(node: Home, south: Partner) -> str:
    """An act in two languages, and a mapping of the partner's about its section 7."""
    for language in ("en", "kk"):
        request = ImportRequest(
            "a.csv", sheet(language), ADDRESS, language, "template", f"Act {language}", "act", "official-act"
        )
        import_release(COORDINATOR, request)
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    south.release(record_id(2), "mapping", examples.mapping(record_id(1)))
    south.deliver()
    return ADDRESS


def form(words: str = "A licence is needed.", **changes: Any) -> dict[str, Any]:
    file = SimpleUploadedFile("act.csv", sheet(words=words))
    return {
        "file": file,
        "address": ADDRESS,
        "language": "en",
        "type": "act",
        "licence": "official-act",
    } | changes


def test_an_empty_library_says_what_it_is_for(people: Any, read: Reads) -> None:
    assert "Bring in a text" in read("expert", "/library/").content.decode()
    assert "Bring in a text" not in read("reader", "/library/").content.decode()


def test_the_list_and_the_text_are_there_to_read(text: str, read: Reads) -> None:
    assert URL in read("reader", "/library/").content.decode()
    page = read("reader", URL).content.decode()
    assert 'id="s-7"' in page
    assert "This act protects people." in page
    assert EVIL not in page


def test_what_has_been_said_about_a_provision_stands_by_it(text: str, read: Reads) -> None:
    page = read("reader", URL).content.decode()
    assert f"/record/{record_id(2)}/" in page.partition('id="s-7"')[2].partition('id="s-8"')[0]


def test_a_second_language_stands_beside(text: str, read: Reads) -> None:
    page = read("reader", f"{URL}?beside=kk").content.decode()
    assert page.count("This act protects people.") == 2
    assert read("reader", f"{URL}?beside=zz&language=qq&after=x").status_code == 200


def test_a_text_that_is_not_here_is_not_found(people: Any, read: Reads) -> None:
    assert read("reader", "/library/yy/act-9@2021-01-01/").status_code == 404


def test_reading_takes_as_many_queries_for_a_long_text_as_for_a_short_one(
    text: str, client_of: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client = client_of("reader")
    with django_assert_max_num_queries(24):
        client.get(f"{URL}?beside=kk")


def test_a_file_is_shown_before_it_is_stored_and_stored_when_confirmed(
    client_of: Callable[[str], Client],
) -> None:
    client = client_of("expert")
    seen = client.post("/library/import/", form())
    assert "Licence" in seen.content.decode()
    assert not Provision.objects.exists()
    done = client.post("/library/import/confirm/", {"token": client.session["import"]["token"]})
    assert done["Location"] == URL
    assert FrameworkRelease.objects.get().licence == "official-act"
    assert list((Home.current().path / "incoming").iterdir()) == []


def test_changes_against_the_release_before_are_told_word_by_word(
    client_of: Callable[[str], Client], text: str
) -> None:
    later = form("A permit is needed.", address="yy/act-7@2023-01-01")
    page = client_of("expert").post("/library/import/", later).content.decode()
    assert ADDRESS in page
    assert "<del>licence</del>" in page.replace(" </del>", "</del>")


def test_a_file_that_no_format_knows_comes_back_with_the_reason(client_of: Callable[[str], Client]) -> None:
    answer = client_of("expert").post(
        "/library/import/", form(file=SimpleUploadedFile("a.pdf", b"%PDF-1.7 x"))
    )
    assert answer.status_code == 400
    assert ADDRESS in answer.content.decode()
    assert client_of("expert").post("/library/import/", form(address="nonsense")).status_code == 400


def test_a_stranger_to_the_upload_cannot_confirm_it(client_of: Callable[[str], Client]) -> None:
    client_of("expert").post("/library/import/", form())
    token = uploads.keep(b"x")
    assert client_of("coordinator").post("/library/import/confirm/", {"token": token}).status_code == 400
    assert not Provision.objects.exists()


def test_readers_cannot_import_and_experts_cannot_release(
    client_of: Callable[[str], Client], text: str
) -> None:
    assert client_of("reader").get("/library/import/").status_code == 403
    assert client_of("expert").post("/library/send/", {"address": ADDRESS}).status_code == 403


def test_a_coordinator_drafts_the_release_of_a_text(client_of: Callable[[str], Client], text: str) -> None:
    answer = client_of("coordinator").post("/library/send/", {"address": ADDRESS})
    held = Draft.objects.get(kind="framework-release")
    assert answer["Location"] == f"/draft/{held.uid}/"
    assert held.fields["package"] == held.attachments[0]["sha256"]


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("path", ["/library/", f"{URL}?beside=kk", "/library/import/"])
def test_the_pages_keep_what_every_page_keeps(text: str, visit: Visits, path: str) -> None:
    for language, width in (("kk", NARROW), ("en", WIDE)):
        check_page(visit("coordinator", path, language=language, width=width))
