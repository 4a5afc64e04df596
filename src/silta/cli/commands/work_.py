"""`silta work`: carry out long jobs (imports, vectors, suggestions, exchange) and send letters until stopped."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node
from silta.cli.words import tr

HELP = "carry out long jobs until stopped"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help=tr("stop when no job is waiting"))


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.jobs import work

    if not args.once:
        from silta.node.post import keep_mailing

        keep_mailing()
    work(once=args.once)
    return 0
