"""Bringing in a text that is long or slow to read: jobs read and store it, and nothing of what was said about it is lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from playwright.sync_api import expect

from silta.node import jobs
from silta.node.actions import library
from silta.node.home import Home
from silta.node.models import FrameworkRelease, Job, Provision
from silta.standards.formats.magic import OLE2
from silta.web.pages.library import importing
from tests.web.conftest import NARROW, Visits, check_page, follow
from tests.web.test_library import ADDRESS, SHEET, TREATY, URL, form, text
from tests.web.test_library_changes import later

__all__ = ["later", "text"]
pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

IMPORT = "/library/import/"
LONG = (
    SHEET + "".join(f"{n},Aim {n},{'Words of law. ' * 40},en,Chapter 1,section\n" for n in range(9, 909))
).encode()
WORD = OLE2 + "WordDocument".encode("utf-16-le")


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is one that takes long."""
    monkeypatch.setattr(importing, "takes_long", lambda _: True)


def latest() -> int:
    return int(Job.objects.latest("pk").pk)


def test_a_long_text_is_read_and_stored_by_jobs_whose_page_can_be_left(
    client_of: Callable[[str], Client], later: str
) -> None:
    client, address = client_of("expert"), "yy/act-7@2025-01-01"
    long = SimpleUploadedFile("act.csv", LONG)
    waiting = client.post(IMPORT, form(file=long, address=address, title="Long act", licence="own-copy"))[
        "Location"
    ]
    assert waiting == f"{IMPORT}?job={latest()}"
    for page in (waiting, IMPORT, f"/jobs/{latest()}/"):
        assert "Reading the text" in client.get(page).content.decode()
    assert "Reading the text" not in client_of("coordinator").get(waiting).content.decode()
    jobs.carry_out(latest())
    seen = client.get(waiting).content.decode()
    assert f"Changes against {later}" in seen
    assert "851 further changes" in seen
    assert "Long act" in seen
    assert not FrameworkRelease.objects.filter(address=address).exists()
    # Somebody looks at the numbering in between and comes back: the same file waits.
    assert client.get("/library/import/numbering/").status_code == 200
    assert waiting in client.get(IMPORT).content.decode()
    asked = {"token": client.session["import"]["token"], "then": "compare"}
    storing = client.post(f"{IMPORT}confirm/", asked)["Location"]
    assert "Storing the text in the library" in client.get(storing).content.decode()
    jobs.carry_out(latest())
    assert client.get(storing)["Location"] == f"/library/{later}/compare/{address}/"
    release = FrameworkRelease.objects.get(address=address)
    assert (release.titles, release.licence, release.provisions.count()) == (
        {"en": "Long act"},
        "own-copy",
        903,
    )
    assert "job" not in client.get(IMPORT).content.decode().partition("<h1>")[2].partition("<form")[0]


def test_a_cancelled_or_failed_reading_leaves_the_form_as_it_was_filled_in(
    client_of: Callable[[str], Client], slow: None
) -> None:
    client, page = client_of("expert"), ""
    for when in ("waiting", "running", ""):
        cancelled = bool(when)
        name, raw = ("treaty.csv", SHEET.encode()) if when == "running" else ("treaty.txt", TREATY)
        file = SimpleUploadedFile(name, raw)
        waiting = client.post(IMPORT, form(file=file, title="Treaty", issuer="Keepers"))["Location"]
        if when == "waiting":
            client.post(f"/jobs/{latest()}/cancel/")
        Job.objects.filter(pk=latest()).update(cancel_asked=when == "running")
        jobs.carry_out(latest())
        # The fragment that a page watches asks it to fetch itself, since only the whole page says what to do.
        assert client.get(f"/jobs/{latest()}/", headers={"HX-Request": "true"})["HX-Refresh"] == "true"
        page = client.get(waiting).content.decode()
        for kept in (f'value="{ADDRESS}"', 'value="Treaty"', 'value="Keepers"'):
            assert kept in page
        assert ("Cancelled; nothing was changed" in page) is cancelled
        assert ("The text cannot be brought in like this" in page) is not cancelled
        assert ("Reading the text" in page) is cancelled
    assert "Reading the text" not in client.get(IMPORT).content.decode()  # there is nothing to come back to
    # The file is still there for whoever shows how it is numbered, and so is what the form said.
    assert "/library/import/numbering/" in page
    rows = {"pattern": "Artikla {I} \xa7", "level": "article", "use": "1"}
    waiting = client.post("/library/import/numbering/", rows)["Location"]
    jobs.carry_out(latest())
    assert "Artikla II" in client.get(waiting).content.decode()
    storing = client.post(f"{IMPORT}confirm/", {"token": client.session["import"]["token"]})["Location"]
    jobs.carry_out(latest())
    assert client.get(storing)["Location"] == URL
    assert FrameworkRelease.objects.get().issuer == "Keepers"


