"""Who acts: a signed-in user, or the operator of the node at its command line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from silta.node.models import User

_BY_WEIGHT: Final = (
    "head", "coordinator", "expert", "contributor", "translator", "auditor", "administrator", "reader",
)  # fmt: skip


@dataclass(frozen=True)
class Actor:
    """A person with the roles that they hold. `role` is the weightiest, `user_id` None for the operator.

    Entries name roles, never persons: who acted stays on the node.
    """

    user_id: int | None
    role: str
    name: str
    roles: frozenset[str] = frozenset()

    @classmethod
    def of(cls, user: User | AnonymousUser) -> Actor:
        """The actor behind a user; one without roles is a reader, one who is not signed in may do nothing."""
        if user.is_anonymous:
            return cls(None, "", "")
        roles = frozenset(user.roles) & frozenset(_BY_WEIGHT)
        role = next((role for role in _BY_WEIGHT if role in roles), "reader")
        return cls(user.pk, role, user.get_full_name() or user.get_username(), roles or frozenset({role}))

    @classmethod
    def operator(cls, role: str) -> Actor:
        """Whoever runs commands on the node's machine, in a role of their choice: the keys lie there anyway."""
        return cls(None, role, "operator", frozenset({role}))

    @property
    def held(self) -> frozenset[str]:
        """All roles that the actor may act in."""
        return self.roles or frozenset({self.role} - {""})
