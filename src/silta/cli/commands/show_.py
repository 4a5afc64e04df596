"""`silta show`: one record with its revisions, the responses to them, and its computed state."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node
from silta.cli.output import print_json
from silta.cli.words import language, tr

HELP = "show one record with its revisions, responses and state"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("record", help=tr("identifier of the record"))


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.queries.records import record_for_tools

    shown = record_for_tools(args.record)
    if args.json:
        print_json(shown)
        return 0
    title = shown["titles"].get(language()) or next(iter(shown["titles"].values()), "")
    print(f"{title}\n{shown['kind']}  {shown['party']}  {shown['state']}")
    for revision in shown["revisions"]:
        print(tr("revision {number}, {time}, entry {index}, {leaf}").format(**revision))
    for response in shown["responses"]:
        print(tr("{party}: {verdict}, {time}, entry {index}, to {target_leaf}").format(**response))
    return 0
