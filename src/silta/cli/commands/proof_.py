"""`silta proof`: proof-read a draft before its release, or a document before it leaves the house."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING, Any

from silta.cli.commands.report_ import OPTIONS, configure_options
from silta.cli.node import open_node, operator
from silta.cli.output import print_json
from silta.cli.words import language, tr

if TYPE_CHECKING:
    from silta.node.proofing import Looked, Proofed

HELP = "proof-read a draft or a document: names, dates, numbers, marking, languages; 1 if something critical waits"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("subject", help=tr("identifier of a draft, or code of a document such as communique"))
    configure_options(parser)
    parser.add_argument(
        "--leave",
        metavar="REASON",
        default="",
        help=tr("leave all critical findings as they are, for this reason"),
    )


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.actions.proofreading import leave_findings

    read = _read(args)
    critical = [one.finding.key for one in read.waiting("critical")]
    if args.leave and critical:
        leave_findings(operator("coordinator"), read.subject, critical, args.leave, language())
        read = _read(args)
    if args.json:
        waiting = read.counts["critical"]
        print_json({"ok": not waiting, "critical": waiting, "findings": [_told(one) for one in read.looked]})
    else:
        _print(read)
    return 1 if read.counts["critical"] else 0


def _read(args: Namespace) -> Proofed:
    from uuid import UUID

    from silta.node import clock
    from silta.node.errors import Refused
    from silta.node.proofing import proof_document, proof_draft
    from silta.node.queries.arrangements import the_arrangement
    from silta.node.queries.records import draft
    from silta.reports.catalogue import REPORTS
    from silta.reports.options import read_options

    if args.subject in REPORTS:
        said = {name: getattr(args, name) for name in OPTIONS}
        given = read_options(REPORTS[args.subject].options, said, clock.now().date().isoformat())
        return proof_document(args.subject, args.arrangement or the_arrangement(), given)
    try:
        uid = UUID(args.subject)
    except ValueError:
        raise Refused("proof.unknown-subject", args.subject[:60], choices=", ".join(REPORTS)) from None
    return proof_draft(draft(uid))


def _told(one: Looked) -> dict[str, Any]:
    from silta.cli.output import sentence

    left = {"reason": one.left.reason, "role": one.left.role} if one.left else None
    return {
        **one.finding.wire(),
        "key": one.finding.key,
        "message": sentence(one.finding.problem),
        "left": left,
    }


def _print(read: Proofed) -> None:
    from silta.cli.output import sentence

    words = {"critical": tr("critical"), "warning": tr("warning"), "note": tr("note")}
    for one in read.looked:
        place = one.finding.place
        where = f"{place.record} {place.where}".strip()
        state = (
            tr("left: {reason}").format(reason=one.left.reason) if one.left else words[one.finding.severity]
        )
        tag = f" [{place.language}]" if place.language else ""
        print(f"{state}  {where}{tag}: {sentence(one.finding.problem)}")
        if one.finding.quote:
            print(f"    {one.finding.quote}")
    counts = read.counts
    print(
        tr("Waiting: critical {critical}, warnings {warnings}, notes {notes}").format(
            critical=counts["critical"], warnings=counts["warning"], notes=counts["note"]
        )
    )
