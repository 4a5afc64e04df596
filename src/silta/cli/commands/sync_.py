"""`silta sync`: fetch a partner's log, verify it, store it and give a receipt."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from silta.cli.node import open_node, operator
from silta.cli.output import print_json, sentence
from silta.cli.words import tr

if TYPE_CHECKING:
    from silta.node.exchange.mirror import SyncResult

HELP = "fetch and verify partners' logs from a folder, a sealed file or an address"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "source",
        help=tr("a published folder, a sealed .silta file, or the address of the partner's node: https://…"),
    )


def run(args: Namespace) -> int:
    home = open_node(args)
    from silta.node.exchange.mirror import sync
    from silta.node.exchange.opening import open_source

    with open_source(args.source, home) as source:
        results = sync(source, operator("coordinator"))
    return tell(args, results)


def tell(args: Namespace, results: Sequence[SyncResult]) -> int:
    """Print what an exchange did to each log; 1 if something was found wrong."""
    bad = any(result.problems for result in results)
    if args.json:
        print_json(
            [
                {
                    "origin": r.origin,
                    "before": r.before,
                    "after": r.after,
                    "errors": [{"code": p.code, "where": p.where} for p in r.problems],
                }
                for r in results
            ]
        )
        return int(bad)
    if not results:
        print(tr("{source} holds no log of a partner yet.").format(source=args.source))
    for result in results:
        if result.after or not result.problems:
            print(
                tr("{origin}, entries: {before} → {after}").format(
                    origin=result.origin, before=result.before, after=result.after
                )
            )
        for problem in result.problems:
            print("  " + sentence(problem))
    return int(bad)
