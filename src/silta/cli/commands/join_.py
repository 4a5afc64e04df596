"""`silta join`: take part in an arrangement whose charter the parties have compared."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.node import open_node
from silta.cli.words import tr
from silta.words.errors import SiltaError

HELP = "join an arrangement by its charter and open this party's log"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("charter", type=Path, help=tr("the charter's file"))
    parser.add_argument(
        "--fingerprint", required=True, help=tr("the fingerprint as the other side read it out to you")
    )


def run(args: Namespace) -> int:
    home = open_node(args)
    from silta.cli.verification import read_charter
    from silta.node.actions.setup import found

    raw = args.charter.read_bytes()
    charter = read_charter(str(args.charter), raw)
    if args.fingerprint.replace(" ", "").lower() != charter.fingerprint().replace(" ", ""):
        raise SiltaError("cli.other-fingerprint", str(args.charter), fingerprint=charter.fingerprint())
    found(home, raw)
    print(
        tr("Joined {arrangement}; the log {origin} is open.").format(
            arrangement=charter.arrangement, origin=charter.origin(home.party)
        )
    )
    return 0
