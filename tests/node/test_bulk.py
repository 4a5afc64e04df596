"""Many rows at once: as many statements as they take, and one value that names them all."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from silta.node.bulk import among, insert
from silta.node.home import Home
from silta.node.models import Anchor, Log, Record, Reference
from tests.node import examples
from tests.node.partner import Partner, record_id

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def anchors(log: Log, sizes: range, root: str) -> list[dict[str, object]]:
    return [
        {"log_id": log.pk, "index": n, "origin": log.origin, "size": n, "root": root, "time": ""}
        for n in sizes
    ]


def test_more_rows_than_one_statement_takes_are_each_stored_once(node: Home) -> None:
    log = Log.objects.order_by("origin")[0]
    insert(Anchor, anchors(log, range(250), "first"))
    assert list(Anchor.objects.order_by("index").values_list("size", flat=True)) == list(range(250))
    changes = {"unique": ("log_id", "index"), "changing": ("root",)}
    insert(Anchor, anchors(log, range(100, 350), "second"), **changes)
    assert Anchor.objects.filter(root="first").count() == 100
    assert Anchor.objects.filter(root="second").count() == 250


def test_any_number_of_rows_is_named_by_one_value(node: Home, south: Partner) -> None:
    south.release(record_id(1), "gap", examples.gap())
    south.release(record_id(2), "roadmap-item", examples.roadmap_item(record_id(1)))
    south.deliver()
    gap = Record.objects.get(kind="gap")
    others = [record_id(n) for n in range(100, 2000)]
    with CaptureQueriesContext(connection) as queries:
        by_uid = Record.objects.filter(uid__in=among(Record, "uid", [*others, gap.uid]))
        assert list(by_uid) == [gap]
        by_id = Record.objects.filter(pk__in=among(Record, "id", range(gap.pk, gap.pk + 1)))
        assert list(by_id) == [gap]
        by_leaf = Record.objects.filter(leaf__in=among(Record, "leaf", {gap.leaf, "0" * 64}))
        assert list(by_leaf) == [gap]
        pointing = Reference.objects.filter(target_uid__in=among(Reference, "target_uid", [gap.uid]))
        assert pointing.count() == 1
        assert not Record.objects.filter(pk__in=among(Record, "id", [])).exists()
    assert len(queries) == 5
