"""The projection: the same rows whatever the order in which logs arrive, and from a rebuild."""

from __future__ import annotations

import random
import threading
import time
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction

from silta.ledger.bodies import seal
from silta.ledger.entries import Erase
from silta.ledger.extension import VerifiedEntry
from silta.node import projection
from silta.node.actions.actor import Actor
from silta.node.actions.release import respond
from silta.node.home import Home
from silta.node.models import Anchor, Entry, Log, Record, Reference, Response, Revision
from silta.node.projection.standings import LEANING, first_standing, parties_of
from silta.node.queries import records
from silta.records.computed import computed_state
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, Teller, interleave, record_id, store

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def test_a_response_may_arrive_before_the_record_that_it_answers(node: Home, south: Partner) -> None:
    north = Teller("north")
    target = north.release(record_id(1), "programme", examples.programme())
    south.respond(north.origin, target, "agree")
    south.deliver()
    assert not Record.objects.exists()
    store(Log.objects.get(is_own=True), north.said[1:])
    assert Record.objects.get().standing == "agreed-by-some"


def test_a_response_to_another_index_with_the_right_leaf_counts_and_to_a_wrong_leaf_does_not(
    node: Home, south: Partner
) -> None:
    target = south.release(record_id(1), "programme", examples.programme())
    south.respond(south.origin, target, "agree", leaf="0" * 64)
    south.deliver()
    assert Record.objects.get().standing == "proposed"


def test_references_follow_the_latest_revision(node: Home, south: Partner) -> None:
    south.release(record_id(1), "gap", examples.gap(record_id(7), record_id(8)))
    south.deliver()
    assert Reference.objects.count() == 2
    south.release(record_id(1), "gap", examples.gap(record_id(9)), 2)
    south.deliver()
    assert [str(r.target_uid) for r in Reference.objects.all()] == [record_id(9)]


def test_a_revision_and_its_record_come_in_one_batch_or_in_two_alike(node: Home, south: Partner) -> None:
    for n in range(3):
        south.release(record_id(1), "activity", examples.activity(f"2026-0{n}"), n + 1)
    south.deliver()
    record = Record.objects.get()
    assert (record.number, record.revision_number, record.revisions.count()) == ("2026-02", 3, 3)


def test_rebuilding_gives_the_same_digest_and_touches_no_entry(node: Home) -> None:
    clear()
    story = told(random.Random(1), 60)
    for origin, batch in interleave(random.Random(2), story):
        store(Log.objects.get(origin=origin), batch)
    before, raw = projection.digest(), list(Entry.objects.order_by("pk").values_list("raw", "body"))
    assert projection.rebuild() == (before, before)
    assert projection.digest() == before
    assert [[bytes(x) if x else None for x in row] for row in raw] == [
        [bytes(x) if x else None for x in row]
        for row in Entry.objects.order_by("pk").values_list("raw", "body")
    ]


def test_a_changed_row_changes_the_digest_and_a_rebuild_mends_it(node: Home, south: Partner) -> None:
    south.release(record_id(1), "activity", examples.activity())
    south.deliver()
    good = projection.digest()
    Record.objects.update(number="forged")
    assert projection.digest() != good
    assert projection.rebuild().after == good


@pytest.mark.parametrize("number", range(5))
def test_the_order_in_which_logs_arrive_does_not_matter(node: Home, number: int) -> None:
    clear()
    story = told(random.Random(number), 45)
    digests = set()
    for attempt in range(3):
        clear()
        known = {origin: forget(said) if attempt % 2 else said for origin, said in story.items()}
        for origin, batch in interleave(random.Random(100 * number + attempt), known):
            store(Log.objects.get(origin=origin), batch)
        digests.add(projection.digest())
    digests.add(projection.rebuild().after)
    assert len(digests) == 1
    compare_standings()


@pytest.mark.parametrize("number", range(3))
def test_states_that_hang_on_records_of_the_other_log_do_not_depend_on_which_came_first(
    node: Home, number: int
) -> None:
    digests = set()
    for attempt in range(4):
        clear()
        for origin, batch in interleave(random.Random(10 * number + attempt), advised(random.Random(number))):
            store(Log.objects.get(origin=origin), batch)
        compare_standings()
        digests.add(projection.digest())
    digests.add(projection.rebuild().after)
    assert len(digests) == 1


@pytest.mark.django_db(transaction=True)
def test_two_parties_that_agree_at_the_same_moment_bring_a_text_into_force(
    node: Home, south: Partner, head: Actor
) -> None:
    text = south.release(record_id(1), "programme", examples.programme())
    south.deliver()
    south.respond(south.origin, text, "agree")

    def agree() -> None:
        try:
            respond(
                head,
                target_origin=south.origin,
                target_index=text.index,
                target_leaf=text.leaf.hex(),
                verdict="agree",
            )
        finally:
            connection.close()

    ours = threading.Thread(target=agree)
    with transaction.atomic():
        south.deliver()
        ours.start()
        while connection.vendor == "postgresql" and ours.is_alive() and not somebody_waits():
            time.sleep(0.01)
    ours.join()
    assert Record.objects.get().standing == "in-force"


