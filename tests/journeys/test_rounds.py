"""Comment rounds over two nodes: remarks cross, are taken over or declined, and both sides see the same until both sign."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pypdf
import pytest

from tests.journeys.nodes import Node, Person
from tests.journeys.story import text

pytestmark = pytest.mark.timeout(400)

REVIEW = """
import json
from silta.node.actor import Actor
from silta.node.documents import draft_review
from silta.node.queries.arrangements import the_arrangement
fields = json.loads(given[0])
print(json.dumps(draft_review(Actor.operator("coordinator"), the_arrangement(), 2026, fields)))
"""

TOLD = """
import json
from silta.node.queries.rounds import rounds_of
found = rounds_of(given[0])
print(json.dumps([found.turn] + [
    [one.revision.number,
     sorted([r.fields.get("place"), fate.outcome, fate.revision] for r, fate in one.remarks),
     [f"{a.party} {a.verdict}" for a in one.answers]]
    for one in found.told]))
"""

SUMMARY = {
    "kk": {"text": "Жыл жақсы өтті.", "status": "checked"},
    "fi": {"text": "Vuosi oli hyvä.", "status": "original"},
}


@dataclass
class Table:
    """Kazakhstan, which comments, and Finland, which owns the text: both nodes with the people who sit at them."""

    kz: Node
    fi: Node
    guest: Person
    owner: Person
    heads: tuple[Person, Person]
    exchange: Callable[[], None]

    def told(self, uid: str) -> object:
        """The rounds of a text, which are the same on both nodes."""
        here, there = (node.within(TOLD, uid) for node in (self.kz, self.fi))
        assert here == there
        return here


@pytest.fixture
def table(authorities: tuple[Node, Node]) -> Iterator[Table]:
    kz, fi = authorities
    for node in authorities:
        for role in ("coordinator", "head"):
            node.welcome(role, role)
    with ExitStack() as open_:
        addresses = [open_.enter_context(node.serving()) for node in authorities]

        def exchange() -> None:
            for node, address in zip((fi, kz), addresses, strict=True):
                assert all(not one["errors"] for one in node.ask("sync", address))

        guest, owner = (Person(address, "coordinator", "coordinator") for address in addresses)
        first, second = (Person(address, "head", "head") for address in addresses)
        yield Table(kz, fi, guest, owner, (first, second), exchange)


def hidden(page: str, form: str) -> dict[str, str]:
    """The hidden fields of the form with that id."""
    (inside,) = re.findall(rf'id="{form}".*?</form>', page, re.DOTALL)
    return dict(re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', inside))


def remark(person: Person, uid: str, place: str, **typed: str) -> None:
    form = f"/joint/{uid}/remark/?place={place}"
    (leaf,) = re.findall(r'name="leaf" value="(\w+)"', person.read(form))
    person.send(form, place=place, language="en", leaf=leaf, **typed)


def remarks_on(page: str) -> dict[str, str]:
    """What the places of a page's remarks are called → the id of the remark."""
    return {place: uid for uid, place in re.findall(r'id="remark-([^"]+)">\s*<h3>([^<]+)</h3>', page)}


def first_round(table: Table, uid: str) -> None:
    """Kazakhstan prepares two remarks, which stay there until it sends the round."""
    wording = {"wording:kk": "Жыл өте жақсы өтті.", "wording:fi": "Vuosi oli hyvä."}
    remark(table.guest, uid, "summary", comment="Stronger, please.", **wording)
    remark(table.guest, uid, "title", comment="Name the parties.")
    table.exchange()
    assert table.told(uid) == [[["kz", "decide"], ["fi", "decide"]], [1, [], []]]
    table.guest.send(f"/joint/{uid}/send/", cover="")
    table.exchange()
    open_ones = [["summary", "", 0], ["title", "", 0]]
    assert table.told(uid) == [[["fi", "answer"]], [1, open_ones, ["kz comment"]]]


def second_revision(table: Table, uid: str) -> None:
    """Finland takes one proposal over, word for word, and declines the other remark with a reason."""
    rounds, settle = f"/joint/{uid}/rounds/", f"/joint/{uid}/settle/"
    seen = table.owner.read(rounds)
    assert "Stronger, please." in seen
    assert "Жыл<ins> өте</ins> жақсы өтті." in seen
    found = remarks_on(seen)
    table.owner.send(settle, remark=found["Summary"], outcome="taken")
    _, refused = table.owner.send(settle, remark=found["Title"], outcome="declined")
    assert "Give the reason" in refused
    table.owner.send(settle, remark=found["Title"], outcome="declined", reason="It is short on purpose.")
    assert table.owner.read(rounds).count("in the draft of the next revision:") == 2
    table.fi.release(uid)
    table.exchange()
    answered = [["summary", "taken", 2], ["title", "declined", 2]]
    both = [["kz", "decide"], ["fi", "decide"]]
    assert table.told(uid) == [both, [2, [], []], [1, answered, ["kz comment"]]]
    assert table.kz.ask("show", uid)["fields"]["summary"]["fi"]["text"] == "Vuosi oli hyvä."


def both_sign(table: Table, uid: str) -> None:
    for person, node in zip(table.heads, (table.kz, table.fi), strict=True):
        assert node.ask("show", uid)["state"] != "in-force"
        answer = hidden(person.read(f"/record/{uid}/"), "answer")
        person.send(f"/record/{uid}/answer/", verdict="agree", read="on", reasons="", language="en", **answer)
        table.exchange()
    assert [node.ask("show", uid)["state"] for node in (table.kz, table.fi)] == ["in-force", "in-force"]


def same_document(table: Table, name: str, *options: str) -> bytes:
    """The document of a signed text in two languages, which both nodes make byte for byte alike; it names who signed where."""
    made = []
    for node in (table.kz, table.fi):
        out = node.home.parent / f"{node.party}.pdf"
        node.run("report", name, *options, "--language", "kk,en", "--out", str(out))
        made.append(out.read_bytes())
    assert made[0] == made[1]
    said = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made[0])).pages)
    plain = re.sub(r"\s+", "", said)
    for words in ("role:head", "ofthelogsilta/kz-fi-2025/kz", "ofthelogsilta/kz-fi-2025/fi", "AgreedbyKZ,FI"):
        assert words in plain
    assert "DRAFT" not in plain
    return made[0]


def test_the_annual_review_goes_through_comment_rounds_until_both_have_signed(table: Table) -> None:
    fields = {"title": text("Annual review 2026"), "summary": SUMMARY}
    uid = table.fi.within(REVIEW, json.dumps(fields, ensure_ascii=False))
    table.fi.release(uid)
    table.exchange()
    first_round(table, uid)
    second_revision(table, uid)
    again = table.guest.read(f"/joint/{uid}/rounds/")
    assert "It is short on purpose." in again
    assert f"/record/{uid}/compare/?a=1&amp;b=2" in again
    assert "<ins> өте</ins>" in table.guest.read(f"/record/{uid}/compare/?a=1&b=2")
    both_sign(table, uid)
    assert "Nobody has to act" in table.owner.read(f"/joint/{uid}/rounds/")
    signed = same_document(table, "annual-review", "--year", "2026")
    table.fi.run("respond", uid, "comment", "--reasons", "Well done.")
    table.exchange()
    assert same_document(table, "annual-review", "--year", "2026") == signed
