"""The job that writes a crosswalk to a file, which then waits to be fetched."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import override, pgettext

from silta.crosswalk.formats import FORMATS
from silta.node.actions import uploads
from silta.node.jobs import Progress
from silta.node.queries.exports import export_of

MAX_FILE: Final = 500 * 1024 * 1024


def run(progress: Progress, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """Arguments: ``crosswalk`` (id), ``format``, ``language``, ``drafts``. Result: these, ``token``, ``name``."""
    chosen, language = FORMATS[str(arguments["format"])], str(arguments["language"])
    drafts = bool(arguments["drafts"])
    content = export_of(str(arguments["crosswalk"]), language, drafts=drafts, texts=chosen.with_texts)
    with override(language):
        data = chosen.write(content, pgettext, progress.report)
    return {
        **arguments,
        "token": uploads.keep(data, MAX_FILE),
        "name": f"crosswalk-{content.uid[:8]}-{content.as_of[:10]}.{chosen.extension}",
    }
