"""The page of comment rounds: remarks on the partner's text, answers to remarks on ours, and what changed between revisions."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from silta.node.actions import drafts, release, remarks
from silta.node.actions.actor import Actor
from silta.node.errors import NotFound
from silta.node.home import Home
from silta.node.queries import records
from silta.node.queries.rounds import rounds_of
from tests.node import examples
from tests.node.partner import Partner, record_id
from tests.web.conftest import Reads, Visits, check_page
from tests.web.test_records_answers import Clients
from tests.web.test_records_lists import ACTOR, say

pytestmark = [pytest.mark.django_db]

TEXT, REMARK = record_id(7), record_id(8)
ITEMS = [
    {"type": "discussion", "title": examples.text("Past year", kk="Өткен жыл"), "text": examples.text("Most was done.")},
    {"type": "decision", "title": examples.text("One glossary"), "text": examples.text("The parties keep one glossary.")},
]  # fmt: skip


def minutes(*items: dict[str, Any], **changes: Any) -> dict[str, Any]:
    title = examples.text("Minutes", kk="Хаттама", fi="Pöytäkirja")
    return {"title": title, "meeting": record_id(6), "items": list(items or ITEMS), **changes}


@pytest.fixture
def theirs(south: Partner) -> str:
    """Minutes that South has released."""
    south.release(TEXT, "minutes", minutes())
    south.deliver()
    return TEXT


@pytest.fixture
def ours(node: Home, south: Partner) -> release.Released:
    """Minutes of ours; South proposes another wording for an item and says something about a place that is none."""
    del node
    south.release(record_id(6), "meeting", examples.meeting())
    south.deliver()
    (held,) = say("minutes", minutes())
    named = [{"record": held.uid, "revision": 1, "leaf": held.leaf}]
    wording = examples.text("The parties keep one glossary together.", kk="Тараптар бір сөздік жүргізеді.")
    proposed = {
        "text": named,
        "title": examples.text("Item 2"),
        "place": "items[2].text",
        "wording": wording,
    }
    odd = {
        "text": named,
        "title": examples.text("?"),
        "place": "<script>alert(1)</script>",
        "comment": examples.text("Hm."),
    }
    south.release(REMARK, "remark", proposed)
    south.release(record_id(9), "remark", odd)
    south.deliver()
    return held


def remark(client: Client, place: str, **typed: str) -> Any:
    leaf = records.get(TEXT).record.latest.leaf
    return client.post(
        f"/joint/{TEXT}/remark/", {"place": place, "leaf": leaf, "language": "en", **typed}, follow=True
    )


def test_a_remark_waits_here_until_a_coordinator_sends_the_round(client_of: Clients, theirs: str) -> None:
    client = client_of("contributor")
    unchanged = {"wording:en": "The parties keep one glossary."}
    said = remark(client, "items[2].text", comment="Which one?", **unchanged).content.decode()
    assert "The remark waits here until the round is sent." in said
    assert "A coordinator sends the round." in said
    assert client.post(f"/joint/{theirs}/send/").status_code == 403
    assert not records.get(theirs).record.responses
    sent = (
        client_of("coordinator").post(f"/joint/{theirs}/send/", {"cover": ""}, follow=True).content.decode()
    )
    assert "The round is sent." in sent
    found = rounds_of(theirs)
    ((told, fate),) = found.told[0].remarks
    assert (told.fields["place"], "wording" in told.fields, fate.outcome) == ("items[2].text", False, "")
    (answer,) = found.told[0].answers
    assert set(answer.reasons or ()) == {"kk", "ru", "fi", "en"}
    assert found.turn == (("south", "answer"),)
    assert records.get(told.id).row.state_code == "open"


def test_what_was_typed_about_an_older_revision_is_not_lost(
    client_of: Clients, theirs: str, south: Partner
) -> None:
    client = client_of("contributor")
    leaf = records.get(theirs).record.latest.leaf
    south.release(TEXT, "minutes", minutes(ITEMS[0]), 2)
    south.deliver()
    typed = {"place": "title", "leaf": leaf, "comment": "Name the city.", "language": "en"}
    page = client.post(f"/joint/{theirs}/remark/", typed)
    assert page.status_code == 400
    assert "A newer revision of this text has come" in page.content.decode()
    assert "Name the city." in page.content.decode()


def test_what_is_no_text_can_be_commented_on_and_not_reworded(client_of: Clients, theirs: str) -> None:
    client = client_of("contributor")
    assert "place=meeting" in client.get(f"/joint/{theirs}/rounds/").content.decode()
    assert "wording:" not in client.get(f"/joint/{theirs}/remark/?place=meeting").content.decode()
    assert "Which meeting?" in remark(client, "meeting", comment="Which meeting?").content.decode()


def test_more_remarks_ask_no_more_of_the_database(client_of: Clients, theirs: str) -> None:
    client = client_of("contributor")
    remark(client, "title", comment="One.")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/joint/{theirs}/rounds/")
    for number in range(5):
        remark(client, "title", comment=f"More {number}.")
    with CaptureQueriesContext(connection) as many:
        client.get(f"/joint/{theirs}/rounds/")
    remarks.send_round(ACTOR, theirs, examples.text("All."))
    with CaptureQueriesContext(connection) as sent:
        client.get(f"/joint/{theirs}/rounds/")
    assert len(many) == len(one)
    assert len(sent) <= len(one) + 2


def test_a_remark_that_says_nothing_is_refused_and_a_place_that_is_not_there_is_not_found(
    client_of: Clients, theirs: str
) -> None:
    client = client_of("contributor")
    assert (
        "Say something about the place"
        in remark(client, "title", **{"wording:en": "Minutes"}).content.decode()
    )
    assert client.get(f"/joint/{theirs}/remark/?place=items[9].text").status_code == 404
    assert client.get(f"/joint/{REMARK}/rounds/").status_code == 404


def test_taking_over_a_proposal_writes_it_into_the_draft_in_each_of_its_languages(
    client_of: Clients, ours: release.Released
) -> None:
    client = client_of("contributor")
    page = client.get(f"/joint/{ours.uid}/rounds/").content.decode()
    assert "one glossary<ins> together</ins>." in page
    assert "<script>alert" not in page
    client.post(f"/joint/{ours.uid}/settle/", {"remark": REMARK, "outcome": "taken"})
    held = records.draft(ours.uid).fields
    assert held["items"][1]["text"]["kk"]["text"] == "Тараптар бір сөздік жүргізеді."
    assert held["answers"] == [{"remark": REMARK, "outcome": "taken"}]
    client.post(f"/joint/{ours.uid}/settle/", {"remark": REMARK, "outcome": ""})
    assert records.draft(ours.uid).fields["answers"] == []
    client.post(
        f"/joint/{ours.uid}/settle/", {"remark": REMARK, "outcome": "in-part", "reason": "In other words."}
    )
    release.release(ACTOR, ours.uid)
    after = client.get(f"/joint/{ours.uid}/rounds/").content.decode()
    assert "In other words." in after
    assert records.get(REMARK).row.state_code == "in-part"


def test_a_proposal_whose_words_are_gone_says_so_and_changes_nothing(
    client_of: Clients, ours: release.Released
) -> None:
    client = client_of("contributor")
    client.post(f"/record/{ours.uid}/revise/")
    changed = minutes(ITEMS[0], {**ITEMS[1], "text": examples.text("Two glossaries.")})
    drafts.save(ACTOR, ours.uid, changed, version=None)
    said = client.post(f"/joint/{ours.uid}/settle/", {"remark": REMARK, "outcome": "taken"}, follow=True)
    assert "no longer in the draft" in said.content.decode()
    assert records.draft(ours.uid).fields == changed


def test_remarks_that_no_honest_node_sends_neither_break_the_page_nor_touch_the_draft(
    client_of: Clients, south: Partner, ours: release.Released
) -> None:
    """Of a revision that is none, of another record's leaf, of rows without end, and with markup for words."""
    true = {"record": ours.uid, "revision": 1, "leaf": ours.leaf}
    markup = examples.text("<img src=x onerror=alert(1)>" * 300)
    sent = [
        ({**true, "revision": 99, "leaf": "f" * 64}, "title"),
        ({**true, "revision": 7}, "items[99999].text"),
        (true, "items[2].text.text"),
        (true, "answers[1].reason"),
        (true, "\u202e" + "x" * 150),
    ]
    for number, (named, place) in enumerate(sent, 20):
        said = {"text": [named], "title": examples.text("?"), "place": place, "wording": markup}
        south.release(record_id(number), "remark", said)
    south.deliver()
    client = client_of("coordinator")
    page = client.get(f"/joint/{ours.uid}/rounds/")
    assert page.status_code == 200
    assert "<img src=x" not in page.content.decode()
    for number in range(20, 20 + len(sent)):
        words = {"remark": record_id(number), "outcome": "taken"}
        answered = client.post(f"/joint/{ours.uid}/settle/", words, follow=True)
        assert answered.status_code == 200
    with pytest.raises(NotFound, match=r"draft\.unknown"):
        records.draft(ours.uid)


