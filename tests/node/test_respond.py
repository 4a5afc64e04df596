"""Answering, withdrawing and erasing."""

from __future__ import annotations

from typing import Any

import pytest

from silta.ledger.entries import parse_entry
from silta.ledger.extension import VerifiedEntry
from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.errors import Denied, NotFound, Refused
from silta.node.home import Home
from silta.node.models import Blob, Draft, Entry, Log, Record, Response, Revision
from silta.node.queries import records
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

REASONS = examples.text("The host is missing.")


def say(actor: Actor, kind: str, fields: dict[str, Any]) -> release.Released:
    return release.release(actor, drafts.create(actor, ARRANGEMENT, kind, fields))


def answer(
    actor: Actor, origin: str, target: VerifiedEntry, verdict: str = "agree", **more: Any
) -> release.Responded:
    aim: dict[str, Any] = {
        "target_origin": origin,
        "target_index": target.index,
        "target_leaf": target.leaf.hex(),
    }
    return release.respond(actor, **(aim | {"verdict": verdict} | more))


@pytest.fixture
def proposed(south: Partner) -> VerifiedEntry:
    """A programme that South proposes."""
    activity = south.release(record_id(1), "activity", examples.activity())
    frozen = {"record": record_id(1), "revision": 1, "leaf": activity.leaf.hex()}
    entry = south.release(record_id(2), "programme", examples.programme(frozen))
    south.deliver()
    return entry


def test_a_joint_text_is_in_force_when_both_heads_have_agreed_to_the_same_leaf(
    node: Home, south: Partner, proposed: VerifiedEntry, head: Actor
) -> None:
    assert Record.objects.get(uid=record_id(2)).standing == "proposed"
    responded = answer(head, south.origin, proposed)
    assert responded.origin == Log.objects.get(is_own=True).origin
    assert Record.objects.get(uid=record_id(2)).standing == "agreed-by-some"
    south.respond(south.origin, proposed, "agree")
    south.deliver()
    assert Record.objects.get(uid=record_id(2)).standing == "in-force"
    (text,) = records.joint_texts(ARRANGEMENT)
    assert text.in_force
    assert {party: a.index for party, a in text.answers.items()}["north"] == responded.index


def test_only_a_head_agrees_to_a_joint_text(
    node: Home, south: Partner, proposed: VerifiedEntry, coordinator: Actor, expert: Actor, reader: Actor
) -> None:
    for actor in (coordinator, expert, reader):
        with pytest.raises(Denied):
            answer(actor, south.origin, proposed)
    answer(expert, south.origin, proposed, "comment", reasons=REASONS)
    with pytest.raises(Denied):
        answer(reader, south.origin, proposed, "comment", reasons=REASONS)


def test_a_response_to_another_leaf_is_refused(
    node: Home, south: Partner, proposed: VerifiedEntry, head: Actor
) -> None:
    with pytest.raises(Refused, match=r"respond\.other-leaf"):
        answer(head, south.origin, proposed, target_leaf="0" * 64)
    with pytest.raises(NotFound, match=r"respond\.no-such-entry"):
        answer(head, south.origin, proposed, target_index=99)
    with pytest.raises(NotFound, match=r"log\.unknown"):
        answer(head, "silta/example-2026/west", proposed)
    opening = south.said[0]
    with pytest.raises(Refused, match=r"respond\.not-a-record"):
        answer(head, south.origin, opening)


def test_nobody_agrees_twice_or_takes_an_agreement_back(
    node: Home, south: Partner, proposed: VerifiedEntry, head: Actor
) -> None:
    answer(head, south.origin, proposed)
    with pytest.raises(Refused, match=r"respond\.already-agreed"):
        answer(head, south.origin, proposed)
    with pytest.raises(Refused, match=r"respond\.already-agreed"):
        answer(head, south.origin, proposed, "object", reasons=REASONS)


def test_an_objection_needs_reasons_and_they_can_be_read(
    node: Home, south: Partner, proposed: VerifiedEntry, head: Actor
) -> None:
    with pytest.raises(Refused, match=r"respond\.reasons-missing"):
        answer(head, south.origin, proposed, "object")
    with pytest.raises(Refused, match=r"text\.bad-language-tag"):
        answer(head, south.origin, proposed, "object", reasons={"english": {"text": "No."}})
    with pytest.raises(Refused, match=r"marking\.classified"):
        answer(head, south.origin, proposed, "object", reasons=examples.text("See TL II."))
    answer(head, south.origin, proposed, "object", reasons=REASONS)
    page = records.get(record_id(2))
    assert page.record.responses[-1].reasons == REASONS
    assert page.row.state_code == "objected"


def test_an_agreement_to_a_text_that_has_a_newer_revision_is_refused(
    node: Home, south: Partner, proposed: VerifiedEntry, head: Actor
) -> None:
    south.release(record_id(2), "programme", examples.programme(), 2)
    south.deliver()
    with pytest.raises(Refused, match=r"respond\.superseded"):
        answer(head, south.origin, proposed)


def test_an_unknown_verdict_is_refused(
    node: Home, south: Partner, proposed: VerifiedEntry, head: Actor
) -> None:
    with pytest.raises(Refused, match=r"respond\.unknown-verdict"):
        answer(head, south.origin, proposed, "receipt")


def test_a_log_under_suspicion_is_not_answered(
    node: Home, south: Partner, proposed: VerifiedEntry, head: Actor
) -> None:
    Log.objects.filter(party="south").update(frozen_code="ledger.fork")
    with pytest.raises(Refused, match=r"log\.frozen"):
        answer(head, south.origin, proposed)


