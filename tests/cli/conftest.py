"""The command line in the process of the test, on a node of its own whose database is that of the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from silta.cli.main import main
from silta.node.actions import setup
from silta.node.home import Home
from tests.cli.answer import Answer
from tests.node.partner import ARRANGEMENT, charter, seed

__all__ = ["ARRANGEMENT"]


Silta = Callable[..., Answer]


@pytest.fixture
def silta(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Silta]:
    """Run a command in English, whatever the shell of the tester speaks."""
    monkeypatch.setenv("SILTA_LANGUAGE", "en")
    monkeypatch.setenv("SILTA_HOME", "")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tests.settings")

    def run(*words: str) -> Answer:
        capsys.readouterr()
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        said = capsys.readouterr()
        return Answer(code, said.out, said.err)

    with translation.override("en"):
        yield run


@pytest.fixture
def node(tmp_path: Path, settings: Settings, db: None) -> Home:
    """North's node, which takes part in an arrangement with South."""
    made = Home.create(tmp_path / "north", "north", {"en": "Node of North"}, seed=seed("north"))
    settings.HOME = made
    setup.found(made, charter().to_bytes())
    return made


@pytest.fixture
def on_node(silta: Silta, node: Home) -> Silta:
    """Run a command on North's node."""
    return lambda *words: silta("--home", str(node.path), *words)
