"""Taking over what a partner published: the same for a folder, an address and a sealed file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from silta.ledger.bodies import digest, seal
from silta.ledger.checkpoints import cosign
from silta.ledger.entries import Release
from silta.ledger.extension import VerifiedEntry
from silta.ledger.layout import blob_path, receipt_path
from silta.ledger.receipts import open_receipt
from silta.node import projection
from silta.node.actions import drafts, release
from silta.node.actor import Actor
from silta.node.errors import Denied
from silta.node.exchange import mirror
from silta.node.exchange.mirror import SyncResult, sync
from silta.node.exchange.sources import Source
from silta.node.home import Home
from silta.node.models import Anchor, Blob, Entry, Log, Receipt, Record, Response, Revision
from silta.node.queries.records import record_for_tools
from silta.words.errors import SiltaError
from tests.ledger.publisher import (
    ARRANGEMENT,
    TIME,
    UNIX_TIME,
    Files,
    SimulatedParty,
    charter,
    publish,
    record_id,
)
from tests.node import examples
from tests.node.exchange.offering import as_party, codes, flip, small

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

Offer = Callable[[Files], Source]
SOUTH = f"silta/{ARRANGEMENT}/south"
FOLDER = f"{ARRANGEMENT}/south/"


def held(log: Log) -> list[bytes]:
    return [bytes(raw) for raw in log.entries.order_by("index").values_list("raw", flat=True)]


def test_everything_new_is_taken_over_once(
    offer: Offer, south: SimulatedParty, copy: Log, coordinator: Actor
) -> None:
    source = offer(publish(south))
    assert sync(source, coordinator) == [SyncResult(SOUTH, 0, 300)]
    assert sync(source, coordinator) == [SyncResult(SOUTH, 300, 300)]
    assert held(copy) == south.entries
    assert Record.objects.filter(log=copy).count() == 299
    copy.refresh_from_db()
    assert bytes(copy.checkpoint) == south.note()
    assert copy.checked_at is not None


def test_only_those_who_may_exchange_do(offer: Offer, copy: Log, reader: Actor) -> None:
    with pytest.raises(Denied):
        sync(offer(publish(small(1))), reader)


def test_one_byte_changed_anywhere_is_refused_and_nothing_of_it_is_kept(
    offer: Offer, south: SimulatedParty, copy: Log, coordinator: Actor
) -> None:
    good = publish(south)
    checked = [
        path for path in good if path.startswith(FOLDER) and "blob" not in path and "tile/1/" not in path
    ]
    assert len(checked) == 7
    for path in checked:
        (result,) = sync(offer(good | {path: flip(good[path], len(good[path]) // 2)}), coordinator)
        assert (result.before, result.after) == (0, 0)
        assert [problem.where for problem in result.problems] in ([path.removeprefix(FOLDER)], ["checkpoint"])
        assert not Entry.objects.filter(log=copy).exists()
        copy.refresh_from_db()
        assert copy.frozen_code == result.problems[0].code


def test_a_frozen_channel_thaws_when_a_good_copy_verifies(
    offer: Offer, south: SimulatedParty, copy: Log, coordinator: Actor
) -> None:
    good = publish(south)
    path = f"{FOLDER}bodies/000"
    assert codes(sync(offer(good | {path: flip(good[path], 9000)}), coordinator)) == ["ledger.bad-body"]
    copy.refresh_from_db()
    assert (copy.frozen_code, copy.frozen_where) == ("ledger.bad-body", "bodies/000")
    assert codes(sync(offer(good), coordinator)) == []
    copy.refresh_from_db()
    assert (copy.frozen_code, copy.size, bytes(copy.evidence_offered)) == ("", 300, b"")


def test_a_missing_tile_is_told_and_freezes_nothing(
    offer: Offer, south: SimulatedParty, copy: Log, coordinator: Actor
) -> None:
    good = publish(south)
    for path in (f"{FOLDER}tile/0/000", f"{FOLDER}tile/entries/001.p/44", f"{FOLDER}bodies/000"):
        lacking = {name: raw for name, raw in good.items() if name != path}
        (result,) = sync(offer(lacking), coordinator)
        assert [(p.code, p.where) for p in result.problems] == [
            ("ledger.missing-file", path.removeprefix(FOLDER))
        ]
    copy.refresh_from_db()
    assert (copy.frozen_code, copy.size) == ("", 0)


def test_a_log_that_is_not_offered_is_not_spoken_of(offer: Offer, node: Home, coordinator: Actor) -> None:
    north = SimulatedParty("north", charter())
    assert sync(offer(publish(as_party(Log.objects.get(is_own=True)))), coordinator) == []
    assert north.party == node.party


def test_a_rollback_freezes_the_channel_and_a_newer_log_thaws_it(
    offer: Offer, copy: Log, coordinator: Actor
) -> None:
    party = small(1, 2)
    older = publish(small(1))
    sync(offer(publish(party)), coordinator)
    assert codes(sync(offer(older), coordinator)) == ["ledger.rollback"]
    copy.refresh_from_db()
    assert (copy.frozen_code, bytes(copy.evidence_held)) == ("ledger.rollback", party.note())
    assert bytes(copy.evidence_offered) == small(1).note()
    party.release(3)
    assert sync(offer(publish(party)), coordinator) == [SyncResult(SOUTH, 3, 4)]
    copy.refresh_from_db()
    assert copy.frozen_code == ""


@pytest.mark.parametrize("other", [(1, 9), (1, 9, 10)])
def test_a_fork_stays_frozen_with_both_notes_until_a_person_deals_with_it(
    offer: Offer, copy: Log, coordinator: Actor, other: Sequence[int]
) -> None:
    party = small(1, 2)
    sync(offer(publish(party)), coordinator)
    assert codes(sync(offer(publish(small(*other))), coordinator)) == ["ledger.fork"]
    copy.refresh_from_db()
    assert copy.frozen_code == "ledger.fork"
    assert (bytes(copy.evidence_held), bytes(copy.evidence_offered)) == (party.note(), small(*other).note())
    assert codes(sync(offer(publish(party)), coordinator)) == ["exchange.frozen"]
    assert held(copy) == party.entries


def test_another_charter_is_refused(
    offer: Offer, south: SimulatedParty, copy: Log, coordinator: Actor
) -> None:
    files = publish(south) | {f"{ARRANGEMENT}/charter.json": charter("north", "south", "west").to_bytes()}
    assert codes(sync(offer(files), coordinator)) == ["exchange.other-charter"]
    assert not held(copy)


def test_an_offer_of_nothing_that_is_shared_is_refused(offer: Offer, node: Home, coordinator: Actor) -> None:
    with pytest.raises(SiltaError, match=r"exchange\.nothing-shared"):
        sync(offer({}), coordinator)


def test_kinds_of_a_newer_partner_are_kept_as_they_came(offer: Offer, copy: Log, coordinator: Actor) -> None:
    party = small()
    body = seal("starship", 7, {"warp": {"deep": [1, 2]}}, b"s" * 16)
    entry = Release(
        time=TIME, role="coordinator", record=record_id(1), kind="starship", revision=1,
        body=digest(body), body_size=len(body), marking="public",
    )  # fmt: skip
    party.append_all([(entry, body)])
    assert codes(sync(offer(publish(party)), coordinator)) == []
    assert Record.objects.get(log=copy).kind == "starship"
    assert bytes(copy.entries.get(index=1).body or b"") == body
    assert "warp" in record_for_tools(record_id(1))["odd"]


def test_an_answer_to_another_leaf_counts_for_nothing(
    offer: Offer, node: Home, copy: Log, coordinator: Actor
) -> None:
    ours = release.release(
        coordinator, drafts.create(coordinator, ARRANGEMENT, "crosswalk", examples.crosswalk())
    )
    mapping = drafts.create(coordinator, ARRANGEMENT, "mapping", examples.mapping(ours.uid))
    said = release.release(coordinator, mapping)
    party, north = small(), as_party(Log.objects.get(is_own=True))
    north.entries[said.index] += b" "
    party.respond(north, said.index, "agree")
    assert codes(sync(offer(publish(party)), coordinator)) == []
    assert Response.objects.get(log=copy).target_leaf != said.leaf
    assert Record.objects.get(uid=said.uid).leaf == said.leaf
    assert record_for_tools(said.uid)["state"] == "self-rated"


def test_an_interrupted_exchange_goes_on_where_it_stopped(
    offer: Offer, south: SimulatedParty, copy: Log, coordinator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    south.release_many(range(300, 700))
    monkeypatch.setattr(mirror, "BUNDLES_A_TRANSACTION", 1)
    original, calls = projection.apply, iter(range(10))

    def breaks_off(log: Log, entries: Sequence[VerifiedEntry]) -> Any:
        if next(calls) == 2:
            raise RuntimeError("the power went off")
        return original(log, entries)

    with monkeypatch.context() as patched:
        patched.setattr(mirror, "apply", breaks_off)
        with pytest.raises(RuntimeError):
            sync(offer(publish(south)), coordinator)
    copy.refresh_from_db()
    assert (copy.size, bytes(copy.checkpoint)) == (512, b"")
    assert len(held(copy)) == 512
    assert sync(offer(publish(south)), coordinator) == [SyncResult(SOUTH, 0, 700)]
    assert held(copy) == south.entries
    assert len(set(projection.rebuild())) == 1


def test_two_exchanges_at_once_refuse_each_other(
    offer: Offer, south: SimulatedParty, copy: Log, coordinator: Actor
) -> None:
    source = offer(publish(south))
    inner: list[list[SyncResult]] = []

    class Slow:
        name = "slow"

        def __call__(self, path: str, limit: int) -> bytes:
            if path.endswith("bodies/000") and not inner:
                inner.append(sync(source, coordinator))
            return source(path, limit)

    with pytest.raises(SiltaError, match=r"exchange\.already-running"):
        sync(Slow(), coordinator)
    assert inner == [[SyncResult(SOUTH, 0, 300)]]
    assert held(copy) == south.entries


def test_receipts_go_both_ways(offer: Offer, node: Home, copy: Log, coordinator: Actor) -> None:
    party, own = small(1), Log.objects.get(is_own=True)
    party.receipts[receipt_path("north")] = cosign(bytes(own.checkpoint), party.cosigner, UNIX_TIME)
    assert codes(sync(offer(publish(party)), coordinator)) == []
    given = Receipt.objects.get(log=copy, holder="north")
    known = charter()
    signed = open_receipt(bytes(given.note), known.verifier("south"), known.cosigner("north"))
    assert (given.size, signed.checkpoint.size) == (2, 2)
    assert Receipt.objects.get(log=own, holder="south").size == 1


@pytest.mark.parametrize("harm", ["flipped", "of another party"])
def test_a_wrong_receipt_is_told_and_not_kept(
    offer: Offer, node: Home, coordinator: Actor, harm: str
) -> None:
    party, own = small(1), Log.objects.get(is_own=True)
    good = cosign(bytes(own.checkpoint), party.cosigner, UNIX_TIME)
    harmed = flip(good, len(good) - 9) if harm == "flipped" else bytes(own.checkpoint)
    party.receipts[receipt_path("north")] = harmed
    assert len(codes(sync(offer(publish(party)), coordinator))) == 1
    assert not Receipt.objects.filter(log=own).exists()


def test_the_next_thing_we_say_anchors_what_we_hold(
    offer: Offer, node: Home, copy: Log, coordinator: Actor
) -> None:
    sync(offer(publish(small(1, 2))), coordinator)
    release.release(coordinator, drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity()))
    anchor = Anchor.objects.get()
    assert (anchor.origin, anchor.size) == (SOUTH, 3)


def test_erasures_travel_and_take_the_attachment_along(
    offer: Offer, node: Home, copy: Log, coordinator: Actor, django_capture_on_commit_callbacks: Any
) -> None:
    party = small()
    party.release(1, files=[b"Names of people\n"])
    sync(offer(publish(party)), coordinator)
    kept = node.blob_path(digest(b"Names of people\n"))
    assert kept.read_bytes() == b"Names of people\n"
    party.erase(1)
    del party.blobs[blob_path(digest(b"Names of people\n"))]
    with django_capture_on_commit_callbacks(execute=True):
        assert codes(sync(offer(publish(party)), coordinator)) == []
    assert copy.entries.get(index=1).body is None
    assert Revision.objects.get(record__log=copy).fields is None
    assert not kept.exists()


def test_attachments_are_fetched_and_checked_and_asked_for_again(
    offer: Offer, node: Home, copy: Log, coordinator: Actor
) -> None:
    party = small()
    party.release(1, files=[b"Agenda\n"])
    path = FOLDER + blob_path(digest(b"Agenda\n"))
    good = publish(party)
    for harmed, code in (
        (good | {path: b"Agendb\n"}, "ledger.bad-blob"),
        (good | {path: b"Agenda\n and more"}, "ledger.bad-blob"),
        ({name: raw for name, raw in good.items() if name != path}, "ledger.missing-file"),
    ):
        assert codes(sync(offer(harmed), coordinator)) == [code]
        assert not node.blob_path(digest(b"Agenda\n")).exists()
    copy.refresh_from_db()
    assert (copy.frozen_code, copy.size) == ("", 2)
    assert codes(sync(offer(good), coordinator)) == []
    assert node.blob_path(digest(b"Agenda\n")).read_bytes() == b"Agenda\n"
    assert Blob.objects.get().name == "note 1.txt"
