"""What needs a person, over the kinds: proposals of the other side, answers that are owed, what is due soon."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.actions.release import respond
from silta.node.home import Home
from silta.node.models import Record
from silta.node.queries.home import needs_me
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ACTOR = Actor(None, "coordinator", "Coordinator")
DAY = date(2026, 6, 1)


def found() -> list[tuple[str, str]]:
    return [(one.need, one.uid) for one in needs_me(ACTOR, DAY)]


def say(kind: str, fields: dict[str, Any]) -> str:
    uid = drafts.create(ACTOR, ARRANGEMENT, kind, fields)
    release.release_many(ACTOR, [uid])
    return uid


@pytest.mark.parametrize("kind", ["priority", "joint_initiative", "gap"])
def test_a_proposal_of_the_other_side_waits_until_something_is_said_about_it(
    south: Partner, kind: str
) -> None:
    proposed = "identified" if kind == "gap" else "proposed"
    south.release(record_id(1), kind.replace("_", "-"), getattr(examples, kind)(state=proposed))
    south.deliver()
    say(kind.replace("_", "-"), getattr(examples, kind)(state=proposed))  # ours waits for them, not for us
    assert found() == [("review", record_id(1))]
    theirs = Record.objects.get(uid=record_id(1))
    origin = theirs.log.origin
    respond(ACTOR, target_origin=origin, target_index=theirs.index, target_leaf=theirs.leaf, verdict="agree")
    assert found() == []


def test_an_answer_that_is_late_waits_on_both_sides(south: Partner) -> None:
    south.release(record_id(1), "consultation", examples.consultation(state="sent", due="2026-05-20"))
    south.deliver()
    assert ("overdue", record_id(1)) in found()


def test_what_we_owe_is_told_two_weeks_before_and_what_others_owe_is_not(node: Home) -> None:
    soon = say("action", examples.action("2026-A1", owner="north", due="2026-06-15"))
    say("action", examples.action("2026-A2", owner="north", due="2026-06-16"))
    say("action", examples.action("2026-A3", owner="south", due="2026-06-10"))
    say("activity", examples.activity("2026-01", start="2026-06-10", state="planned"))
    assert [uid for need, uid in found() if need != "misfit"] == [soon]
