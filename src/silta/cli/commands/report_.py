"""`silta report`: make a document from the records."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.node import open_node
from silta.cli.words import language, tr
from silta.words.languages import CODES

HELP = "make a document from the records: the annual review"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("name", help=tr("which document: annual-review"))
    parser.add_argument("--year", type=int, required=True, help=tr("the year it is about"))
    parser.add_argument("--language", choices=CODES, default=None, help=tr("language of the document"))
    parser.add_argument("--second", choices=CODES, default=None, help=tr("a second language beside it"))
    parser.add_argument("--format", choices=("pdf", "html"), default="pdf", help=tr("format of the file"))
    parser.add_argument("--out", type=Path, required=True, help=tr("file to write"))
    parser.add_argument("--arrangement", help=tr("arrangement; may be left out if the node has one"))


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.documents import make_document
    from silta.node.queries.arrangements import the_arrangement

    document = make_document(
        args.name,
        args.arrangement or the_arrangement(),
        year=args.year,
        languages=tuple(filter(None, (args.language or language(), args.second))),
        format=args.format,
    )
    args.out.write_bytes(document.data)
    print(
        tr("{path} written; digest of the content {digest}").format(
            path=args.out, digest=document.content_digest
        )
    )
    return 0
