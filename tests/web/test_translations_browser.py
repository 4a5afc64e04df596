"""The translation desk in a browser: words are saved as they are typed, keys walk from text to text."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.models import Draft
from tests.node import examples
from tests.node.partner import ARRANGEMENT
from tests.web.conftest import Visits, check_page, follow, saving

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ACTOR = Actor(None, "coordinator", "Coordinator")


def finnish(words: str) -> dict[str, dict[str, str]]:
    return {"fi": {"text": words, "status": "original"}}


def test_the_desk_saves_what_is_typed_and_goes_on_by_keys(visit: Visits) -> None:
    fields = {
        "title": finnish("Lupa"),
        "expected": finnish("Kirje 14.4.2026"),
        "indicator": finnish("3 havaintoa"),
    }
    first = drafts.create(ACTOR, ARRANGEMENT, "activity", examples.activity("N-1", start="2026-01", **fields))
    second = drafts.create(ACTOR, ARRANGEMENT, "activity", examples.activity("N-2", title=finnish("Toinen")))
    page = visit("coordinator", "/translations/?to=kk", language="kk")
    check_page(page)
    follow(page.get_by_role("link", name="Lupa"))
    page.locator("#t-1").fill("Лицензия")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#t-2")).to_be_focused()
    page.keyboard.type("Хат, 15.4.2026")
    expect(page.locator("#f-2 .hints li")).to_have_count(2)
    check_page(page)
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#t-3")).to_be_focused()
    with saving(page, "3 бақылау"):
        page.keyboard.type("3 бақылау")
    expect(page.locator("[data-saved]")).to_have_attribute("data-state", "done")
    follow(page.locator("#t-3"), "Control+Enter")
    expect(page).to_have_url(re.compile(f"/{second}/"))
    texts = Draft.objects.get(uid=first).fields
    assert texts["title"]["kk"] == {"text": "Лицензия", "status": "checked"}
    assert texts["expected"]["kk"] == {"text": "Хат, 15.4.2026", "status": "draft"}
    assert texts["indicator"]["kk"]["status"] == "checked"


def test_the_glossary_and_the_way_back_of_a_file_keep_what_every_page_keeps(visit: Visits) -> None:
    page = visit("coordinator", "/glossary/?words=licence", language="kk")
    check_page(page)
    follow(page.locator("a[href*='/glossary/new/?of=']").first)
    check_page(page)
    page.goto(page.url.split("/glossary")[0] + "/translations/bring/")
    check_page(page)
