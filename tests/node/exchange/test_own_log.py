"""What partners hold of our own log: a restored backup is noticed and mended, a second history never taken."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256

import pytest

from silta.node.actions import drafts, release
from silta.node.actor import Actor
from silta.node.errors import Refused
from silta.node.exchange.mirror import SyncResult, recover, sync
from silta.node.exchange.sources import Source
from silta.node.home import Home
from silta.node.models import Log, Record
from tests.ledger.publisher import ARRANGEMENT, Files, SimulatedParty, charter, publish
from tests.node import examples
from tests.node.exchange.offering import as_party, codes, small

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

Offer = Callable[[Files], Source]


def test_a_restored_backup_learns_from_its_partner_that_it_is_behind_and_signs_no_more(
    offer: Offer, node: Home, coordinator: Actor
) -> None:
    own = Log.objects.get(is_own=True)
    longer = as_party(own)
    longer.release(50)
    results = sync(offer(publish(small(1), longer)), coordinator)
    assert codes(results) == ["exchange.own-log-behind"]
    uid = drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity())
    with pytest.raises(Refused, match=r"log\.behind"):
        release.release(coordinator, uid)
    own.refresh_from_db()
    assert (own.size, bytes(own.evidence_offered)) == (1, longer.note())


def test_what_a_restored_backup_lacks_comes_back_from_a_partner_and_it_signs_again(
    offer: Offer, node: Home, coordinator: Actor
) -> None:
    longer = as_party(Log.objects.get(is_own=True))
    longer.release(50, files=[b"Agenda\n"])
    offered = offer(publish(small(1), longer))
    sync(offered, coordinator)
    assert recover(offered, coordinator) == [SyncResult(Log.objects.get(is_own=True).origin, 1, 2)]
    own = Log.objects.get(is_own=True)
    assert (own.frozen_code, bytes(own.checkpoint)) == ("", longer.note())
    assert Record.objects.filter(log=own).count() == 1
    assert node.blob_path(sha256(b"Agenda\n").hexdigest()).is_file()
    release.release(coordinator, drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity()))
    own.refresh_from_db()
    assert own.size == 4  # what was released, and the anchor of what is held of the partner


def test_a_copy_of_our_log_that_is_shorter_than_what_was_shown_thaws_nothing(
    offer: Offer, node: Home, coordinator: Actor
) -> None:
    longer = as_party(Log.objects.get(is_own=True))
    shorter = as_party(Log.objects.get(is_own=True))
    longer.release_many(range(50, 53))
    shorter.release(50)
    sync(offer(publish(small(1), longer)), coordinator)
    assert codes(recover(offer(publish(small(1), shorter)), coordinator)) == ["exchange.own-log-behind"]
    assert recover(offer(publish(small(1))), coordinator) == []
    own = Log.objects.get(is_own=True)
    assert (own.size, own.frozen_code) == (1, "exchange.own-log-behind")


def test_another_history_under_our_own_key_is_never_taken_back(
    offer: Offer, node: Home, coordinator: Actor
) -> None:
    other = as_party(Log.objects.get(is_own=True))
    other.release_many(range(60, 63))
    release.release(coordinator, drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity()))
    size = Log.objects.get(is_own=True).size
    offered = offer(publish(small(1), other))
    assert codes(recover(offered, coordinator)) == ["ledger.fork"]
    sync(offered, coordinator)
    assert codes(recover(offered, coordinator)) == ["exchange.frozen"]
    assert Log.objects.get(is_own=True).size == size


def test_a_receipt_alone_tells_that_our_log_is_behind(offer: Offer, node: Home, coordinator: Actor) -> None:
    own = Log.objects.get(is_own=True)
    longer, party = as_party(own), small(1)
    longer.release(50)
    party.give_receipt(longer)
    assert codes(sync(offer(publish(party)), coordinator)) == ["exchange.own-log-behind"]
    own.refresh_from_db()
    assert own.frozen_code == "exchange.own-log-behind"


def test_another_history_under_our_own_key_freezes_our_log(
    offer: Offer, node: Home, coordinator: Actor
) -> None:
    own = Log.objects.get(is_own=True)
    release.release(coordinator, drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity()))
    other = as_party(own)
    del other.entries[1:], other.bodies[1:]
    again = SimulatedParty("north", charter())
    again.edge, again.tiles, again.entries, again.bodies = type(again.edge).empty(), [], [], []
    again.append_raw(zip(other.entries, other.bodies, strict=True))
    again.release_many(range(60, 63))
    assert codes(sync(offer(publish(small(1), again)), coordinator)) == ["ledger.fork"]
    own.refresh_from_db()
    assert own.frozen_code == "ledger.fork"


def test_an_older_copy_of_our_log_at_the_partners_is_no_matter(
    offer: Offer, node: Home, coordinator: Actor
) -> None:
    older = as_party(Log.objects.get(is_own=True))
    release.release(coordinator, drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity()))
    assert codes(sync(offer(publish(small(1), older)), coordinator)) == []
    assert Log.objects.get(is_own=True).frozen_code == ""
