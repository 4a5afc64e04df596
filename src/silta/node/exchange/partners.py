"""Where the logs of partners are fetched from: the address of their node, or a folder that they fill."""

from __future__ import annotations

from silta.node.actor import Actor
from silta.node.exchange.opening import check_source
from silta.node.models import Log
from silta.node.permissions import RELEASERS, require


def set_source(actor: Actor, origin: str, source: str) -> None:
    """Remember the address or folder for a partner's log. Raises `Denied`, `SourceUnreachable` `exchange.not-an-address`."""
    require(actor, *RELEASERS, "administrator")
    check_source(source)
    Log.objects.filter(origin=origin, is_own=False).update(source=source[:500])
