"""The job that saves a party's own data, which then waits to be fetched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from silta.node.actions import uploads
from silta.node.jobs import Progress
from silta.node.own_data import write_own_data


def run(progress: Progress, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments: ``arrangement``, ``language``. Result: these, ``token``, ``name`` and the number of ``records``."""
    around, language = str(arguments["arrangement"]), str(arguments["language"])
    token, path = uploads.place()
    saved = write_own_data(path, around, language, progress.report)
    return {**arguments, "token": token, "name": f"{around}-own-data.zip", "records": saved.records}
