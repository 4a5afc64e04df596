"""Releasing drafts: what is refused, what the log says afterwards."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection

from silta.ledger.bodies import open_body
from silta.ledger.entries import Anchor, Open, Release, parse_entry
from silta.ledger.errors import MissingFile
from silta.ledger.tiles import pack_bodies, pack_entries
from silta.ledger.verify import LogState
from silta.ledger.verify import extend as verify_extension
from silta.node.actions import drafts, release
from silta.node.actions.actor import Actor
from silta.node.actions.setup import found
from silta.node.errors import Denied, NotFound, Refused
from silta.node.home import Home
from silta.node.models import Arrangement, Draft, Entry, Log, Record
from silta.words.errors import SiltaError
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, charter, signer

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def draft(actor: Actor, fields: dict[str, Any] | None = None, kind: str = "activity", **more: Any) -> str:
    return drafts.create(actor, ARRANGEMENT, kind, fields or examples.activity(), **more)


def codes(error: pytest.ExceptionInfo[Any]) -> set[str]:
    return {problem.code for problem in error.value.problems}


def test_a_founded_log_opens_with_the_charter_and_founding_again_changes_nothing(node: Home) -> None:
    log = Log.objects.get(is_own=True)
    opening = parse_entry(bytes(Entry.objects.get(log=log).raw))
    assert isinstance(opening, Open)
    assert opening.charter == charter().digest()
    assert log.opened_at == opening.time
    found(node, charter().to_bytes())
    assert Entry.objects.count() == 1


def test_a_charter_without_us_or_with_another_key_is_refused(node: Home, home: Home) -> None:
    other = Home.create(home.path.parent / "other", "east", {"en": "East"})
    with pytest.raises(Refused, match=r"setup\.not-a-party"):
        found(other, charter().to_bytes())
    impostor = Home.create(home.path.parent / "impostor", "north", {"en": "North"})
    with pytest.raises(Refused, match=r"setup\.not-our-key"):
        found(impostor, charter().to_bytes())


def test_another_charter_for_a_known_arrangement_is_refused(node: Home) -> None:
    Arrangement.objects.update(charter=charter().to_bytes() + b" ")
    with pytest.raises(Refused, match=r"setup\.other-charter"):
        found(node, charter().to_bytes())


def test_a_released_draft_becomes_a_signed_entry_a_body_and_a_record(
    node: Home, coordinator: Actor, own_log: Log
) -> None:
    uid = draft(coordinator)
    released = release.release(coordinator, uid)
    own_log.refresh_from_db()
    row = Entry.objects.get(log=own_log, index=released.index)
    entry = parse_entry(bytes(row.raw))
    assert isinstance(entry, Release)
    assert (entry.record, entry.revision, entry.role, entry.marking) == (uid, 1, "coordinator", "tlp-green")
    assert row.body is not None
    assert open_body(bytes(row.body), entry.body).fields["number"] == "2026-01"
    assert (released.origin, released.leaf) == (own_log.origin, bytes(row.leaf).hex())
    assert Record.objects.get(uid=uid).standing == "planned"
    assert not Draft.objects.exists()


def reader_of(log: Log) -> Any:
    """The files of a log of fewer than 256 entries, as it would be published."""
    rows = list(Entry.objects.filter(log=log).order_by("index"))
    suffix = f"000.p/{len(rows)}"
    files = {
        "checkpoint": bytes(log.checkpoint),
        f"tile/0/{suffix}": b"".join(bytes(row.leaf) for row in rows),
        f"tile/entries/{suffix}": pack_entries([bytes(row.raw) for row in rows]),
        f"bodies/{suffix}": pack_bodies([bytes(row.body) if row.body else None for row in rows]),
    }

    def read(path: str, limit: int) -> bytes:
        if path not in files:
            raise MissingFile(path)
        return files[path]

    return read


def test_what_a_node_appends_verifies_with_nothing_but_its_public_key(
    node: Home, coordinator: Actor, own_log: Log
) -> None:
    release.release_many(coordinator, [draft(coordinator, examples.activity(f"2026-{n}")) for n in range(20)])
    release.release(coordinator, draft(coordinator))
    own_log.refresh_from_db()
    state = LogState.empty(own_log.origin)
    extension = verify_extension(state, reader_of(own_log), signer("north").verifier, charter=charter())
    assert sum(len(bundle) for bundle in extension.new_entries()) == own_log.size == 22


def test_only_coordinators_and_heads_release(
    node: Home, coordinator: Actor, expert: Actor, reader: Actor
) -> None:
    uid = draft(expert)
    for actor in (expert, reader):
        with pytest.raises(Denied, match=r"permission\.denied"):
            release.release(actor, uid)
    assert release.release(coordinator, uid).revision == 1


def test_a_person_with_several_roles_acts_in_the_one_that_is_needed(node: Home, own_log: Log) -> None:
    both = Actor(None, "expert", "Expert", frozenset({"expert", "coordinator"}))
    released = release.release(both, draft(both))
    assert parse_entry(bytes(Entry.objects.get(log=own_log, index=released.index).raw)).role == "coordinator"


def test_an_incomplete_draft_is_refused_with_every_problem_at_once(node: Home, coordinator: Actor) -> None:
    uid = draft(coordinator, {"number": "2026-09", "start": "2026-13"}, marking="tlp-red")
    assert {p.code for p in drafts.problems(uid)} >= {
        "record.missing-field",
        "date.invalid",
        "marking.above-ceiling",
    }
    with pytest.raises(Refused) as refused:
        release.release(coordinator, uid)
    assert codes(refused) >= {"record.missing-field", "date.invalid", "marking.above-ceiling"}
    assert Entry.objects.count() == 1
    assert Draft.objects.filter(uid=uid).exists()


def test_a_release_above_the_ceiling_of_the_arrangement_record_is_refused(
    node: Home, coordinator: Actor
) -> None:
    release.release(
        coordinator, draft(coordinator, examples.arrangement(marking_ceiling="tlp-green"), "arrangement")
    )
    uid = draft(coordinator, marking="tlp-amber")
    with pytest.raises(Refused, match=r"marking\.above-ceiling"):
        release.release(coordinator, uid)


def test_a_stamp_of_a_security_class_is_refused_wherever_it_stands(node: Home, coordinator: Actor) -> None:
    fields = examples.activity(expected=examples.text("See annex.", fi="Asiakirja on TL III."))
    with pytest.raises(Refused) as refused:
        release.release(coordinator, draft(coordinator, fields))
    assert refused.value.where == "expected.fi.text"
    assert codes(refused) == {"marking.classified"}


def test_what_carries_such_a_stamp_is_not_even_kept_as_a_draft(node: Home, coordinator: Actor) -> None:
    uid = draft(coordinator)
    stamped = examples.activity(expected=examples.text("See annex.", fi="Asiakirja on SALAINEN."))
    with pytest.raises(Refused, match=r"marking\.classified"):
        drafts.save(coordinator, uid, stamped, version=1)
    with pytest.raises(Refused, match=r"marking\.classified"):
        draft(coordinator, stamped)
    assert [one.fields for one in Draft.objects.all()] == [examples.activity()]


@pytest.mark.parametrize(
    ("strange", "code"),
    [
        ({"sides": [{"party": "north", "participants": -1}]}, "record.too-small"),
        (
            {"costs": [{"party": "north", "amount": -1, "currency": "EUR", "payer": "host"}]},
            "record.too-small",
        ),
        (
            {"costs": [{"party": "north", "amount": 1, "currency": "euro", "payer": "host"}]},
            "record.wrong-form",
        ),
        ({"title": examples.text("Seminar \u202e6202")}, "text.control-character"),
        ({"place": examples.text("Astana \u2066")}, "text.control-character"),
    ],
)
def test_numbers_below_nothing_and_marks_that_hide_what_is_signed_are_refused(
    node: Home, coordinator: Actor, strange: dict[str, Any], code: str
) -> None:
    with pytest.raises(Refused) as refused:
        release.release(coordinator, draft(coordinator, examples.activity(**strange)))
    assert codes(refused) == {code}


def test_a_party_that_the_charter_does_not_name_is_refused_wherever_it_stands(
    node: Home, coordinator: Actor
) -> None:
    fields = examples.activity(host="zz", sides=[{"party": "north"}, {"party": "yy"}])
    with pytest.raises(Refused) as refused:
        release.release(coordinator, draft(coordinator, fields))
    assert codes(refused) == {"record.not-a-party"}
    assert [problem.where for problem in refused.value.problems] == ["host", "sides[2].party"]


def test_an_illegal_transition_is_refused_and_a_legal_one_is_not(node: Home, coordinator: Actor) -> None:
    uid = draft(coordinator)
    release.release(coordinator, uid)
    drafts.start_revision(coordinator, uid)
    drafts.save(coordinator, uid, examples.activity(state="closed"), version=1)
    with pytest.raises(Refused, match=r"record\.illegal-transition"):
        release.release(coordinator, uid)
    drafts.save(coordinator, uid, examples.activity(state="confirmed"), version=2)
    assert release.release(coordinator, uid).revision == 2


def test_a_body_above_its_limit_is_refused(node: Home, coordinator: Actor) -> None:
    long = {f"{a}{b}": {"text": "x" * 20_000} for a in "abcdefgh" for b in "abcdefgh"}
    with pytest.raises(SiltaError, match=r"ledger\.too-large"):
        draft(coordinator, examples.activity(expected=long))


def test_a_reference_to_something_unreleased_is_refused_unless_both_go_together(
    node: Home, coordinator: Actor
) -> None:
    gap = draft(coordinator, examples.gap(), "gap")
    item = draft(coordinator, examples.roadmap_item(gap), "roadmap-item")
    with pytest.raises(Refused, match=r"record\.target-not-released"):
        release.release(coordinator, item)
    assert [r.uid for r in release.release_many(coordinator, [item, gap])] == [item, gap]


def test_a_reference_to_a_record_of_another_kind_is_refused(node: Home, coordinator: Actor) -> None:
    first = draft(coordinator)
    release.release(coordinator, first)
    with pytest.raises(Refused, match=r"record\.target-of-other-kind"):
        release.release(coordinator, draft(coordinator, examples.roadmap_item(first), "roadmap-item"))


def test_a_frozen_reference_must_name_the_leaf_that_is_held(node: Home, coordinator: Actor) -> None:
    first = release.release(coordinator, draft(coordinator))
    frozen = {"record": first.uid, "revision": 1, "leaf": "f" * 64}
    wrong = draft(coordinator, examples.programme(frozen), "programme")
    with pytest.raises(Refused, match=r"record\.target-leaf-unknown"):
        release.release(coordinator, wrong)
    right = examples.programme(frozen | {"leaf": first.leaf})
    assert release.release(coordinator, draft(coordinator, right, "programme")).revision == 1


def test_one_bad_draft_among_many_stops_all_of_them_and_is_named(node: Home, coordinator: Actor) -> None:
    good, bad = draft(coordinator), draft(coordinator, {"number": "2026-02"})
    with pytest.raises(Refused) as refused:
        release.release_many(coordinator, [good, bad])
    assert all(problem.where.startswith(bad) for problem in refused.value.problems)
    assert Entry.objects.count() == 1
    assert Draft.objects.count() == 2


def test_nothing_is_released_under_a_suspended_arrangement_but_its_resumption(
    node: Home, coordinator: Actor
) -> None:
    fields = examples.arrangement()
    uid = draft(coordinator, fields, "arrangement")
    release.release(coordinator, uid)
    said = release.release(coordinator, draft(coordinator)).uid
    suspended = fields | {"state": "suspended", "reason": examples.text("Review of cooperation.")}
    drafts.start_revision(coordinator, uid)
    drafts.save(coordinator, uid, suspended, version=None)
    with pytest.raises(Denied):
        release.release(coordinator, uid)
    release.release(Actor.operator("head"), uid)
    with pytest.raises(Refused, match=r"release\.suspended"):
        release.release(coordinator, draft(coordinator))
    with pytest.raises(Refused, match=r"release\.suspended"):
        release.withdraw(coordinator, said, "mistake")
    with pytest.raises(Refused, match=r"release\.suspended"):
        release.erase(coordinator, uid, 2, "mistake")
    release.erase(coordinator, said, 1, "personal-data")
    drafts.start_revision(coordinator, uid)
    drafts.save(coordinator, uid, fields, version=None)
    with pytest.raises(Denied):
        release.release(coordinator, uid)
    assert release.release(Actor.operator("head"), uid).revision == 3


def test_a_frozen_log_signs_nothing(node: Home, coordinator: Actor) -> None:
    uid = draft(coordinator)
    Log.objects.filter(is_own=True).update(frozen_code="ledger.fork")
    with pytest.raises(Refused, match=r"log\.frozen"):
        release.release(coordinator, uid)


def test_what_we_hold_of_a_partner_is_anchored_once_before_we_speak(
    node: Home, coordinator: Actor, own_log: Log, south: Partner
) -> None:
    south.deliver()
    release.release(coordinator, draft(coordinator))
    release.release(coordinator, draft(coordinator))
    entries = [parse_entry(bytes(row.raw)) for row in Entry.objects.filter(log=own_log).order_by("index")]
    anchors = [entry for entry in entries if isinstance(entry, Anchor)]
    assert [(anchor.origin, anchor.size) for anchor in anchors] == [(south.origin, 1)]
    assert entries.index(anchors[0]) == 1


def test_an_unknown_draft_is_not_released(node: Home, coordinator: Actor) -> None:
    for uid in ("019baf5e-2ac0-7000-8000-000000000001", "no id at all"):
        with pytest.raises(NotFound, match=r"draft\.unknown"):
            release.release(coordinator, uid)


def test_a_damaged_key_leaves_no_trace_in_the_log(node: Home, coordinator: Actor) -> None:
    uid = draft(coordinator)
    (node.path / "keys" / "log.seed").write_text("not a seed")
    with pytest.raises(SiltaError, match=r"home\.bad-seed"):
        release.release(coordinator, uid)
    assert (Entry.objects.count(), Record.objects.count(), Draft.objects.count()) == (1, 0, 1)


@pytest.mark.django_db(transaction=True)
def test_people_who_release_at_once_each_get_an_entry_of_their_own(node: Home, coordinator: Actor) -> None:
    uids = [draft(coordinator, examples.activity(f"2026-{n}")) for n in range(8)]
    indices: list[int] = []

    def release_some(mine: list[str]) -> None:
        try:
            indices.extend(release.release(coordinator, uid).index for uid in mine)
        finally:
            connection.close()

    threads = [threading.Thread(target=release_some, args=(uids[i::2],)) for i in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(indices) == list(range(1, 9))
    log = Log.objects.get(is_own=True)
    extension = verify_extension(LogState.empty(log.origin), reader_of(log), signer("north").verifier)
    assert extension.edge.size == 9
