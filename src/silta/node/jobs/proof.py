"""The job that proof-reads a document of large logs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from silta.node import proofing
from silta.node.jobs import Progress


def run(progress: Progress, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments: ``report``, ``arrangement``, ``given`` (its options as read). Result: ``findings`` in wire form."""
    progress.report(0, 1)
    name, arrangement, given = arguments["report"], arguments["arrangement"], arguments["given"]
    found = proofing.document_findings(str(name), str(arrangement), given)
    progress.report(1, 1)
    return {"findings": [finding.wire() for finding in found]}
