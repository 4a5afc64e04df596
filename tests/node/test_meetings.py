"""Meetings and events on one node: agendas from open matters, minutes that become records, events that follow their activity."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from silta.node import projection
from silta.node.actions import drafts, meetings, release, responses
from silta.node.actions.actor import Actor
from silta.node.errors import NotFound, Refused
from silta.node.home import Home
from silta.node.queries import records
from silta.node.queries.dates import next_dates
from silta.node.queries.meetings import earlier_actions, open_matters
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

DAY = date(2026, 6, 1)
ACTOR = Actor(None, "coordinator", "Coordinator", frozenset({"coordinator"}))
HEAD = Actor(None, "head", "Head", frozenset({"head"}))
TITLE = examples.text("Review of actions")


def say(kind: str, fields: dict[str, Any]) -> str:
    uid = drafts.create(ACTOR, ARRANGEMENT, kind, fields)
    release.release_many(ACTOR, [uid])
    return uid


def they_say(south: Partner, uid: str, verdict: str) -> None:
    target: Any = records.target_of(uid)
    south.respond(target.origin, target, verdict, leaf=target.leaf)
    south.deliver()


def state(uid: str) -> str:
    return records.get(uid, today=DAY).row.state_code


def matters() -> dict[str, list[str]]:
    return {one.sort: [row.uid for row in one.rows] for one in open_matters(ARRANGEMENT, "en", DAY)}


def test_an_event_follows_its_activity_whichever_comes_first(node: Home, south: Partner) -> None:
    activity = say("activity", examples.activity())
    event = say("event", examples.event(activity))
    assert state(event) == "overdue"  # planned for a day that has passed
    south.release(record_id(5), "event", examples.event(record_id(6), start="2026-08-20"))
    south.deliver()
    assert state(record_id(5)) == "not-here"
    south.release(record_id(6), "activity", examples.activity("2026-02", state="confirmed"))
    south.deliver()
    assert state(record_id(5)) == "confirmed"
    drafts.start_revision(ACTOR, activity)
    drafts.save(ACTOR, activity, examples.activity(state="held"), version=None)
    release.release_many(ACTOR, [activity])
    assert state(event) == "held"
    release.withdraw(ACTOR, activity, "mistake")
    assert state(event) == "not-here"
    assert len(set(projection.rebuild())) == 1


def test_the_days_to_keep_of_an_event_stand_among_the_next_dates(node: Home) -> None:
    activity = say("activity", examples.activity(start="2026-07", state="confirmed"))
    event = say("event", examples.event(activity, start="2026-07-20", visa_days=40))
    found = [(one.day, one.what) for one in next_dates(DAY) if one.row.uid == event]
    assert found == [("2026-06-10", "visa"), ("2026-07-20", "")]


def test_an_agenda_gathers_what_is_open_once(node: Home, south: Partner) -> None:
    meeting = say("meeting", examples.meeting("2025-M01", start="2025-11-12", state="held"))
    earlier = say("action", examples.action("2025-M01/3", source=meeting))
    other = say("action", examples.action("2026-A02", due="2027"))
    say("action", examples.action("2026-A03", state="dropped", reason=examples.text("No.")))
    late = say("activity", examples.activity(start="2026-04"))
    south.release(record_id(2), "priority", examples.priority())
    south.deliver()
    entry = records.target_of(record_id(2))
    assert entry.leaf
    assert matters() == {
        "earlier": [earlier],
        "actions": [other],
        "overdue": [late],
        "proposals": [record_id(2)],
    }
    assert [row.uid for row in earlier_actions(ARRANGEMENT, "en", DAY)] == [earlier]


def test_an_objection_stays_on_the_agenda_until_the_text_is_revised(node: Home, south: Partner) -> None:
    gap = say("gap", examples.gap(state="agreed"))
    they_say(south, gap, "object")
    assert matters() == {"objections": [gap]}


def test_an_objection_to_a_mapping_brings_its_crosswalk_up(node: Home, south: Partner) -> None:
    crosswalk = say("crosswalk", examples.crosswalk())
    mapping = say("mapping", examples.mapping(crosswalk))
    assert matters() == {}
    they_say(south, mapping, "object")
    assert matters() == {"objections": [crosswalk]}


def test_open_matters_go_on_the_agenda_in_one_step_and_once(node: Home) -> None:
    meeting = say("meeting", examples.meeting())
    action = say("action", examples.action())
    for _ in range(2):
        assert meetings.add_to_agenda(ACTOR, meeting, [(TITLE, [action])]) == meeting
    agenda = records.draft(meeting).fields["agenda"]
    assert [item.get("records") for item in agenda] == [[], [action]]
    with pytest.raises(Refused, match=r"meeting\.nothing-chosen"):
        meetings.add_to_agenda(ACTOR, meeting, [(TITLE, [])])
    with pytest.raises(NotFound):
        meetings.add_to_agenda(ACTOR, action, [(TITLE, [action])])


def test_a_partners_meeting_has_the_agenda_that_the_partner_gives_it(node: Home, south: Partner) -> None:
    south.release(record_id(1), "meeting", examples.meeting())
    south.deliver()
    with pytest.raises(Refused, match=r"record\.not-ours"):
        meetings.add_to_agenda(ACTOR, record_id(1), [(TITLE, [record_id(9)])])


def test_minutes_begin_with_the_agenda_and_become_records_once_signed(node: Home, south: Partner) -> None:
    meeting = say("meeting", examples.meeting())
    draft = meetings.draft_minutes(ACTOR, meeting, examples.text("Minutes"))
    assert meetings.draft_minutes(ACTOR, meeting, examples.text("Again")) == draft
    assert [item["type"] for item in records.draft(draft).fields["items"]] == ["discussion"]
    drafts.save(ACTOR, draft, examples.minutes(meeting), version=None)
    release.release_many(ACTOR, [draft])
    with pytest.raises(Refused, match=r"minutes\.not-signed"):
        meetings.draft_follow_up(ACTOR, draft)
    they_say(south, draft, "comment")
    assert state(draft) == "commented"
    target = records.target_of(draft)
    responses.respond(
        HEAD, target_origin=target.origin, target_index=target.index, target_leaf=target.leaf, verdict="agree"
    )
    assert state(draft) == "agreed-by-some"
    they_say(south, draft, "agree")
    assert state(draft) == "in-force"
    made = [records.draft(uid) for uid in meetings.draft_follow_up(ACTOR, draft)]
    assert [(one.kind, one.fields["number"]) for one in made] == [
        ("decision", "2026-M01/2"),
        ("action", "2026-M01/3"),
    ]
    assert made[1].fields["owner"] == "north"
    release.release_many(ACTOR, [one.uid for one in made])
    with pytest.raises(Refused, match=r"minutes\.nothing-to-make"):
        meetings.draft_follow_up(ACTOR, draft)


def test_each_side_lists_its_own_participants(node: Home, south: Partner) -> None:
    south.release(record_id(1), "event", examples.event(record_id(2)))
    south.deliver()
    draft = meetings.draft_participation(ACTOR, record_id(1), examples.text("Ours"))
    assert meetings.draft_participation(ACTOR, record_id(1), examples.text("Ours")) == draft
    assert records.draft(draft).fields["party"] == "north"
