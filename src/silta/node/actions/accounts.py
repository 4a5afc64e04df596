"""The people who work at a node. They and their roles never leave it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from silta.node import clock
from silta.node.actions.access import About, note
from silta.node.actor import Actor
from silta.node.errors import NotFound, Refused
from silta.node.models import User
from silta.node.permissions import ADMINISTRATORS, require
from silta.words.codes import ROLE
from silta.words.languages import CODES

_OPERATOR = Actor.operator("administrator")
THEMES = ("", "light", "dark")


def set_user(
    name: str,
    password: str,
    *,
    full_name: str = "",
    roles: Iterable[str] = (),
    language: str = "en",
    actor: Actor = _OPERATOR,
    weak_password: bool = False,
) -> int:
    """Add a user, or set the password, name and language of one who is there, and the roles if any are given.

    Returns the user's id. `weak_password` is for demonstrations. Raises `Denied`; `Refused`: `account.unknown-role`,
    `account.unknown-language`, `account.bad-name`, `account.weak-password` (`reasons`).
    """
    require(actor, *ADMINISTRATORS)
    chosen = _checked_roles(roles)
    _check_person(name, language)
    with transaction.atomic():
        user = User.objects.select_for_update().filter(username=name).first() or User(username=name)
        added, before = user.pk is None, list(user.roles)
        first, _, last = full_name.partition(" ")
        user.first_name, user.last_name = first, last
        user.language = language
        if chosen:
            user.roles = chosen
        if weak_password:
            user.password = _hashed_once(password)
        else:
            _check_password(password, user)
            user.set_password(password)
        user.save()
        if added:
            note(actor, "account-added", About(name, data={"after": user.roles}))
        else:
            note(actor, "account-changed", About(name))
            _note_roles(actor, user, before)
    return int(user.pk)


def _check_person(name: str, language: str) -> None:
    if language not in CODES:
        raise Refused("account.unknown-language", "language", language=language[:12])
    if not name or len(name) > 150 or any(c.isspace() for c in name):
        raise Refused("account.bad-name", "name", name=name[:150])


def _note_roles(actor: Actor, user: User, before: list[str]) -> None:
    if user.roles != before:
        note(actor, "roles-changed", About(user.username, data={"before": before, "after": user.roles}))


@cache
def _hashed_once(password: str) -> str:
    """The hash of a password that many people share in a demonstration: each further hash would take a good part of a second."""
    return make_password(password)


def set_roles(actor: Actor, user_id: int, roles: Iterable[str]) -> None:
    """Give a user exactly these roles. Raises `Denied`, `NotFound` `account.unknown`, `Refused` `account.unknown-role`."""
    require(actor, *ADMINISTRATORS)
    chosen = _checked_roles(roles)
    with transaction.atomic():
        user = _locked(user_id)
        before, user.roles = list(user.roles), chosen
        user.save(update_fields=["roles"])
        _note_roles(actor, user, before)


def set_active(actor: Actor, user_id: int, *, active: bool) -> None:
    """Let a user in or lock them out; nothing that they did goes away. Raises `Denied`, `NotFound` `account.unknown`."""
    require(actor, *ADMINISTRATORS)
    with transaction.atomic():
        user = _locked(user_id)
        if user.is_active != active:
            user.is_active = active
            user.save(update_fields=["is_active"])
            note(actor, "account-opened" if active else "account-closed", About(user.username))


def _locked(user_id: int) -> User:
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise NotFound("account.unknown", str(user_id))
    return user


def set_preferences(
    actor: Actor, *, language: str | None = None, theme: str | None = None, keys_on: bool | None = None
) -> None:
    """Remember how a person wants their pages; what is None stays. Unknown values are passed over: they come from a cookie."""
    wanted: dict[str, Any] = {}
    if language in CODES:
        wanted["language"] = language
    if theme in THEMES:
        wanted["theme"] = theme
    if keys_on is not None:
        wanted["keys_on"] = keys_on
    if wanted and actor.user_id is not None:
        _update(actor.user_id, **wanted)


def seen(actor: Actor) -> None:
    """Remember that a person has read what happened up to now."""
    if actor.user_id is not None:
        _update(actor.user_id, seen_at=clock.now())


def _update(user_id: int, **values: Any) -> None:
    if not User.objects.filter(pk=user_id).update(**values):
        raise NotFound("account.unknown", str(user_id))


def _checked_roles(roles: Iterable[str]) -> list[str]:
    chosen = list(dict.fromkeys(roles))
    for role in chosen:
        if role not in ROLE:
            raise Refused("account.unknown-role", "roles", role=role[:20])
    return chosen


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        codes = sorted({str(part.code) for part in error.error_list})
        raise Refused("account.weak-password", "password", reasons=", ".join(codes)) from None
