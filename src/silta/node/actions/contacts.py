"""What this node chooses about contact by area. It stays on the node."""

from __future__ import annotations

from typing import Final

from silta.node.actor import Actor
from silta.node.errors import NotFound, Refused
from silta.node.models import Arrangement
from silta.node.permissions import RELEASERS, require

LONGEST: Final = 60


def set_quiet_months(actor: Actor, arrangement_id: str, months: int) -> None:
    """Choose after how many months without contact an area is named.

    Raises `Denied`, `Refused` `contact.not-months`, `NotFound` `arrangement.unknown`.
    """
    require(actor, *RELEASERS)
    if not 1 <= months <= LONGEST:
        raise Refused("contact.not-months", "months", longest=LONGEST)
    if not Arrangement.objects.filter(pk=arrangement_id).update(quiet_months=months):
        raise NotFound("arrangement.unknown", arrangement_id[:48])
