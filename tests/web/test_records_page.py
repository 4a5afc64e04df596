"""The page of one record: its texts, its place in the thread, its history, and what a hostile partner may put into it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.node.actions import drafts, release
from silta.node.home import Home
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Reads
from tests.web.test_records_lists import ACTOR, say

pytestmark = [pytest.mark.django_db]

EVIL = '<script>alert("x")</script>{{ 7*7 }}<img src=x onerror=alert(1)>'


def revise(uid: str, fields: dict[str, Any]) -> release.Released:
    drafts.start_revision(ACTOR, uid)
    drafts.save(ACTOR, uid, fields, version=None)
    return release.release(ACTOR, uid)


def test_a_title_in_another_language_says_so(read: Reads, node: Home) -> None:
    (done,) = say("activity", examples.activity("2026-01"))
    own = read("reader", f"/record/{done.uid}/", "fi").content.decode()
    other = read("reader", f"/record/{done.uid}/", "kk").content.decode()
    assert "<h1><span>Seminaari 2026-01</span></h1>" in own
    assert '<h1><span lang="en">Seminar 2026-01</span></h1>' in other
    assert '<b lang="en">English</b>' in other


def test_texts_of_two_languages_stand_side_by_side_paragraph_by_paragraph(read: Reads, node: Home) -> None:
    why = examples.text("One.\n\nTwo.", kk="Бір.\n\nЕкі.", fi="Yksi.\n\nKaksi.")
    (done,) = say("priority", examples.priority(why=why))
    page = read("reader", f"/record/{done.uid}/", "kk").content.decode()
    assert page.index("Бір.") < page.index("One.") < page.index("Екі.") < page.index("Two.")
    assert page.index("<details") < page.index("Yksi.")
    beside = read("reader", f"/record/{done.uid}/?beside=fi", "kk").content.decode()
    assert beside.index("Бір.") < beside.index("Yksi.") < beside.index("Екі.")


def test_references_lead_both_ways_by_title(read: Reads, node: Home) -> None:
    (gap,) = say("gap", examples.gap())
    (item,) = say("roadmap-item", examples.roadmap_item(gap.uid))
    (action,) = say("action", examples.action(source=item.uid))
    there = read("reader", f"/record/{item.uid}/").content.decode()
    assert f"/record/{gap.uid}/" in there
    assert "No provision on the independence of reviewers" in there
    assert f"/record/{action.uid}/" in there
    assert f"/record/{item.uid}/" in read("reader", f"/record/{gap.uid}/").content.decode()


def test_a_missing_step_of_the_thread_can_be_made_by_those_who_may_write(read: Reads, node: Home) -> None:
    (gap,) = say("gap", examples.gap())
    link = f"/records/roadmap-item/new/?gap={gap.uid}"
    assert link in read("contributor", f"/record/{gap.uid}/").content.decode()
    assert link not in read("reader", f"/record/{gap.uid}/").content.decode()
    form = read("contributor", link).content.decode()
    assert f'<option value="{gap.uid}" selected' in form


def test_every_revision_can_be_read_and_compared(read: Reads, node: Home) -> None:
    fields = examples.activity("2026-01", expected=examples.text("Ten steps are known."))
    (done,) = say("activity", fields)
    revise(done.uid, fields | {"expected": examples.text("Twelve steps are known."), "state": "confirmed"})
    page = read("reader", f"/record/{done.uid}/").content.decode()
    assert "Twelve steps" in page
    assert "Ten steps" not in page
    old = read("reader", f"/record/{done.uid}/?revision=1").content.decode()
    assert "Ten steps" in old
    assert "This is revision 1; the latest is revision 2" in old
    both = read("reader", f"/record/{done.uid}/compare/?a=1&b=2").content.decode()
    assert "<del>Ten</del> steps are known." in both
    assert "<ins>Twelve</ins> steps are known." in both
    assert "Planned" in both
    assert "Confirmed" in both
    assert read("reader", f"/record/{done.uid}/?revision=9").status_code == 404
    assert read("reader", f"/record/{done.uid}/compare/?a=1&b=9").status_code == 404


def test_a_withdrawn_record_and_an_erased_text_say_what_they_are(read: Reads, node: Home) -> None:
    (done,) = say("priority", examples.priority("Secret words"))
    release.erase(ACTOR, done.uid, 1, "personal-data")
    erased = read("coordinator", f"/record/{done.uid}/").content.decode()
    assert "The text of this revision was erased" in erased
    assert "Secret words" not in erased
    (other,) = say("priority", examples.priority("Left"))
    release.withdraw(ACTOR, other.uid, "mistake")
    withdrawn = read("coordinator", f"/record/{other.uid}/").content.decode()
    assert "no longer holds" in withdrawn
    assert 'name="verdict"' not in withdrawn
    assert 'id="answer"' not in withdrawn


def test_what_a_partner_sends_is_text_and_never_markup(read: Reads, south: Partner) -> None:
    fields = examples.action(
        EVIL, title=examples.text(EVIL), evidence=examples.text(EVIL), owner="south", person=EVIL
    )
    said = south.release(record_id(1), "action", fields)
    south.release(record_id(2), f"k-{'x' * 8}", {EVIL: EVIL})
    south.release(record_id(1), "action", fields | {"due": EVIL, EVIL: [EVIL]}, revision=2)
    south.respond(south.origin, said, "comment")
    south.deliver()
    paths = [
        f"/record/{record_id(1)}/", f"/record/{record_id(2)}/", f"/record/{record_id(1)}/?revision=1&beside={EVIL}",
        f"/record/{record_id(1)}/compare/", "/records/action/", f"/search/?q={EVIL}", f"/records/action/?q={EVIL}",
        f"/records/action/?sort={EVIL}&party={EVIL}&state={EVIL}",
    ]  # fmt: skip
    for path in paths:
        response = read("head", path)
        page = response.content.decode()
        assert response.status_code == 200, path
        assert "<script>alert" not in page, path
        assert "<img src=x" not in page, path
        assert "49" not in page.partition("<main")[2].partition("</main>")[0] or "{{ 7*7 }}" in page, path


def test_a_record_that_fits_no_kind_is_shown_as_received(read: Reads, south: Partner) -> None:
    south.release(record_id(1), "sauna-report", {"heat": {"much": [1, 2]}})
    south.release(record_id(2), "action", examples.action(due="soon", colour="blue"))
    south.deliver()
    unknown = read("reader", f"/record/{record_id(1)}/").content.decode()
    assert "Content as received" in unknown
    assert "&quot;much&quot;" in unknown
    odd = read("reader", f"/record/{record_id(2)}/").content.decode()
    assert "“soon” is not a date" in odd
    assert "&quot;colour&quot;: &quot;blue&quot;" in odd


def test_an_unknown_record_is_a_page_that_says_so(read: Reads, node: Home) -> None:
    assert read("reader", f"/record/{record_id(9)}/").status_code == 404
    assert read("reader", "/record/not-an-id/").status_code == 404


def test_whoever_is_not_signed_in_reads_nothing(node: Home) -> None:
    (done,) = say("priority", examples.priority("Between us"))
    for path in (
        "/records/",
        "/records/priority/",
        f"/record/{done.uid}/",
        "/search/?q=us",
        f"/draft/{done.uid}/",
    ):
        response = Client(SERVER_NAME="localhost").get(path)
        assert response.status_code == 302
        assert response["Location"].startswith("/sign-in/")


def test_the_number_of_queries_does_not_grow_with_what_is_linked_and_said(
    client_of: Callable[[str], Client], south: Partner
) -> None:
    (gap,) = say("gap", examples.gap())
    client, counts = client_of("head"), []
    for size in (2, 20):
        say("roadmap-item", *(examples.roadmap_item(gap.uid, f"{size}-{n}") for n in range(size)))
        for _ in range(size):
            revise(gap.uid, examples.gap())
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/record/{gap.uid}/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 45


def test_of_thousands_that_lead_to_a_record_the_first_are_named_and_the_others_counted(
    read: Reads, node: Home
) -> None:
    (crosswalk,) = say("crosswalk", examples.crosswalk())
    say("mapping", *(examples.mapping(crosswalk.uid, f"R{n}") for n in range(103)))
    page = read("reader", f"/record/{crosswalk.uid}/").content.decode()
    assert page.count('<span class="quiet">Mapping</span>') == 100
    assert "And 3 more, in the lists." in page


@pytest.fixture
def attached(node: Home) -> release.Released:
    uid = drafts.create(ACTOR, ARRANGEMENT, "priority", examples.priority())
    drafts.attach(ACTOR, uid, b"<script>alert(1)</script>", "text/html", "report.html")
    return release.release(ACTOR, uid)


def test_an_attachment_is_handed_over_as_bytes_and_never_shown(
    read: Reads, attached: release.Released
) -> None:
    page = read("reader", f"/record/{attached.uid}/").content.decode()
    assert "report.html" in page
    digest = page.partition("/file/")[2].partition("/")[0]
    response: Any = read("reader", f"/record/{attached.uid}/file/{digest}/")
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"
    assert response["Content-Disposition"] == 'attachment; filename="report.html"'
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]


def test_a_file_is_found_under_its_own_record_only(
    read: Reads, attached: release.Released, node: Home
) -> None:
    page = read("reader", f"/record/{attached.uid}/").content.decode()
    digest = page.partition("/file/")[2].partition("/")[0]
    (other,) = say("priority", examples.priority())
    assert read("reader", f"/record/{other.uid}/file/{digest}/").status_code == 404
    assert read("reader", f"/record/{attached.uid}/file/{'0' * 64}/").status_code == 404
    Path(node.blob_path(digest)).unlink()
    assert read("reader", f"/record/{attached.uid}/file/{digest}/").status_code == 404


def test_a_coordinator_withdraws_and_erases_once_they_say_that_they_are_sure(
    client_of: Callable[[str], Client], node: Home
) -> None:
    (done,) = say("priority", examples.priority("Secret words"))
    client, url = client_of("coordinator"), f"/record/{done.uid}/end/"
    assert url in client.get(f"/record/{done.uid}/").content.decode()
    asked = {"do": "erase", "revision": "1", "reason": "personal-data"}
    unsure = client.post(url, asked)
    assert unsure.status_code == 409
    assert "Confirm that you know what cannot be undone." in unsure.content.decode()
    erased = client.post(url, asked | {"sure": "on"}, follow=True).content.decode()
    assert "The text of revision 1 is erased: entry 2 of our log." in erased
    assert "personal data" in erased
    again = client.post(url, asked | {"sure": "on", "revision": "x"})
    assert again.status_code == 404
    withdrawn = client.post(url, {"do": "withdraw", "reason": "mistake", "sure": "on"}, follow=True)
    assert "Revision 1 is withdrawn: entry 3 of our log." in withdrawn.content.decode()
    assert client.post(url, {"do": "withdraw", "reason": "No!", "sure": "on"}).status_code == 409


def test_nobody_else_ends_a_record(client_of: Callable[[str], Client], south: Partner) -> None:
    (ours,) = say("priority", examples.priority())
    south.release(record_id(1), "priority", examples.priority())
    south.deliver()
    for role in ("reader", "contributor", "expert"):
        assert client_of(role).post(f"/record/{ours.uid}/end/", {"sure": "on"}).status_code == 403
    head = client_of("head")
    assert "/end/" not in head.get(f"/record/{record_id(1)}/").content.decode()
    assert head.post(f"/record/{record_id(1)}/end/", {"do": "withdraw", "sure": "on"}).status_code == 404
