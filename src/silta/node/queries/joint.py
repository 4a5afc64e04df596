"""Joint texts by year: the programme and the annual review that count, whichever party wrote them."""

from __future__ import annotations

from typing import Final

from silta.node.models import Record
from silta.node.queries.pages import get
from silta.records import views

_BEST_FIRST: Final = ("in-force", "agreed-by-some", "commented", "proposed", "objected")


def joint_text(arrangement_id: str, kind: str, year: int) -> views.Record | None:
    """The released joint text of `kind` for `year`: the one in force, else the one nearest to it, else None."""
    rows = Record.objects.filter(arrangement=arrangement_id, kind=kind, year=year, withdrawn=False)
    found = sorted(rows.values_list("standing", "first_at", "uid", "party"), key=_rank)
    return get(found[0][2], party=found[0][3]).record if found else None


def years(arrangement_id: str, kind: str) -> list[int]:
    """The years for which there is a released text of `kind`, the newest first."""
    rows = Record.objects.filter(arrangement=arrangement_id, kind=kind, withdrawn=False, year__isnull=False)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def _rank(row: tuple[str, str, object, str]) -> tuple[int, str, str, str]:
    standing, first_at, uid, party = row
    place = _BEST_FIRST.index(standing) if standing in _BEST_FIRST else len(_BEST_FIRST)
    return place, first_at, str(uid), party
