"""Which arrangements rest, as the records of the parties say."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from silta.node.models import Arrangement, Record
from silta.records.resting import CLOSED, takes

_KIND = "arrangement"


def closed() -> QuerySet[Record]:
    """The records that close their arrangement; always to be narrowed to one arrangement, by which they are indexed."""
    return Record.objects.filter(kind=_KIND, withdrawn=False, state__in=CLOSED)


def at_rest() -> QuerySet[Arrangement]:
    """The arrangements that rest, for a condition: ``exclude(arrangement__in=at_rest())``."""
    return Arrangement.objects.filter(Exists(closed().filter(arrangement=OuterRef("pk")))).only("pk")


def awake() -> list[str]:
    """The arrangements that do not rest: with their ids at hand the database walks along its indexes. One query."""
    return list(Arrangement.objects.exclude(pk__in=at_rest()).order_by("pk").values_list("pk", flat=True))


def takes_in(arrangement_id: str) -> bool:
    """Whether we take over what others publish under an arrangement; one query."""
    rows = Record.objects.filter(arrangement=arrangement_id, kind=_KIND, withdrawn=False, log__is_own=True)
    return takes(rows.values_list("state", flat=True))
