"""`silta import-decisions`: an edited workbook of mappings, looked at or kept as drafts."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from silta.cli.node import open_node, operator
from silta.cli.output import print_json, sentence
from silta.cli.words import language, tr
from silta.words.errors import SiltaError

if TYPE_CHECKING:
    from silta.node.queries.incoming import Incoming

HELP = "bring an edited workbook of a crosswalk back: its rows become drafts"
_OUTCOMES: Final = ("new", "changed", "removed", "conflict", "error", "unchanged")


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, help=tr("the workbook (XLSX) that export-crosswalk has written"))
    parser.add_argument(
        "--crosswalk", default="", metavar="ID", help=tr("id of the crosswalk, if the file does not say it")
    )
    parser.add_argument(
        "--preview", action="store_true", help=tr("show what would change and change nothing")
    )
    parser.add_argument(
        "--take-conflicts",
        action="store_true",
        help=tr("also replace what has changed since the workbook was made"),
    )
    parser.add_argument(
        "--mend", type=Path, metavar="FILE", help=tr("write the rows with errors to a workbook, marked")
    )


def run(args: Namespace) -> int:
    open_node(args)
    from django.utils.translation import override

    from silta.node.actions.incoming import take_over
    from silta.node.actions.library import read_file
    from silta.node.labels import vocabulary
    from silta.node.queries.incoming import crosswalk_of, incoming

    raw, actor = read_file(args.file), operator("coordinator")
    with override(language()):
        known = vocabulary(language())
        uid = args.crosswalk or crosswalk_of(raw, known)
        if not uid:
            raise SiltaError("workbook.unknown-crosswalk")
        found = incoming(uid, raw, known, actor.name, language())
        if args.mend and found.of("error"):
            args.mend.write_bytes(_mended(found))
        conflicts = {row.number for row in found.of("conflict")} if args.take_conflicts else set()
        _tell(found, as_json=args.json)
        if args.preview:
            return 0
        done = take_over(actor, lambda: incoming(uid, raw, known, actor.name, language()), conflicts)
    if not args.json:
        print(tr("{count} drafts changed, {left} rows left.").format(count=done.count, left=done.left))
    return 0


def _mended(found: Incoming) -> bytes:
    from silta.crosswalk import returned
    from silta.web import wording
    from silta.web.errors import sentence as worded

    return returned.write(found.sheet, found.rows, found.title, wording.label, worded)


def _tell(found: Incoming, *, as_json: bool) -> None:
    problems = [problem for row in found.rows for problem in row.problems]
    counts = {outcome: found.counts.get(outcome, 0) for outcome in _OUTCOMES}
    if as_json:
        told: list[dict[str, Any]] = [
            {"code": p.code, "where": p.where, "message": sentence(p)} for p in problems
        ]
        print_json({"crosswalk": found.crosswalk, "rows": counts, "errors": told})
        return
    for problem in problems:
        print(sentence(problem))
    for outcome, words in zip(_OUTCOMES, _words(), strict=True):
        print(f"{counts[outcome]:6}  {words}")


def _words() -> tuple[str, ...]:
    return (tr("new"), tr("changed"), tr("taken back"), tr("in conflict"), tr("with errors"), tr("unchanged"))
