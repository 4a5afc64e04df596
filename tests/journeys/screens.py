"""People at the pages of a node in Chromium: they find things by their role and their name in the language that they read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.journeys.nodes import Node
from tests.journeys.story import exchange
from tests.web.conftest import NARROW, PATIENCE, WIDE, check_no_sideways_scroll, follow, ready


@dataclass(frozen=True)
class Tongue:
    """What the pages call the few things that every story does."""

    code: str
    locale: str
    sign_in: tuple[str, str, str]
    required: str
    release: str
    sign: str
    revise: str
    answer: str
    read_it: str
    reasons: str
    comment: str
    add_row: str


KAZAKH = Tongue(
    "kk", "kk-KZ", ("Пайдаланушы аты", "Құпиясөз", "Кіру"), "міндетті", "Жариялау…", "Қол қойып, жариялау", "Қайта қарау",
    "Жауап беру", "Келісу үшін", "Себептері немесе пікір", "Пікір", "Жол қосу",
)  # fmt: skip
FINNISH = Tongue(
    "fi", "fi-FI", ("Käyttäjätunnus", "Salasana", "Kirjaudu sisään"), "pakollinen", "Julkaise…", "Allekirjoita ja julkaise",
    "Tee tarkistus", "Anna vastaus", "Hyväksyntää varten", "Perustelut tai kommentti", "Kommentti", "Lisää rivi",
)  # fmt: skip


class Screen:
    """A person's window at a node. What leads to another page waits until that page is there."""

    def __init__(self, page: Page, tongue: Tongue) -> None:
        self.page, self.tongue = page, tongue

    @property
    def main(self) -> Locator:
        return self.page.locator("main")

    def go(self, path: str) -> None:
        """Where a bookmark or a letter leads."""
        self.page.goto(path)
        ready(self.page)

    def subject(self, name: str) -> None:
        """Go to a subject on the left."""
        self._leave(self.page.locator("nav.subjects").get_by_role("link", name=starting(name)).first)

    def follow(self, name: str, place: str = "main") -> None:
        """Follow the first link that is called so, or that has it in its name."""
        self._leave(self.page.locator(place).get_by_role("link", name=name).first)

    def press(self, name: str) -> None:
        """Press the first button that is called so; the page that comes of it is there."""
        self._leave(self.main.get_by_role("button", name=starting(name)).first)

    def _leave(self, by: Locator) -> None:
        follow(by)

    def save(self, name: str, folder: Path, within: str = "") -> Path:
        """Press a button of the form called `within`, or follow a link, that gives a file."""
        form = self.main.get_by_role("form", name=within)
        place = (
            form.get_by_role("button", name=starting(name))
            if within
            else self.main.get_by_role("link", name=name)
        )
        with self.page.expect_download() as coming:
            place.first.click()
        kept = folder / coming.value.suggested_filename
        coming.value.save_as(kept)
        return kept

    def fill(self, label: str, words: str, row: str = "") -> None:
        """Type into a field."""
        self._field(label, row).fill(words)

    def choose(self, label: str, option: str, row: str = "") -> None:
        """Choose what begins so from a list."""
        place = self._field(label, row)
        place.select_option(label=place.locator("option", has_text=starting(option)).first.inner_text())

    def write(self, label: str, words: str, row: str = "", **others: str) -> None:
        """Write a text in one's own language and, at its tab or beside it, in `others`."""
        group = self._within(row).get_by_role("group", name=self._named(label)).first
        for language, said in {self.tongue.code: words, **others}.items():
            place = group.locator(f'[lang="{language}"]:is(input, textarea)')
            if not place.is_visible():
                group.get_by_role("tab", name=re.compile(names[language], re.IGNORECASE)).click()
            place.fill(said)

    def mark(self, label: str, *options: str) -> None:
        """Tick boxes of one field, each by how it begins."""
        group = self.main.get_by_role("group", name=self._named(label)).first
        for option in options:
            group.get_by_role("checkbox", name=starting(option)).check()

    def add_row(self, label: str) -> str:
        """One more row of a list; what it is called."""
        rows = self.main.get_by_role("group", name=self._named(label))
        numbered = rows.get_by_role("group", name=re.compile(rf"^{re.escape(label)} [0-9]+$"))
        before = numbered.count()
        rows.locator("> p").get_by_role("button", name=starting(self.tongue.add_row)).click()
        expect(numbered).to_have_count(before + 1)
        return f"{label} {before + 1}"

    def search(self, words: str) -> None:
        """Look for words from the head of the page."""
        box = self.page.get_by_role("search").get_by_role("searchbox")
        box.fill(words)
        follow(box, key="Enter")

    def opened(self, file: Path) -> Page:
        """A file that was saved, opened in the browser."""
        page = self.page.context.new_page()
        page.goto(file.as_uri())
        return page

    def tick(self, name: str) -> None:
        self.main.get_by_label(name).first.check()

    def _field(self, label: str, row: str) -> Locator:
        return self._within(row).get_by_label(self._named(label)).first

    def _within(self, row: str) -> Locator:
        return self.main.get_by_role("group", name=row, exact=True) if row else self.main

    def _named(self, label: str) -> re.Pattern[str]:
        return re.compile(rf"^\s*{re.escape(label)}(\s+{self.tongue.required})?\s*$")

    def release(self) -> str:
        """Release the draft on the screen; the id of its record."""
        self.press(self.tongue.release)
        self.press(self.tongue.sign)
        self.sees(self.main.locator(".notice.good"))
        return self.page.url.rstrip("/").rpartition("/")[2]

    def answer(self, verdict: str, reasons: str = "") -> None:
        """Give an answer to the text on the screen."""
        self.main.get_by_role("radio", name=verdict).check()
        if reasons:
            self.main.get_by_label(self.tongue.reasons).fill(reasons)
        for box in self.main.get_by_role("checkbox", name=starting(self.tongue.read_it)).all():
            box.check()
        self.press(self.tongue.answer)
        self.sees(self.main.locator(".notice.good"))

    def comment(self, words: str) -> None:
        """Say something about the text on the screen, where one may not agree for the party."""
        self.fill(self.tongue.comment, words)
        self.press(self.tongue.answer)
        self.sees(self.main.locator(".notice.good"))

    def sees(self, *what: str | Locator) -> None:
        """All of it is on the screen."""
        for one in what:
            expect(self.main.get_by_text(one).first if isinstance(one, str) else one).to_be_visible()

    def misses(self, *words: str) -> None:
        """None of it is on the screen."""
        for one in words:
            expect(self.main.get_by_text(one)).to_have_count(0)

    def hash(self) -> str:
        """The short hash of the text that the parties answer, as the page tells it first."""
        return self.main.locator(".hash").first.inner_text()

    def fits(self) -> None:
        """The page is no wider than a phone either."""
        for width in (NARROW, WIDE):
            self.page.set_viewport_size({"width": width, "height": 900})
            check_no_sideways_scroll(self.page)


