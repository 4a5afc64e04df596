"""`silta publish`: write the logs as a folder of static files."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.node import open_node
from silta.cli.output import print_json
from silta.cli.words import tr

HELP = "write the logs into a folder of static files that anyone who gets it can verify"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, help=tr("folder to write; it may exist"))
    parser.add_argument(
        "--arrangement",
        help=tr("the arrangement; needed where this node takes part in several with partners"),
    )


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.exchange.publish import publish

    written = publish(args.directory, args.arrangement)
    if args.json:
        print_json([{"origin": log.origin, "size": log.size} for log in written])
    for log in [] if args.json else written:
        print(tr("{origin}, entries: {size}").format(origin=log.origin, size=log.size))
    return 0
