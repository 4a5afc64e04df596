"""Answering records: who may say what, to which text, and what a page does when the text has moved on."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from silta.node.actions import drafts, release
from silta.node.documents import draft_review
from silta.node.home import Home
from silta.node.queries import records
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id
from tests.web.conftest import Reads
from tests.web.test_records_lists import ACTOR, say

pytestmark = [pytest.mark.django_db]

Clients = Callable[[str], Client]


def answer_on(page: str, **typed: str) -> dict[str, Any]:
    """The answer form of a page, filled in."""
    form = page.partition('id="answer"')[2].partition("</form>")[0]
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', form))
    return {"language": "en", **hidden, **typed}


def verdicts(page: str) -> list[str]:
    form = page.partition('id="answer"')[2].partition("</form>")[0]
    return re.findall(r'name="verdict" value="(\w+)"', form)


@pytest.fixture
def programme(node: Home) -> release.Released:
    (activity,) = say("activity", examples.activity())
    frozen = {"record": activity.uid, "revision": 1, "leaf": activity.leaf}
    return say("programme", examples.programme(frozen))[0]


@pytest.fixture
def mapping(south: Partner) -> str:
    """A mapping that South has released."""
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    south.release(record_id(2), "mapping", examples.mapping(record_id(1)))
    south.deliver()
    return record_id(2)


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        ("reader", []),
        ("auditor", []),
        ("contributor", ["comment"]),
        ("coordinator", ["comment"]),
        ("head", ["comment", "agree", "object"]),
    ],
)
def test_only_the_head_agrees_to_a_joint_text(
    read: Reads, programme: release.Released, role: str, expected: list[str]
) -> None:
    assert verdicts(read(role, f"/record/{programme.uid}/").content.decode()) == expected


@pytest.mark.parametrize(
    ("role", "expected"), [("contributor", ["comment"]), ("expert", ["comment", "agree", "object"])]
)
def test_experts_answer_the_mappings_of_the_other_side(
    read: Reads, mapping: str, role: str, expected: list[str]
) -> None:
    assert verdicts(read(role, f"/record/{mapping}/").content.decode()) == expected


def test_nobody_agrees_with_their_own_side(read: Reads, node: Home) -> None:
    (gap,) = say("gap", examples.gap())
    assert verdicts(read("head", f"/record/{gap.uid}/").content.decode()) == ["comment"]


def test_an_action_is_accepted_only_when_it_is_done(read: Reads, south: Partner) -> None:
    south.release(record_id(1), "action", examples.action(owner="south"))
    south.release(
        record_id(2),
        "action",
        examples.action(owner="south", state="done", evidence=examples.text("Letter.")),
    )
    south.deliver()
    assert verdicts(read("head", f"/record/{record_id(1)}/").content.decode()) == ["comment"]
    done = read("head", f"/record/{record_id(2)}/").content.decode()
    assert "We accept it as done" in done
    assert verdicts(done) == ["comment", "agree", "object"]


def test_a_comment_is_said_in_the_language_of_its_writer(client_of: Clients, mapping: str) -> None:
    client = client_of("contributor")
    page = client.get(f"/record/{mapping}/").content.decode()
    sent = answer_on(page, language="kk", reasons="Мерзімі көрсетілмеген.")
    response = client.post(f"/record/{mapping}/answer/", sent, follow=True)
    assert "Your answer to text" in response.content.decode()
    answer = records.get(mapping).record.responses[0]
    assert answer.verdict == "comment"
    assert answer.reasons == {"kk": {"text": "Мерзімі көрсетілмеген.", "status": "original"}}
    assert '<div class="read" lang="kk"><p>Мерзімі көрсетілмеген.</p></div>' in response.content.decode()


def test_the_head_agrees_to_a_text_that_they_say_they_have_read(
    client_of: Clients, programme: release.Released, south: Partner
) -> None:
    client = client_of("head")
    page = client.get(f"/record/{programme.uid}/").content.decode()
    unread = client.post(f"/record/{programme.uid}/answer/", answer_on(page, verdict="agree"))
    assert unread.status_code == 409
    words = unread.content.decode()
    assert "Confirm that you have read the text" in words
    assert "read: Confirm" not in words, "no name of a field in front"
    sent = answer_on(page, verdict="agree", read="on")
    assert client.post(f"/record/{programme.uid}/answer/", sent).status_code == 302
    after = client.get(f"/record/{programme.uid}/").content.decode()
    assert "agreed by one" in after.lower()
    assert "no answer yet" in after
    assert verdicts(after) == ["comment"]
    again = client.post(f"/record/{programme.uid}/answer/", sent)
    assert again.status_code == 409
    assert "What you wrote is still here" in again.content.decode()


def test_a_joint_text_in_force_says_who_agreed_when_and_at_which_entry(
    client_of: Clients, programme: release.Released, south: Partner
) -> None:
    class Said:
        index, leaf = programme.index, bytes.fromhex(programme.leaf)

    south.respond(programme.origin, Said(), "agree")  # type: ignore[arg-type]  # only its place counts
    south.deliver()
    client = client_of("head")
    page = client.get(f"/record/{programme.uid}/").content.decode()
    client.post(f"/record/{programme.uid}/answer/", answer_on(page, verdict="agree", read="on"))
    after = client.get(f"/record/{programme.uid}/").content.decode()
    assert "in force since" in after
    assert "agreed 12 Jan 2026, entry 1" in after
    assert f"{programme.leaf[:4]} {programme.leaf[4:8]}" in after
    fields = dict(records.get(programme.uid).record.fields)
    drafts.start_revision(ACTOR, programme.uid)
    drafts.save(
        ACTOR, programme.uid, fields | {"title": examples.text("Programme 2026, amended")}, version=None
    )
    release.release(ACTOR, programme.uid)
    amended = client.get(f"/record/{programme.uid}/").content.decode()
    assert amended.index("Revision 1") < amended.index("Revision 2")
    assert amended.count("no answer yet") == 2
    assert verdicts(amended) == ["comment", "agree", "object"]


def test_an_answer_to_a_text_that_has_moved_on_is_refused_and_kept(
    client_of: Clients, programme: release.Released
) -> None:
    client = client_of("head")
    page = client.get(f"/record/{programme.uid}/").content.decode()
    fields = dict(records.get(programme.uid).record.fields)
    drafts.start_revision(ACTOR, programme.uid)
    drafts.save(ACTOR, programme.uid, fields | {"year": 2027}, version=None)
    newer = release.release(ACTOR, programme.uid)
    sent = answer_on(page, verdict="object", reasons="Too late in the year.")
    response = client.post(f"/record/{programme.uid}/answer/", sent)
    after = response.content.decode()
    assert response.status_code == 409
    assert "There is a newer revision, 2." in after
    assert "Too late in the year." in after
    assert answer_on(after)["leaf"] == newer.leaf
    assert records.get(programme.uid).record.responses == ()


@pytest.mark.parametrize(
    "changes",
    [{"leaf": "0" * 64}, {"index": "99"}, {"index": "x"}, {"origin": "elsewhere"}, {"verdict": "shrug"}],
)
def test_an_answer_to_anything_else_is_refused(
    client_of: Clients, mapping: str, changes: dict[str, str]
) -> None:
    client = client_of("expert")
    page = client.get(f"/record/{mapping}/").content.decode()
    sent = answer_on(page, verdict="object", reasons="No.") | changes
    assert client.post(f"/record/{mapping}/answer/", sent).status_code in (404, 409)
    assert records.get(mapping).record.responses == ()


def test_an_objection_needs_reasons(client_of: Clients, mapping: str) -> None:
    client = client_of("expert")
    page = client.get(f"/record/{mapping}/").content.decode()
    response = client.post(f"/record/{mapping}/answer/", answer_on(page, verdict="object"))
    assert response.status_code == 409
    assert "Give your reasons" in response.content.decode()


def test_whoever_may_not_answer_is_refused_whatever_they_send(client_of: Clients, mapping: str) -> None:
    sent = answer_on(client_of("expert").get(f"/record/{mapping}/").content.decode(), verdict="agree")
    for role in ("reader", "auditor", "contributor"):
        assert client_of(role).post(f"/record/{mapping}/answer/", sent).status_code == 403
    assert client_of("expert").get(f"/record/{mapping}/answer/").status_code == 405
    assert records.get(mapping).record.responses == ()


@pytest.mark.parametrize(
    "path", ["/programme/", "/programme/2026/", "/annual-review/2026/?languages=kk%2Cfi"]
)
def test_whoever_answers_on_the_page_of_a_joint_text_returns_to_it(
    client_of: Clients, programme: release.Released, path: str
) -> None:
    uid = programme.uid
    if "annual-review" in path:
        fields = {"title": examples.text("Annual review 2026")}
        uid = release.release(ACTOR, draft_review(ACTOR, ARRANGEMENT, 2026, fields)).uid
    client = client_of("head")
    sent = answer_on(client.get(path).content.decode(), verdict="object", reasons="Too early.")
    refused = client.post(f"/record/{uid}/answer/", sent | {"verdict": "agree"}).content.decode()
    assert answer_on(refused)["next"] == path, "the way back outlives a refusal"
    done = client.post(f"/record/{uid}/answer/", sent, follow=True)
    assert done.redirect_chain == [(path, 302)]
    assert "Your answer to text" in done.content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_an_answer_leads_to_no_page_but_our_own(client_of: Clients, mapping: str, elsewhere: str) -> None:
    client = client_of("expert")
    sent = answer_on(client.get(f"/record/{mapping}/").content.decode(), reasons="Seen.")
    done = client.post(f"/record/{mapping}/answer/", sent | {"verdict": "comment", "next": elsewhere})
    assert done["Location"] == f"/record/{mapping}/"
