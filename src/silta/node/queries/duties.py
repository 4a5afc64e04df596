"""What the clauses of an arrangement oblige to."""

from __future__ import annotations

from silta.node.models import Draft, Record

_KIND = "obligation"


def clauses_with_duty(arrangement_id: str) -> set[str]:
    """The numbers of the clauses that have an obligation, released or drafted here; two queries."""
    released = Record.objects.filter(arrangement=arrangement_id, kind=_KIND, withdrawn=False)
    drafted = Draft.objects.filter(arrangement=arrangement_id, kind=_KIND)
    return {
        *released.values_list("number", flat=True),
        *(str(fields.get("clause")) for fields in drafted.values_list("fields", flat=True)),
    }
