"""A node with its people, read by test clients and in a browser.

`read("coordinator", "/gaps/")` gives the response of a page; `visit("coordinator", "/gaps/", language="kk", width=360)` opens it
in Chromium; `check_page(page)` holds it to what every page must keep. `follow(link)` clicks what leads to another page and
waits until that one is ready: between a click and the next page a browser still shows the old one, and then half of the new.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings as django_settings
from django.core.signals import request_finished, request_started
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Locator, Page, Response, expect
from pytest_django.fixtures import Settings
from pytest_django.live_server_helper import LiveServer

from silta.node.actions.access import note_sign_in
from silta.node.actions.accounts import set_user
from silta.node.actor import Actor
from silta.node.home import Home
from silta.node.models import User
from silta.node.queries.accounts import person
from silta.web.pages.preferences import remember_person
from tests.node.conftest import home, node, own_log, south

__all__ = ["home", "node", "own_log", "south"]

PASSWORD = "silta-demo"
PEOPLE = ("reader", "contributor", "expert", "coordinator", "head", "auditor", "administrator")
WIDE, NARROW = 1440, 360

# Nobody waits that long but on a machine that is much slower than it should be.
PATIENCE = 45
expect.set_options(timeout=PATIENCE * 1000)

Reads = Callable[..., HttpResponse]
Visits = Callable[..., Page]


@pytest.fixture
def people(node: Home) -> dict[str, int]:
    """A person for each role; the sign-in name is the role. Role → id of the user."""
    return {
        role: set_user(role, PASSWORD, full_name=f"Test {role.title()}", roles=[role], weak_password=True)
        for role in PEOPLE
    }


@pytest.fixture
def client_of(people: dict[str, int]) -> Callable[[str], Client]:
    """A test client that is signed in as the person of a role, with all that the page for signing in leaves behind.

    Only what is about signing in goes over the page: to have each test do so took an eighth of all the time of these tests.
    """

    def client(role: str) -> Client:
        signed_in, user = Client(SERVER_NAME="localhost"), User.objects.get(pk=people[role])
        signed_in.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        note_sign_in(Actor.of(user), "127.0.0.1")
        answer, who = HttpResponse(), person(user.pk)
        assert who, f"nobody signed in as {role}"
        remember_person(answer, who)
        signed_in.cookies.update(answer.cookies)
        return signed_in

    return client


@pytest.fixture
def read(client_of: Callable[[str], Client]) -> Reads:
    """``read(role, path, language="en")``: the response of a page, read as the person of a role."""

    def get(role: str, path: str, language: str = "en") -> HttpResponse:
        client = client_of(role)
        client.cookies[django_settings.LANGUAGE_COOKIE_NAME] = language
        response: Any = client.get(path)
        return response  # type: ignore[no-any-return]  # the client's own kind of response

    return get


@pytest.fixture
def answered(live_server: LiveServer) -> Iterator[Callable[[], None]]:
    """``answered()`` waits until the server has answered all that browsers ask it, such as a saving in passing.

    An answer that is still being made when a test ends would write into the database of the next one.
    """
    asking: set[int] = set()
    changed = threading.Condition()

    def begin(**_: object) -> None:
        if threading.current_thread() is not threading.main_thread():
            with changed:
                asking.add(threading.get_ident())

    def end(**_: object) -> None:
        with changed:
            asking.discard(threading.get_ident())
            changed.notify_all()

    def wait() -> None:
        with changed:
            assert changed.wait_for(lambda: not asking, PATIENCE), "the server does not answer"

    request_started.connect(begin)
    request_finished.connect(end)
    yield wait
    request_started.disconnect(begin)
    request_finished.disconnect(end)


@pytest.fixture
def visit(
    live_server: LiveServer,
    answered: Callable[[], None],
    browser: Browser,
    client_of: Callable[[str], Client],
    settings: Settings,
) -> Iterator[Visits]:
    """``visit(role, path, language="en", theme="light", width=1440)``: a page in the browser; role "" is nobody.

    Errors on the console fail the test: a refused script or style is one.
    """
    contexts, said = [], []

    def open_page(
        role: str, path: str, language: str = "en", theme: str = "light", width: int = WIDE
    ) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, reduced_motion="reduce")
        context.set_default_timeout(PATIENCE * 1000)
        contexts.append(context)
        cookies = {
            settings.LANGUAGE_COOKIE_NAME: language,
            settings.SILTA_THEME_COOKIE: theme,
        }
        if role:
            cookies[settings.SESSION_COOKIE_NAME] = (
                client_of(role).cookies[settings.SESSION_COOKIE_NAME].value
            )
        context.add_cookies([{"name": k, "value": v, "url": live_server.url} for k, v in cookies.items()])
        page = context.new_page()
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
        page.goto(live_server.url + path)
        return ready(page)

    yield open_page
    for context in contexts:
        context.close()
    answered()
    assert said == [], "the browser complained"


def ready(page: Page) -> Page:
    """Wait until the page has loaded, its scripts have run, and htmx has put in place what it was fetching.

    The scripts are deferred, so they have run before the page has loaded.
    """
    page.wait_for_load_state()
    expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)
    page.evaluate("document.fonts.ready.then(() => null)")
    return page


def follow(link: Locator, key: str = "") -> Page:
    """Click what leads to another page, or press `key` on it, and wait until that page is ready."""
    with link.page.expect_navigation():
        if key:
            link.press(key)
        else:
            link.click()
    return ready(link.page)


def stop_clock(page: Page) -> None:
    """Let no time pass in the page but by `page.clock.run_for`, until `page.clock.resume`."""
    page.clock.pause_at(datetime.now(UTC) + timedelta(days=1))


def saving(page: Page, words: str) -> AbstractContextManager[object]:
    """Wait, at the end of a `with`, for the saving in passing that carries `words`: who types slowly sets off several."""

    address = page.locator("form[data-autosave]").get_attribute("data-autosave")

    def carries(answer: Response) -> bool:
        return answer.url.endswith(str(address)) and words in (answer.request.post_data or "")

    return page.expect_response(carries)


def check_page(page: Page) -> None:
    """What every page keeps at both widths: one main heading, no sideways scroll, no axe violation.

    The page is not loaded again for the second width, nor its colours looked at again: they hang on no width.
    """
    ready(page)
    expect(page.locator("h1")).to_have_count(1)
    shown = page.viewport_size
    assert shown
    check_no_sideways_scroll(page)
    axe_check(page)
    page.set_viewport_size({"width": WIDE + NARROW - shown["width"], "height": shown["height"]})
    check_no_sideways_scroll(page)
    axe_check(page, {"rules": {"color-contrast": {"enabled": False}}})
    page.set_viewport_size(shown)


def check_colours(page: Page) -> None:
    """Enough contrast everywhere; for a theme, where nothing else of a page changes."""
    axe_check(page, {"runOnly": {"type": "rule", "values": ["color-contrast"]}})


# A window takes its new size when it paints, which is not at once.
AS_WIDE_AS = "async width => { while (innerWidth !== width) await new Promise(requestAnimationFrame); }"


def check_no_sideways_scroll(page: Page) -> None:
    """The page itself is no wider than the window; wide things scroll inside regions of their own."""
    shown = page.viewport_size
    assert shown
    page.evaluate(AS_WIDE_AS, shown["width"])
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window, f"the page is {wide} px wide in a window of {window} px"


def axe_check(page: Page, options: Mapping[str, Any] = MappingProxyType({})) -> None:
    """No violation of WCAG 2.2 A and AA or of axe's best practices."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    # Nothing is fetched again to be read, and what passed is not told: the rules that run are the same.
    run = "options => axe.run({resultTypes: ['violations'], preload: false, ...options}).then(r => r.violations)"
    told = [
        f"{one['id']}: {one['help']}\n    " + "\n    ".join(node["html"][:200] for node in one["nodes"][:5])
        for one in page.evaluate(run, dict(options))
    ]
    assert not told, "\n".join(told)
