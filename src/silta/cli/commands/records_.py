"""`silta records`: the released records, by kind."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node
from silta.cli.output import print_json, print_table
from silta.cli.words import language, tr
from silta.words.errors import SiltaError

HELP = "list released records"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("kind", nargs="?", help=tr("one kind only: activity, gap, …"))
    parser.add_argument("--state", help=tr("one state only"))
    parser.add_argument("--party", help=tr("one party only"))


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.queries.records import is_kind, rows_for_tools

    if args.kind and not is_kind(args.kind):
        raise SiltaError("record.unknown-kind", args.kind)
    rows = rows_for_tools(args.kind, state=args.state, party=args.party, language=language())
    if args.json:
        print_json(rows)
    else:
        heads = (tr("Record"), tr("Kind"), tr("Party"), tr("State"), tr("Title"))
        print_table(heads, ((r["uid"], r["kind"], r["party"], r["state"], r["title"]) for r in rows))
    return 0
