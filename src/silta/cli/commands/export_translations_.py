"""`silta export-translations`: what needs translating, as a file for a translator outside."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from silta.cli.node import open_node
from silta.cli.words import language, tr
from silta.words.languages import CODES

HELP = "write what needs translating into a language to a file: XLIFF 2.1 or a workbook"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("--to", choices=CODES, required=True, help=tr("language to translate into"))
    parser.add_argument(
        "--from",
        dest="source",
        choices=CODES,
        default="",
        help=tr("only texts that are written in this language"),
    )
    parser.add_argument("--kind", default="", help=tr("only records of this kind"))
    parser.add_argument("--status", default="", help=tr("only what is missing, outdated, machine or draft"))
    parser.add_argument("--format", default="xliff", help=tr("code of the format: xliff, xlsx"))
    parser.add_argument("--all", action="store_true", help=tr("also texts that lack nothing"))
    parser.add_argument("--out", type=Path, required=True, help=tr("file to write"))


def run(args: Namespace) -> int:
    open_node(args)
    from django.utils.translation import override

    from silta.node.queries.arrangements import arrangement, the_arrangement
    from silta.node.queries.translation_units import units
    from silta.node.queries.translations import Asked
    from silta.reports.translations import files
    from silta.web import wording

    asked = Asked(args.to, args.source, args.kind, args.status)
    with override(language()):
        found = units(arrangement(the_arrangement()), asked, wording.label, language(), all_texts=args.all)
        file = files.write(found, args.format, wording.label)
    args.out.write_bytes(file.raw)
    print(tr("{path} written.").format(path=args.out))
    return 0
