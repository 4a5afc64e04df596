"""The pages of mail: everyone reads their own letters and says how often they come; an administrator gives roles mailboxes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from silta.node import clock
from silta.node.actions import drafts, mail, release
from silta.node.actions.actor import Actor
from silta.node.models import Letter
from silta.node.queries.mail import own_mailbox, role_mailboxes
from silta.words.errors import Problem
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import NARROW, Reads, Visits, check_page

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ACTOR = Actor(None, "coordinator", "Coordinator")
MORNING = datetime(2026, 6, 1, 8, tzinfo=UTC)


@pytest.fixture
def written(people: dict[str, int], south: Partner) -> None:
    """A morning's letters: an action is late, and the partner has released an activity that may not go by mail."""
    uid = drafts.create(ACTOR, ARRANGEMENT, "action", examples.action("2026-A1", due="2026-05-01"))
    release.release_many(ACTOR, [uid])
    south.release(record_id(1), "activity", examples.activity("2026-07"))
    south.release(record_id(2), "activity", examples.activity("2026-08"), marking="tlp-amber")
    south.deliver()
    mail.set_role_mailbox(
        Actor.operator("administrator"), "coordinator", "kk", mail.Wish("post@north.example")
    )
    with clock.set_to(MORNING):
        mail.write_due()


def number_for(role: str) -> int:
    return Letter.objects.get(mailbox__user__username=role).pk


def test_a_letter_is_read_by_its_addressee_and_by_an_administrator(written: None, read: Reads) -> None:
    mine = number_for("contributor")
    for role, status in (("contributor", 200), ("administrator", 200), ("reader", 404)):
        assert read(role, f"/mail/{mine}/").status_code == status
    page = read("contributor", f"/mail/{mine}/").content.decode()
    assert "2026-A1" in page
    assert "2026-08" not in page
    assert f"http://localhost/record/{record_id(2)}/" in page
    assert "Test Head" not in read("contributor", "/mail/").content.decode()
    assert "Test Head" in read("administrator", "/mail/").content.decode()
    # The mailbox of a role is read by whoever holds it.
    assert "post@north.example" in read("coordinator", "/mail/").content.decode()
    assert "post@north.example" not in read("head", "/mail/").content.decode()


def test_a_person_says_where_letters_go_and_how_often(
    people: dict[str, int], client_of: Callable[[str], Client]
) -> None:
    client = client_of("reader")
    wish = {"address": "reader@north.example", "rhythm": "daily"}
    assert client.post("/preferences/mail/", wish).status_code == 302
    box = own_mailbox(Actor(people["reader"], "reader", ""))
    assert (box.address, box.rhythm, box.reminders) == ("reader@north.example", "daily", False)
    refused = client.post("/preferences/mail/", {"address": "nowhere", "rhythm": "off"})
    assert refused.status_code == 400
    assert 'value="nowhere"' in refused.content.decode()
    assert "no address for mail" in refused.content.decode()


def test_only_an_administrator_gives_roles_mailboxes(
    people: dict[str, int], client_of: Callable[[str], Client]
) -> None:
    wish = {"role": "coordinator", "language": "fi", "address": "post@north.example", "rhythm": "daily"}
    assert client_of("coordinator").post("/mail/roles/", wish).status_code == 403
    administrator = client_of("administrator")
    administrator.post("/mail/roles/", wish)
    (box,) = role_mailboxes()
    assert (box.role, box.language, box.rhythm, box.reminders) == ("coordinator", "fi", "daily", False)
    administrator.post("/mail/roles/", {**wish, "address": "nowhere"})
    assert "no address for mail" in administrator.get("/mail/roles/").content.decode()
    administrator.post("/mail/roles/", {"remove": "coordinator"})
    assert role_mailboxes() == []
    assert administrator.post("/mail/roles/", {"remove": "coordinator"}).status_code == 404


def test_a_letter_that_was_not_sent_says_why_and_can_be_sent_again(
    written: None, client_of: Callable[[str], Client]
) -> None:
    mine = number_for("contributor")
    mail.not_sent(mine, Problem("mail.unreachable", "mail:25", {"detail": "timed out"}), for_good=True)
    page = client_of("contributor").get(f"/mail/{mine}/").content.decode()
    assert "The mail server mail:25 does not answer: timed out" in page
    assert client_of("contributor").post(f"/mail/{mine}/again/").status_code == 403
    assert client_of("administrator").post(f"/mail/{mine}/again/").status_code == 302
    assert Letter.objects.get(pk=mine).state == "waiting"


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/mail/", "/mail/letter/", "/preferences/mail/", "/mail/roles/"])
def test_the_pages_of_mail_keep_what_every_page_keeps(written: None, visit: Visits, path: str) -> None:
    path = path.replace("letter", str(number_for("coordinator")))
    check_page(visit("administrator", path, language="kk", width=NARROW))
