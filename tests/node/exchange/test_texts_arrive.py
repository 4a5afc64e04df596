"""A text that the partner releases with its package is in our library after the exchange that brings it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from silta.ledger.bodies import digest, seal
from silta.ledger.entries import Attachment, Release
from silta.ledger.layout import blob_path
from silta.node.actions.actor import Actor
from silta.node.exchange.mirror import sync
from silta.node.exchange.sources import Source
from silta.node.models import FrameworkRelease, Log, Provision
from silta.standards.package import MEDIA_TYPE, pack
from silta.standards.provisions import Provision as Unit
from silta.standards.provisions import Release as Text
from tests.ledger.publisher import TIME, Files, SimulatedParty, charter, publish, record_id
from tests.node import examples

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ADDRESS = "yy/act-7@2021-01-01"


def with_text(package: bytes) -> SimulatedParty:
    """The partner's log, in which an act is released with `package` beside it."""
    party, name = SimulatedParty("south", charter()), digest(package)
    party.blobs |= {blob_path(name): package}
    fields = {
        "address": ADDRESS, "title": examples.text("An act"), "type": "act", "jurisdiction": "yy", "as_of": "2021-01-01",
        "languages": ["en"], "licence": "official-act", "provisions": 1, "package": name, "state": "in-force",
    }  # fmt: skip
    body = seal("framework-release", 1, fields, bytes(16))
    file = Attachment(sha256=name, size=len(package), media_type=MEDIA_TYPE, name="act.json")
    entry = Release(
        time=TIME, role="coordinator", record=record_id(1), kind="framework-release", revision=1, body=digest(body),
        body_size=len(body), marking="public", attachments=(file,),
    )  # fmt: skip
    party.append_all([(entry, body)])
    return party


def test_a_released_text_is_in_the_library_after_the_exchange(
    offer: Callable[[Files], Source], copy: Log, coordinator: Actor
) -> None:
    unit = Unit("7", (), "Licence", "A licence is needed.", "en", "section", None, "s-7", 0)
    party = with_text(pack(ADDRESS, [Text("An act", "en", (unit,), identifier=ADDRESS)]))
    (result,) = sync(offer(publish(party)), coordinator)
    assert result.problems == ()
    assert FrameworkRelease.objects.get().address == ADDRESS
    assert Provision.objects.get().text == "A licence is needed."


def test_a_hostile_package_spoils_neither_the_exchange_nor_the_library(
    offer: Callable[[Files], Source], copy: Log, coordinator: Actor
) -> None:
    (result,) = sync(offer(publish(with_text(b'{"format":"silta-package/v1"}'))), coordinator)
    assert [problem.code for problem in result.problems] == ["package.malformed"]
    assert result.after == 2
    copy.refresh_from_db()
    assert copy.frozen_code == ""
    assert not FrameworkRelease.objects.exists()
