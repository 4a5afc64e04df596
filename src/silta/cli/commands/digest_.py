"""`silta digest`: make the letters of the day now and send what waits; for a timer where no worker runs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node
from silta.cli.output import print_json
from silta.cli.words import tr
from silta.words.errors import SiltaError

HELP = "make the letters of the day now and send what waits"


class NoServer(SiltaError):
    """No mail server is named."""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--check", action="store_true", help=tr("only connect to the mail server and sign in; send nothing")
    )


def run(args: Namespace) -> int:
    home = open_node(args)
    from silta.node import post

    if args.check:
        if home.mail is None:
            raise NoServer("mail.no-server", str(home.path / "node.toml"))
        post.check(home.mail)
        print(tr("{host} takes mail from this node.").format(host=f"{home.mail.host}:{home.mail.port}"))
        return 0
    made, sent = post.round_of_mail(at_once=True)
    if args.json:
        print_json({"made": made, "sent": sent})
    else:
        print(tr("Letters made: {made}; sent: {sent}").format(made=made, sent=sent))
    return 0
