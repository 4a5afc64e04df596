"""The state that pages follow from, exactly: what a process has worked out for one state need not be worked out again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from silta.node.models import FrameworkRelease, Log


@dataclass(frozen=True)
class State:
    """The signed checkpoints of the logs of an arrangement (empty: of all), and what the library holds."""

    arrangement: str
    logs: tuple[tuple[str, bytes], ...]
    library: tuple[tuple[Any, ...], ...]


def state_of(arrangement: str = "") -> State:
    """The state now; two queries."""
    library = FrameworkRelease.objects.order_by("address")
    return State(
        arrangement,
        checkpoints(arrangement),
        tuple(library.values_list("id", "address", "source_digest", "imported_at")),
    )


def checkpoints(arrangement: str = "") -> tuple[tuple[str, bytes], ...]:
    """Origin and signed checkpoint of the logs of an arrangement (empty: of all); one query."""
    logs = Log.objects.filter(arrangement=arrangement) if arrangement else Log.objects.all()
    rows = logs.order_by("origin").values_list("origin", "checkpoint")
    return tuple((origin, bytes(note)) for origin, note in rows)