def test_nobody_remarks_on_their_own_text_or_answers_for_the_other_side(
    node: Home, ours: release.Released, theirs: str
) -> None:
    del node
    with pytest.raises(Exception, match=r"remark\.own-text"):
        remarks.prepare(ACTOR, ours.uid, {"title": examples.text("Title")})
    with pytest.raises(Exception, match=r"remark\.of-no-text"):
        remarks.settle(ACTOR, theirs, "taken")
    with pytest.raises(Exception, match=r"permission\.denied"):
        remarks.settle(Actor(None, "reader", "Reader"), REMARK, "taken")
    with pytest.raises(Exception, match=r"remark\.nothing-prepared"):
        remarks.send_round(ACTOR, theirs, examples.text("Nothing."))


def test_the_form_of_a_remark_says_when_there_is_nothing_to_remark_on(
    node: Home, ours: release.Released, south: Partner, client_of: Clients
) -> None:
    """Whoever comes by an address that was kept finds the reason in place of a form whose words would be lost."""
    del node
    client = client_of("coordinator")
    text = south.release(TEXT, "minutes", minutes())
    south.respond(south.origin, text, "agree")
    south.deliver()
    assert "<textarea" in client.get(f"/joint/{TEXT}/remark/").content.decode()
    release.respond(
        Actor(None, "head", "Head"), target_origin=south.origin, target_index=text.index,
        target_leaf=text.leaf.hex(), verdict="agree",
    )  # fmt: skip
    for uid, said in ((ours.uid, "This text is ours"), (TEXT, "have agreed to this text")):
        answer = client.get(f"/joint/{uid}/remark/")
        page = answer.content.decode()
        assert answer.status_code == 409
        assert said in page
        assert 'name="comment"' not in page
    with pytest.raises(Exception, match=r"remark\.in-force"):
        remarks.prepare(ACTOR, TEXT, {"title": examples.text("Title")})
    south.withdraw(TEXT, 1)
    south.deliver()
    assert "has withdrawn this text" in client.get(f"/joint/{TEXT}/remark/").content.decode()


def test_rows_are_compared_word_by_word_with_their_number(read: Reads, south: Partner, theirs: str) -> None:
    changed = {**ITEMS[1], "text": examples.text("The parties keep a glossary.")}
    south.release(
        TEXT,
        "minutes",
        minutes(ITEMS[0], changed, {"type": "discussion", "title": examples.text("Third")}),
        2,
    )
    south.deliver()
    page = read("reader", f"/record/{theirs}/compare/?a=1&b=2").content.decode()
    assert "Items 2, Text" in page
    assert "keep <del>one</del> glossary" in page
    assert "Third" in page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("language", ["kk", "fi"])
def test_the_pages_of_a_round_keep_what_every_page_keeps(
    visit: Visits, theirs: str, ours: release.Released, language: str
) -> None:
    remarks.prepare(
        ACTOR, theirs, {"title": examples.text("Title"), "place": "title", "wording": examples.text("Record")}
    )
    for address in (
        f"/joint/{theirs}/rounds/",
        f"/joint/{theirs}/remark/?place=items[2].text",
        f"/joint/{ours.uid}/rounds/",
    ):
        check_page(visit("coordinator", address, language=language, width=360))
