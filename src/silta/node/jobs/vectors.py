"""The job that reads two releases with the language model, so that suggestions between them know the meaning of the texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from silta.node.jobs import Progress
from silta.node.queries.suggestions import server_in_words, side
from silta.node.suggestions import make_vectors


def run(progress: Progress, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments: ``source`` and ``target`` (addresses), ``source_language``, ``target_language``.

    Result: ``made``, and ``server``, the model server that makes them in words, told from the first moment on.
    """
    source = side(str(arguments["source"]), arguments.get("source_language"))
    target = side(str(arguments["target"]), arguments.get("target_language"))
    server = server_in_words()
    progress.tell({"server": server})
    return {"made": make_vectors(source, target, progress.report), "server": server}
