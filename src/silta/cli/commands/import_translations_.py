"""`silta import-translations`: a translator's file, looked at or taken into drafts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from silta.cli.node import open_node, operator
from silta.cli.output import print_json, sentence
from silta.cli.words import language, tr

if TYPE_CHECKING:
    from silta.node.queries.arrangements import ArrangementView
    from silta.reports.translations.judging import Judged
    from silta.reports.translations.units import Returned

HELP = "bring a translator's file back: its texts become drafts"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file", type=Path, help=tr("the file (XLIFF or XLSX) that export-translations has written")
    )
    parser.add_argument(
        "--preview", action="store_true", help=tr("show what would change and change nothing")
    )
    parser.add_argument(
        "--take-conflicts",
        action="store_true",
        help=tr("also take texts whose original or translation has changed since, marked as outdated"),
    )
    parser.add_argument(
        "--mend", type=Path, metavar="FILE", help=tr("write the texts that are not taken to a file, marked")
    )


def run(args: Namespace) -> int:
    open_node(args)
    from django.utils.translation import override

    from silta.node.actions.library import read_file
    from silta.node.actions.translations import accept
    from silta.node.labels import statuses
    from silta.node.queries.arrangements import arrangement, the_arrangement
    from silta.node.queries.translation_units import judged
    from silta.reports.translations import files

    raw, actor, around = read_file(args.file), operator("translator"), arrangement(the_arrangement())
    with override(language()):
        returned = files.read(raw, statuses())
        rows = judged(around, returned)
        if args.mend and any(row.problem for row in rows):
            args.mend.write_bytes(_mended(around, raw, returned, rows))
        _tell(rows, as_json=args.json)
        if args.preview:
            return 0
        done = accept(actor, around, returned, conflicts=args.take_conflicts)
    if not args.json:
        print(
            tr("{texts} texts of {records} records taken into drafts.").format(
                texts=done.texts, records=done.records
            )
        )
    return 0


def _mended(around: ArrangementView, raw: bytes, returned: Returned, rows: Sequence[Judged]) -> bytes:
    from silta.node.queries.translation_units import left
    from silta.reports.translations import files
    from silta.reports.translations.judging import records_of
    from silta.web import wording
    from silta.web.errors import sentence as worded

    batch = files.marked(
        rows, returned, left(around, records_of(returned), wording.label, language()), worded
    )
    return files.write([batch], files.format_of(raw), wording.label).raw


def _tell(rows: Sequence[Judged], *, as_json: bool) -> None:
    from silta.reports.translations.judging import STANDINGS

    counts = {standing: sum(row.standing == standing for row in rows) for standing in STANDINGS}
    found = [row.problem for row in rows if row.problem]
    if as_json:
        told = [{"code": p.code, "where": p.where, "message": sentence(p)} for p in found]
        print_json({"texts": counts, "errors": told})
        return
    for problem in found:
        print(sentence(problem))
    words = (tr("new"), tr("changed"), tr("in conflict"), tr("with errors"), tr("unchanged"))
    for standing, said in zip(STANDINGS, words, strict=True):
        print(f"{counts[standing]:6}  {said}")
