"""Two authorities, each with a node."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.journeys.nodes import Node
from tests.journeys.story import at_once


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Node, Node]]:
    """North and South, who compare laws about lighthouses."""
    with joined(tmp_path, "north-south-2026", "Arrangement of lighthouses", "north", "south") as nodes:
        yield nodes


@pytest.fixture
def authorities(tmp_path: Path) -> Iterator[tuple[Node, Node]]:
    """Kazakhstan's and Finland's authority, whose codes stand in the addresses of their laws."""
    with joined(tmp_path, "kz-fi-2025", "Memorandum of understanding", "kz", "fi") as nodes:
        yield nodes


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
