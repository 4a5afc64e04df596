"""The running numbers of a kind: which are taken, and which comes next."""

from __future__ import annotations

from silta.node.models import Draft, Record
from silta.node.queries.rows import local_today
from silta.records.kind import Kind


def next_number(arrangement_id: str, kind: Kind) -> str:
    """The number that a new record of this year would get, after those of all parties that are known here and of our drafts;
    empty if the kind has no running numbers. Two queries at most.
    """
    if not kind.series:
        return ""
    year = local_today().year
    begins = kind.series.format(year=year)
    here = Record.objects.filter(arrangement=arrangement_id, kind=kind.code, number__startswith=begins)
    drafts = Draft.objects.filter(arrangement=arrangement_id, kind=kind.code)
    drafted = drafts.values_list(f"fields__{kind.number}", flat=True)
    taken = [*here.values_list("number", flat=True), *(one for one in drafted if isinstance(one, str))]
    return kind.next_number(year, taken)
