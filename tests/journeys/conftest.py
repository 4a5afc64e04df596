"""Two authorities, each with a node."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shutil import copytree
from tempfile import mkdtemp

import pytest
from playwright.sync_api import Browser

from tests.journeys.nodes import Node
from tests.journeys.screens import Sides, served
from tests.journeys.story import at_once

Founded = Callable[..., tuple[Node, Node]]

MEMORANDUM = ("kz-fi-2025", "Memorandum of understanding", "kz", "fi")


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Founded:
    """``founded(folder, arrangement, title, one, other)``: copies in a folder of two nodes as they are after joining.

    Founding takes longer than many a story, so that it is done once for all workers.
    """
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def copy(folder: Path, name: str, title: str, *parties: str) -> tuple[Node, Node]:
        original = shared / f"founded-{name}"
        with original.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not original.exists():
                begun = Path(mkdtemp(dir=shared))
                join(begun, name, title, *parties)
                begun.rename(original)
        copytree(original, folder, dirs_exist_ok=True)
        one, other = (Node(party, folder / party) for party in parties)
        return one, other

    return copy


@pytest.fixture
def pair(tmp_path: Path, founded: Founded) -> Iterator[tuple[Node, Node]]:
    """North and South, who compare laws about lighthouses."""
    north, south = founded(tmp_path, "north-south-2026", "Arrangement of lighthouses", "north", "south")
    with closing(north), closing(south):
        yield north, south


@pytest.fixture
def authorities(tmp_path: Path, founded: Founded) -> Iterator[tuple[Node, Node]]:
    """Kazakhstan's and Finland's authority, whose codes stand in the addresses of their laws."""
    kz, fi = founded(tmp_path, *MEMORANDUM)
    with closing(kz), closing(fi):
        yield kz, fi


@pytest.fixture(scope="session")
def working(tmp_path_factory: pytest.TempPathFactory, founded: Founded, browser: Browser) -> Iterator[Sides]:
    """Both authorities at work, started once for all stories that are told at their pages."""
    kz, fi = founded(tmp_path_factory.mktemp("sides"), *MEMORANDUM)
    with closing(kz), closing(fi), served((kz, fi), browser) as sides:
        yield sides


@pytest.fixture
def sides(working: Sides) -> Iterator[Sides]:
    """Both authorities with nobody at a window yet. Errors on a console fail the test: a refused script or style is one."""
    yield working
    for side in working:
        side.leave()
    said = [words for side in working for words in side.said]
    for side in working:
        side.said.clear()
    assert said == [], "the browser complained"


def join(folder: Path, name: str, title: str, one: str, other: str) -> None:
    """Make two nodes that have compared the fingerprint of their charter and joined by it."""
    nodes = Node(one, folder / one), Node(other, folder / other)
    with closing(nodes[0]), closing(nodes[1]):
        keys = at_once(nodes, lambda node: settle(node, name))
        names = [f"--name={party}.en={party.title()}" for party in (one, other)]
        made = nodes[0].ask(
            "charter", name, "--title", f"en={title}", *(f"--party={key}" for key in keys), *names, "--out", "charter.json"
        )  # fmt: skip
        for node in nodes:
            node.run("join", "charter.json", "--fingerprint", made["fingerprint"])


def settle(node: Node, arrangement: str) -> str:
    """Make a node; its key for the arrangement."""
    node.run("init", "--party", node.party, "--name", node.party.title())
    return str(node.ask("key", arrangement)["vkey"])
