"""The dialogue of a year on two nodes: clauses that remind, minutes that both sign, actions that are returned and accepted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.nodes import Node, Person
from tests.journeys.story import tell, text
from tests.node.post_office import Office, office, words

pytestmark = pytest.mark.timeout(600)

NEEDS = """
import json
from datetime import date
from silta.node.actor import Actor
from silta.node.queries.home import needs_me
found = needs_me(Actor.operator("coordinator"), date.fromisoformat(given[0]))
print(json.dumps([[one.need, one.uid, one.data.get("what", ""), one.due] for one in found if one.need != "draft"]))
"""

OBLIGATIONS = """
import json
from silta.node.actions.obligations import draft_obligations
from silta.node.actions import drafts
from silta.node.actor import Actor
from silta.node.queries import records
actor = Actor.operator("coordinator")
title = {"en": {"text": "Duty", "status": "original"}}
made = draft_obligations(actor, given[0], {1}, lambda clause_type: title)
for uid in made:
    fields = dict(records.draft(uid).fields)
    drafts.save(actor, uid, {**fields, "start": "2026-01-31", "rule": "yearly"}, version=None)
print(json.dumps(made))
"""

AGENDA = """
import json
from silta.node.actions import meetings
from silta.node.actor import Actor
from silta.node.queries.arrangements import the_arrangement
from silta.node.queries.meetings import open_matters
from datetime import date
found = open_matters(the_arrangement(), "en", date.fromisoformat(given[1]))
wanted = [({"en": {"text": one.sort, "status": "original"}}, [row.uid for row in one.rows]) for one in found]
meetings.add_to_agenda(Actor.operator("coordinator"), given[0], wanted)
print(json.dumps({one.sort: [row.number for row in one.rows] for one in found}))
"""

FOLLOW_UP = """
import json
from silta.node.actions.meetings import draft_follow_up
from silta.node.actor import Actor
print(json.dumps(draft_follow_up(Actor.operator("coordinator"), given[0])))
"""

COLLEAGUES = """
import json
from silta.node.actions import mail
from silta.node.actions.accounts import set_user
from silta.node.actor import Actor
from silta.node.models import User
for language in json.loads(given[0]):
    set_user(language, language, roles=["head"], language=language, weak_password=True)
    wish = mail.Wish(f"{language}@north.example", "weekly")
    mail.choose(Actor.of(User.objects.get(username=language)), wish)
mail.set_role_mailbox(
    Actor.operator("administrator"), "coordinator", "kk", mail.Wish("coordination@north.example", "off")
)
print("null")
"""

MORNING = """
import json
from datetime import datetime
from silta.node import clock, post
with clock.set_to(datetime.fromisoformat(given[0] + "T08:00:00+00:00")):
    print(json.dumps(post.round_of_mail()))
