"""A node of North, and a simulated South that offers its published folder in each way in which a partner can."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from silta.node.actions import setup
from silta.node.exchange.bundle import BundleSource, seal
from silta.node.exchange.sources import FolderSource, HttpSource, Source
from silta.node.home import Home
from silta.node.models import Log
from tests.ledger.publisher import ARRANGEMENT, Files, SimulatedParty, charter
from tests.node.exchange.offering import served, write

Offer = Callable[[Files], Source]


@pytest.fixture
def node(home: Home, db: None) -> Home:
    """North takes part in the arrangement with South."""
    setup.found(home, charter().to_bytes())
    return home


@pytest.fixture
def south() -> SimulatedParty:
    """The partner, with enough entries for a full tile and a piece of one."""
    party = SimulatedParty("south", charter())
    party.release(1, files=[b"Agenda\n"])
    party.release_many(range(2, 300))
    return party


@pytest.fixture(params=["folder", "http", "bundle"])
def offer(request: pytest.FixtureRequest, home: Home, tmp_path: Path) -> Iterator[Offer]:
    """Makes a source of published files: a folder, the address of a server that lets only members in, or a sealed file."""
    with ExitStack() as stack:

        def make(files: Files) -> Source:
            if request.param == "http":
                address = stack.enter_context(served(files, charter()))
                return stack.enter_context(closing(HttpSource(address, home)))
            folder = write(tmp_path / "offered", files)
            if request.param == "bundle":
                sealed = seal(folder, tmp_path / "offered.silta", charter())
                return stack.enter_context(closing(BundleSource(sealed, home)))
            return FolderSource(folder)

        yield make


@pytest.fixture
def copy(node: Home) -> Log:
    """The node's copy of South's log, as it was founded: empty."""
    return Log.objects.get(arrangement=ARRANGEMENT, party="south")
