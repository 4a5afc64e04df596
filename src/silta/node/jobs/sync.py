"""The job that takes over what a partner published."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from silta.node.actor import Actor
from silta.node.exchange.mirror import sync
from silta.node.exchange.opening import open_source
from silta.node.home import Home
from silta.node.jobs import Progress


def run(progress: Progress, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments: ``source`` (folder, address or sealed file); of an uploaded file, which is thrown away, ``called`` (its name).

    Result: one item a log, with its sizes and what was found wrong.
    """
    text, called = str(arguments["source"]), str(arguments.get("called", ""))
    try:
        with open_source(text, Home.current(), called) as source:
            results = sync(source, Actor.operator("coordinator"))
    finally:
        if called:
            Path(text).unlink(missing_ok=True)
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
