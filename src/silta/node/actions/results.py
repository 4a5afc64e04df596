"""Results that are computed: the value of an indicator in a year, with the records that show it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import NotFound, Refused
from silta.node.queries.measures import measured
from silta.node.queries.pages import get


def draft_result(
    actor: Actor, indicator_uid: str | UUID, year: int | None, today_year: int, words: Mapping[str, Any]
) -> str:
    """Draft the result that the records make of an indicator in `year` (None: of all years, as of this one); returns its id.

    `words` are its title and evidence. Raises `Denied`, `NotFound` `record.unknown`, `Refused` `result.not-computed`.
    """
    require(actor, *WRITERS)
    page = get(indicator_uid)
    if page.record.kind != "indicator":
        raise NotFound("record.unknown", str(indicator_uid))
    found = measured(page.arrangement.id, str(page.record.fields.get("rule", "")), "en")
    value = next((one for one in found if one.year == year), None)
    if value is None:
        raise Refused("result.not-computed", year=year or today_year)
    fields = {
        **words,
        "indicator": page.record.id,
        "year": year or today_year,
        "actual": value.value,
        "records": [one.uid for one in value.rows],
    }
    return drafts.create(actor, page.arrangement.id, "result", fields, marking=page.row.marking)
