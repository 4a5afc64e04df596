"""The library: its list, reading a text, bringing one in, releasing it to the partner."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import expect

from silta.node.actions import uploads
from silta.node.actions.actor import Actor
from silta.node.actions.library import ImportRequest, import_release
from silta.node.actions.release import release
from silta.node.home import Home
from silta.node.models import Draft, FrameworkRelease, Provision
from silta.standards.exporting import EXPORTS
from silta.standards.formats import read as read_text
from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.conftest import Reads, Visits, check_page, follow

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


def test_what_only_one_language_has_is_shown_and_a_new_language_is_checked_for_it(
    text: str, client_of: Callable[[str], Client], read: Reads
) -> None:
    extra = sheet("kk").replace(b"8,Licence", b"9,Licence") + b"10,Fees,Fees.,kk,Chapter 1,section\n"
    client = client_of("expert")
    seen = client.post(
        "/library/import/", form(file=SimpleUploadedFile("kk.csv", extra), language="kk")
    ).content.decode()
    assert f"Provisions of this text that are not in the “en” text of {ADDRESS} (2): 9, 10." in seen
    assert "that are not in this text (1): 8." in seen
    client.post("/library/import/confirm/", {"token": client.session["import"]["token"]})
    page = read("reader", f"{URL}?language=en&beside=kk").content.decode()
    assert page.index('id="s-7"') < page.index('id="s-9"') < page.index('id="s-10"')
    assert page.count("not in this language") == 3
    assert read("reader", f"{URL}?language=kk&beside=en").content.decode().count('id="s-8"') == 1


def test_a_licence_for_titles_lets_no_words_in(client_of: Callable[[str], Client], read: Reads) -> None:
    client = client_of("expert")
    seen = client.post("/library/import/", form(licence="titles-only")).content.decode()
    assert "licensed for numbers and titles only" in seen
    client.post("/library/import/confirm/", {"token": client.session["import"]["token"]})
    assert set(Provision.objects.values_list("text", "stem")) == {("", "")}
    assert not Provision.objects.filter(folded__contains="needed").exists()
    assert "the text stays with its publisher" in read("reader", URL).content.decode()


def test_the_page_says_what_the_licence_allows(text: str, read: Reads) -> None:
    assert "may be stored, printed and sent" in read("reader", URL).content.decode()
    FrameworkRelease.objects.update(licence="own-copy")
    page = read("coordinator", URL).content.decode()
    assert "never leaves this node" in page
    assert "Release its record, without the text" in page


def test_a_language_that_came_later_can_be_released_too(
    text: str, client_of: Callable[[str], Client], read: Reads
) -> None:
    client = client_of("coordinator")
    client.post("/library/send/", {"address": ADDRESS})
    release(COORDINATOR, Draft.objects.get(kind="framework-release").uid)
    assert "Release the added language" not in client.get(URL).content.decode()
    import_release(COORDINATOR, ImportRequest("a.csv", sheet("fi"), ADDRESS, "fi", "template"))
    assert "Release the added language" in client.get(URL).content.decode()
    client.post("/library/send/", {"address": ADDRESS})
    assert Draft.objects.get(kind="framework-release").fields["languages"] == ["en", "kk", "fi"]


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


def test_an_address_that_only_capitals_tell_from_another_is_doubted(
    client_of: Callable[[str], Client], text: str
) -> None:
    client = client_of("expert")
    page = client.post("/library/import/", form(address="yy/ACT-7@2023-01-01")).content.decode()
    assert (
        "The library has texts of yy/act-7, which only its capital letters tell from yy/ACT-7@2023-01-01"
        in page
    )
    later = client.post("/library/import/", form(address="yy/act-7@2023-01-01")).content.decode()
    assert "capital letters" not in later


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
    check_page(visit("coordinator", path, language="kk"))


@pytest.mark.parametrize("code", EXPORTS)
def test_a_text_is_taken_away_in_every_format(text: str, read: Reads, code: str) -> None:
    assert f"{URL}export/?format={code}" in read("reader", URL).content.decode()
    answer = read("reader", f"{URL}export/?format={code}&language=kk")
    assert answer["Content-Disposition"].endswith(f'-kk.{EXPORTS[code].extension}"')
    found = read_text(answer.content, f"a.{EXPORTS[code].extension}", "kk").release
    assert "This act protects people." in [unit.text for unit in found.units()]


def test_a_text_that_may_not_be_passed_on_goes_out_without_its_words_and_says_so(
    text: str, read: Reads
) -> None:
    FrameworkRelease.objects.update(licence="own-copy")
    assert "Numbers and headings only" in read("reader", URL).content.decode()
    raw = read("reader", f"{URL}export/?format=oscal").content
    assert b"Numbers and headings only" in raw
    assert b"protects people" not in raw


def test_formats_and_texts_that_are_not_there_are_not_found(text: str, read: Reads) -> None:
    assert read("reader", f"{URL}export/?format=papyrus").status_code == 404
    assert read("reader", f"{URL}export/?format=csv&language=zz").status_code == 404
    assert read("reader", "/library/yy/act-9@2021-01-01/export/?format=csv").status_code == 404


TREATY = b"Treaty\nArtikla I \xc2\xa7 Aim\nLights burn.\nArtikla II \xc2\xa7 Keepers\nKeepers wake.\n"


def treaty(**changes: Any) -> dict[str, Any]:
    return form() | {"file": SimpleUploadedFile("treaty.txt", TREATY)} | changes


def test_a_text_whose_numbering_is_unknown_is_shown_marked_and_brought_in(
    client_of: Callable[[str], Client],
) -> None:
    client = client_of("expert")
    refused = client.post("/library/import/", treaty())
    assert refused.status_code == 400
    assert "/library/import/numbering/" in refused.content.decode()
    page = client.get("/library/import/numbering/").content.decode()
    assert 'name="mark" value="Artikla I \xa7"' in page
    marked = client.post(
        "/library/import/numbering/", {"pattern": "", "level": "article", "mark": "Artikla I \xa7"}
    )
    assert 'value="Artikla {I} \xa7"' in marked.content.decode()
    assert "Keepers" in marked.content.decode().partition("law-tree")[2]
    assert not Provision.objects.exists()
    rows = {"pattern": "Artikla {I} \xa7", "level": "article", "use": "1"}
    assert "confirm" in client.post("/library/import/numbering/", rows).content.decode()
    client.post("/library/import/confirm/", {"token": client.session["import"]["token"]})
    assert [p.number for p in Provision.objects.filter(level="article")] == [
        "Artikla I \xa7",
        "Artikla II \xa7",
    ]


def test_patterns_that_are_none_or_fit_nothing_are_told_and_change_nothing(
    client_of: Callable[[str], Client],
) -> None:
    client = client_of("expert")
    assert client.get("/library/import/numbering/").status_code == 200
    client.post("/library/import/", treaty(numbering="1"))
    for written in ("no figure", "Kappale {n}", "{n" + "x" * 200, EVIL):
        page = client.post(
            "/library/import/numbering/", {"pattern": written, "level": "article"}
        ).content.decode()
        assert "law-tree" not in page
        assert EVIL not in page
    assert not Provision.objects.exists()


def test_the_template_is_there_to_download(client_of: Callable[[str], Client]) -> None:
    client = client_of("expert")
    assert client.get("/library/import/template.xlsx").content.startswith(b"PK")
    assert (
        client.get("/library/import/template.csv")
        .content.decode("utf-8-sig")
        .startswith("number,heading,text")
    )
    assert client.get("/library/import/template.exe").status_code == 404


@pytest.mark.browser
def test_the_numbering_is_marked_by_keyboard_and_the_tree_follows_at_once(
    people: Any, visit: Visits, node: Home
) -> None:
    page = visit("expert", "/library/import/")
    page.set_input_files(
        "#file", {"name": "treaty.txt", "mimeType": "text/plain", "buffer": TREATY + b"a) They watch.\n"}
    )
    page.fill("#address", ADDRESS)
    page.fill("#language", "en")
    follow(page.locator("button[name=numbering]"))
    page.locator("button[name=mark]").first.press("Enter")
    expect(page.locator(".law-tree > li")).to_have_count(2)
    # A second pattern follows the first.
    page.locator("button[name=mark][value='a)']").press("Enter")
    expect(page.locator("input[name=pattern]")).to_have_count(3)
    expect(page.locator("select[name=level]").nth(1)).to_have_value("point")
    check_page(page)
