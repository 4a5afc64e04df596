"""What changed between two releases of a text: told before one is stored, on a page of its own, and in the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import expect

from silta.node.actions.library import ImportRequest, import_release
from tests.web.conftest import Reads, Visits, check_page
from tests.web.test_library import ADDRESS, COORDINATOR, EVIL, URL, form, sheet, text

__all__ = ["text"]

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def test_changes_against_the_release_before_are_told_word_by_word(
    client_of: Callable[[str], Client], text: str
) -> None:
    later = form("A permit is needed.", address="yy/act-7@2023-01-01")
    page = client_of("expert").post("/library/import/", later).content.decode()
    assert ADDRESS in page
    assert '<del data-mark="removed:">licence</del>' in page.replace(" </del>", "</del>")


def test_a_heading_that_one_source_does_not_give_is_not_told_as_removed(
    client_of: Callable[[str], Client], text: str
) -> None:
    bare = SimpleUploadedFile(
        "act.csv", sheet(words="A permit is needed.").replace(b"Licence ", b"").replace(EVIL.encode(), b"")
    )
    later = form(address="yy/act-7@2023-01-01") | {"file": bare}
    page = client_of("expert").post("/library/import/", later).content.decode()
    assert "</del>" in page
    assert "Licence</del>" not in page.replace(" </del>", "</del>")
    assert '<p class="law-heading">Licence' in page


LATER = "yy/act-7@2023-01-01"
COMPARE = f"/library/{ADDRESS}/compare/{LATER}/"


@pytest.fixture
def later(text: str) -> str:
    """The act as it stood two years later: section 8 reworded, and section 9 new."""
    raw = sheet(words="A permit is needed.") + b"9,Fees,Fees are paid.,en,Chapter 1,section\n"
    import_release(
        COORDINATOR, ImportRequest("b.csv", raw, LATER, "en", "template", "Act en", "act", "official-act")
    )
    return LATER


def test_two_releases_are_compared_provision_by_provision(later: str, read: Reads) -> None:
    page = read("reader", COMPARE).content.decode()
    assert 'id="c-s-8"' in page
    assert 'id="c-s-9"' in page
    assert 'id="c-s-7"' not in page
    assert EVIL not in page
    assert '<ins data-mark="inserted:">permit </ins>' in page
    whole = read("reader", f"{COMPARE}?kind=all").content.decode()
    assert 'id="c-s-7"' in whole
    only_new = read("reader", f"{COMPARE}?kind=new&page=99&language=en").content.decode()
    assert 'id="c-s-9"' in only_new
    assert 'id="c-s-8"' not in only_new
    assert read("reader", f"{COMPARE}?kind=likely&page=x").status_code == 200


def test_the_list_and_the_text_lead_to_what_changed(later: str, read: Reads) -> None:
    for path in ("/library/", URL, f"/library/{LATER}/"):
        assert f'href="{COMPARE}"' in read("reader", path).content.decode()


@pytest.mark.parametrize("language", ["kk", "ru", "fi", "en"])
def test_what_cannot_be_compared_is_said_in_words(later: str, read: Reads, language: str) -> None:
    import_release(COORDINATOR, ImportRequest("c.csv", sheet(), "yy/act-8@2021-01-01", "en", "template"))
    import_release(COORDINATOR, ImportRequest("d.csv", sheet("kk"), "yy/act-7@2025-01-01", "kk", "template"))
    for path, word in (
        (f"/library/{ADDRESS}/compare/yy/act-8@2021-01-01/", "yy/act-8@2021-01-01"),
        (f"/library/{LATER}/compare/yy/act-7@2025-01-01/", "kk"),
        (f"{COMPARE}?language=zz", "zz"),
    ):
        answer = read("reader", path, language)
        assert answer.status_code == 409
        assert word in answer.content.decode()
    assert read("reader", f"/library/{ADDRESS}/compare/yy/nothing@2020/").status_code == 404


def test_a_long_comparison_takes_no_more_queries_than_a_short_one(
    later: str, client_of: Callable[[str], Client], django_assert_max_num_queries: Any
) -> None:
    client = client_of("reader")
    client.get(COMPARE)
    with django_assert_max_num_queries(14):
        client.get(COMPARE)


def test_what_is_stored_can_be_read_as_a_comparison_at_once(
    client_of: Callable[[str], Client], text: str
) -> None:
    client = client_of("expert")
    client.post("/library/import/", form("A permit is needed.", address=LATER))
    done = client.post(
        "/library/import/confirm/", {"token": client.session["import"]["token"], "then": "compare"}
    )
    assert done["Location"] == COMPARE


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_keyboard_goes_from_change_to_change(later: str, visit: Visits) -> None:
    page = visit("reader", COMPARE)
    for key, place in (("j", "c-s-8"), ("j", "c-s-9"), ("k", "c-s-8")):
        page.keyboard.press(key)
        expect(page.locator(f"#{place}")).to_be_focused()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_comparison_keeps_what_every_page_keeps(later: str, visit: Visits) -> None:
    check_page(visit("coordinator", COMPARE, language="kk"))