def test_experts_confirm_mappings_of_the_other_side_but_not_their_own(
    node: Home, south: Partner, expert: Actor, coordinator: Actor, reader: Actor
) -> None:
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    theirs = south.release(record_id(2), "mapping", examples.mapping(record_id(1)))
    south.deliver()
    with pytest.raises(Denied):
        answer(reader, south.origin, theirs)
    answer(expert, south.origin, theirs)
    assert Record.objects.get(uid=record_id(2)).standing == "panel-confirmed"
    ours = say(coordinator, "mapping", examples.mapping(record_id(1), "R2 – s. 8"))
    with pytest.raises(Refused, match=r"respond\.own-record"):
        release.respond(
            expert,
            target_origin=ours.origin,
            target_index=ours.index,
            target_leaf=ours.leaf,
            verdict="agree",
        )


def test_a_confirmed_mapping_that_is_revised_is_changed_since_the_answer(
    node: Home, south: Partner, expert: Actor
) -> None:
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    first = south.release(record_id(2), "mapping", examples.mapping(record_id(1)))
    south.deliver()
    answer(expert, south.origin, first)
    south.release(record_id(2), "mapping", examples.mapping(record_id(1), relation="intersects"), 2)
    south.deliver()
    assert Record.objects.get(uid=record_id(2)).standing == "changed"


def test_a_withdrawn_record_is_out_of_lists_readable_and_not_answered(
    node: Home, south: Partner, proposed: VerifiedEntry, head: Actor, coordinator: Actor
) -> None:
    south.withdraw(record_id(2), 1)
    south.deliver()
    assert records.list_records("programme").rows == []
    assert records.get(record_id(2)).row.state_code == "withdrawn"
    with pytest.raises(Refused, match=r"respond\.target-withdrawn"):
        answer(head, south.origin, proposed)
    ours = say(coordinator, "activity", examples.activity())
    release.withdraw(coordinator, ours.uid, "mistake")
    with pytest.raises(Refused, match=r"withdraw\.already"):
        release.withdraw(coordinator, ours.uid, "mistake")
    with pytest.raises(Refused, match=r"record\.not-ours"):
        release.withdraw(coordinator, record_id(2), "mistake")


def test_a_record_that_is_released_again_after_its_withdrawal_holds_again(
    node: Home, coordinator: Actor
) -> None:
    ours = say(coordinator, "activity", examples.activity())
    release.withdraw(coordinator, ours.uid, "mistake")
    release.release(coordinator, drafts.start_revision(coordinator, ours.uid))
    record = Record.objects.get(uid=ours.uid)
    assert (record.withdrawn, record.standing, record.revision_number) == (False, "planned", 2)
    assert [event.verb for event in records.history(ours.uid)] == ["released", "withdrawn", "released"]


def test_an_erased_revision_leaves_its_entry_and_nothing_to_read(
    node: Home, coordinator: Actor, own_log: Log
) -> None:
    ours = say(coordinator, "activity", examples.activity())
    release.erase(coordinator, ours.uid, 1, "personal-data")
    entry = Entry.objects.get(log=own_log, index=ours.index)
    assert entry.body is None
    assert parse_entry(bytes(entry.raw)).named_body is not None
    record = Record.objects.get(uid=ours.uid)
    assert (record.erased, record.fields, record.titles, record.folded) == (True, {}, {}, "")
    page = records.get(ours.uid)
    assert page.record.latest.fields is None
    assert [event.verb for event in records.history(ours.uid)] == ["released", "erased"]
    with pytest.raises(Refused, match=r"erase\.already"):
        release.erase(coordinator, ours.uid, 1, "personal-data")
    with pytest.raises(NotFound, match=r"revision\.unknown"):
        release.erase(coordinator, ours.uid, 7, "personal-data")
    with pytest.raises(Refused, match=r"erase\.bad-reason"):
        release.erase(coordinator, ours.uid, 1, "Because I say so")


def test_erasing_takes_attachments_along_unless_something_else_needs_them(
    node: Home, coordinator: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    first, second = (drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity()) for _ in "ab")
    shared = drafts.attach(coordinator, first, b"minutes", "text/plain", "minutes.txt").sha256
    drafts.attach(coordinator, second, b"minutes", "text/plain", "copy.txt")
    alone = drafts.attach(coordinator, first, b"names", "text/plain", "names.txt").sha256
    release.release_many(coordinator, [first, second])
    assert [a["name"] for a in records.get(first).attachments] == ["minutes.txt", "names.txt"]
    with django_capture_on_commit_callbacks(execute=True):
        release.erase(coordinator, first, 1, "personal-data")
    assert node.blob_path(shared).exists()
    assert not node.blob_path(alone).exists()
    assert dict(Blob.objects.values_list("sha256", "held")) == {shared: True, alone: False}


def test_a_partners_erasure_erases_our_copy_and_its_reasons(node: Home, south: Partner, head: Actor) -> None:
    entry = south.release(record_id(1), "activity", examples.activity())
    objection = south.respond(south.origin, entry, "object")
    south.deliver()
    assert Response.objects.get().reasons
    south.erase(entry.index)
    south.erase(objection.index)
    south.deliver()
    assert Entry.objects.get(log__party="south", index=entry.index).body is None
    assert (Revision.objects.get().fields, Response.objects.get().reasons) == (None, None)


def test_an_erasure_that_names_itself_or_the_future_erases_nothing(node: Home, south: Partner) -> None:
    south.erase(2)
    south.release(record_id(1), "activity", examples.activity())
    south.deliver()
    assert Record.objects.get().erased is False


def test_a_draft_survives_the_withdrawal_of_its_record(node: Home, coordinator: Actor) -> None:
    ours = say(coordinator, "activity", examples.activity())
    drafts.start_revision(coordinator, ours.uid)
    release.withdraw(coordinator, ours.uid, "mistake")
    assert Draft.objects.get().base == 1
