"""`silta export`: a text of the library as a file for other tools."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.node import open_node
from silta.cli.words import tr

HELP = "write a text of the library as OSCAL, ReqIF, XLSX or CSV"
FORMATS = ("xlsx", "csv", "oscal", "reqif")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("address", help=tr("address of the release: kz/442-V@2024-06-08"))
    parser.add_argument("--format", required=True, choices=FORMATS, help=tr("format of the file"))
    parser.add_argument("--out", type=Path, required=True, help=tr("file to write"))
    parser.add_argument("--language", help=tr("language of the text; its first by default"))


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.queries.exporting import export

    notice = tr(
        "Numbers and headings only: the licence of this text does not allow its words to be passed on."
    )
    made = export(args.address, args.format, args.language, notice)
    args.out.write_bytes(made.raw)
    print(tr("{path} written.").format(path=args.out))
    if not made.whole:
        print(notice, file=sys.stderr)
    return 0
