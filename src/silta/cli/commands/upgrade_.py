"""`silta upgrade`: what to do once after a new version of Silta was installed."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node
from silta.cli.output import print_json
from silta.cli.words import tr

HELP = (
    "bring a node made by an earlier version to this one; stop the node first and keep a copy of its folder"
)


def configure(parser: ArgumentParser) -> None:
    del parser  # no options of its own


def run(args: Namespace) -> int:
    home = open_node(args, of_any_version=True)
    from silta.node.upgrading import upgrade

    done = upgrade(str(home.path))
    if args.json:
        print_json(done._asdict())
    else:
        print(tr("steps of the database: {steps}; records read anew: {records}").format(**done._asdict()))
    return 0
