"""Two authorities, each with a node."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copytree

import pytest
from playwright.sync_api import Browser

from tests.journeys.nodes import Node
from tests.journeys.screens import Sides, served
from tests.journeys.story import at_once


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Node, Node]]:
    """North and South, who compare laws about lighthouses."""
    with joined(tmp_path, "north-south-2026", "Arrangement of lighthouses", "north", "south") as nodes:
        yield nodes


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the homes of Kazakhstan's and Finland's authority lie as they are after joining; each story works on a copy."""
    folder = tmp_path_factory.mktemp("founded")
    with joined(folder, "kz-fi-2025", "Memorandum of understanding", "kz", "fi"):
        pass
    return folder


@pytest.fixture
def authorities(tmp_path: Path, founded: Path) -> Iterator[tuple[Node, Node]]:
    """Kazakhstan's and Finland's authority, whose codes stand in the addresses of their laws."""
    copytree(founded, tmp_path, dirs_exist_ok=True)
    kz, fi = (Node(party, tmp_path / party) for party in ("kz", "fi"))
    with closing(kz), closing(fi):
        yield kz, fi


@pytest.fixture(scope="session")
def working(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Sides]:
    """Both authorities at work, started once for all stories that are told at their pages."""
    folder = tmp_path_factory.mktemp("sides")
    with joined(folder, "kz-fi-2025", "Memorandum", "kz", "fi") as nodes, served(nodes, browser) as sides:
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


@contextmanager
def joined(folder: Path, name: str, title: str, one: str, other: str) -> Iterator[tuple[Node, Node]]:
    """Two nodes that have compared the fingerprint of their charter and joined by it."""
    nodes = Node(one, folder / one), Node(other, folder / other)
    with closing(nodes[0]), closing(nodes[1]):
        keys = at_once(nodes, lambda node: settle(node, name))
        names = [f"--name={party}.en={party.title()}" for party in (one, other)]
        made = nodes[0].ask(
            "charter", name, "--title", f"en={title}", *(f"--party={key}" for key in keys), *names, "--out", "charter.json"
        )  # fmt: skip
        for node in nodes:
            node.run("join", "charter.json", "--fingerprint", made["fingerprint"])
        yield nodes


def settle(node: Node, arrangement: str) -> str:
    """Make a node; its key for the arrangement."""
    node.run("init", "--party", node.party, "--name", node.party.title())
    return str(node.ask("key", arrangement)["vkey"])
