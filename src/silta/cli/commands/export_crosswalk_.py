"""`silta export-crosswalk`: a crosswalk as a file for other tools."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.node import open_node
from silta.cli.words import language, tr
from silta.words.errors import SiltaError
from silta.words.languages import CODES

HELP = "write a crosswalk to a file: workbook, table, OSCAL mapping collection, ReqIF"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("id", help=tr("id of the crosswalk"))
    parser.add_argument("--format", default="xlsx", help=tr("code of the format: xlsx, csv, oscal, reqif"))
    parser.add_argument("--out", type=Path, required=True, help=tr("file to write"))
    parser.add_argument(
        "--drafts", action="store_true", help=tr("the drafts of this node too, marked as such")
    )
    parser.add_argument("--language", choices=CODES, default=None, help=tr("language of the document"))


def run(args: Namespace) -> int:
    open_node(args)
    from django.utils.translation import override

    from silta.crosswalk.formats import FORMATS
    from silta.node.queries.exports import export_of
    from silta.web import wording

    if args.format not in FORMATS:
        raise SiltaError("crosswalk.unknown-format", format=args.format, choices=", ".join(FORMATS))
    wanted = args.language or language()
    chosen = FORMATS[args.format]
    content = export_of(args.id, wanted, drafts=args.drafts, texts=chosen.with_texts)
    with override(wanted):
        args.out.write_bytes(chosen.write(content, wording.label))
    print(tr("{path} written.").format(path=args.out))
    return 0
