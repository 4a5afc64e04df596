"""The job that takes over what a partner published."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from silta.node.actor import Actor
from silta.node.exchange.mirror import sync
from silta.node.exchange.sources import open_source
from silta.node.home import Home
from silta.node.jobs import Progress


def run(progress: Progress, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments: ``source`` (folder or address). Result: one item a log, with its sizes and what was found wrong."""
    with open_source(str(arguments["source"]), Home.current()) as source:
        results = sync(source, Actor.operator("coordinator"))
    progress.report(1, 1)
    return {
        "logs": [
            {
                "origin": result.origin,
                "before": result.before,
                "after": result.after,
                "problems": [{"code": p.code, "where": p.where} for p in result.problems],
            }
            for result in results
        ]
    }
