"""`silta rebuild`: throw all projections away and make them anew from the logs."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from silta.cli.node import open_node
from silta.cli.output import print_json
from silta.cli.words import tr

HELP = "make all records anew from the logs and compare the digests"


def configure(parser: ArgumentParser) -> None:
    del parser  # no options of its own


def run(args: Namespace) -> int:
    open_node(args)
    from silta.node.projection import rebuild

    before, after = rebuild()
    if args.json:
        print_json({"before": before, "after": after, "same": before == after})
    else:
        print(tr("before {before}\nafter  {after}").format(before=before, after=after))
    return 0 if before == after else 1
