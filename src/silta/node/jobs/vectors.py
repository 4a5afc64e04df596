"""The job that reads two releases with the language model, so that suggestions between them know the meaning of the texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from silta.node.jobs import Progress
from silta.node.queries.suggestions import side
from silta.node.suggestions import make_vectors


def run(progress: Progress, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments: ``source`` and ``target`` (addresses), ``source_language``, ``target_language``. Result: ``made``."""
    source = side(str(arguments["source"]), arguments.get("source_language"))
    target = side(str(arguments["target"]), arguments.get("target_language"))
    return {"made": make_vectors(source, target, progress.report)}
