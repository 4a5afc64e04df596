"""The job that makes a document which takes longer than a reader should wait for a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from silta.node.actions import uploads
from silta.node.documents import make_document
from silta.node.jobs import Progress


def run(progress: Progress, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments: those of `make_document`. Result: the ``token`` under which the file is kept for a while, its name and type."""
    progress.report(0, 2)
    made = make_document(
        str(arguments["report"]),
        str(arguments["arrangement"]),
        arguments["options"],
        arguments["languages"],
        str(arguments["format"]),
    )
    progress.report(1, 2)
    token = uploads.keep(made.data)
    progress.report(2, 2)
    return {"token": token, "file_name": made.file_name, "media_type": made.media_type}
