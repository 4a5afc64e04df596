"""`silta user`: add a person to the node or change a person's roles and password."""

from __future__ import annotations

import getpass
import sys
from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node
from silta.cli.words import tr
from silta.words.codes import ROLE
from silta.words.languages import CODES

HELP = "add a user, or change a user's roles and password"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("name", help=tr("sign-in name"))
    parser.add_argument("--full-name", default="", help=tr("the person's name"))
    parser.add_argument(
        "--role", action="append", choices=tuple(ROLE), default=[], help=tr("a role; may be repeated")
    )
    parser.add_argument("--language", choices=CODES, default="en", help=tr("language of the pages"))


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.actions.accounts import set_user

    password = getpass.getpass(tr("Password: ")) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
    set_user(args.name, password, full_name=args.full_name, roles=args.role, language=args.language)
    print(tr("User {name} saved.").format(name=args.name))
    return 0
