"""Projecting entries into records, and reading lists of what came of it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import Any, Final

from benchmarks.append import BATCH
from benchmarks.figures import Figure, milliseconds, rate
from benchmarks.node import ARRANGEMENT, fields

_TRANSACTION: Final = 4096
"""Entries projected in one transaction: as many as an exchange takes over in one."""


def measure(count: int) -> list[Figure]:
    """Project the `count` entries that were appended, release some drafts as a person does, and read pages of lists."""
    return [
        rate("project", count, _project, 3_000),
        rate("release drafts (check, seal, append, project)", BATCH, _releasing(BATCH)),
        *_lists(count),
    ]


def _project() -> None:
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


def _lists(count: int) -> list[Figure]:
    from silta.node.queries import records  # noqa: PLC0415 - as above

    def read(asked: dict[str, Any], after: str | None = None) -> records.Page:
        return records.list_records("activity", arrangement=ARRANGEMENT, after=after, **asked)

    found = []
    orders: dict[str, dict[str, Any]] = {
        "by title": {"sort": "title", "language": "kk"},
        "by number, from the end": {"sort": "-number"},
        "by due date, overdue only": {"sort": "due", "filters": {"state": "overdue"}},
    }
    for name, asked in orders.items():
        following = read(asked).next
        title = f"list of {count:,} records {name}"
        found += [
            milliseconds(f"{title}, first page", partial(read, asked), 50),
            milliseconds(f"{title}, next page", partial(read, asked, following), 50),
        ]
    return found
