"""An observed inspection across two real nodes, with real HTTP between them: from nominations to what was applied of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.journeys.nodes import Node, Person
from tests.journeys.story import at_once, everything_known, exchange, state_of, tell, text

# Generous: two servers and two desks start, on whatever machine this is.
pytestmark = pytest.mark.timeout(600)

WAITS = """
import json
from datetime import date
from silta.node.actor import Actor
from silta.node.queries.home import needs_me
found = needs_me(Actor.operator("coordinator"), date.fromisoformat(given[0]))
print(json.dumps([[one.need, one.data["what"], one.due] for one in found if one.data.get("what")]))
"""

DRAFTS_OF = """
import json
from silta.node.queries import records
print(json.dumps([one.uid for one in records.drafts(given[0])]))
"""


def inspection(state: str) -> dict[str, Any]:
    return {
        "number": "2026-01", "title": text("Inspection of the lamp", "Lampun tarkastus", "Инспекция лампы"),
        "area": "inspection", "form": "inspection-observation", "start": "2026-05-18", "until": "2026-05-20",
        "host": "north", "state": state,
    }  # fmt: skip


def days(activity: str) -> dict[str, Any]:
    return {
        "title": text("At the lamp", "Lampun luona", "У лампы"), "activity": activity, "start": "2026-05-18",
        "until": "2026-05-20", "begins": "08:30", "ends": "16:00", "zone": "Europe/Helsinki", "clearance_days": 42,
        "visa_days": 30, "agenda": [{"time": "08:30", "title": text("Safety briefing")}], "certificates": True,
    }  # fmt: skip


def people(event: str, *statuses: str) -> dict[str, Any]:
    names = ("Әлия Мысал", "Ержан Үлгі", "O. Example")
    rows = [{"name": name, "status": status} for name, status in zip(names, statuses, strict=True)]
    return {
        "title": text("Our observers"), "event": event, "party": "south", "participants": rows,
        "state": "complete" if "attended" in statuses else "nominating",
    }  # fmt: skip


def test_an_observed_inspection_is_prepared_evaluated_certified_and_applied(
    pair: tuple[Node, Node], tmp_path: Path
) -> None:
    north, south = pair
    south.welcome("secretary", "coordinator")
    north.welcome("reader", "reader")
    made = tell(
        north, [("activity", "activity", inspection("planned")), ("event", "event", days("@activity"))]
    )
    activity, event = made["activity"]["uid"], made["event"]["uid"]
    with north.serving() as northern, south.serving() as southern:
        exchange(south, northern)
        listed = nominate(pair, event, (northern, southern))
        secretary = Person(southern, "secretary", "secretary")
        invite(secretary, event)
        hold(pair, activity, event, listed)
        exchange(south, northern)
        evaluation = evaluate(south, secretary, event)
        exchange(north, southern)
        reader = Person(northern, "reader", "reader")
        page = reader.read(f"/record/{event}/")
        assert "3 answers in the evaluations" in page
        assert '<b class="num">' not in page.partition('id="evaluated"')[0]
        assert "Too few lamps" not in page, "what a person wrote stays on the node of that person's side"
        assert north.ask("show", evaluation)["fields"]["marks"][0]["fives"] == 2
        certify(north, listed, tmp_path)
        apply_it(pair, secretary, event, (northern, southern))
        assert "What we learned at the lamp" in reader.read("/adoption/")
    known = at_once(pair, everything_known)
    assert known[0] == known[1]
    for node in pair:
        assert node.ask("rebuild")["same"]


def nominate(pair: tuple[Node, Node], event: str, at: tuple[str, str]) -> str:
    """Lead times wait for both sides; the guests nominate theirs, and their host sees them with their statuses. The list's id."""
    north, south = pair
    for node in pair:
        assert node.within(WAITS, "2026-03-20") == [
            ["near", "clearance", "2026-04-06"],
            ["near", "visa", "2026-04-18"],
        ]
    nominated = people(event, "nominated", "invited", "cleared")
    listed = str(tell(south, [("list", "participation", nominated)])["list"]["uid"])
    exchange(north, at[1])
    assert north.ask("show", listed)["fields"]["participants"][2]["status"] == "cleared"
    return listed


def invite(secretary: Person, event: str) -> None:
    """The guests' own people are invited by a file that their calendars understand."""
    invitation = {
        "organiser": "office@south.example",
        "guests": "O. Example <o@south.example>",
        "language": "fi",
    }
    _, calendar = secretary.send(f"/invitation/{event}/", **invitation)
    assert "METHOD:REQUEST" in calendar
    assert "TZID:Europe/Helsinki" in calendar


def hold(pair: tuple[Node, Node], activity: str, event: str, listed: str) -> None:
    """It is held; the list tells who was there."""
    north, south = pair
    north.draft("activity", inspection("held"), record=activity)
    north.release(activity)
    south.draft("participation", people(event, "attended", "absent", "attended"), record=listed)
    south.release(listed)


def evaluate(south: Node, secretary: Person, event: str) -> str:
    """Three observers answer on their own node; the summary is drafted and released. Its id."""
    for use, words in (("5", "Too few lamps"), ("5", ""), ("3", "Пайдалы болды")):
        secretary.send(f"/event/{event}/feedback/", use=use, words=words, language="kk")
    assert "Too few lamps" in secretary.read(f"/event/{event}/feedback/")
    path, _ = secretary.send(f"/event/{event}/evaluation/")
    (uid,) = south.within(DRAFTS_OF, "evaluation")
    assert path == f"/draft/{uid}/"
    south.release(uid)
    return str(uid)


def certify(host: Node, listed: str, folder: Path) -> None:
    """The host makes the certificates of the guests' list: for those who attended, by the very names that were entered."""
    file = folder / "certificates.html"
    words = (
        "report",
        "certificate",
        "--record",
        listed,
        "--language",
        "kk,fi",
        "--format",
        "html",
        "--out",
        str(file),
    )
    host.run(*words)
    said = file.read_text(encoding="utf-8")
    assert said.count('class="certificate"') == 2
    assert '<p class="awarded">Әлия Мысал</p>' in said
    assert "Ержан Үлгі" not in said
    refused = host.run(*words, "--person", "2", code=1)
    assert "place 2" in refused.said + refused.complained


def apply_it(pair: tuple[Node, Node], secretary: Person, event: str, at: tuple[str, str]) -> None:
    """Half a year later the guests are asked what they applied; the host is not. They answer, and nobody is asked any more."""
    north, south = pair
    assert north.within(WAITS, "2026-12-01") == []
    assert south.within(WAITS, "2026-12-01") == [["overdue", "check", "2026-11-20"]]
    secretary.send(f"/event/{event}/applied/")
    (uid,) = south.within(DRAFTS_OF, "application-check")
    learned = [
        {"what": text("Rounds in pairs"), "became": "applied"},
        {"what": text("The checklist"), "became": "not-applied"},
    ]
    answer = {
        "title": text("What we learned at the lamp"), "event": event, "day": "2026-12-01", "learned": learned,
    }  # fmt: skip
    south.draft("application-check", answer, record=uid)
    refused = south.run("release", uid, code=1)
    assert "reasons" in refused.said + refused.complained
    learned[1]["reasons"] = text("Ours is newer.")
    south.draft("application-check", answer, record=uid)
    south.release(uid)
    exchange(north, at[1])
    exchange(south, at[0])
    assert state_of(north, uid) == "answered"
    assert south.within(WAITS, "2026-12-01") == []
