"""`silta bundle`: write the logs into one sealed file that only the parties can open."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.node import open_node
from silta.cli.output import print_json
from silta.cli.words import tr

HELP = "write the logs into one sealed file that only the parties can open, for a memory stick or a courier"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=tr("file to write, such as year.silta; it may exist"))
    parser.add_argument(
        "--arrangement",
        help=tr("the arrangement; needed where this node takes part in several with partners"),
    )


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.exchange.bundle import SUFFIX, write_bundle

    target = args.file if args.file.suffix == SUFFIX else args.file.with_name(args.file.name + SUFFIX)
    written = write_bundle(target, args.arrangement)
    if args.json:
        print_json(
            {"file": str(target), "logs": [{"origin": log.origin, "size": log.size} for log in written]}
        )
        return 0
    for log in written:
        print(tr("{origin}, entries: {size}").format(origin=log.origin, size=log.size))
    print(tr("Sealed for the parties of the arrangement: {file}").format(file=target))
    return 0
