"""`silta provisions`: the provisions of a release in the library."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node
from silta.cli.output import print_json, print_table
from silta.cli.words import tr

HELP = "list the provisions of a release"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("address", help=tr("address of the release: kz/442-V@2024-06-08"))
    parser.add_argument("--language", help=tr("one language of the text; all by default"))
    parser.add_argument(
        "--points", action="store_true", help=tr("the points inside articles and sections too")
    )


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.queries.library import provisions_for_tools

    rows = provisions_for_tools(args.address, language=args.language, points=args.points)
    if args.json:
        print_json(rows)
    else:
        print_table(
            (tr("Number"), tr("Heading"), tr("Text")),
            ((r["number"], r["heading"], r["text"][:80]) for r in rows),
        )
    return 0
