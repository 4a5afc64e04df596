"""Roadmap editions: the list, the document that is agreed, and the way to the next one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from silta.ledger.extension import VerifiedEntry
from silta.node.actions import drafts
from silta.node.models import Draft
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Reads, Visits, check_page
from tests.web.test_records_answers import answer_on
from tests.web.test_records_lists import ACTOR

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

Clients = Callable[[str], Client]

EVIL = "<img src=x onerror=alert(1)>"
EDITION = record_id(90)
PREPARE = "/roadmap/2027/prepare/"


def frozen(south: Partner, number: int, kind: str, fields: dict[str, Any]) -> dict[str, Any]:
    entry = south.release(record_id(number), kind, fields)
    return {"record": record_id(number), "revision": 1, "leaf": entry.leaf.hex()}


@pytest.fixture
def edition(south: Partner) -> VerifiedEntry:
    """South's edition of 2026 with two gaps and a step; one gap was accepted since, and a third one has been found."""
    gaps = [frozen(south, n, "gap", examples.gap(number=f"G-2026-0{n}", state="agreed")) for n in (1, 2)]
    step = frozen(south, 11, "roadmap-item", examples.roadmap_item(record_id(1), title=examples.text(EVIL)))
    said = south.release(EDITION, "roadmap-edition", examples.roadmap_edition(*gaps, items=[step]))
    closed = examples.gap(number="G-2026-02", state="accepted", reason=examples.text("Few facilities."))
    south.release(record_id(2), "gap", closed, 2)
    south.release(record_id(3), "gap", examples.gap(number="G-2026-03"))
    south.deliver()
    return said


@pytest.fixture
def in_force(edition: VerifiedEntry, south: Partner, client_of: Clients) -> VerifiedEntry:
    """Both heads have agreed to it: South's in its log, ours on the page."""
    south.respond(south.origin, edition, "agree")
    south.deliver()
    client = client_of("head")
    page = client.get(f"/roadmap/{EDITION}/").content.decode()
    client.post(f"/record/{EDITION}/answer/", answer_on(page, verdict="agree", read="on"))
    return edition


def drafted(client: Client, *numbers: int) -> str:
    """The draft of 2027 that holds these gaps; its id."""
    answer = client.post(PREPARE, {"gap": [record_id(n) for n in numbers]})
    uid = str(Draft.objects.get(kind="roadmap-edition").uid)
    assert answer["Location"] == f"/roadmap/draft/{uid}/"
    return uid


def test_without_an_edition_the_list_says_what_one_is(people: Any, read: Reads) -> None:
    page = read("contributor", "/roadmap/").content.decode()
    assert "It is in force when every party has agreed" in page
    assert "/prepare/" in page
    assert "/prepare/" not in read("reader", "/roadmap/").content.decode()


def test_an_edition_is_listed_and_leads_to_its_own_page(edition: VerifiedEntry, read: Reads) -> None:
    assert f"/roadmap/{EDITION}/" in read("reader", "/roadmap/").content.decode()
    assert "Roadmap 2026" in read("head", "/").content.decode()  # it waits for an agreement
    page = read("reader", f"/roadmap/{EDITION}/").content.decode()
    assert "G-2026-01" in page
    assert EVIL not in page
    assert f"/record/{record_id(2)}/compare/?a=1&amp;b=2" in page
    assert f"/record/{record_id(1)}/compare/" not in page


def test_an_edition_is_read_in_two_languages_and_taken_along(edition: VerifiedEntry, read: Reads) -> None:
    page = read("reader", f"/roadmap/{EDITION}/?languages=kk,fi").content.decode()
    assert 'lang="kk"' in page
    assert 'lang="fi"' in page
    for kind, start in (("pdf", b"%PDF-"), ("html", b"<!doctype"), ("xlsx", b"PK"), ("docx", b"PK")):
        answer = read("reader", f"/roadmap/{EDITION}.{kind}?languages=kk,fi")
        assert answer.content.startswith(start)
        assert f'filename="roadmap-2026-kk-fi.{kind}"' in answer["Content-Disposition"]
    assert read("reader", f"/roadmap/{EDITION}.docm").status_code == 404


@pytest.mark.parametrize(
    "path", [f"/roadmap/{record_id(1)}/", f"/roadmap/{EDITION}/?revision=9", "/roadmap/99999/prepare/"]
)
def test_what_is_no_edition_is_not_found(edition: VerifiedEntry, read: Reads, path: str) -> None:
    assert read("coordinator", path).status_code == 404


