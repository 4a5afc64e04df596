"""`silta own-data`: save our own data and the verified history of an arrangement in one ZIP file."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.node import open_node
from silta.cli.output import print_json
from silta.cli.words import language, tr

HELP = "save our own data and the verified history in one ZIP file, whether or not the arrangement rests"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=tr("ZIP file to write, such as history.zip; it may exist"))
    parser.add_argument(
        "--arrangement",
        help=tr("the arrangement; needed where this node takes part in several with partners"),
    )


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.own_data import write_own_data
    from silta.node.queries.arrangements import the_arrangement

    target = args.file if args.file.suffix == ".zip" else args.file.with_name(args.file.name + ".zip")
    saved = write_own_data(target, args.arrangement or the_arrangement(), language())
    if args.json:
        logs = [{"origin": log.origin, "size": log.size} for log in saved.logs]
        print_json({"file": str(target), "records": saved.records, "logs": logs})
        return 0
    for log in saved.logs:
        print(tr("{origin}, entries: {size}").format(origin=log.origin, size=log.size))
    print(tr("{path} written.").format(path=target))
    return 0
