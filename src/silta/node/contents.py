"""What a report says of an arrangement, before any layout: which snapshot, which record carries it, and its content."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from silta.node.errors import NotFound
from silta.node.queries.arrangements import arrangement as around
from silta.node.queries.joint import joint_text
from silta.node.queries.pages import get
from silta.node.queries.roadmap import records_of_roadmap
from silta.node.queries.snapshots import snapshot
from silta.records.computed import as_signed, revision_in_force, signed_sizes
from silta.records.views import Record, Snapshot
from silta.reports.catalogue import REPORTS, Report
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
    report, codes = REPORTS[name], around(arrangement).codes
    found = joint_text(arrangement, report.joint, int(given["year"])) if report.joint else None
    record = as_signed(found, codes) if found else None
    text = record or _text_of(report, arrangement, given)
    held = snapshot(arrangement, _sizes_of(text, codes, joint=bool(record)))
    check_records(report.options, given, held)
    return Built(report.build(held, **given, **({"review": record} if report.joint else {})), held, record)


def edition_content(arrangement: str, edition: Record) -> Content:
    """A roadmap edition as its latest revision froze it, released or not, with the fate of each gap of the one before."""
    codes = around(arrangement).codes
    sizes = _sizes_of(edition, codes, joint=True) if edition.latest.leaf else None
    held, year = records_of_roadmap(arrangement, sizes), int(edition.fields.get("year") or 0)
    return REPORTS["roadmap"].build(held, year, review=as_signed(edition, codes))


def _text_of(report: Report, arrangement: str, given: Values) -> Record | None:
    """The joint text that a report will find in its snapshot, if one has been released."""
    if not report.signed:
        return None
    if "year" in given:
        return joint_text(arrangement, report.signed, int(given["year"]))
    with suppress(NotFound):
        return get(str(given["record"])).record
    return None


def _sizes_of(text: Record | None, codes: Sequence[str], *, joint: bool) -> dict[str, int] | None:
    """How far to read the logs for a document of `text`: as it says itself, or as far as all have signed; None: all there is.

    A `joint` text is told as its latest revision says, others as the revision in force.
    """
    if text is None or text.withdrawn:
        return None
    if isinstance(text.fields.get("sources"), list):
        return {str(s["origin"]): int(s["size"]) for s in text.fields["sources"]}
    edition = text.latest if joint else revision_in_force(text, codes)
    return (signed_sizes(text, edition, codes) or None) if edition else None
