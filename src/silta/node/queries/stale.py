"""Which mappings are stale: the text that they speak of has another wording in a newer release of the same framework."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from django.conf import settings

from silta.node import clock
from silta.node.models import FrameworkRelease, Record, Reference
from silta.node.queries.comparing import COLUMNS, Stamp, changed_fates
from silta.node.queries.state import checkpoints
from silta.standards.fates import Fate

Overtaken = Mapping[str, tuple[Stamp, Stamp]]

_KEPT: Final = 16


def stale_mappings(arrangement_id: str | None = None) -> frozenset[str]:
    """The ids of stale mappings, as far as this node's library can tell. Two queries while no log and no text is new."""
    pairs = overtaken()
    if not pairs:
        return frozenset()
    return _remembered(arrangement_id or "", checkpoints(arrangement_id or ""), tuple(pairs.items()))


@lru_cache(maxsize=_KEPT)
def _remembered(
    arrangement: str,
    logs: tuple[tuple[str, bytes], ...],  # noqa: ARG001 - tells states apart
    pairs: tuple[tuple[str, tuple[Stamp, Stamp]], ...],
) -> frozenset[str]:
    changed = dict(pairs)
    rows = Reference.objects.filter(record__kind="mapping", record__withdrawn=False).exclude(provision="")
    if arrangement:
        rows = rows.filter(record__arrangement=arrangement)
    return frozenset(
        str(uid)
        for uid, provision in rows.values_list("record__uid", "provision").iterator()
        if fate_of(provision, changed)
    )


def overtaken() -> Overtaken:
    """Each release in the library of which there is a newer one → both, as they stand now: the newest counts. One query.

    What is a draft, or of a day to come, overtakes nothing yet.
    """
    by_framework: dict[str, list[Stamp]] = defaultdict(list)
    drafts = Record.objects.filter(kind="framework-release", state="draft", withdrawn=False)
    valid = FrameworkRelease.objects.filter(as_of__lte=clock.today(settings.TIME_ZONE).isoformat()).exclude(
        address__in=drafts.values("number")
    )
    for row in valid.order_by("framework", "as_of", "address").only(*COLUMNS, "as_of"):
        by_framework[row.framework].append(Stamp.of(row))
    return {old.address: (old, found[-1]) for found in by_framework.values() for old in found[:-1]}


def fate_of(provision: str, pairs: Overtaken) -> Fate | None:
    """What became of the provision with this address in the newest release; None if nothing, or if there is none newer."""
    address, _, fragment = provision.partition("#")
    pair = pairs.get(address)
    return changed_fates(*pair).get(fragment) if pair else None
