"""`silta verify`: the outsider's tool. Needs no node: a folder, and the charter or the keys that one trusts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from silta.cli.output import print_json, printable, sentence
from silta.cli.words import tr

HELP = "verify a published folder or a dossier; needs no node"

_TOLD: Final = 20
"""So many members that prove nothing are named; what a stranger has packed does not fill the screen."""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "directory", type=Path, help=tr("the published folder, a ZIP file of it, or the archive of a dossier")
    )
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
    from silta.cli.dossiers import is_dossier

    return _dossier(args) if is_dossier(args.directory) else _folder(args)


def _dossier(args: Namespace) -> int:
    from silta.cli.dossiers import verify_dossier_file

    proven = verify_dossier_file(args.directory, [path.read_bytes() for path in args.charter], args.key)
    if args.json:
        print_json(proven.to_wire())
        return 0
    for log in proven.logs:
        print(
            tr("{origin}, entries proven: {count} of the log’s {size}, root {root}").format(
                origin=log.origin, count=log.count, size=log.size, root=log.root
            )
        )
    said = tr("Texts: {bodies}, files: {files}, texts that were erased or left out: {absent}")
    print(said.format(bodies=proven.bodies, files=proven.files, absent=proven.absent))
    _tell_unproven(proven.unproven)
    _tell_fingerprints(args, (proven.fingerprint,))
    return 0


def _tell_unproven(names: Sequence[str]) -> None:
    """Name what is for reading only: a verified archive vouches for no word of it."""
    if names:
        print(
            tr("Not proven, for reading only; compare with the records ({count}):").format(count=len(names))
        )
    for name in names[:_TOLD]:
        print("  " + printable(name))


def _tell_fingerprints(args: Namespace, fingerprints: Sequence[str]) -> None:
    if args.charter or args.key:
        return
    print(tr("The keys were taken from the folder itself. Compare the charter's fingerprint with a party:"))
    for fingerprint in fingerprints:
        print("  " + fingerprint)


def _folder(args: Namespace) -> int:
    from silta.cli.verification import verify_directory

    charters = [(str(path), path.read_bytes()) for path in args.charter]
    report = verify_directory(args.directory, charters, args.key)
    if args.json:
        print_json(report.to_wire())
        return 0 if report.ok else 1
    for log in report.logs:
        print(
            tr("{origin}, entries: {size}, complete and unaltered, root {root}").format(
                origin=log.origin, size=log.size, root=log.root
            )
        )
    for origin in report.absent:
        print(tr("{origin}: not in this folder").format(origin=origin))
    for folder in report.unchecked:
        print(
            tr("{folder}: not checked; no charter that counts here names this log").format(
                folder=printable(folder)
            )
        )
    for problem in report.errors:
        print(sentence(problem))
    _tell_fingerprints(args, report.fingerprints)
    return 0 if report.ok else 1
