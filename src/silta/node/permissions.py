"""Which roles may do what."""

from __future__ import annotations

from typing import Final

from silta.node.actor import Actor
from silta.node.errors import Denied

WRITERS: Final = ("contributor", "expert", "translator", "coordinator", "head")
"""May draft."""
RELEASERS: Final = ("coordinator", "head")
"""May release, withdraw and erase what the party has said."""
RATERS: Final = ("expert", "coordinator", "head")
"""May agree or object to what does not bind the parties: mappings, actions, gaps."""
HEADS: Final = ("head",)
"""May agree or object to joint texts."""
KEEPERS: Final = ("coordinator", "head", "administrator")
"""May save the node's own data, drafts and notes included."""
AUDITORS: Final = ("auditor", "administrator", "head")
"""May read who had access to what."""
ADMINISTRATORS: Final = ("administrator",)
"""May manage the node's users."""


def require(actor: Actor, *roles: str) -> str:
    """The role that `actor` acts in: the first of `roles` that they hold.

    Raises `Denied` `permission.denied` (`roles`: those that would do, with commas).
    """
    for role in roles:
        if role in actor.held:
            return role
    raise Denied("permission.denied", role=actor.role, roles=", ".join(roles))


def may(actor: Actor, *roles: str) -> bool:
    """Whether `actor` holds one of `roles`: for pages that offer only what would not be refused."""
    return bool(actor.held & set(roles))