"""

REMINDERS = {
    "kk": ("маңызды күндер", "Еске салу", "Міндеттеме", "2026 ж. 31 қаңтар"),
    "ru": ("важные даты", "Напоминание", "Обязательство", "31.01.2026"),
    "fi": ("tärkeät päivät", "Muistutus", "Velvoite", "31.1.2026"),
    "en": ("days to keep", "Reminder", "Obligation", "31 Jan 2026"),
}
"""Language → what its subject, its page and its line say."""

ITEMS = [
    {"type": "decision", "title": text("One glossary", "Yksi sanasto", "Один словарь"), "text": text("The parties keep one.")},
    {"type": "action", "title": text("Send the terms"), "owner": "north", "due": "2026-12-15"},
    {"type": "action", "title": text("Check the terms"), "owner": "south", "due": "2027-01-15"},
]  # fmt: skip


def meeting(number: str, start: str, **more: Any) -> dict[str, Any]:
    return {
        "number": number, "title": text(f"Meeting {number}"), "kind": "annual-meeting", "start": start, "begins": "10:00",
        "ends": "12:00", "zone": "Europe/Helsinki", "state": "planned", **more,
    }  # fmt: skip


def state_of(node: Node, uid: str) -> str:
    return str(node.ask("show", uid)["state"])


def revise(node: Node, kind: str, uid: str, **changes: Any) -> None:
    """Release the next revision of a record with some fields changed."""
    node.draft(kind, node.ask("show", uid)["fields"] | changes, record=uid)
    node.release(uid)


def test_clauses_become_dated_obligations_with_reminders_on_both_nodes(pair: tuple[Node, Node]) -> None:
    north, south = pair
    with office() as server:
        _with_mail(north, server)
        arrangement, duty = _from_clauses(north)
        _remind(north, south, server, arrangement, duty)


def _with_mail(node: Node, server: Office) -> None:
    """Name a mail server, and people who read one language each."""
    node.close()
    with (node.home / "node.toml").open("a", encoding="utf-8") as file:
        file.write(
            f'[mail]\nhost = "127.0.0.1"\nport = {server.port}\nsecurity = "none"\n'
            'sender = "silta@north.example"\npages = "https://north.example"\n'
        )
    node.run("digest", "--check")
    node.within(COLLEAGUES, json.dumps(list(REMINDERS)))


def _from_clauses(north: Node) -> tuple[str, str]:
    """An arrangement, and the duty that its second clause sets: every year, the first time on 31 January 2026."""
    clauses = [
        {"number": "1", "type": "scope", "text": text("All lights.")},
        {"number": "2", "type": "programme-and-meeting", "text": text("The parties meet every year.")},
    ]
    arrangement = {
        "title": text("Arrangement"), "level": "interagency", "parties": ["north", "south"], "languages": ["en"],
        "marking_ceiling": "tlp-amber", "in_force": "2025-10-31", "duration_months": 24, "notice_months": 6,
        "clauses": clauses, "state": "in-force",
    }  # fmt: skip
    uid = tell(north, [("arrangement", "arrangement", arrangement)])["arrangement"]["uid"]
    (duty,) = north.within(OBLIGATIONS, uid)
    north.release(duty)
    return uid, duty


def _remind(north: Node, south: Node, server: Office, uid: str, duty: str) -> None:
    with north.serving() as northern:
        south.ask("sync", northern)
        for node in (north, south):
            assert node.within(NEEDS, "2025-12-15") == [["near", duty, "", "2026-01-31"]]
            assert node.within(NEEDS, "2026-02-01") == [["overdue", duty, "", "2026-01-31"]]
        _letters(north, server, northern, duty)
        revise(north, "obligation", duty, met=[{"due": "2026-01-31", "on": "2026-01-20"}])
        south.ask("sync", northern)
    for node in (north, south):
        assert node.within(NEEDS, "2026-02-01") == []
        assert node.within(NEEDS, "2027-04-15") == [
            ["overdue", duty, "", "2027-01-31"],
            ["near", uid, "notice", "2027-04-30"],
        ]
    # The day to give notice is told a month before it, to the role: whoever holds it then.
    before = len(server.to("coordination@north.example"))
    north.within(MORNING, "2027-03-31")
    assert uid in words(server.to("coordination@north.example")[before])


def _letters(north: Node, server: Office, northern: str, duty: str) -> None:
    """Everyone is reminded in their own language a month before, once, and again when the day has passed."""
    assert north.within(MORNING, "2025-12-31") == [4, 4]  # the digests of the week
    assert north.within(MORNING, "2026-01-01") == [5, 5]  # the role and four people
    assert north.within(MORNING, "2026-01-02") == [0, 0]
    for language, (subject, sort, kind, day) in REMINDERS.items():
        (letter,) = (one for one in server.to(f"{language}@north.example") if subject in one["Subject"])
        told = words(letter).replace("\xa0", " ")
        assert all(said in told for said in (kind, day, f"https://north.example/record/{duty}/"))
        page = Person(northern, language, language).read("/mail/")
        assert sort in page
        assert subject in page
    north.within(MORNING, "2026-02-01")
    assert duty in words(server.to("coordination@north.example")[-1])


def test_minutes_are_written_commented_signed_and_followed_up_by_both_sides(
    pair: tuple[Node, Node], tmp_path: Path
) -> None:
    north, south = pair
    with north.serving() as northern, south.serving() as southern:

        def exchange() -> None:
            for listener, address in ((south, northern), (north, southern)):
                assert all(not one["errors"] for one in listener.ask("sync", address))

        said = tell(north, [("meeting", "meeting", meeting("2026-M01", "2026-11-12"))])
        held = said["meeting"]["uid"]
        minutes = north.draft("minutes", {"title": text("Minutes"), "meeting": held, "items": ITEMS[:2]})
        north.release(minutes)
        exchange()
        south.run("respond", minutes, "comment", "--reasons", "We took up an action, too.")
        exchange()
        assert [state_of(node, minutes) for node in pair] == ["commented", "commented"]
        revise(north, "minutes", minutes, items=ITEMS)
        north.run("respond", minutes, "agree")
        exchange()
        south.run("respond", minutes, "agree")
        exchange()
        assert [state_of(node, minutes) for node in pair] == ["in-force", "in-force"]
        records = follow_up(pair, minutes)
        exchange()
        report(pair, records["south"][0], exchange)
        review_in_the_next_meeting(north, held)
        exchange()
        brief(pair, tmp_path)


def follow_up(pair: tuple[Node, Node], minutes: str) -> dict[str, list[str]]:
    """Each side makes its own records: the north the decision and its action, the south its action. Their ids."""
    made = {node.party: node.within(FOLLOW_UP, minutes) for node in pair}
    for node in pair:
        node.release(*made[node.party])
    north, south = pair
    shown = [north.ask("show", uid) for uid in made["north"]] + [south.ask("show", made["south"][0])]
    assert [(one["kind"], one["fields"]["number"], one["party"]) for one in shown] == [
        ("decision", "2026-M01/1", "north"),
        ("action", "2026-M01/2", "north"),
        ("action", "2026-M01/3", "south"),
    ]
    return made


def report(pair: tuple[Node, Node], action: str, exchange: Any) -> None:
    """The owner reports without much to show, gets it back with a reason, shows more, and is believed."""
    north, south = pair
    for evidence, verdict, expected in (
        ("It is done.", "object", "returned"),
        ("The list of 200 terms is attached.", "agree", "accepted"),
    ):
        revise(south, "action", action, state="done", evidence=text(evidence))
        exchange()
        reasons = ("--reasons", "Show us the terms.") if verdict == "object" else ()
        north.run("respond", action, verdict, *reasons)
        exchange()
        assert [state_of(node, action) for node in pair] == [expected, expected]


def review_in_the_next_meeting(north: Node, held: str) -> None:
    """The agenda of the next meeting opens with the action that is still open, and not with the one that was accepted."""
    following = meeting("2027-M01", "2027-11-11", previous=held)
    uid = tell(north, [("meeting", "meeting", following)])["meeting"]["uid"]
    found = north.within(AGENDA, uid, "2027-01-20")
    assert found["earlier"] == ["2026-M01/2"]
    north.release(uid)
    agenda = north.ask("show", uid)["fields"]["agenda"]
    assert [item["title"]["en"]["text"] for item in agenda] == list(found)


def brief(pair: tuple[Node, Node], folder: Path) -> None:
    """The pack for the next meeting makes itself on both nodes: the same content, with what is open and what was done."""
    digests = set()
    for node in pair:
        file = folder / f"briefing-{node.party}.html"
        words = (
            "briefing",
            "--day",
            "2027-01-20",
            "--language",
            "en",
            "--format",
            "html",
            "--out",
            str(file),
        )
        digests.add(node.run("report", *words).said.strip().rpartition(" ")[2])
        said = file.read_text(encoding="utf-8")
        assert "2027-M01" in said
        assert "Send the terms" in said
    assert len(digests) == 1
