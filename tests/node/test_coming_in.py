"""What a person finds when they come in, and the trust page."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from silta.ledger.entries import summarise
from silta.ledger.extension import VerifiedEntry
from silta.node import clock
from silta.node.actions import accounts, drafts, release
from silta.node.actions.actor import Actor
from silta.node.errors import Denied, NotFound, Refused
from silta.node.home import Home
from silta.node.models import Entry, Log, Receipt, User
from silta.node.queries import dates as dates_ahead
from silta.node.queries import happenings, home, trust
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

DAY = date(2026, 6, 1)


def entry_of(released: release.Released) -> VerifiedEntry:
    """A release of ours as a partner holds it."""
    row = Entry.objects.get(log__origin=released.origin, index=released.index)
    return VerifiedEntry(row.index, bytes(row.leaf), bytes(row.raw), summarise(bytes(row.raw)), None)


def needs(actor: Actor) -> list[tuple[str, str]]:
    return [(need.need, need.uid) for need in home.needs_me(actor, DAY)]


def test_a_head_is_asked_to_agree_until_the_answer_is_given(node: Home, south: Partner, head: Actor) -> None:
    entry = south.release(record_id(1), "programme", examples.programme())
    south.deliver()
    assert needs(head) == [("agree", record_id(1))]
    release.respond(
        head,
        target_origin=south.origin,
        target_index=entry.index,
        target_leaf=entry.leaf.hex(),
        verdict="agree",
    )
    assert needs(head) == []


def test_an_expert_is_asked_to_review_mappings_gathered_by_their_crosswalk(
    node: Home, south: Partner, expert: Actor, reader: Actor
) -> None:
    south.release(record_id(1), "crosswalk", examples.crosswalk())
    for n in range(2, 5):
        south.release(record_id(n), "mapping", examples.mapping(record_id(1), f"R{n}"))
    south.release(record_id(5), "action", examples.action(state="done", evidence=examples.text("Letter.")))
    south.deliver()
    found = {need.uid: need for need in home.needs_me(expert, DAY)}
    assert found[record_id(1)].count == 3
    assert found[record_id(5)].need == "review"
    assert needs(reader) == []


def test_comments_and_objections_of_the_other_side_wait_until_we_have_said_something(
    node: Home, south: Partner, coordinator: Actor, head: Actor
) -> None:
    ours = release.release(
        coordinator, drafts.create(coordinator, ARRANGEMENT, "programme", _programme(coordinator))
    )
    south.respond(ours.origin, entry_of(ours), "object", time="2026-02-01T00:00:00Z")
    south.deliver()
    assert ("answer", ours.uid) in needs(coordinator)
    release.respond(
        head,
        target_origin=ours.origin,
        target_index=ours.index,
        target_leaf=ours.leaf,
        verdict="comment",
        reasons=examples.text("We will see."),
    )
    assert ("answer", ours.uid) not in needs(coordinator)


def _programme(actor: Actor) -> dict[str, object]:
    frozen = release.release(actor, drafts.create(actor, ARRANGEMENT, "activity", examples.activity()))
    return examples.programme({"record": frozen.uid, "revision": 1, "leaf": frozen.leaf})


def test_what_we_owe_is_overdue_whoever_wrote_it_down(node: Home, south: Partner, coordinator: Actor) -> None:
    south.release(record_id(1), "action", examples.action(owner="north"))
    south.release(record_id(2), "action", examples.action(owner="south"))
    south.release(record_id(3), "action", examples.action(owner="north", due="2026-06"))
    south.deliver()
    assert needs(coordinator) == [("overdue", record_id(1))]


def test_a_record_that_waits_for_two_reasons_is_one_line_with_both(
    node: Home, south: Partner, coordinator: Actor
) -> None:
    ours = release.release(
        coordinator, drafts.create(coordinator, ARRANGEMENT, "action", examples.action(owner="north"))
    )
    south.respond(ours.origin, entry_of(ours), "comment")
    south.deliver()
    found = home.needs_me(coordinator, DAY)
    assert [(one.need, one.also, one.uid) for one in found] == [("overdue", ("answer",), ours.uid)]
    assert (found.count(), found.count("overdue"), found.count("answer")) == (1, 1, 1)


def test_an_action_that_was_returned_comes_back_to_its_party(
    node: Home, south: Partner, coordinator: Actor
) -> None:
    fields = examples.action(state="done", evidence=examples.text("Letter."))
    ours = release.release(coordinator, drafts.create(coordinator, ARRANGEMENT, "action", fields))
    south.respond(ours.origin, entry_of(ours), "object")
    south.deliver()
    assert ("returned", ours.uid) in needs(coordinator)


def test_a_persons_own_drafts_wait_for_them_alone(node: Home) -> None:
    anna, boris = (
        Actor.of(User.objects.create(username=name, roles=["expert"])) for name in ("anna", "boris")
    )
    uid = drafts.create(
        anna, ARRANGEMENT, "activity", {"number": "2026-01", "title": examples.text("A visit")}
    )
    drafts.create(boris, ARRANGEMENT, "activity", {"title": {"en": 5}})
    (need,) = home.needs_me(anna, DAY)
    assert (need.need, need.uid, need.number, need.title) == ("draft", uid, "2026-01", "A visit")
    assert [need.title for need in home.needs_me(boris, DAY)] == [""]


def test_what_happened_counts_from_when_it_reached_this_node(node: Home, south: Partner) -> None:
    anna = Actor.of(User.objects.create(username="anna", roles=["expert"]))
    with clock.set_to(datetime(2026, 5, 1, tzinfo=UTC)):
        entry = south.release(record_id(1), "activity", examples.activity(), time="2026-01-01T00:00:00Z")
        south.deliver()
    with clock.set_to(datetime(2026, 5, 2, tzinfo=UTC)):
        assert [h.verb for h in happenings.since(anna)] == ["released"]
        accounts.seen(anna)
        assert happenings.since(anna) == []
    with clock.set_to(datetime(2026, 5, 3, tzinfo=UTC)):
        south.respond(south.origin, entry, "comment")
        south.release(record_id(1), "activity", examples.activity(state="held"), 2)
        south.withdraw(record_id(1), 2)
        south.erase(entry.index)
        south.deliver()
        found = happenings.since(anna)
    assert {h.verb for h in found} == {"erased", "withdrawn", "revised", "comment"}
    assert [h.time for h in found] == sorted((h.time for h in found), reverse=True)
    assert {h.party for h in found} == {"south"}
    assert {h.row.uid for h in found} == {record_id(1)}


def test_a_newcomer_sees_the_last_two_weeks(node: Home, south: Partner, reader: Actor) -> None:
    with clock.set_to(datetime(2026, 5, 1, tzinfo=UTC)):
        south.release(record_id(1), "activity", examples.activity())
        south.deliver()
    for days, expected in ((13, 1), (15, 0)):
        with clock.set_to(datetime(2026, 5, 1, tzinfo=UTC) + timedelta(days=days)):
            assert len(happenings.since(reader)) == expected


def test_the_nearest_dates_come_first_and_the_far_ones_not_at_all(node: Home, south: Partner) -> None:
    dates = [("2026-06-20", None), ("2026-06", None), ("2026-05-25", "2026-06-05"), ("2027", None)]
    for n, (start, until) in enumerate(dates):
        fields = examples.activity(start=start) | ({"until": until} if until else {})
        south.release(record_id(n), "activity", fields)
    south.deliver()
    assert [one.day for one in dates_ahead.next_dates(DAY)] == ["2026-06-01", "2026-06-05", "2026-06-20"]


def test_what_has_begun_stands_by_its_last_day_once_that_is_near(node: Home, south: Partner) -> None:
    for n, until in enumerate(("2026-06-05", "2027-01-31")):
        south.release(record_id(n), "activity", examples.activity(start="2026-02-23", until=until))
    south.deliver()
    assert [(one.day, one.ends) for one in dates_ahead.next_dates(DAY)] == [("2026-06-05", True)]


def test_the_trust_page_tells_of_every_log(node: Home, south: Partner, coordinator: Actor) -> None:
    south.release(record_id(1), "activity", examples.activity())
    south.erase(1)
    south.deliver()
    release.release(coordinator, drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity()))
    moment = datetime(2026, 5, 1, tzinfo=UTC)
    theirs = Log.objects.get(party="south")
    Receipt.objects.create(log=theirs, holder="north", size=3, time=moment, note=b"note")
    own, partner = trust.logs(ARRANGEMENT)
    assert (own.party, own.is_own, own.entries, own.records) == ("north", True, 3, 1)
    assert (partner.entries, partner.records, partner.erased) == (3, 1, 1)
    assert [(r.holder, r.size) for r in partner.receipts] == [("north", 3)]
    assert [(a.party, a.size) for a in partner.anchors] == [("north", 3)]
    assert own.anchors == ()
    assert partner.opened == "2026-01-12T09:30:00Z"
    assert trust.verified().checked is None
    Log.objects.filter(party="south").update(checked_at=moment)
    said = trust.verified(ARRANGEMENT)
    assert (said.logs, said.entries, said.checked, said.calm) == (2, 6, moment, True)


def test_a_frozen_log_is_told_with_its_evidence(node: Home) -> None:
    Log.objects.filter(party="south").update(
        frozen_code="ledger.fork",
        frozen_where="checkpoint",
        evidence_held=b"held\n",
        evidence_offered=b"offered\n",
    )
    status = next(log for log in trust.logs() if log.party == "south")
    assert (status.frozen, status.evidence) == ("ledger.fork", ("held\n", "offered\n"))
    assert trust.verified().frozen == ("south",)


def test_joint_agreements_name_the_entries_that_say_so(node: Home, south: Partner, head: Actor) -> None:
    entry = south.release(record_id(1), "programme", examples.programme())
    agreed = south.respond(south.origin, entry, "agree")
    south.deliver()
    assert trust.joint_agreements() == []
    release.respond(
        head,
        target_origin=south.origin,
        target_index=entry.index,
        target_leaf=entry.leaf.hex(),
        verdict="agree",
    )
    (text,) = trust.joint_agreements(ARRANGEMENT)
    assert text.answers["south"].index == agreed.index
    assert set(text.answers) == {"north", "south"}


def test_people_are_added_changed_and_locked_out_by_administrators(node: Home, reader: Actor) -> None:
    admin = Actor(None, "administrator", "Admin")
    uid = accounts.set_user("anna", "a long and quiet word", full_name="Anna Virta", roles=["expert"])
    user = User.objects.get(pk=uid)
    assert (user.get_full_name(), user.roles, user.check_password("a long and quiet word")) == (
        "Anna Virta",
        ["expert"],
        True,
    )
    assert accounts.set_user("anna", "another quiet word", language="fi") == uid
    accounts.set_roles(admin, uid, ["coordinator", "head"])
    user.refresh_from_db()
    assert (user.roles, user.language) == (["coordinator", "head"], "fi")
    assert Actor.of(user).role == "head"
    accounts.set_active(admin, uid, active=False)
    accounts.set_preferences(Actor.of(user), theme="dark", keys_on=False, language="xx")
    user.refresh_from_db()
    assert (user.is_active, user.theme, user.keys_on, user.language) == (False, "dark", False, "fi")
    with pytest.raises(Denied):
        accounts.set_roles(reader, uid, [])
    with pytest.raises(NotFound, match=r"account\.unknown"):
        accounts.set_roles(admin, 99, [])
    for name, password, more, code in [
        ("boris", "short", {}, "account.weak-password"),
        ("bo ris", "a long and quiet word", {}, "account.bad-name"),
        ("boris", "a long and quiet word", {"roles": ["king"]}, "account.unknown-role"),
        ("boris", "a long and quiet word", {"language": "sv"}, "account.unknown-language"),
    ]:
        with pytest.raises(Refused) as refused:
            accounts.set_user(name, password, **more)  # type: ignore[arg-type]  # one of several
        assert refused.value.code == code