def test_storing_that_is_refused_or_stopped_stores_nothing(
    client_of: Callable[[str], Client], slow: None, text: str
) -> None:
    client, before = client_of("expert"), list(Provision.objects.values_list("text", flat=True))
    waiting = client.post(IMPORT, form("A permit is needed."))["Location"]
    jobs.carry_out(latest())
    client.get(waiting)
    token = {"token": client.session["import"]["token"]}
    client.post(f"{IMPORT}confirm/", token)
    client.post(f"/jobs/{latest()}/cancel/")
    jobs.carry_out(latest())
    assert list(Provision.objects.values_list("text", flat=True)) == before
    assert client_of("coordinator").post(f"{IMPORT}confirm/", token).status_code == 400
    assert client_of("reader").get(waiting).status_code == 403


def test_a_word_97_file_is_made_readable_once_and_never_while_somebody_waits(
    client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def readable(raw: bytes, name: str) -> tuple[bytes, str]:
        made.append(name)
        return b"Treaty\nArticle 1. Aim\nLights burn.\nArticle 2. Keepers\nKeepers wake.\n", f"{name}.txt"

    monkeypatch.setattr(library, "readable", readable)
    client, waiting = client_of("expert"), ""
    for more in ({}, {"numbering": "1"}):
        file = SimpleUploadedFile("act.doc", WORD)
        waiting = client.post(IMPORT, form(file=file, **more))["Location"]
        assert waiting.startswith(f"{IMPORT}?job=")
    assert made == []
    jobs.carry_out(latest())
    assert "Keepers" in client.get(waiting).content.decode()
    assert "Article 1" in client.get("/library/import/numbering/").content.decode()
    client.post(f"{IMPORT}confirm/", {"token": client.session["import"]["token"]})
    jobs.carry_out(latest())
    assert FrameworkRelease.objects.get().source_name == "act.doc"
    assert made == ["act.doc"]


@pytest.mark.parametrize(
    ("raw", "long"),
    [
        (b"%PDF-1.7" + b"x" * 200_000, True),
        (b"%PDF-1.7" + b"x" * 50_000, False),
        (WORD, True),
        (LONG, True),
        (SHEET.encode(), False),
    ],
)
def test_what_takes_long_is_known_by_its_format_and_its_size(raw: bytes, long: bool) -> None:
    assert library.takes_long(raw) is long


def test_the_wizard_tries_patterns_on_the_beginning_of_a_long_text() -> None:
    raw = "".join(f"Artikla {n} Aim\nLights burn.\n" for n in range(1, 2001)).encode()
    asked = library.ImportRequest("a.txt", raw, ADDRESS, "en", numbering=("article=Artikla {n}",))
    tried, whole = library.trial(asked).seen.counts, library.preview(asked).seen.counts
    assert whole["article"] == 2000
    assert 1000 < tried["article"] < 2000


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_reading_is_watched_and_its_preview_opens_by_itself(
    people: Any, visit: Visits, node: Home, slow: None
) -> None:
    page = visit("expert", IMPORT, language="kk", width=NARROW)
    page.set_input_files("#file", {"name": "act.csv", "mimeType": "text/csv", "buffer": SHEET.encode()})
    page.fill("#address", ADDRESS)
    page.fill("#language", "en")
    follow(page.locator("main button[type=submit]").first)
    expect(page.locator(".job button")).to_be_visible()
    check_page(page)
    jobs.carry_out(latest())
    expect(page.locator(".law-tree")).to_contain_text("Aim")
    check_page(page)
    follow(page.locator("main form button[type=submit]").first)
    expect(page.locator(".job")).to_be_visible()
    jobs.carry_out(latest())
    expect(page).to_have_url(re.compile(f"{re.escape(URL)}$"))
