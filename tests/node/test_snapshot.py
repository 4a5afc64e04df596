"""Snapshots: what the logs said at given sizes, exactly."""

from __future__ import annotations

import pytest

from silta.ledger.merkle import tree_root
from silta.ledger.notes import encode_base64
from silta.node.errors import NotFound
from silta.node.home import Home
from silta.node.models import Log
from silta.node.queries.records import snapshot
from tests.node import examples
from tests.node.partner import ARRANGEMENT, Partner, Teller, record_id, store

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def test_a_snapshot_of_the_past_holds_what_was_said_then_and_no_more(node: Home, south: Partner) -> None:
    north = Teller("north")
    first = south.release(record_id(1), "programme", examples.programme())
    south.release(record_id(1), "programme", examples.programme(year=2027), 2)
    south.withdraw(record_id(1), 2)
    south.release(record_id(2), "activity", examples.activity())
    south.deliver()
    north.respond(south.origin, first, "agree")
    north.respond(south.origin, first, "comment")
    store(Log.objects.get(is_own=True), north.said[1:])

    def at(south_size: int, north_size: int) -> object:
        return snapshot(ARRANGEMENT, {south.origin: south_size, north.origin: north_size})

    def seen(south_size: int, north_size: int) -> tuple[int, int, bool]:
        record = at(south_size, north_size).records[record_id(1)]  # type: ignore[attr-defined]  # a snapshot
        return len(record.revisions), len(record.responses), record.withdrawn

    assert at(1, 1).records == {}  # type: ignore[attr-defined]  # as above
    assert seen(2, 1) == (1, 0, False)
    assert seen(2, 2) == (1, 1, False)
    assert seen(3, 3) == (2, 2, False)
    assert seen(4, 1) == (2, 0, True)
    now = snapshot(ARRANGEMENT)
    assert now == at(5, 3)
    assert [record.id for record in now.of_kind("activity")] == [record_id(2)]


def test_the_sources_of_a_snapshot_name_size_and_root_of_each_log(node: Home, south: Partner) -> None:
    for n in range(5):
        south.release(record_id(n), "activity", examples.activity())
    south.deliver()
    sources = snapshot(ARRANGEMENT, {south.origin: 4}).sources
    root = encode_base64(tree_root([entry.leaf for entry in south.said[:4]]))
    assert [(s.origin, s.size, s.root) for s in sources] == [(south.origin, 4, root)]
    assert [source.size for source in snapshot(ARRANGEMENT).sources] == [1, 6]


def test_a_size_that_was_never_reached_is_refused(node: Home, south: Partner) -> None:
    for sizes in ({south.origin: 1}, {"silta/elsewhere/x": 1}, {south.origin: -1}):
        with pytest.raises(NotFound, match=r"snapshot\.not-held"):
            snapshot(ARRANGEMENT, sizes)
    with pytest.raises(NotFound, match=r"arrangement\.unknown"):
        snapshot("elsewhere")


def test_parties_come_in_the_order_of_the_charter(node: Home) -> None:
    assert [party.code for party in snapshot(ARRANGEMENT).parties] == ["north", "south"]
