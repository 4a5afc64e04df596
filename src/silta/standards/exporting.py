"""Export formats: one line each. What a licence forbids to pass on is taken out before anything is written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from silta.standards.formats import oscal_writer, reqif_writer, template_writer
from silta.standards.provisions import Release

Writer = Callable[[Release, str, str], bytes]
"""From a release, the time of the export (ISO) and a notice for whoever opens the file to the bytes."""


@dataclass(frozen=True)
class Export:
    """One export format. `label` is an English msgid; `extension` is without the dot."""

    code: str
    label: str
    extension: str
    media_type: str
    write: Writer


def _xlsx(release: Release, _made_at: str, notice: str) -> bytes:
    return template_writer.write_release(replace(release, source_note=notice or release.source_note), "Silta")


def _csv(release: Release, _made_at: str, _notice: str) -> bytes:
    return template_writer.write_csv(release)


EXPORTS: Final[dict[str, Export]] = {
    known.code: known
    for known in (
        Export(
            "xlsx",
            "Excel (Silta's template)",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            _xlsx,
        ),
        Export("csv", "CSV (Silta's template)", "csv", "text/csv; charset=utf-8", _csv),
        Export("oscal", "OSCAL catalog (JSON)", "json", "application/json", oscal_writer.write),
        Export("reqif", "ReqIF", "reqif", "application/xml", reqif_writer.write),
    )
}
"""Every export format by its code."""
