"""`silta serve`: the node's web pages and exchange address."""

from __future__ import annotations

import subprocess
import sys
from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node
from silta.cli.numbers import whole
from silta.cli.serving import check_free, serve
from silta.cli.words import tr
from silta.words.errors import SiltaError

HELP = "serve the node's pages and its exchange, with a worker for long jobs"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help=tr("address to listen on"))
    parser.add_argument("--port", type=whole(1, 65535), default=8000, help=tr("port to listen on"))
    parser.add_argument("--processes", type=whole(1, 64), default=1, help=tr("number of web processes"))
    parser.add_argument(
        "--no-worker", action="store_true", help=tr("do not start a worker beside the web processes")
    )


def _be_current(place: str) -> None:
    """Whoever only starts the new version need not know of anything else."""
    from silta.node.upgrading import check_form, upgrade

    try:
        check_form(place)
    except SiltaError as error:
        if error.code != "home.database-behind":
            raise
        print(tr("Bringing the node’s database to this version of Silta …"), file=sys.stderr)
        upgrade(place)


def run(args: Namespace) -> int:
    home = open_node(args, of_any_version=True)
    check_free(args.host, args.port)
    _be_current(str(home.path))
    worker = None if args.no_worker else subprocess.Popen([sys.executable, "-m", "silta.cli", "work"])
    try:
        return serve(args.host, args.port, args.processes)
    finally:
        if worker:
            worker.terminate()
            worker.wait()
