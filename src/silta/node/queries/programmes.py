"""What a programme froze, beside what has become of it; and what the next one can be made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db.models import Q

from silta.node.models import Record, Revision
from silta.node.queries.rows import Row, local_today, row, shown
from silta.node.uids import parse_uid
from silta.words.errors import SiltaError

FIELDS: Final = (
    "number", "title", "area", "form", "start", "until", "host", "place", "mode", "sides", "costs", "state",
)  # fmt: skip
"""What the page of a programme shows of an activity."""
_UNDONE: Final = ("proposed", "planned", "confirmed", "postponed")


@dataclass(frozen=True)
class Planned:
    """An activity as the programme froze it. `agreed` holds its fields then, None if that revision is erased or not here.

    `row` is the activity as it is now, None if nothing of it was released here.
    """

    uid: str
    revision: int
    leaf: str
    agreed: Mapping[str, Any] | None
    row: Row | None

    @property
    def changed(self) -> bool:
        """Whether it has been revised since it was frozen."""
        return self.row is not None and self.row.leaf != self.leaf

    @property
    def fields(self) -> Mapping[str, Any]:
        """The fields to show: as they were agreed, else as they are now; what is not filled in is empty."""
        return dict.fromkeys(FIELDS, "") | dict(self.agreed or (self.row.columns if self.row else {}))


def planned(frozen: Sequence[Mapping[str, Any]], arrangement_id: str, language: str) -> list[Planned]:
    """The frozen activities of a programme in its order; two queries."""
    items = [(uid, item) for item in frozen if (uid := _uid(item.get("record")))]
    rows = rows_of([uid for uid, _ in items], arrangement_id, language)
    leaves = [str(item.get("leaf")) for _, item in items]
    found = Revision.objects.filter(record__arrangement=arrangement_id, leaf__in=leaves)
    agreed = dict(found.values_list("leaf", "fields"))
    return [
        Planned(
            str(uid),
            int(item.get("revision") or 0),
            str(item.get("leaf")),
            agreed.get(str(item.get("leaf"))),
            rows.get(str(uid)),
        )
        for uid, item in items
    ]


def rows_of(
    uids: Sequence[UUID], arrangement_id: str, language: str, today: date | None = None
) -> dict[str, Row]:
    """The records with these ids as they are now; should two parties use one id, the one released first. One query."""
    found = shown(
        Record.objects.filter(arrangement=arrangement_id, uid__in=uids).order_by("-first_at", "-party")
    )
    day = today or local_today()
    return {str(record.uid): row(record, language, day, fields=FIELDS) for record in found}


def candidates(arrangement_id: str, year: int, language: str) -> list[Row]:
    """Activities that the programme of `year` can hold: those of that year, and what is not done yet of the year before."""
    left_over = Q(year=year - 1, standing__in=_UNDONE)
    found = Record.objects.filter(
        Q(year=year) | left_over, arrangement=arrangement_id, kind="activity", withdrawn=False
    )
    found = found.exclude(standing="cancelled").order_by("year", "number", "id")
    today = local_today()
    return [row(record, language, today, fields=FIELDS) for record in shown(found)[:500]]


def _uid(text: object) -> UUID | None:
    try:
        return parse_uid(str(text))
    except SiltaError:
        return None
