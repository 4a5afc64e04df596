"""`silta demo`: two nodes with the demonstration story, side by side on this computer."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.words import tr

HELP = "prepare and serve two demonstration nodes: Finland on port 8001, Kazakhstan on port 8002"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("--root", type=Path, default=Path("var/demo"), help=tr("folder of the two nodes"))
    parser.add_argument(
        "--prepare-only", action="store_true", help=tr("prepare the nodes and do not serve them")
    )
    parser.add_argument(
        "--fresh", action="store_true", help=tr("throw the demonstration away and tell it anew")
    )


def run(args: Namespace) -> int:
    from silta.cli.demo.runner import prepare, serve

    prepare(args.root, fresh=args.fresh)
    return 0 if args.prepare_only else serve(args.root)
