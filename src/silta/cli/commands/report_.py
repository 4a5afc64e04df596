"""`silta report`: make a document from the records."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Final

from silta.cli.node import open_node
from silta.cli.words import language, tr

HELP = "make a document from the records: a review, a programme, a status, a briefing pack and others"

OPTIONS: Final = ("year", "day", "record", "length", "person")
"""What reports can be asked for; a test holds this to what the reports of the catalogue declare."""


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "name", help=tr("code of the document, such as annual-review; a wrong one lists them all")
    )
    configure_options(parser)
    parser.add_argument(
        "--language", default="", help=tr("language of the document, or two side by side: kk,fi")
    )
    parser.add_argument(
        "--format",
        default="pdf",
        help=tr("format of the file: pdf, docx, xlsx, html; zip for a dossier and a hand-over"),
    )
    parser.add_argument("--out", type=Path, required=True, help=tr("file to write"))


def configure_options(parser: ArgumentParser) -> None:
    """What a document has to be told; the proof desk asks for the same."""
    parser.add_argument("--year", default="", help=tr("the year it is about"))
    parser.add_argument("--day", default="", help=tr("the day it speaks of (2026-04-14); today if left out"))
    parser.add_argument("--record", default="", metavar="ID", help=tr("id of the record it is about"))
    parser.add_argument("--length", default="", help=tr("how long it is: short, medium, press"))
    parser.add_argument(
        "--person",
        default="",
        metavar="N",
        help=tr("place on the list of participants; all of them if left out"),
    )
    parser.add_argument("--arrangement", help=tr("arrangement; may be left out if the node has one"))


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.documents import make_document
    from silta.node.queries.arrangements import the_arrangement

    document = make_document(
        args.name,
        args.arrangement or the_arrangement(),
        {name: getattr(args, name) for name in OPTIONS},
        (args.language or language()).split(","),
        args.format,
    )
    args.out.write_bytes(document.data)
    print(
        tr("{path} written; digest of the content {digest}").format(
            path=args.out, digest=document.content_digest
        )
    )
    return 0
