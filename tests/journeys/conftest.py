"""Two authorities, each with a node."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.journeys.nodes import Node
from tests.journeys.story import at_once

ARRANGEMENT = "north-south-2026"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Node, Node]]:
    """North and South, who have compared the fingerprint of their charter and joined by it."""
    north, south = (Node(party, tmp_path / party) for party in ("north", "south"))
    with closing(north), closing(south):
        keys = at_once((north, south), settle)
        names = [f"--name={party}.en={party.title()}" for party in ("north", "south")]
        made = north.ask(
            "charter", ARRANGEMENT, "--title", "en=Arrangement of lighthouses", *(f"--party={key}" for key in keys),
            *names, "--out", "charter.json",
        )  # fmt: skip
        for node in (north, south):
            node.run("join", "charter.json", "--fingerprint", made["fingerprint"])
        yield north, south


def settle(node: Node) -> str:
    """Make a node; its key for the arrangement."""
    node.run("init", "--party", node.party, "--name", node.party.title())
    return str(node.ask("key", ARRANGEMENT)["vkey"])
