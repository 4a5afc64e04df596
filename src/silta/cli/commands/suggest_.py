"""`silta suggest`: the best counterparts of each provision of one release in another, with their reasons."""

from __future__ import annotations

import os
from argparse import ArgumentParser, Namespace
from typing import Final

from silta.cli.node import open_node
from silta.cli.numbers import whole
from silta.cli.output import print_json, print_table
from silta.cli.words import tr

_LONG: Final = 2_000_000
"""Pairs of units from which on the cores had better share the products of matrices."""

HELP = "suggest counterparts between two releases, in any two languages"


def configure(parser: ArgumentParser) -> None:
    parser.add_argument("source", help=tr("address of the release to start from"))
    parser.add_argument("target", help=tr("address of the release to search"))
    parser.add_argument(
        "--top", type=whole(1, 1000), default=5, help=tr("how many candidates for each provision")
    )
    parser.add_argument("--source-language", help=tr("language of the source text; its first by default"))
    parser.add_argument("--target-language", help=tr("language of the target text; its first by default"))
    parser.add_argument(
        "--no-vectors", action="store_true", help=tr("compare words only, without the language model")
    )


def run(args: Namespace) -> int:
    open_node(args)
    _share_work_of_long_texts(args.source, args.target)
    from silta.node.suggestions import suggest_for_tools

    rows = suggest_for_tools(
        args.source,
        args.target,
        top=args.top,
        source_language=args.source_language,
        target_language=args.target_language,
        vectors=not args.no_vectors,
    )
    if args.json:
        print_json(rows)
        return 0
    lines = (
        (row["source"], found["target"], f"{found['score']:.3f}", ", ".join(found["why"]))
        for row in rows
        for found in row["candidates"]
    )
    print_table((tr("Provision"), tr("Candidate"), tr("Score"), tr("Why")), lines)
    return 0


def _share_work_of_long_texts(source: str, target: str) -> None:
    """Between two laws the matrices are small, and threads would do little but wait for each other, which keeps cores busy.

    NumPy reads this once, when it is loaded. Raises `NotInLibrary` (`library.no-release`).
    """
    from silta.node.queries.library import release

    if release(source).units * release(target).units < _LONG:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
