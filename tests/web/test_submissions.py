"""From those who write to those who release: submitting a draft, giving it back, and a second person for every release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.actions.submissions import give_back, submit
from silta.node.errors import Denied, Refused
from silta.node.home import Home
from silta.node.models import Access
from silta.node.queries import records
from silta.node.queries.home import needs_me
from tests.node import examples
from tests.node.partner import ARRANGEMENT
from tests.web.conftest import NARROW, Visits, check_page
from tests.web.test_records_drafts import opened

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

Clients = Callable[[str], Client]


@pytest.fixture
def writer(people: dict[str, int]) -> Actor:
    return Actor(people["contributor"], "contributor", "Test Contributor")


@pytest.fixture
def releaser(people: dict[str, int]) -> Actor:
    return Actor(people["coordinator"], "coordinator", "Test Coordinator")


def drafted(writer: Actor) -> str:
    return drafts.create(writer, ARRANGEMENT, "activity", examples.activity("2026-01"))


def waiting(actor: Actor) -> list[tuple[str, str]]:
    """What waits of drafts; what a released activity asks for is another matter."""
    about = ("draft", "release", "given-back")
    return [(one.need, one.uid) for one in needs_me(actor) if one.need in about]


def test_a_submitted_draft_waits_for_those_who_release_and_no_longer_for_its_writer(
    writer: Actor, releaser: Actor
) -> None:
    uid = drafted(writer)
    assert (waiting(writer), waiting(releaser)) == ([("draft", uid)], [])
    submit(writer, uid)
    assert (waiting(writer), waiting(releaser)) == ([], [("release", uid)])
    drafts.save(writer, uid, examples.activity("2026-02"), version=None)
    assert (waiting(writer), waiting(releaser)) == ([("draft", uid)], []), "saving takes it back"
    submit(writer, uid)
    release.release(releaser, uid)
    assert (waiting(writer), waiting(releaser)) == ([], [])


def test_given_back_it_waits_for_its_writer_with_the_reason_until_it_is_submitted_again(
    writer: Actor, releaser: Actor
) -> None:
    uid = drafted(writer)
    with pytest.raises(Refused, match=r"submission\.none"):
        give_back(releaser, uid, "Nothing was submitted")
    submit(writer, uid)
    with pytest.raises(Refused, match=r"submission\.no-reason"):
        give_back(releaser, uid, " \n")
    with pytest.raises(Denied):
        give_back(writer, uid, "It is mine")
    give_back(releaser, uid, "The place is missing")
    assert (waiting(writer), waiting(releaser)) == ([("given-back", uid)], [])
    held = records.draft(uid).submission
    assert held is not None
    assert (held.reason, held.returned_by) == ("The place is missing", "Test Coordinator")
    with pytest.raises(Refused, match=r"submission\.none"):
        give_back(releaser, uid, "Twice")
    submit(writer, uid)
    assert (waiting(writer), waiting(releaser)) == ([], [("release", uid)])
    noted = Access.objects.filter(what__in=("submitted", "given-back")).order_by("pk")
    assert list(noted.values_list("what", "name")) == [
        ("submitted", "contributor"), ("given-back", "coordinator"), ("submitted", "contributor"),
    ]  # fmt: skip


def test_an_incomplete_draft_is_not_submitted(writer: Actor) -> None:
    uid = drafts.create(writer, ARRANGEMENT, "activity", {"number": "2026-01"})
    with pytest.raises(Refused, match=r"record\."):
        submit(writer, uid)
    assert waiting(writer) == [("draft", uid)]


def test_where_a_second_person_is_asked_for_nobody_releases_what_they_wrote_last(
    node: Home, settings: Settings, writer: Actor, releaser: Actor, people: dict[str, int]
) -> None:
    settings.HOME = replace(node, second_person=True)
    theirs, own = drafted(writer), drafted(releaser)
    with pytest.raises(Refused) as refused:
        release.release_many(releaser, [theirs, own])
    assert [(p.code, p.where) for p in refused.value.problems] == [("release.second-person", own)]
    submit(releaser, own)
    assert waiting(releaser) == [], "they cannot release it"
    head = Actor(people["head"], "head", "Test Head")
    assert waiting(head) == [("release", own)]
    release.release(head, own)
    release.release(releaser, theirs)
    operator = Actor(None, "coordinator", "operator")
    with pytest.raises(Refused, match=r"release\.second-person"):
        release.release(operator, drafted(operator))


def test_a_writer_submits_and_a_coordinator_gives_back_on_their_pages(
    client_of: Clients, writer: Actor
) -> None:
    uid, author, coordinator = drafted(writer), client_of("contributor"), client_of("coordinator")
    sent = opened(author, f"/draft/{uid}/")
    page = author.post(f"/draft/{uid}/", {**sent, "do": "submit"}, follow=True).content.decode()
    assert "Submitted for release by Test Contributor" in page
    assert f"/draft/{uid}/release/" in coordinator.get("/").content.decode()
    asked = coordinator.get(f"/draft/{uid}/release/").content.decode()
    assert "Submitted for release by Test Contributor" in asked
    assert "Sign and release" in asked
    coordinator.post(f"/draft/{uid}/give-back/", {"reason": "Say <where>"})
    back = author.get(f"/draft/{uid}/").content.decode()
    assert "Given back by Test Coordinator" in back
    assert "Say &lt;where&gt;" in back
    assert author.post(f"/draft/{uid}/give-back/", {"reason": "x"}).status_code == 403


def test_what_stands_in_the_way_of_submitting_is_shown_at_the_form(client_of: Clients, writer: Actor) -> None:
    author = client_of("contributor")
    uid = drafts.create(writer, ARRANGEMENT, "activity", {"number": "2026-01"})
    page = author.post(
        f"/draft/{uid}/", {**opened(author, f"/draft/{uid}/"), "do": "submit"}, follow=True
    ).content.decode()
    assert "Saved, but not submitted" in page
    assert "Submitted for release" not in page


def test_the_form_offers_no_release_that_would_be_refused(
    node: Home, settings: Settings, client_of: Clients, writer: Actor
) -> None:
    uid, coordinator = drafted(writer), client_of("coordinator")
    assert 'value="release"' in coordinator.get(f"/draft/{uid}/").content.decode()
    settings.HOME = replace(
        node, second_person=True
    )  # the form saves first, and so makes its reader the last writer
    assert 'value="release"' not in coordinator.get(f"/draft/{uid}/").content.decode()
    submit(writer, uid)
    assert "Sign and release" in coordinator.get(f"/draft/{uid}/release/").content.decode()


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_of_a_submission_keep_what_every_page_keeps(
    node: Home, settings: Settings, writer: Actor, releaser: Actor, visit: Visits
) -> None:
    settings.HOME = replace(node, second_person=True)
    uid, own = drafted(writer), drafted(releaser)
    submit(writer, uid)
    check_page(visit("coordinator", f"/draft/{uid}/release/", language="kk", width=NARROW))
    check_page(visit("coordinator", f"/draft/{own}/release/", language="fi", width=NARROW))
    check_page(visit("coordinator", "/", language="ru", width=NARROW))
    give_back(releaser, uid, "The place is missing")
    check_page(visit("contributor", f"/draft/{uid}/", language="kk", width=NARROW))
