"""`silta verify`: the outsider's tool. Needs no node: a folder, and the charter or the keys that one trusts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.output import print_json, sentence
from silta.cli.words import tr

HELP = "verify a published folder; needs no node"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("directory", type=Path, help=tr("the published folder, or a ZIP file of it"))
    parser.add_argument(
        "--charter",
        type=Path,
        action="append",
        default=[],
        help=tr("a charter that you trust; may be repeated"),
    )
    parser.add_argument(
        "--key", action="append", default=[], help=tr("a log's key that you trust; may be repeated")
    )


def run(args: Namespace) -> int:
    from silta.cli.verification import verify_directory

    report = verify_directory(args.directory, [path.read_bytes() for path in args.charter], args.key)
    if args.json:
        print_json(report.to_wire())
        return 0 if report.ok else 1
    for log in report.logs:
        print(
            tr("{origin}: {size} entries, complete and unaltered, root {root}").format(
                origin=log.origin, size=log.size, root=log.root
            )
        )
    for origin in report.absent:
        print(tr("{origin}: not in this folder").format(origin=origin))
    for problem in report.errors:
        print(sentence(problem))
    if not (args.charter or args.key):
        print(
            tr("The keys were taken from the folder itself. Compare the charter's fingerprint with a party:")
        )
        for fingerprint in report.fingerprints:
            print("  " + fingerprint)
    return 0 if report.ok else 1