names = {"kk": "қазақ", "fi": "suomi", "ru": "русский", "en": "english"}


def ahead(days: int) -> str:
    """The date in so many days."""
    return (date.today() + timedelta(days=days)).isoformat()  # noqa: DTZ011 - any day near today will do


def starting(words: str) -> re.Pattern[str]:
    """A name that begins with these words, whatever the white space around them."""
    return re.compile(rf"^\s*{re.escape(words)}".replace("/", r"\/"))


@dataclass
class Side:
    """One authority: its node, its address, the language of its people, and who has a window open."""

    node: Node
    address: str
    tongue: Tongue
    browser: Browser
    said: list[str] = field(default_factory=list)
    _open: dict[str, BrowserContext] = field(default_factory=dict)
    _known: dict[str, Any] = field(default_factory=dict)

    def at(self, role: str) -> Screen:
        """A new page of the person who has a role; at their first visit they sign in."""
        if role not in self._open:
            self._open[role] = self.browser.new_context(
                base_url=self.address, locale=self.tongue.locale, storage_state=self._known.get(role),
                viewport={"width": WIDE, "height": 900}, accept_downloads=True,
            )  # fmt: skip
            self._open[role].set_default_timeout(PATIENCE * 1000)
        page = self._open[role].new_page()
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("console", lambda m: self.said.append(m.text) if m.type == "error" else None)
        screen = Screen(page, self.tongue)
        screen.go("/")
        if role not in self._known:
            name, password, sign_in = self.tongue.sign_in
            screen.fill(name, role)
            screen.fill(password, role)
            screen.press(sign_in)
            self._known[role] = self._open[role].storage_state()
        return screen

    def leave(self) -> None:
        """Close all windows; those who come back are still signed in."""
        for context in self._open.values():
            context.close()
        self._open.clear()


ROLES = ("coordinator", "head", "auditor")


@dataclass
class Sides:
    """Both authorities, between whom the logs travel over HTTP."""

    kz: Side
    fi: Side

    def exchange(self) -> None:
        """What the nodes do by themselves every few minutes."""
        exchange(self.fi.node, self.kz.address)
        exchange(self.kz.node, self.fi.address)

    def __iter__(self) -> Iterator[Side]:
        return iter((self.kz, self.fi))


@contextmanager
def served(nodes: tuple[Node, Node], browser: Browser) -> Iterator[Sides]:
    """Both nodes at work, the first in Kazakh, the second in Finnish, with their people."""
    for node, tongue in zip(nodes, (KAZAKH, FINNISH), strict=True):
        for role in ROLES:
            node.welcome(role, role, language=tongue.code)
    with nodes[0].serving() as first, nodes[1].serving() as second:
        yield Sides(Side(nodes[0], first, KAZAKH, browser), Side(nodes[1], second, FINNISH, browser))
