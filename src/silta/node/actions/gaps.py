"""Recording gaps: from a provision whose coverage both sides have confirmed to be wanting."""

from __future__ import annotations

import re
from typing import Final

from django.conf import settings

from silta.node import clock
from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.permissions import WRITERS, require
from silta.node.models import Draft, Record
from silta.node.queries.arrangements import arrangement
from silta.node.queries.covered import Covered
from silta.words.errors import SiltaError

_NUMBER: Final = "G-{year}-{n:02}"


def draft_gap(actor: Actor, arrangement_id: str, found: Covered, compared: str) -> str:
    """A draft of the gap that confirmed mappings show; a person words it, gives it a priority, and releases it. Returns its id.

    `compared` is the address of the text that lacks something. The cause, the provisions, the mappings, the next number and the
    party concerned are filled in. Raises `Denied`, `SiltaError` `crosswalk.not-confirmed`.
    """
    require(actor, *WRITERS)
    confirmed = [one for one in found.mappings if one.counts]
    if not confirmed or found.cause is None:
        raise SiltaError("crosswalk.not-confirmed", found.unit.address[:200])
    targets = {str(target) for one in confirmed for target in one.fields.get("targets", ())}
    fields = {
        "number": next_number(arrangement_id),
        "cause": found.cause,
        "provisions": [found.unit.address, *sorted(targets)],
        "mappings": [one.uid for one in confirmed],
        "state": "identified",
    }
    party = compared.partition("/")[0]
    if party in arrangement(arrangement_id).codes:
        fields["party"] = party
    return drafts.create(actor, arrangement_id, "gap", fields)


def next_number(arrangement_id: str) -> str:
    """The number after the highest that this year's gaps have, released or drafted here: ``G-2026-04``."""
    year = clock.today(settings.TIME_ZONE).year
    released = Record.objects.filter(arrangement=arrangement_id, kind="gap").values_list("number", flat=True)
    drafted = Draft.objects.filter(arrangement=arrangement_id, kind="gap").values_list("fields", flat=True)
    known = [*released, *(str(fields.get("number", "")) for fields in drafted)]
    taken = (re.fullmatch(rf"G-{year}-(\d{{1,4}})", number) for number in known)
    return _NUMBER.format(year=year, n=max((int(match[1]) for match in taken if match), default=0) + 1)
