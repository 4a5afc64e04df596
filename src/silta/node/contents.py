"""What a report says of an arrangement, before any layout: which snapshot, which record carries it, and its content."""

from __future__ import annotations

from dataclasses import dataclass

from silta.node.queries.joint import joint_text
from silta.node.queries.snapshots import snapshot
from silta.records.views import Record, Snapshot
from silta.reports.catalogue import REPORTS
from silta.reports.content import Content
from silta.reports.options import Values, check_records


@dataclass(frozen=True)
class Built:
    """A report's content, the snapshot that it was made from, and the record that carries the text, if there is one."""

    content: Content
    held: Snapshot
    record: Record | None


def content_of(name: str, arrangement: str, given: Values) -> Built:
    """A report as the logs tell it now; if a released joint text carries it, made again from the logs that this one names.

    Raises `OptionRefused` (`report.no-record`), and `NotFound` `snapshot.not-held` when a log has not arrived as far as a joint
    text needs it.
    """
    report = REPORTS[name]
    record = joint_text(arrangement, report.joint, int(given["year"])) if report.joint else None
    held = _snapshot_of(arrangement, record)
    check_records(report.options, given, held)
    return Built(report.build(held, **given, **({"review": record} if report.joint else {})), held, record)


def _snapshot_of(arrangement: str, record: Record | None) -> Snapshot:
    """What the logs said when a review was computed; now, if there is no review."""
    sources = record.fields.get("sources") if record else None
    if not isinstance(sources, list):
        return snapshot(arrangement)
    return snapshot(arrangement, {str(s["origin"]): int(s["size"]) for s in sources})
