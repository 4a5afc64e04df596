"""`silta compare`: what became of each provision of one release in another release of the same framework."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import Any

from silta.cli.node import open_node
from silta.cli.output import print_json, print_table
from silta.cli.words import tr

HELP = "compare two releases of one framework, provision by provision"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("address", help=tr("address of the older release: fi/990-1987@1987-12-11"))
    parser.add_argument("other", help=tr("address of the release to compare it with"))
    parser.add_argument("--language", default="", help=tr("language to compare in; the first that both have"))


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.queries.comparing import comparison_for_tools

    found = comparison_for_tools(args.address, args.other, args.language)
    if args.json:
        print_json(found)
        return 0
    from silta.web.pages.library.changes import CHANGES, LIKELY

    for kind, count in found["counts"].items():
        print(f"{count:6}  {CHANGES[kind]}")
    lines = [(CHANGES[c["kind"]], c["old"] or "–", c["new"] or "–", c["heading"]) for c in found["changes"]]
    lines += [
        (LIKELY[one["kind"]], _names(one["old"]), _names(one["new"]), f"{one['share']} %")
        for one in found["suggestions"]
    ]
    print_table((tr("Change"), tr("Before"), tr("After"), tr("Heading")), lines)
    return 0


def _names(addresses: list[Any]) -> str:
    return ", ".join(address.partition("#")[2] for address in addresses)
