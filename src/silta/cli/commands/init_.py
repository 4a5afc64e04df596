"""`silta init`: make a node in an empty folder."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from silta.cli.founding import found_local
from silta.cli.node import home_path
from silta.cli.words import tr

HELP = "make a node: its folder, keys and database"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--party", default="local", help=tr("code of the party that the node serves: fi, kz, …")
    )
    parser.add_argument("--name", help=tr("name of the authority, in the language of the command"))
    parser.add_argument("--time-zone", default="UTC", help=tr("IANA name of the time zone: Europe/Helsinki"))
    parser.add_argument(
        "--host",
        action="append",
        default=[],
        help=tr("a host name that the node answers to; may be repeated"),
    )


def run(args: Namespace) -> int:
    path = home_path(args)
    from silta.cli.words import language

    names = {language(): args.name} if args.name else {"en": args.party}
    found_local(path, args.party, names, time_zone=args.time_zone, hosts=tuple(args.host))
    if args.json:
        print(json.dumps({"home": str(path), "party": args.party}))
        return 0
    print(tr("Node of party “{party}” made in {path}.").format(party=args.party, path=path))
    print(tr("Keep a copy of its keys folder in a safe: who holds it can sign for the party."))
    print(tr("Next: silta user NAME --role administrator, then silta serve."))
    return 0
