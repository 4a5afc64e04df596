"""`silta import`: read a law, guide or standard into the library, or look at what would be read."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from silta.cli.node import open_node, operator
from silta.cli.output import print_json, sentence
from silta.cli.words import tr
from silta.words.codes import FRAMEWORK_TYPE, LICENCE

if TYPE_CHECKING:
    from silta.standards.preview import Branch

HELP = "import a law, guide or standard into the library"

_WIDTH: Final = 110


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        type=Path,
        help=tr(
            "the file: HTML, DOCX, DOC, PDF, plain text, Akoma Ntoso, Finlex XML, ReqIF, OSCAL, the template (XLSX, CSV), JSON"
        ),
    )
    parser.add_argument(
        "--address", required=True, help=tr("jurisdiction/framework@date: fi/990-1987@1987-12-11")
    )
    parser.add_argument("--language", required=True, help=tr("language of the text: fi, ru, kk, en, sv"))
    parser.add_argument("--format", help=tr("code of the format, if it is not recognised by itself"))
    parser.add_argument(
        "--numbering",
        action="append",
        default=[],
        metavar="PATTERN",
        help=tr(
            "how provisions are numbered, the outermost first; repeat it: --numbering 'Chapter {n}' --numbering '{n} §'"
        ),
    )
    parser.add_argument(
        "--preview", action="store_true", help=tr("show what would be imported and change nothing")
    )
    parser.add_argument("--title", default="", help=tr("title, if the file has none"))
    parser.add_argument(
        "--type", default="act", choices=tuple(FRAMEWORK_TYPE), help=tr("type of the framework")
    )
    parser.add_argument(
        "--licence", default="own-copy", choices=tuple(LICENCE), help=tr("what may be done with the text")
    )


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.actions import library

    request = library.ImportRequest(
        name=args.file.name,
        raw=library.read_file(args.file),
        address=args.address,
        language=args.language,
        format=args.format,
        title=args.title,
        type=args.type,
        licence=args.licence,
        numbering=tuple(args.numbering),
    )
    shown = (
        library.preview(request) if args.preview else library.import_release(operator("coordinator"), request)
    )
    if args.json:
        print_json(shown.to_wire())
        return 0
    if args.preview:
        _print_tree(shown.seen.tree, "")
    for problem in shown.seen.problems:
        print(sentence(problem))
    for where, words in shown.seen.unrecognised:
        print(tr("{where}: found no place: {words}").format(where=where, words=words))
    for level, count in shown.seen.counts.items():
        print(f"{count:6}  {tr(level)}")
    print(
        tr("Nothing was changed.")
        if args.preview
        else tr("Imported as {address}.").format(address=args.address)
    )
    return 0


def _print_tree(branches: Sequence[Branch], indent: str) -> None:
    """Groups and units as they were understood, a line each; what stands inside a unit is counted below."""
    for branch in branches:
        provision = branch.provision
        words = provision.heading or " ".join(provision.text.split())
        print(f"{indent}{provision.number} {words}"[:_WIDTH].rstrip())
        if not provision.is_unit:
            _print_tree(branch.branches, indent + "  ")
