"""Carrying a crosswalk over to newer releases: what says the same of them becomes drafts there, for people to release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from silta.node.actions import drafts
from silta.node.actions.actor import Actor
from silta.node.actions.permissions import WRITERS, require
from silta.node.queries.crosswalk import Crosswalk
from silta.node.queries.renewal import Renewal, renewal, renewed
from silta.node.queries.stale import overtaken
from silta.words.errors import SiltaError


@dataclass(frozen=True)
class CarriedOver:
    """The crosswalk of the newest releases (a draft while `released` is False), and how many mappings were drafted in it."""

    crosswalk: str
    released: bool
    mappings: int


def carry_over(actor: Actor, page: Crosswalk) -> CarriedOver:
    """Draft our unchanged mappings anew in the crosswalk of the newest releases, which is drafted too if there is none.

    Reasoning and ratings go along; nothing is released, and what the partner confirmed it confirms again. A mapping that is
    there already is left as it is. Raises `Denied`, `SiltaError` `crosswalk.nothing-to-carry`.
    """
    require(actor, *WRITERS)
    arrangement = page.record.arrangement.id
    with transaction.atomic():
        found = renewal(page, "")
        if found is None or not (found.waiting or not found.successor):
            raise SiltaError("crosswalk.nothing-to-carry", page.uid)
        uid = found.successor or _draft_crosswalk(actor, page, found)
        pairs = overtaken()
        for one in found.waiting:
            moved = {name: renewed(one.fields.get(name, ()), pairs) for name in ("sources", "targets")}
            marking = one.row.marking if one.row else "tlp-green"
            drafts.create(
                actor, arrangement, "mapping", {**one.fields, **moved, "crosswalk": uid}, marking=marking
            )
    return CarriedOver(uid, found.successor_released, len(found.waiting))


def _draft_crosswalk(actor: Actor, page: Crosswalk, found: Renewal) -> str:
    """The next crosswalk as a draft: what the one before says, with the newest releases, and their dates in its title."""
    held: Mapping[str, Any] = page.record.record.fields
    fields = {
        **held,
        "title": {
            tag: {**wording, "text": _retitled(str(wording["text"]), page, found)}
            for tag, wording in held["title"].items()
        },
        "benchmark": found.benchmark,
        "compared": found.compared,
        "state": "open",
    }
    return drafts.create(
        actor, page.record.arrangement.id, "crosswalk", fields, marking=page.record.row.marking
    )


def _retitled(title: str, page: Crosswalk, found: Renewal) -> str:
    pairs = ((page.benchmark, found.benchmark), (page.compared, found.compared))
    dates = [new.partition("@")[2] for old, new in pairs if old != new]
    return f"{title} ({', '.join(dates)})"
