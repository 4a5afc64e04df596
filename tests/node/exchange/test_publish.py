"""The published folder: whole, verifiable without Silta's node, and never more than what stands in the logs."""

from __future__ import annotations

from pathlib import Path

import pytest

from silta.cli.verification import verify_directory
from silta.ledger.charter import Charter, Party
from silta.ledger.checkpoints import log_origin
from silta.ledger.errors import LedgerError
from silta.ledger.notes import Signer
from silta.node.actions import drafts, release, setup
from silta.node.actor import Actor
from silta.node.errors import NotFound
from silta.node.exchange.mirror import sync
from silta.node.exchange.publish import PublishedSize, publish
from silta.node.exchange.sources import FolderSource
from silta.node.home import Home
from silta.node.models import Log
from tests.ledger import publisher
from tests.ledger.publisher import ARRANGEMENT, SimulatedParty
from tests.node import examples
from tests.node.exchange.offering import write

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def say(actor: Actor, number: str) -> release.Released:
    return release.release(
        actor,
        drafts.create(
            actor, ARRANGEMENT, "activity", examples.activity(number, place=examples.text(f"Hall {number}"))
        ),
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def times(folder: Path) -> dict[str, int]:
    return {str(p.relative_to(folder)): p.stat().st_mtime_ns for p in folder.rglob("*") if p.is_file()}


@pytest.fixture
def both(node: Home, south: SimulatedParty, coordinator: Actor, tmp_path: Path) -> Home:
    """The node with something of its own and a copy of South's log."""
    sync(FolderSource(write(tmp_path / "south", publisher.publish(south))), coordinator)
    say(coordinator, "2026-01")
    return node


def test_what_is_published_verifies_and_holds_the_partners_log_byte_for_byte(
    both: Home, south: SimulatedParty, tmp_path: Path
) -> None:
    own = Log.objects.get(is_own=True)
    written = publish(tmp_path / "out")
    assert written == [PublishedSize(own.origin, own.size), PublishedSize(south.signer.name, 300)]
    found = verify_directory(tmp_path / "out", [], [])
    assert (found.ok, found.absent, [log.size for log in found.logs]) == (True, (), [own.size, 300])
    assert contents(tmp_path / "out" / ARRANGEMENT / "south") == south.files()


def test_a_second_publication_touches_only_what_is_new(
    both: Home, coordinator: Actor, tmp_path: Path
) -> None:
    publish(tmp_path / "out")
    before = times(tmp_path / "out")
    publish(tmp_path / "out")
    assert times(tmp_path / "out") == before
    say(coordinator, "2026-02")
    publish(tmp_path / "out")
    after = times(tmp_path / "out")
    changed = {path for path, time in after.items() if before.get(path) != time}
    assert {path.split("/")[1] for path in changed} == {"north"}
    assert verify_directory(tmp_path / "out", [], []).ok


def test_nothing_erased_stays_in_the_folder(node: Home, coordinator: Actor, tmp_path: Path) -> None:
    said = say(coordinator, "2026-01")
    publish(tmp_path / "out")
    assert any(b"Hall 2026-01" in raw for raw in contents(tmp_path / "out").values())
    release.erase(coordinator, said.uid, 1, "personal-data")
    publish(tmp_path / "out")
    assert not any(b"Hall 2026-01" in raw for raw in contents(tmp_path / "out").values())
    assert verify_directory(tmp_path / "out", [], []).ok


def test_an_erased_attachment_of_a_partner_leaves_the_folder_too(
    node: Home, coordinator: Actor, tmp_path: Path
) -> None:
    party = SimulatedParty("south", publisher.charter())
    party.release(1, files=[b"Names of people\n"])
    source = tmp_path / "south"
    sync(FolderSource(write(source, publisher.publish(party))), coordinator)
    publish(tmp_path / "out")
    party.erase(1)
    sync(FolderSource(write(source, publisher.publish(party))), coordinator)
    publish(tmp_path / "out")
    assert not any(b"Names of people" in raw for raw in contents(tmp_path / "out").values())


def test_another_history_in_the_folder_is_written_anew(both: Home, tmp_path: Path) -> None:
    other = SimulatedParty("north", publisher.charter())
    other.release_many(range(1, 2))
    write(tmp_path / "out", publisher.publish(other))
    publish(tmp_path / "out")
    assert verify_directory(tmp_path / "out", [], []).ok


def test_only_the_arrangement_that_is_asked_for_is_written(both: Home, tmp_path: Path) -> None:
    assert len(publish(tmp_path / "out", ARRANGEMENT)) == 2
    with pytest.raises(LedgerError, match=r"exchange\.unknown-arrangement"):
        publish(tmp_path / "out", "no-such-one")


def test_a_copy_taken_over_in_part_is_published_only_as_far_as_its_checkpoint(
    both: Home, tmp_path: Path
) -> None:
    Log.objects.filter(party="south").update(checkpoint=b"")
    assert [log.origin for log in publish(tmp_path / "out")] == [Log.objects.get(is_own=True).origin]


def found_another(home: Home, arrangement: str, *others: str) -> None:
    """North takes part in one more arrangement, with `others`."""
    keys = {code: Signer(log_origin(arrangement, code), publisher.seed(code)).vkey for code in others}
    parties = tuple(
        Party(code=code, names={"en": code.title()}, vkey=vkey, languages=("en",))
        for code, vkey in ({"north": home.signer(arrangement).vkey} | keys).items()
    )
    charter = Charter(
        arrangement=arrangement, title={"en": "Another"}, parties=parties, marking_ceiling="tlp-amber"
    )
    setup.found(home, charter.to_bytes())


def test_what_one_partner_gets_holds_nothing_of_another_arrangement(both: Home, tmp_path: Path) -> None:
    found_another(both, "own-north")
    publish(tmp_path / "out")
    assert [folder.name for folder in (tmp_path / "out").iterdir()] == [ARRANGEMENT]
    assert len(publish(tmp_path / "own", "own-north")) == 1
    found_another(both, "north-west", "west")
    with pytest.raises(NotFound, match=r"arrangement\.not-one"):
        publish(tmp_path / "which")
    assert not (tmp_path / "which").exists()
