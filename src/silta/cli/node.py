"""Opening a node from the command line: which home, and Django's start for it."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from silta.cli.founding import found_local, start_django
from silta.cli.words import tr, without_words
from silta.words.errors import SiltaError

if TYPE_CHECKING:
    from silta.node.actions.actor import Actor
    from silta.node.home import Home

DEFAULT_HOME = Path("var/node")


class NoNode(SiltaError):
    """The folder that was named holds no node."""


class NoWords(SiltaError):
    """A checkout whose catalogues have not been compiled: letters would leave in a language that nobody chose."""


def home_path(args: Namespace) -> Path:
    """The folder that --home, SILTA_HOME or the default names; it need not exist."""
    return Path(args.home or os.environ.get("SILTA_HOME") or DEFAULT_HOME)


def open_node(args: Namespace, *, of_any_version: bool = False) -> Home:
    """The node that the command works on.

    At the default place a missing node is made on the spot, so that a newcomer can import a law at once; a place that was named
    must hold a node, with a database of this version unless the command deals with that itself (`of_any_version`). Raises
    `NoNode` (`cli.no-node`), `NoWords` (`cli.no-words`), and as `silta.node.upgrading.check_form` does.
    """
    if lacking := without_words():
        raise NoWords("cli.no-words", ", ".join(lacking))
    path = home_path(args)
    if not (path / "node.toml").exists():
        if path != DEFAULT_HOME:
            raise NoNode("cli.no-node", str(path))
        print(
            tr("No node here yet: making one for trying things out in {path}.").format(path=path),
            file=sys.stderr,
        )
        found_local(path)
    start_django(path)
    from silta.node.home import Home

    home = Home.current()
    if not of_any_version:
        from silta.node.upgrading import check_form

        check_form(str(home.path))
    return home


def operator(role: str) -> Actor:
    """The actor behind the command line: whoever can read the node's keys may act in any role."""
    from silta.node.actions.actor import Actor

    return Actor.operator(role)
