"""What the trust page says: whose logs this node holds, how far they were verified, who confirms to hold ours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from silta.ledger.merkle import Edge
from silta.ledger.notes import encode_base64
from silta.node.models import Anchor, Log, Receipt, Record, Revision
from silta.node.queries.arrangements import ArrangementView, arrangements, the_arrangement
from silta.node.queries.records import JointText, joint_texts

__all__ = [
    "AnchorView",
    "LogStatus",
    "ReceiptView",
    "Verified",
    "joint_agreements",
    "logs",
    "the_arrangement",
    "verified",
]


@dataclass(frozen=True)
class ReceiptView:
    """A party's signed word that it holds a log up to `size`; `note` is the cosigned note itself."""

    holder: str
    size: int
    time: datetime
    note: str


@dataclass(frozen=True)
class AnchorView:
    """The last time that `party` said in its own log (entry `index`) that it holds this one up to `size`, with that root."""

    party: str
    index: int
    size: int
    root: str
    time: str


@dataclass(frozen=True)
class LogStatus:
    """One log as this node holds it. `entries` counts what is stored; `root` is in base64.

    `frozen` is the code of what went wrong, empty if nothing did, `frozen_where` its place; `evidence` holds the two signed
    notes that do not fit each other: the one held, the one offered.
    """

    arrangement: str
    party: str
    names: Mapping[str, str]
    origin: str
    is_own: bool
    entries: int
    records: int
    erased: int
    root: str
    checkpoint: str
    opened: str
    source: str
    last_checked: datetime | None
    last_heard: datetime | None
    receipts: tuple[ReceiptView, ...]
    anchors: tuple[AnchorView, ...]
    frozen: str
    frozen_where: str
    frozen_at: datetime | None
    evidence: tuple[str, str]


def logs(arrangement_id: str | None = None, *, counted: bool = True) -> list[LogStatus]:
    """All logs, our own first in each arrangement, the others in the order of its charter; five queries.

    Whoever does not ask how many records they hold, and how many of these are erased, need not wait for that (0).
    """
    views = {one.id: one for one in arrangements() if arrangement_id in (None, one.id)}
    rows = Log.objects.filter(arrangement__in=views).order_by("arrangement__position", "-is_own", "id")
    held = _counted(Record.objects.filter(log__in=rows), "log") if counted else {}
    # Counted here: what is erased has an index of its own, which a database that has to count by log would not begin with.
    bare = Revision.objects.filter(fields__isnull=True).values_list("record__log", flat=True)
    erased = Counter(bare if counted else ())
    receipts: dict[int, list[ReceiptView]] = {}
    for receipt in Receipt.objects.filter(log__in=rows).order_by("holder"):
        receipts.setdefault(receipt.log_id, []).append(
            ReceiptView(receipt.holder, receipt.size, receipt.time, _text(receipt.note))
        )
    anchors = _anchors()
    return [
        _status(row, views[row.arrangement_id], held, erased, receipts, anchors.get(row.origin, ()))
        for row in rows
    ]


def _counted(rows: QuerySet[Any], by: str) -> dict[int, int]:
    return dict(rows.values_list(by).annotate(n=Count("pk")).order_by())


def _text(raw: bytes | memoryview[int]) -> str:
    return bytes(raw).decode("utf-8", "replace")


def _anchors() -> dict[str, tuple[AnchorView, ...]]:
    """Origin → the last anchor that each other party gave for it."""
    found: dict[str, dict[str, AnchorView]] = {}
    for anchor in Anchor.objects.select_related("log").order_by("log", "index"):
        view = AnchorView(anchor.log.party, anchor.index, anchor.size, anchor.root, anchor.time)
        found.setdefault(anchor.origin, {})[anchor.log.origin] = view
    return {origin: tuple(views.values()) for origin, views in found.items()}


def _status(
    row: Log,
    around: ArrangementView,
    counted: Mapping[int, int],
    erased: Mapping[int, int],
    receipts: Mapping[int, list[ReceiptView]],
    anchors: tuple[AnchorView, ...],
) -> LogStatus:
    return LogStatus(
        arrangement=row.arrangement_id,
        party=row.party,
        names=around.party(row.party).names,
        origin=row.origin,
        is_own=row.is_own,
        entries=row.size,
        records=counted.get(row.pk, 0),
        erased=erased.get(row.pk, 0),
        root=encode_base64(Edge.from_bytes(row.size, bytes(row.edge)).root()),
        checkpoint=_text(row.checkpoint),
        opened=row.opened_at,
        source=row.source,
        last_checked=row.checked_at,
        last_heard=row.heard_at,
        receipts=tuple(receipts.get(row.pk, ())),
        anchors=anchors,
        frozen=row.frozen_code,
        frozen_where=row.frozen_where,
        frozen_at=row.frozen_at,
        evidence=(_text(row.evidence_held), _text(row.evidence_offered)),
    )


@dataclass(frozen=True)
class Verified:
    """What the sentence at the foot of every page says: how many logs and entries, when last checked, whether all is calm.

    `checked` is the oldest of the partners' last checks, None if one was never checked; `frozen` lists the parties whose
    channel is frozen.
    """

    logs: int
    entries: int
    checked: datetime | None
    frozen: tuple[str, ...]

    @property
    def calm(self) -> bool:
        return not self.frozen


def verified(arrangement_id: str | None = None) -> Verified:
    """The data of the sentence on verification; one query."""
    found = Log.objects.filter(Q(is_own=True) | Q(size__gt=0) | ~Q(frozen_code=""))
    if arrangement_id is not None:
        found = found.filter(arrangement=arrangement_id)
    rows = list(found.order_by("party").values_list("is_own", "size", "checked_at", "frozen_code", "party"))
    checks = [checked for is_own, _, checked, _, _ in rows if not is_own]
    known = [checked for checked in checks if checked]
    return Verified(
        logs=len(rows),
        entries=sum(size for _, size, _, _, _ in rows),
        checked=min(known) if known and len(known) == len(checks) else None,
        frozen=tuple(party for *_, code, party in rows if code),
    )


def joint_agreements(arrangement_id: str | None = None, language: str = "en") -> list[JointText]:
    """The joint texts that every party has agreed to, each with the entries of all logs that say so."""
    return [text for text in joint_texts(arrangement_id, language) if text.in_force]
