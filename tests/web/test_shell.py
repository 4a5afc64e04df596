"""The frame around every page: who may see it, in which language and look, and what it tells."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from silta.node.home import Home
from silta.node.queries.accounts import people as people_of
from silta.web.pages.errors import server_error
from silta.web.subjects import SUBJECTS
from tests.web.conftest import (
    NARROW,
    PASSWORD,
    check_colours,
    check_no_sideways_scroll,
    check_page,
    follow,
    stop_clock,
)

pytestmark = [pytest.mark.django_db]

LANGUAGES = ("kk", "ru", "fi", "en")


@pytest.fixture
def stranger(node: Home) -> Client:
    return Client(SERVER_NAME="localhost")


def test_whoever_is_not_signed_in_is_sent_to_the_sign_in_page_from_any_page(stranger: Client) -> None:
    response = stranger.get("/")
    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


def test_a_person_signs_in_and_gets_pages_in_their_own_language(
    stranger: Client, people: dict[str, int]
) -> None:
    stranger.post("/sign-in/", {"username": "head", "password": PASSWORD})
    assert stranger.cookies[django_settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_a_language_chosen_before_signing_in_outweighs_the_one_of_the_account(
    stranger: Client, people: dict[str, int]
) -> None:
    stranger.post("/preferences/", {"language": "kk", "next": "/sign-in/"})
    stranger.post("/sign-in/", {"username": "head", "password": PASSWORD})
    assert stranger.cookies[django_settings.LANGUAGE_COOKIE_NAME].value == "kk"
    assert {one.language for one in people_of() if one.username == "head"} == {"kk"}


def test_choices_follow_a_person_to_the_next_browser(client_of: Callable[[str], Client]) -> None:
    client_of("expert").post("/preferences/", {"theme": "dark", "keys": "off", "next": "/"})
    cookies = client_of("expert").cookies
    assert cookies[django_settings.SILTA_THEME_COOKIE].value == "dark"
    assert cookies[django_settings.SILTA_KEYS_COOKIE].value == "off"


@pytest.mark.parametrize("values", [{"language": "xx"}, {"theme": "<script>"}, {"keys": "maybe"}])
def test_unknown_choices_are_passed_over(stranger: Client, values: dict[str, str]) -> None:
    response = stranger.post("/preferences/", {**values, "next": "/sign-in/"})
    assert response["Location"] == "/sign-in/"
    assert django_settings.SILTA_THEME_COOKIE not in response.cookies


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_a_choice_leads_back_to_our_own_pages_only(stranger: Client, elsewhere: str) -> None:
    assert stranger.post("/preferences/", {"language": "fi", "next": elsewhere})["Location"] == "/"


def test_too_many_wrong_passwords_lock_the_name_for_a_while(
    stranger: Client, people: dict[str, int], settings: Settings
) -> None:
    settings.AXES_FAILURE_LIMIT = 3
    guess = {"username": "head", "password": "guess"}
    assert [stranger.post("/sign-in/", guess).status_code for _ in range(3)] == [200, 200, 429]
    assert b"15" in stranger.post("/sign-in/", guess).content


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_that_does_not_exist_says_so_in_the_frame(stranger: Client, language: str) -> None:
    stranger.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
    response = stranger.get("/no-such-page/")
    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.content.decode()
    assert "masthead" in response.content.decode()


def test_a_form_that_waited_too_long_says_how_to_go_on(node: Home) -> None:
    response = Client(SERVER_NAME="localhost", enforce_csrf_checks=True).post("/preferences/", {})
    assert response.status_code == 403
    assert "masthead" in response.content.decode()


def test_whoever_is_signed_out_while_writing_is_told_in_place_and_led_back_to_the_form(
    stranger: Client,
) -> None:
    page = {"HX-Current-URL": "http://localhost/records/action/?year=2026"}
    sent = stranger.post(
        "/records/action/views/", {"name": "Mine"}, headers={"Referer": page["HX-Current-URL"]}
    )
    assert sent.status_code == 403
    assert "/sign-in/?next=%2Frecords%2Faction%2F%3Fyear%3D2026" in sent.content.decode()
    part = stranger.get("/search/at-once/?q=a", headers={"HX-Request": "true", **page})
    assert part["HX-Redirect"] == "/sign-in/?next=%2Frecords%2Faction%2F%3Fyear%3D2026"
    foreign = {"HX-Request": "true", "HX-Current-URL": "https://example.org/"}
    assert stranger.get("/search/at-once/?q=a", headers=foreign)["HX-Redirect"] == "/sign-in/"


def test_no_shared_cache_keeps_what_people_are_shown(client_of: Callable[[str], Client]) -> None:
    client = client_of("reader")
    for path in ("/", "/records/action/", "/records/action/sheet/"):
        assert "private" in client.get(path)["Cache-Control"]


def test_an_address_that_only_takes_forms_says_so_to_whoever_opens_it(
    client_of: Callable[[str], Client],
) -> None:
    response = client_of("coordinator").get("/records/action/views/")
    assert response.status_code == 405
    assert response["Allow"] == "POST"
    assert "masthead" in response.content.decode()


def test_the_page_for_a_broken_server_needs_no_database(rf: object) -> None:
    response = server_error(None)  # type: ignore[arg-type]  # it must not even look at the request
    assert response.status_code == 500
    assert "<h1>" in response.content.decode()


def test_every_answer_carries_a_strict_policy_for_its_content(stranger: Client) -> None:
    headers = stranger.get("/sign-in/").headers
    policy = headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Permissions-Policy"].startswith("camera=()")


def test_no_page_of_the_frame_has_inline_styles_or_scripts(stranger: Client, settings: Settings) -> None:
    settings.SILTA_DEMO = True
    for path in ("/components/", "/sign-in/", "/no-such-page/"):
        text = stranger.get(path).content.decode()
        assert not re.search(r"\sstyle=", text), path
        assert not re.search(r"\son[a-z]+=", text), path
        assert not re.search(r"<script(?![^>]*\ssrc=)", text), path


def test_the_sign_in_page_of_a_demonstration_introduces_its_people(
    stranger: Client, people: dict[str, int], settings: Settings
) -> None:
    assert "Test Head" not in stranger.get("/sign-in/").content.decode()
    settings.SILTA_DEMO = True
    assert "Test Head" in stranger.get("/sign-in/").content.decode()


def test_the_page_of_components_is_for_demonstrations_only(stranger: Client, settings: Settings) -> None:
    settings.SILTA_DEMO = False
    assert stranger.get("/components/").status_code == 404


def test_static_files_are_addressed_by_their_bytes(stranger: Client) -> None:
    text = stranger.get("/sign-in/").content.decode()
    assert re.search(r'/static/web/css/tokens\.css\?v=[0-9a-f]{10}"', text)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_components_fit_both_widths_in_every_language(
    visit: Callable[..., Page], settings: Settings, language: str
) -> None:
    settings.SILTA_DEMO = True
    page = visit("coordinator", "/components/", language)
    check_no_sideways_scroll(page)
    page.set_viewport_size({"width": NARROW, "height": 900})
    check_no_sideways_scroll(page)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_components_are_accessible_and_can_be_read_in_the_dark(
    visit: Callable[..., Page], settings: Settings
) -> None:
    settings.SILTA_DEMO = True
    check_page(visit("coordinator", "/components/", "kk"))
    check_colours(visit("coordinator", "/components/", "kk", "dark"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_nobody_meets_a_barrier_before_signing_in(visit: Callable[..., Page], settings: Settings) -> None:
    settings.SILTA_DEMO = True
    check_page(visit("", "/sign-in/", "kk"))
    check_colours(visit("", "/sign-in/", "fi", "dark"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_reader_changes_language_and_theme_and_signs_out_by_keyboard(
    visit: Callable[..., Page], settings: Settings
) -> None:
    settings.SILTA_DEMO = True
    page = visit("coordinator", "/components/")
    follow(page.get_by_role("button", name="Suomi"), "Enter")
    expect(page.locator("html")).to_have_attribute("lang", "fi")
    expect(page).to_have_url(re.compile("/components/$"))
    page.locator("button.me").press("Enter")
    follow(page.locator('button[name="theme"][value="dark"]'), "Enter")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("button.me").press("Enter")
    follow(page.locator('form[action="/sign-out/"] button'), "Enter")
    expect(page.locator("input[name=password]")).to_be_visible()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_single_letter_keys_work_rest_while_typing_and_can_be_switched_off(
    visit: Callable[..., Page], settings: Settings
) -> None:
    settings.SILTA_DEMO = True
    page = visit("coordinator", "/components/")
    page.locator("body").press("3")
    expect(page.locator('input[name="rel"]').nth(2)).to_be_checked()
    page.locator("#f1").press("4")
    expect(page.locator('input[name="rel"]').nth(2)).to_be_checked()
    page.locator("button.me").click()
    follow(page.locator('#me button[name="keys"][value="off"]'))
    expect(page.locator("body")).to_have_attribute("data-keys", "off")
    page.locator("body").press("4")
    expect(page.locator('input[name="rel"]').nth(3)).not_to_be_checked()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_keys_lead_everywhere_and_a_question_mark_tells_them(visit: Callable[..., Page], node: Home) -> None:
    page = visit("coordinator", "/records/action/", language="kk")
    help_ = page.locator("#keys-help")
    page.keyboard.press("?")
    expect(help_).to_be_visible()
    expect(help_.get_by_role("button").first).to_be_focused()
    expect(help_.locator("[data-page-keys] kbd").first).to_be_visible()
    check_page(page)
    page.keyboard.press("Escape")
    expect(help_).to_be_hidden()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("g?")  # what is typed is words
    expect(page.locator("#q")).to_have_value("g?")
    page.locator("h1").click()
    stop_clock(page)  # the first key waits for the second, but not long
    page.keyboard.press("g")
    follow(page.locator("body"), "t")
    page.clock.resume()
    expect(page).to_have_url(re.compile("/trust/"))
    page.keyboard.press("?")
    follow(help_.locator('button[value="off"]'))
    for key in ("?", "g", "h"):
        page.keyboard.press(key)
    expect(page).to_have_url(re.compile("/trust/"))
    expect(page.locator("#keys-help")).to_be_hidden()
    # Without single keys the list is still in the menu of the person.
    page.locator("button.me").click()
    page.locator('#me [popovertarget="keys-help"]').click()
    expect(page.locator("#keys-help")).to_be_visible()


def test_no_two_subjects_share_a_letter() -> None:
    letters = [subject.key for group in SUBJECTS for subject in group.subjects if subject.key]
    assert len(letters) == len(set(letters)) > 10