def somebody_waits() -> bool:
    """Whether a transaction waits for another one's lock. SQLite lets one write at a time anyway."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return bool(cursor.fetchone()[0])


def advised(chance: random.Random) -> dict[str, list[VerifiedEntry]]:
    """Questions, advice that changes its mind about which it answers, responses, indicators, results and withdrawals."""
    north, south = Teller("north"), Teller("south")
    asked = [record_id(n) for n in (1, 2, 3)]
    for n, uid in enumerate(asked):
        said = north.release(uid, "consultation", examples.consultation(f"C{n}"))
        if chance.random() < 0.5:
            south.respond(north.origin, said, chance.choice(["agree", "object"]))
    for n in range(12):
        uid, target = record_id(10 + n % 4), chance.choice(asked)
        state = chance.choice(["in-preparation", "issued"])
        south.release(uid, "advice", examples.advice(target, state=state), n // 4 + 1)
        response = examples.advice_response(
            uid, verdict=chance.choice(["adopted", "deferred", "not-adopted"])
        )
        chance.choice([north, south]).release(record_id(30 + n), "advice-response", response)
        measured = examples.indicator(target=str(chance.randint(1, 20)))
        north.release(record_id(50), "indicator", measured, n + 1)
        result = examples.result(record_id(50), year=2026 + n % 4, actual=str(chance.randint(0, 20)))
        south.release(record_id(60 + n), "result", result)
    south.withdraw(record_id(10), 3)
    south.withdraw(record_id(63), 1)
    return {teller.origin: teller.said for teller in (north, south)}


def clear() -> None:
    """Forget everything that was said, in all logs."""
    for model in (Reference, Revision, Response, Anchor, Record, Entry):
        model.objects.all().delete()
    Log.objects.update(size=0, edge=b"", checkpoint=b"", opened_at="")


def compare_standings() -> None:
    """Every stored standing is what the pure rule says of the whole record."""
    parties, snapshot = parties_of(ARRANGEMENT), records.snapshot(ARRANGEMENT)
    for uid, view in snapshot.records.items():
        row = Record.objects.get(uid=uid, party=view.party)
        assert row.standing == computed_state(view, parties, date.min, among=snapshot.records), uid
        if not view.responses and view.kind not in LEANING:
            assert row.standing == first_standing(vars(row))


def told(chance: random.Random, count: int) -> dict[str, list[VerifiedEntry]]:
    """Two logs in which much happens, sensible or not, each knowing all of the other."""
    tellers = [Teller("north"), Teller("south")]
    releases: list[tuple[Teller, VerifiedEntry, str, str]] = []
    revisions: dict[tuple[str, str], int] = {}
    for _ in range(count):
        teller = chance.choice(tellers)
        deed = chance.choice(["new", "new", "revise", "answer", "answer", "withdraw", "erase", "odd"])
        if deed == "new" or not releases:
            uid = record_id(chance.randint(1, 12))  # sometimes one that is taken, by either party
            kind = chance.choice(["activity", "programme", "mapping", "action", "priority", "future-kind"])
            _release(chance, teller, uid, kind, releases, revisions)
        elif deed == "revise":
            by, _, uid, kind = chance.choice(releases)
            _release(chance, by, uid, kind, releases, revisions)
        elif deed == "answer":
            by, target, _, _ = chance.choice(releases)
            teller.respond(by.origin, target, chance.choice(["agree", "object", "comment"]))
        elif deed == "withdraw":
            by, _, uid, _ = chance.choice(releases)
            by.withdraw(uid, chance.randint(1, 2))
        elif deed == "erase":
            teller.erase(chance.randint(0, len(teller.said)))
        else:
            teller.release_bytes(record_id(chance.randint(1, 12)), "activity", b"no body at all")
    return {teller.origin: teller.said for teller in tellers}


def _release(
    chance: random.Random,
    teller: Teller,
    uid: str,
    kind: str,
    releases: list[Any],
    revisions: dict[tuple[str, str], int],
) -> None:
    number = revisions.get((teller.party, uid), 0) + chance.choice([1, 1, 1, 0, 5])
    revisions[teller.party, uid] = number
    fields = {
        "activity": examples.activity(state=chance.choice(["planned", "held"])),
        "programme": examples.programme(),
        "mapping": examples.mapping(record_id(chance.randint(1, 12))),
        "action": examples.action(state=chance.choice(["open", "done"]), evidence=examples.text("Letter.")),
        "priority": examples.priority(years=[chance.randint(2024, 2030)]),
    }.get(kind, {"whatever": [1, {"deep": "text"}]})
    if chance.random() < 0.2:
        fields = fields | {"surprise": 1, "title": 7}
    time = f"2026-01-{chance.randint(10, 28)}T00:00:00Z"
    body = seal(kind, chance.choice([1, 2]), fields, chance.randbytes(16))
    entry = teller.release_bytes(uid, kind, body, max(number, 1), time=time)
    releases.append((teller, entry, uid, kind))


def forget(said: list[VerifiedEntry]) -> list[VerifiedEntry]:
    """The entries without the bodies that their party erased: what a node gets that asks for the first time today."""
    gone = {e.entry.index for e in said if isinstance(e.entry, Erase)}
    return [replace(entry, body=None) if entry.index in gone else entry for entry in said]
