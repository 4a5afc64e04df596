"""A node of the party North, with a simulated partner South, and the people who work there."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from silta.node.actions import setup
from silta.node.actions.actor import Actor
from silta.node.home import Home
from silta.node.models import Log
from silta.node.queries import comparing, words
from tests.node.partner import ARRANGEMENT, Partner, charter, seed


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Home:
    """A home of North; Django's settings name it."""
    made = Home.create(tmp_path / "north", "north", {"en": "Node of North"}, seed=seed("north"))
    settings.HOME = made
    comparing.forget()
    words.forget()
    return made


@pytest.fixture
def node(home: Home, db: None) -> Home:
    """North takes part in the arrangement with South."""
    setup.found(home, charter().to_bytes())
    return home


@pytest.fixture
def south(node: Home) -> Partner:
    """The partner; its log reaches the node with `deliver`."""
    return Partner("south")


@pytest.fixture
def own_log(node: Home) -> Log:
    return Log.objects.get(arrangement=ARRANGEMENT, is_own=True)


@pytest.fixture
def coordinator() -> Actor:
    return Actor(None, "coordinator", "Coordinator")


@pytest.fixture
def head() -> Actor:
    return Actor(None, "head", "Head")


@pytest.fixture
def expert() -> Actor:
    return Actor(None, "expert", "Expert")


@pytest.fixture
def reader() -> Actor:
    return Actor(None, "reader", "Reader")
