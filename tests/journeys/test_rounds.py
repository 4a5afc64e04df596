"""Comment rounds over two nodes: remarks cross, are taken over or declined, and both sides see the same until both sign."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pypdf
import pytest

from tests.journeys.nodes import Node, Person, silta
from tests.journeys.story import tell, text

pytestmark = pytest.mark.timeout(600)

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


GAP = {"number": "G-2026-01", "statement": text("The act does not say who reviews the report."), "area": "legislation",
       "cause": "no-provision", "party": "kz", "state": "identified"}  # fmt: skip
INDICATOR = {"number": "2026-I01", "title": text("Gaps resolved"), "level": "outcome", "unit": text("gaps"), "baseline": "0",
             "baseline_year": 2025, "target": "4", "target_year": 2029}  # fmt: skip
RESULT = {
    "title": text("Gaps resolved in 2026"),
    "year": 2026,
    "actual": "1",
    "evidence": text("The act was amended."),
}
CONTACT = {
    "name": text("Coordinator"),
    "party": "fi",
    "mailbox": "office@example.org",
    "start": "2026-01",
    "state": "active",
}
ACTION = {
    "number": "2026-A09",
    "title": text("Send the glossary"),
    "owner": "fi",
    "due": "2026-12-31",
    "state": "open",
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


def prove(table: Table) -> None:
    """An auditor gets the dossier of a result, made by the other side, and verifies it on a machine that has no node."""
    gap = tell(table.kz, [("gap", "gap", GAP)])["gap"]
    table.exchange()
    indicator = tell(table.fi, [("indicator", "indicator", INDICATOR | {"serves": [gap["uid"]]})])[
        "indicator"
    ]
    result = tell(
        table.fi, [("result", "result", RESULT | {"indicator": indicator["uid"], "records": [gap["uid"]]})]
    )["result"]
    table.exchange()
    folder = table.kz.home.parent
    asked = ("report", "dossier", "--record", result["uid"], "--language", "en", "--format", "zip", "--out")
    table.kz.run(*asked, str(folder / "dossier.zip"))
    charter = str(folder / "charter.json")
    proven = silta("verify", "dossier.zip", "--charter", charter, "--json", cwd=folder).data
    assert {log["origin"].rpartition("/")[2]: log["count"] for log in proven["logs"]} == {"fi": 2, "kz": 1}
    assert (proven["ok"], proven["bodies"], proven["absent"]) == (True, 3, 0)
    damaged = (folder / "dossier.zip").read_bytes()
    with (
        zipfile.ZipFile(folder / "dossier.zip") as whole,
        zipfile.ZipFile(folder / "other.zip", "w") as other,
    ):
        for name in whole.namelist():
            raw = whole.read(name)
            other.writestr(
                name, raw.replace(b"identified", b"resolved!!") if name.startswith("bodies/") else raw
            )
    refused = silta("verify", "other.zip", cwd=folder)
    assert (refused.code, "is not the one that its author has signed" in refused.complained) == (1, True)
    (folder / "half.zip").write_bytes(damaged[: len(damaged) // 2])
    assert silta("verify", "half.zip", cwd=folder).code == 1


def hand_over(table: Table) -> None:
    """A successor at the other node finds every open thread in the package, and its documents beside it."""
    tell(table.fi, [("contact", "contact-point", CONTACT), ("action", "action", ACTION)])
    uid = table.fi.within(REVIEW.replace("2026", "2027"), json.dumps({"title": text("Annual review 2027")}))
    table.fi.release(uid)
    table.exchange()
    remark(table.guest, uid, "title", comment="Too early.")
    table.guest.send(f"/joint/{uid}/send/", cover="")
    out = table.kz.home.parent / "package.zip"
    table.kz.run(
        "report", "hand-over", "--day", "2026-12-01", "--language", "ru", "--format", "zip", "--out", str(out)
    )
    with zipfile.ZipFile(out) as package:
        names = set(package.namelist())
        read = " ".join(
            page.extract_text() for page in pypdf.PdfReader(io.BytesIO(package.read("hand-over.pdf"))).pages
        )
    assert {"hand-over.docx", "status.pdf", "briefing.docx", "annual-review-2027.pdf"} <= names
    said = re.sub(r"\s+", " ", read)
    for words in ("office@example.org", "2026-A09", "G-2026-01", "Annual review 2027", "Название"):
        assert words in said, words


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
    prove(table)
    hand_over(table)
