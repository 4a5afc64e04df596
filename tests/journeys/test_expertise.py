"""Advice asked for and given, and a practice taken over: stories across two real nodes, with real HTTP between them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.journeys.nodes import Node
from tests.journeys.story import at_once, everything_known, exchange, state_of, tell, text

# Generous: two servers and two desks start, on whatever machine this is.
pytestmark = pytest.mark.timeout(600)

MATCHED = """
import json
from datetime import date
from silta.node.queries import expertise, records
from silta.node.queries.arrangements import the_arrangement
from silta.records.matching import match
page = records.get(given[0])
found = match(page.record.fields, expertise.candidates(the_arrangement(), page.record.party), date(2026, 3, 1))
said = [[one.candidate.name, one.excluded, [p.code for p in (one.against if one.excluded else one.reasons)]] for one in found]
print(json.dumps(said))
"""

ERASED = """
import json
from silta.node.actions.release import erase_all
from silta.node.actor import Actor
print(json.dumps(len(erase_all(Actor.operator("coordinator"), given[0], "personal-data"))))
"""


def revise(node: Node, kind: str, uid: str, fields: dict[str, Any]) -> None:
    node.release(node.draft(kind, fields, record=uid))


def expert(name: str, **changes: Any) -> dict[str, Any]:
    return {
        "name": name, "competences": [{"competence": "inspection", "level": "high", "verified_by": text("Head keeper")}],
        "languages": ["en", "fi"], "availability": "available", "consent": "2026-01-10",
        "consent_scope": ["matching"], "state": "active",
    } | changes  # fmt: skip


def question() -> dict[str, Any]:
    return {
        "number": "2026-C01", "title": text("Wear of lenses", "Linssien kuluminen", "Износ линз"),
        "question": text("Which wear of a lens do you accept?", "", "Какой износ линзы вы допускаете?"),
        "area": "inspection", "needs": [{"competence": "inspection", "level": "medium"}], "languages": ["en"],
        "urgency": "soon", "due": "2036-06-30", "method": "in-writing", "state": "draft",
    }  # fmt: skip


def advise(node: Node, consultation: str, expert_uid: str) -> str:
    """Say who works on it, then issue the advice; its id."""
    advice = {
        "number": "2026-V01", "title": text("On lenses"), "consultation": consultation, "experts": [expert_uid],
        "state": "in-preparation",
    }  # fmt: skip
    uid = str(tell(node, [("advice", "advice", advice)])["advice"]["uid"])
    assert (state_of(node, consultation), state_of(node, uid)) == ("assigned", "in-preparation")
    said = {"text": text("A tenth of a millimetre."), "disclaimer": text("No decision."), "state": "issued"}
    revise(node, "advice", uid, advice | said)
    return uid


TURNAROUND = """
import json
from silta.node.queries import expertise, records
days = expertise.advised(records.get(given[0]).record, "en").days
print(json.dumps([days.waiting, days.rested, str(days.question or "")]))
"""


def ask_back(asked: Node, asking: Node, uid: str, at: tuple[str, str]) -> None:
    """The asked side asks back by a comment: on both nodes the clock rests until the asking side has answered."""
    asked.run("respond", uid, "comment", "--reasons", "Of which make are the lenses?")
    exchange(asking, at[0])
    assert all(node.within(TURNAROUND, uid)[2] for node in (asked, asking))
    asking.run("respond", uid, "comment", "--reasons", "Of the old make.")
    exchange(asked, at[1])
    assert [node.within(TURNAROUND, uid) for node in (asked, asking)] == [[0, 0, ""], [0, 0, ""]]


def decide(node: Node, advice: str) -> None:
    """Adopt the advice in part, with an action that follows."""
    action = {
        "number": "2026-A01", "title": text("Measure all lenses"), "owner": node.party, "due": "2036-12-31",
        "state": "open",
    }  # fmt: skip
    response = {
        "title": text("Half of it"), "advice": advice, "verdict": "in-part",
        "reasons": text("Old lenses get a year more."), "actions": ["@action"],
    }  # fmt: skip
    tell(node, [("action", "action", action), ("response", "advice-response", response)])


def test_a_question_goes_to_the_expert_who_fits_and_the_advice_is_adopted_in_part(
    pair: tuple[Node, Node],
) -> None:
    north, south = pair
    experts = tell(
        north,
        [
            ("fitting", "expert", expert("Aino Example")),
            ("elsewhere", "expert", expert("Eino Example", languages=["fi"])),
        ],
    )
    with north.serving() as northern, south.serving() as southern:
        exchange(south, northern)
        uid = south.draft("consultation", question() | {"state": "sent"})
        refused = south.run("release", uid, code=1)
        assert "terms of reference" in refused.said + refused.complained
        south.draft("consultation", question() | {"terms": text("Two pages.")}, record=uid)
        south.release(uid)
        # On the asking side: who of the others could be asked, and why not the rest.
        assert south.within(MATCHED, uid) == [
            ["Aino Example", False, ["match.has-verified", "match.language", "match.availability"]],
            ["Eino Example", True, ["match.no-language"]],
        ]
        revise(south, "consultation", uid, question() | {"terms": text("Two pages."), "state": "sent"})
        exchange(north, southern)
        north.run("respond", uid, "agree")
        ask_back(north, south, uid, (northern, southern))
        given = advise(north, uid, experts["fitting"]["uid"])
        exchange(south, northern)
        assert (state_of(south, uid), state_of(south, given)) == ("answered", "issued")
        decide(south, given)
        exchange(north, southern)
        # Consent is withdrawn: the person's data go on both sides, the advice stays, both logs verify.
        assert north.within(ERASED, experts["fitting"]["uid"]) == 1
        exchange(south, northern)
        exchange(north, southern)
    for node in pair:
        assert (state_of(node, uid), state_of(node, given)) == ("decided", "in-part")
        shown = node.ask("show", experts["fitting"]["uid"])
        assert shown["fields"] == {}
        assert node.ask("rebuild")["same"]
    known = at_once(pair, everything_known)
    assert known[0] == known[1]


def test_a_practice_is_screened_applied_and_its_effect_comes_back_to_its_owner(
    pair: tuple[Node, Node],
) -> None:
    north, south = pair
    practice = {
        "number": "2026-P01", "title": text("Keepers in pairs", "Vartijat pareittain", "Смотрители парами"),
        "kind": "good-practice", "area": "inspection", "source": "national",
        "text": text("A new keeper keeps the first year with an old one."),
        "conditions": text("Two keepers to a tower."),
    }  # fmt: skip
    offered = tell(north, [("practice", "practice", practice)])["practice"]["uid"]
    with north.serving() as northern, south.serving() as southern:
        exchange(south, northern)
        review: dict[str, Any] = {
            "title": text("Pairs in the south"),
            "practice": offered,
            "state": "screened",
        }
        uid = tell(south, [("review", "applicability-review", review)])["review"]["uid"]
        review |= {"state": "reviewed"}
        draft = south.draft("applicability-review", review, record=uid)
        refused = south.run("release", draft, code=1)
        assert "reasons" in refused.said + refused.complained
        review |= {"verdict": "with-adaptation", "reasons": text("One pair for two towers.")}
        south.draft("applicability-review", review, record=uid)
        south.release(uid)
        steps: dict[str, dict[str, Any]] = {
            "in-action": {"planned": text("Half as many lights out."), "due": "2036-12"},
            "verified": {"observed": text("Three lights out instead of nine.")},
        }
        for state, more in steps.items():
            review |= {"state": state, **more}
            revise(south, "applicability-review", uid, review)
            exchange(north, southern)
            expected = {"in-action": "adopted", "verified": "proven"}[state]
            assert (state_of(north, offered), state_of(north, uid)) == (expected, state)
        shown = north.ask("show", uid)["fields"]
        assert shown["observed"]["en"]["text"] == "Three lights out instead of nine."
        exchange(south, northern)
    assert state_of(south, offered) == "proven"
    known = at_once(pair, everything_known)
    assert known[0] == known[1]
