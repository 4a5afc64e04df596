"""Next year's programme on two nodes: a proposal, a counter-proposal taken over in part, one text that both heads agree to."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.nodes import Node, Person
from tests.journeys.story import agree_on, at_once, exchange, tell, text

pytestmark = pytest.mark.timeout(600)

DRAFT = """
import json
from silta.node.models import Draft
held = Draft.objects.get(kind="programme")
print(json.dumps([str(held.uid), held.version, held.fields]))
"""

MISFITS = """
import json
from silta.node.actor import Actor
from silta.node.queries.home import needs_me
found = needs_me(Actor.operator("coordinator"))
print(json.dumps([one.data["misfit"] for one in found if one.need == "misfit"]))
"""


def activity(number: str, start: str, **more: Any) -> dict[str, Any]:
    plain = {
        "number": number,
        "title": text(f"Work {number}", f"Työ {number}"),
        "area": "inspection",
        "form": "working-meeting",
    }
    return plain | {"start": start, "mode": "on-site", "state": "proposed"} | more


def frozen(*said: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"record": one["uid"], "revision": one["revision"], "leaf": one["leaf"]} for one in said]


def programme(*said: dict[str, Any]) -> dict[str, Any]:
    return {"year": 2037, "title": text("Programme 2037", "Ohjelma 2037"), "activities": frozen(*said)}


def test_two_coordinators_draft_two_heads_agree_and_one_version_is_frozen(pair: tuple[Node, Node]) -> None:
    north, south = pair
    for node in pair:
        node.welcome("writer", "coordinator")
        node.welcome("chief", "head")
    with north.serving() as northern, south.serving() as southern:
        at = {"north": northern, "south": southern}
        ours = tell(
            north,
            [
                (
                    "lamps",
                    "activity",
                    activity(
                        "2037-01", "2037-03-09", host="north", sides=[{"party": "north", "lead": "A. Keeper"}]
                    ),
                ),
                ("tides", "activity", activity("2037-02", "2037-05-11")),
                ("birds", "activity", activity("2037-03", "2037-09")),
            ],
        )
        proposed = tell(north, [("programme", "programme", programme(*ours.values()))])["programme"]
        exchange(south, northern)
        theirs = answered_with_a_counter_proposal(south, ours)
        exchange(north, southern)
        taken_over_in_part(north, northern, theirs, ours)
        final = released_again(north, proposed["uid"])
        exchange(south, northern)
        leaf = agree_on(final, north, south, at)
        one_version_is_frozen_and_later_changes_are_a_new_revision(pair, at, final, leaf, ours)
    for node in pair:
        assert node.ask("rebuild")["same"]


def answered_with_a_counter_proposal(south: Node, ours: dict[str, dict[str, Any]]) -> dict[str, str]:
    """South moves the lamps into the week of its own visit, drops the birds, and adds the visit: a text of its own."""
    lead = {"host": "north", "sides": [{"party": "north", "lead": "A. Keeper"}]}
    said = tell(
        south,
        [
            ("lamps", "activity", activity("2037-01", "2037-06-09", **lead)),
            ("visit", "activity", activity("2037-04", "2037-06-11", **lead, costs=[
                {"party": "south", "amount": 900, "currency": "EUR", "payer": "visitor"}])),
        ],
    )  # fmt: skip
    answer = programme(said["lamps"], ours["tides"], said["visit"])
    text_of_south = tell(south, [("answer", "programme", answer)])["answer"]
    return {"answer": text_of_south["uid"], **{name: one["uid"] for name, one in said.items()}}


def taken_over_in_part(
    north: Node, address: str, theirs: dict[str, str], ours: dict[str, dict[str, Any]]
) -> None:
    """The writer sees both side by side over HTTP and takes over the moved lamps and the visit, but keeps the birds."""
    assert set(north.within(MISFITS)) == {"same-host"}
    writer = Person(address, "writer", "writer")
    assert "A. Keeper: needed in two places in one week" in writer.read(f"/record/{theirs['visit']}/")
    page = writer.read(f"/programme/{theirs['answer']}/compare/")
    for word in ("3 differences", "other dates", "added", "dropped", "Work 2037-04"):
        assert word in page
    path, _ = writer.send(
        f"/programme/{theirs['answer']}/take-over/", activity=[theirs["lamps"], theirs["visit"]]
    )
    uid, _, fields = north.within(DRAFT)
    assert path == f"/draft/{uid}/"
    assert [one["record"] for one in fields["activities"]] == [
        theirs["lamps"],
        ours["tides"]["uid"],
        ours["birds"]["uid"],
        theirs["visit"],
    ]
    assert "900 EUR" in writer.read(f"/programme/{theirs['answer']}/").replace("\u00a0", " ")


def released_again(north: Node, uid: str) -> str:
    """What was taken over is the second revision of North's own text."""
    (done,) = north.release(uid)
    assert done["revision"] == 2
    return uid


def one_version_is_frozen_and_later_changes_are_a_new_revision(
    pair: tuple[Node, Node], at: dict[str, str], uid: str, leaf: str, ours: dict[str, dict[str, Any]]
) -> None:
    """An activity moves and the text is revised: what was agreed stays in force on both nodes until both agree anew."""
    north, south = pair
    moved = north.ask("show", ours["tides"]["uid"])["fields"] | {"start": "2037-05-18", "state": "planned"}
    north.draft("activity", moved, record=ours["tides"]["uid"])
    north.release(ours["tides"]["uid"])
    later = north.ask("show", uid)["fields"] | {"preamble": text("With one more word.")}
    north.draft("programme", later, record=uid)
    north.release(uid)
    exchange(south, at["north"])
    for node in pair:
        chief = Person(at[node.party], "chief", "chief")
        page = chief.read("/programme/2037/")
        assert leaf[:4] in page
        assert "revision 2, the one that counts" in page
        assert "now 18 May 2037" in page
        assert "With one more word." not in page
        assert "With one more word." in chief.read("/programme/2037/?revision=3")
    states = at_once(pair, lambda node: node.ask("show", uid)["state"])
    assert states == ["proposed", "proposed"], "the third revision waits for both heads"
