"""`silta key`: the public key to put into a charter."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node
from silta.cli.words import tr

HELP = "print this node's public key for an arrangement"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("arrangement", help=tr("identifier of the arrangement: kz-fi-2025"))


def run(args: Namespace) -> int:
    home = open_node(args)
    from silta.ledger.checkpoints import log_origin
    from silta.ledger.notes import Signer

    vkey = Signer(log_origin(args.arrangement, home.party), home.seed()).vkey
    print(json.dumps({"party": home.party, "vkey": vkey}) if args.json else vkey)
    return 0
