"""Projecting entries into records."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Final

from benchmarks.append import BATCH
from benchmarks.figures import Figure, rate
from benchmarks.node import ARRANGEMENT, fields

_TRANSACTION: Final = 4096
"""Entries projected in one transaction: as many as an exchange takes over in one."""


def measure(count: int) -> list[Figure]:
    """Project the `count` entries that were appended, and release some drafts as a person does."""
    return [
        rate("project", count, project_all, 3_000),
        rate("release drafts (check, seal, append, project)", BATCH, _releasing(BATCH)),
    ]


def project_all() -> None:
    from django.db import transaction  # noqa: PLC0415 - Django is set up by now

    from silta.node import projection  # noqa: PLC0415 - as above
    from silta.node.models import Log  # noqa: PLC0415 - as above
    from silta.node.projection.rebuilding import stored_entries  # noqa: PLC0415 - as above

    log = Log.objects.get(arrangement=ARRANGEMENT, is_own=True)
    entries = (entry for entry in stored_entries(log) if entry.index)
    while batch := list(islice(entries, _TRANSACTION)):
        with transaction.atomic():
            projection.apply(log, batch)


def _releasing(count: int) -> Callable[[], object]:
    from silta.node.actions import drafts, release  # noqa: PLC0415 - as above
    from silta.node.actions.actor import Actor  # noqa: PLC0415 - as above

    actor = Actor.operator("coordinator")
    uids = [drafts.create(actor, ARRANGEMENT, "activity", fields(n)) for n in range(count)]
    return lambda: release.release_many(actor, uids)
