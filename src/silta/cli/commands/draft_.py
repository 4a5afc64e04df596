"""`silta draft`: make or change a draft from a JSON file of fields."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any, Never

from silta.cli.node import open_node, operator
from silta.cli.output import print_json
from silta.cli.words import tr
from silta.words.codes import MARKING
from silta.words.errors import SiltaError

HELP = "make a draft of a record from a JSON file of its fields"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("kind", help=tr("kind of the record: activity, gap, …"))
    parser.add_argument("file", type=Path, help=tr("JSON file with the fields"))
    parser.add_argument("--arrangement", help=tr("arrangement; may be left out if the node has one"))
    parser.add_argument(
        "--marking", default="tlp-green", choices=tuple(MARKING), help=tr("marking of the record")
    )
    parser.add_argument("--record", help=tr("change this record instead of making a new one"))


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.actions import drafts
    from silta.node.queries.arrangements import the_arrangement

    fields = _fields(args.file)
    actor = operator("coordinator")
    if args.record:
        uid = drafts.start_revision(actor, args.record)
        drafts.save(actor, uid, fields, version=None, marking=args.marking)
    else:
        arrangement = args.arrangement or the_arrangement()
        uid = drafts.create(actor, arrangement, args.kind, fields, marking=args.marking)
    print_json({"uid": str(uid)}) if args.json else print(uid)
    return 0


def _fields(path: Path) -> dict[str, Any]:
    try:
        fields = json.loads(path.read_text(encoding="utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise SiltaError("cli.not-json", str(path), detail=str(error)) from None
    if not isinstance(fields, dict):
        raise SiltaError("cli.no-fields", str(path))
    return fields


def _refuse(constant: str) -> Never:
    raise ValueError(constant)  # NaN and Infinity, which Python reads and JSON does not know
