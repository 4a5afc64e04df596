"""Drafting obligations from the clauses of the arrangement."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import transaction

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.permissions import WRITERS, require
from silta.node.errors import Refused
from silta.node.queries.duties import clauses_with_duty
from silta.node.queries.pages import get

_KIND = "obligation"


def draft_obligations(
    actor: Actor,
    uid: str | UUID,
    chosen: Collection[int],
    title_of: Callable[[str], Mapping[str, Any]],
) -> list[str]:
    """Drafts of obligations from the clauses at the places `chosen` (from 0) of the arrangement `uid`; returns their ids.

    Number, type and text of the clause are filled in, and a title by its type; who owes it and when it is due is for a person to
    say. A clause that has an obligation or a draft of one is passed over. Raises `Denied`, `NotFound` `record.unknown`,
    `Refused` `obligation.nothing-new`.
    """
    require(actor, *WRITERS)
    page = get(uid)
    clauses = [
        clause for place, clause in enumerate(page.record.fields.get("clauses") or ()) if place in chosen
    ]
    with transaction.atomic():
        known = clauses_with_duty(page.arrangement.id)
        new = [clause for clause in clauses if clause["number"] not in known]
        if not new:
            raise Refused("obligation.nothing-new")
        return [
            drafts.create(
                actor,
                page.arrangement.id,
                _KIND,
                {
                    "title": title_of(clause["type"]),
                    "arrangement": page.record.id,
                    "clause": clause["number"],
                    "type": clause["type"],
                    "text": clause["text"],
                    "rule": "yearly",
                    "state": "open",
                },
            )
            for clause in new
        ]
