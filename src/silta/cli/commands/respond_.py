"""`silta respond`: answer a record: comment, agree or object."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node, operator
from silta.cli.output import print_json
from silta.cli.words import language, tr

HELP = "answer a record: comment, agree or object"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("record", help=tr("identifier of the record"))
    parser.add_argument("verdict", choices=("comment", "agree", "object"), help=tr("the answer"))
    parser.add_argument(
        "--leaf", help=tr("hash of the text that you have read; the latest revision by default")
    )
    parser.add_argument("--reasons", default="", help=tr("reasons, in the language of the command"))


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.actions.release import respond
    from silta.node.queries.records import target_of

    target = target_of(args.record)
    reasons = {language(): {"text": args.reasons, "status": "original"}} if args.reasons else None
    done = respond(
        operator("head"),
        target_origin=target.origin,
        target_index=target.index,
        target_leaf=args.leaf or target.leaf,
        verdict=args.verdict,
        reasons=reasons,
    )
    if args.json:
        print_json(
            {"origin": done.origin, "index": done.index, "target": target.leaf, "verdict": args.verdict}
        )
    else:
        print(tr("Answer signed as entry {index} of {origin}.").format(index=done.index, origin=done.origin))
    return 0
