"""The people who work at this node."""

from __future__ import annotations

from dataclasses import dataclass

from silta.node.models import User


@dataclass(frozen=True)
class PersonView:
    """A user: sign-in name, name, codes of the roles that they hold, the language and look of their pages."""

    id: int
    username: str
    name: str
    roles: tuple[str, ...]
    language: str
    theme: str
    keys_on: bool
    active: bool


def people() -> list[PersonView]:
    """All users of this node, in the order in which they were added; one query."""
    return [_view(user) for user in User.objects.order_by("pk")]


def person(user_id: int) -> PersonView | None:
    """One user; None if there is none with that id."""
    user = User.objects.filter(pk=user_id).first()
    return _view(user) if user else None


def _view(user: User) -> PersonView:
    return PersonView(
        user.pk,
        user.username,
        user.get_full_name() or user.username,
        tuple(user.roles),
        user.language,
        user.theme,
        user.keys_on,
        user.is_active,
    )
