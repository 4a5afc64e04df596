"""What a node keeps its plans to: lead times and how much a month can carry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from silta.node import clock
from silta.node.actor import Actor
from silta.node.errors import NotFound, Refused
from silta.node.models import Arrangement, PlanLimits
from silta.node.permissions import RELEASERS, require
from silta.records.planning import Limits

HIGHEST: Final = 1000
"""The largest number that a limit may be."""


def set_limits(actor: Actor, arrangement_id: str, values: Mapping[str, int]) -> None:
    """Remember the numbers in `values` by the names of `Limits`; what equals a default goes with the defaults from then on.

    Raises `Denied`, `NotFound` `arrangement.unknown`, `Refused` `plan.bad-limit` (`where`: the name).
    """
    require(actor, *RELEASERS)
    defaults = asdict(Limits())
    for name, value in values.items():
        if name not in defaults or not 0 <= value <= HIGHEST:
            raise Refused("plan.bad-limit", name[:40], highest=HIGHEST)
    if not Arrangement.objects.filter(pk=arrangement_id).exists():
        raise NotFound("arrangement.unknown", arrangement_id[:48])
    changed = {name: value for name, value in values.items() if value != defaults[name]}
    PlanLimits.objects.update_or_create(
        arrangement_id=arrangement_id,
        defaults={"values": changed, "updated_by_id": actor.user_id, "updated_at": clock.now()},
    )
