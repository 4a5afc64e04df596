"""`silta recover`: take back what a partner holds of our own log and we do not."""

from __future__ import annotations

from argparse import Namespace

from silta.cli.commands.sync_ import configure, tell
from silta.cli.node import open_node, operator

__all__ = ["HELP", "configure", "run"]

HELP = "take back from a partner what it holds of our own log and a restored backup lacks"


def run(args: Namespace) -> int:
    home = open_node(args)
    from silta.node.exchange.mirror import recover
    from silta.node.exchange.opening import open_source

    with open_source(args.source, home) as source:
        results = recover(source, operator("coordinator"))
    return tell(args, results)