def test_heads_agree_to_an_edition_and_both_agreements_put_it_in_force(
    in_force: VerifiedEntry, read: Reads
) -> None:
    page = read("head", f"/roadmap/{EDITION}/").content.decode()
    assert "in force since" in page
    assert 'value="agree"' not in page


def test_the_next_edition_proposes_what_is_open_and_what_was_closed_since(
    in_force: VerifiedEntry, client_of: Clients
) -> None:
    client = client_of("contributor")
    page = client.get(PREPARE).content.decode()
    assert all(record_id(n) in page for n in (1, 2, 3))
    fields = Draft.objects.get(uid=drafted(client, 1, 2, 3)).fields
    assert [one["revision"] for one in fields["gaps"]] == [1, 2, 1]
    assert [one["record"] for one in fields["items"]] == [record_id(11)]
    assert [one["leaf"] for one in fields["previous"]] == [in_force.leaf.hex()]


def test_the_preview_names_the_fate_of_every_gap_of_the_earlier_edition(
    in_force: VerifiedEntry, client_of: Clients
) -> None:
    client = client_of("coordinator")
    whole = client.get(f"/roadmap/draft/{drafted(client, 1, 2, 3)}/").content.decode()
    assert "Carried over" in whole
    assert "Few facilities." in whole
    assert "New gap" in whole
    assert "Left out" not in whole
    less = client.get(f"/roadmap/draft/{drafted(client, 2, 3)}/").content.decode()
    assert "Left out while open" in less
    assert record_id(11) not in str(Draft.objects.get(kind="roadmap-edition").fields["items"])


def test_choosing_again_keeps_the_words_and_choosing_nothing_changes_nothing(
    in_force: VerifiedEntry, client_of: Clients
) -> None:
    client = client_of("contributor")
    uid = drafted(client, 1)
    held = Draft.objects.get(uid=uid)
    Draft.objects.filter(uid=uid).update(fields={**held.fields, "stakeholders": examples.text("A ministry")})
    assert drafted(client, 1, 3) == uid
    client.post(PREPARE, {})
    fields = Draft.objects.get(uid=uid).fields
    assert fields["stakeholders"] == examples.text("A ministry")
    assert [one["record"] for one in fields["gaps"]] == [record_id(1), record_id(3)]


def test_an_edition_of_the_partner_is_answered_and_not_drafted_again(
    edition: VerifiedEntry, client_of: Clients
) -> None:
    client_of("coordinator").post("/roadmap/2026/prepare/", {"gap": [record_id(1)]})
    assert not Draft.objects.exists()
    assert client_of("reader").get(PREPARE).status_code == 403


def test_a_preview_of_a_broken_draft_still_opens(node: Any, client_of: Clients) -> None:
    client = client_of("contributor")
    broken = {"year": "soon", "gaps": [{"record": "x"}, 7], "previous": "none", "title": {"en": 3}}
    uid = drafts.create(ACTOR, ARRANGEMENT, "roadmap-edition", examples.roadmap_edition())
    Draft.objects.update(fields=broken)
    assert client.get(f"/roadmap/draft/{uid}/").status_code == 200
    assert client.get(f"/roadmap/draft/{record_id(78)}/").status_code == 404


def test_pages_take_as_many_queries_whatever_an_edition_holds(
    in_force: VerifiedEntry, south: Partner, client_of: Clients, django_assert_max_num_queries: Any
) -> None:
    for n in range(20, 40):
        south.release(record_id(n), "gap", examples.gap(number=f"G-2026-{n}"))
    south.deliver()
    client = client_of("contributor")
    for path, most in (("/roadmap/", 16), (f"/roadmap/{EDITION}/", 42), (PREPARE, 28)):
        with django_assert_max_num_queries(most):
            client.get(path)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_keep_what_every_page_keeps(
    in_force: VerifiedEntry, visit: Visits, client_of: Clients
) -> None:
    uid = drafted(client_of("coordinator"), 1, 3)
    paths = ("/roadmap/", f"/roadmap/{EDITION}/?languages=kk,en", PREPARE, f"/roadmap/draft/{uid}/")
    for path in paths:
        check_page(visit("coordinator", path, language="kk"))
