"""`silta release`: sign drafts into the party's log."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node, operator
from silta.cli.output import print_json
from silta.cli.words import tr

RELEASERS = ("coordinator", "head")
HELP = "release drafts: sign them into the log"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("record", nargs="+", help=tr("identifiers of the drafts"))
    parser.add_argument(
        "--role",
        choices=RELEASERS,
        default="coordinator",
        help=tr("the role to act in; to suspend, end or resume an arrangement takes a head"),
    )


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.actions.release import release_many

    done = release_many(operator(args.role), args.record)
    if args.json:
        print_json(
            [
                {
                    "uid": str(r.uid),
                    "revision": r.revision,
                    "origin": r.origin,
                    "index": r.index,
                    "leaf": r.leaf,
                }
                for r in done
            ]
        )
    for released in [] if args.json else done:
        print(
            tr("{uid} revision {revision} released as entry {index} of {origin}").format(
                uid=released.uid, revision=released.revision, index=released.index, origin=released.origin
            )
        )
    return 0
