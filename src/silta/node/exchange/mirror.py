"""Taking over what partners published: fetch, verify, store, project, and give a receipt.

Nothing is stored before it is proven. A log's new entries are taken over in transactions of a few bundles each; the checkpoint
that proves them is stored with the last. A rollback, a fork or a bad byte freezes the log's channel, with both signed notes as
evidence. What turns out to be a damaged or an old copy thaws as soon as a good one verifies; a fork stays frozen until a person
deals with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from silta.ledger.charter import MAX_CHARTER, Charter
from silta.ledger.checkpoints import cosign
from silta.ledger.errors import Contradiction, LedgerError, MissingFile
from silta.ledger.extension import Extension, LogState, VerifiedEntry, extend
from silta.ledger.layout import CHECKPOINT, charter_path, log_path, receipt_path
from silta.ledger.merkle import Edge
from silta.ledger.notes import COSIGNATURE, MAX_NOTE, Signer
from silta.ledger.reading import Reader, fetch, under
from silta.ledger.receipts import open_receipt
from silta.node import clock
from silta.node.actor import Actor
from silta.node.bulk import insert
from silta.node.exchange.blobs import fetch_blobs
from silta.node.exchange.packages import adopt_packages
from silta.node.exchange.published import PublishedLog, checkpoint_size
from silta.node.exchange.sources import Source, SourceUnreachable
from silta.node.home import Home
from silta.node.models import Arrangement, Entry, Log, Receipt
from silta.node.permissions import require
from silta.node.projection import apply
from silta.node.queries.resting import takes_in
from silta.words.errors import Problem, SiltaError

BUNDLES_A_TRANSACTION: Final = 16
FORK: Final = "ledger.fork"
_CHANNEL: Final = (
    "heard_at",
    "frozen_code",
    "frozen_where",
    "frozen_at",
    "evidence_held",
    "evidence_offered",
)
"""How an exchange went. What else is in the row, another process may have changed meanwhile."""


@dataclass(frozen=True)
class SyncResult:
    """What one exchange did to one log: its size before and after, and what was found wrong."""

    origin: str
    before: int
    after: int
    problems: tuple[Problem, ...] = ()


def sync(source: Source, actor: Actor) -> list[SyncResult]:
    """Take over everything new that `source` offers for the arrangements of this node.

    Returns a result for each partner's log that the source holds, and for our own log if the source shows that it is wrong.
    Raises `SiltaError`: `permission.denied`, `exchange.unreachable` and its kin, `exchange.nothing-shared` (no arrangement in
    common).
    """
    require(actor, "coordinator", "head", "administrator")
    return _with_shared(source, _sync_arrangement)


def recover(source: Source, actor: Actor) -> list[SyncResult]:
    """Take back into our own logs what `source` holds of them and we do not: what comes after restoring an old backup.

    Only what our own key has signed comes back. A log that has two histories, and one of which the source holds less than a
    partner has shown already, stays as it is. Raises as `sync` does.
    """
    require(actor, "coordinator", "head", "administrator")
    return _with_shared(source, _recover_own)


def _with_shared(
    source: Source, exchange: Callable[[Arrangement, Source, Home], Iterator[SyncResult]]
) -> list[SyncResult]:
    """The results of `exchange` for each arrangement that this node and the source have in common."""
    home = Home.current()
    results: list[SyncResult] = []
    refusals: list[SiltaError] = []
    shared = False
    with_partners = Arrangement.objects.filter(logs__is_own=False).distinct()
    for arrangement in with_partners.order_by("position", "id"):
        if not takes_in(arrangement.id):
            shared = True
            results.append(SyncResult(arrangement.id, 0, 0, (Problem("exchange.suspended", arrangement.id),)))
            continue
        try:
            offered = fetch(source, charter_path(arrangement.id), MAX_CHARTER)
        except MissingFile:
            continue
        except SourceUnreachable as error:
            if error.code != "exchange.refused":
                raise
            refusals.append(error)  # the partner may simply take no part in this one
            continue
        shared = True
        if offered != bytes(arrangement.charter):
            results.append(
                SyncResult(arrangement.id, 0, 0, (Problem("exchange.other-charter", arrangement.id),))
            )
        else:
            results += exchange(arrangement, source, home)
    if not shared:
        raise refusals[0] if refusals else SiltaError("exchange.nothing-shared", source.name)
    return results


def _sync_arrangement(arrangement: Arrangement, source: Source, home: Home) -> Iterator[SyncResult]:
    charter = Charter.parse(bytes(arrangement.charter))
    for log in arrangement.logs.order_by("is_own", "party"):
        read = under(source, log_path(arrangement.id, log.party))
        result = _check_own(log, read, charter) if log.is_own else _sync_log(log, read, charter, home)
        if result:
            yield result


def _sync_log(log: Log, read: Reader, charter: Charter, home: Home) -> SyncResult | None:
    """Extend our copy of a partner's log. None if the source does not hold that log at all."""
    before = checkpoint_size(bytes(log.checkpoint))
    if log.frozen_code == FORK:
        return SyncResult(log.origin, before, before, (Problem("exchange.frozen", log.origin),))
    try:
        extension = extend(
            LogState(log.origin, Edge.from_bytes(log.size, bytes(log.edge)), bytes(log.checkpoint)),
            read,
            charter.verifier(log.party),
            charter=charter,
        )
        _take_over(log, extension)
        problems = (
            *fetch_blobs(log, read, home),
            *adopt_packages(log, home),
            *_take_receipts(log, read, charter),
        )
    except MissingFile as error:
        if error.where == CHECKPOINT:
            return None
        return _refused(log, before, error)
    except LedgerError as error:
        return _refused(log, before, error)
    _give_receipt(log, charter, home)
    return SyncResult(log.origin, before, log.size, problems)


def _take_over(log: Log, extension: Extension) -> None:
    """Store and project the new entries; the last transaction stores the checkpoint and thaws the channel."""
    pending: list[VerifiedEntry] = []
    for bundles, bundle in enumerate(extension.new_entries(), 1):
        pending += bundle
        if bundles % BUNDLES_A_TRANSACTION == 0:
            with transaction.atomic():
                _store(log, pending)
            pending = []
    with transaction.atomic():
        _store(log, pending)
        log.checkpoint = extension.checkpoint.raw
        log.checked_at = log.heard_at = clock.now()
        log.frozen_code = log.frozen_where = ""
        log.frozen_at = None
        log.evidence_held = log.evidence_offered = b""
        log.save(update_fields=["checkpoint", "checked_at", *_CHANNEL])


def _store(log: Log, entries: Sequence[VerifiedEntry]) -> None:
    """Add proven entries to the copy, in the transaction of the caller. Refuses if another exchange was quicker."""
    locked = Log.objects.select_for_update().get(pk=log.pk)
    if locked.size != log.size:
        raise SiltaError("exchange.already-running", log.origin)
    if entries:
        keep(log, entries)
        apply(log, entries)


def keep(log: Log, entries: Sequence[VerifiedEntry]) -> None:
    """Store proven entries; the projection is the caller's. Apart from it so that either can be measured."""
    edge = Edge.from_bytes(log.size, bytes(log.edge)).append([e.leaf for e in entries])[0]
    insert(
        Entry,
        [{"log_id": log.pk, "index": e.index, "leaf": e.leaf, "raw": e.raw, "body": e.body} for e in entries],
    )
    log.size, log.edge = edge.size, edge.to_bytes()
    log.save(update_fields=["size", "edge"])


def _refused(log: Log, before: int, error: LedgerError) -> SyncResult:
    """Freeze the channel and keep the evidence. A file that is only missing yet freezes nothing: a copy may be under way."""
    log.refresh_from_db()
    log.heard_at = clock.now()
    if not isinstance(error, MissingFile):
        held, offered = error.evidence if isinstance(error, Contradiction) else (bytes(log.checkpoint), b"")
        log.frozen_code, log.frozen_where, log.frozen_at = error.code, error.where[:300], clock.now()
        log.evidence_held, log.evidence_offered = held, offered
    log.save(update_fields=_CHANNEL)
    return SyncResult(log.origin, before, log.size, error.problems)


def _give_receipt(log: Log, charter: Charter, home: Home) -> None:
    """Sign that we hold the log as far as its checkpoint goes."""
    moment = clock.now()
    signer = Signer(charter.origin(home.party), home.seed(), COSIGNATURE)
    note = cosign(bytes(log.checkpoint), signer, int(moment.timestamp()))
    _keep_receipt(log, home.party, log.size, note)


def _keep_receipt(log: Log, holder: str, size: int, note: bytes) -> None:
    held = Receipt.objects.filter(log=log, holder=holder).first()
    if held is None or held.size < size:
        values = {"size": size, "time": clock.now(), "note": note}
        Receipt.objects.update_or_create(log=log, holder=holder, defaults=values)


def _take_receipts(log: Log, read: Reader, charter: Charter) -> tuple[Problem, ...]:
    """Take the receipts that the party of `log` gives for the other logs; each must fit what we hold of that log."""
    found: list[Problem] = []
    for other in Log.objects.filter(arrangement=log.arrangement_id).exclude(pk=log.pk):
        try:
            raw = fetch(read, receipt_path(other.party), MAX_NOTE)
            signed = open_receipt(raw, charter.verifier(other.party), charter.cosigner(log.party))
        except MissingFile:
            continue
        except LedgerError as error:
            found += error.problems
            continue
        size = signed.checkpoint.size
        if size > checkpoint_size(bytes(other.checkpoint)):
            if other.is_own:
                _freeze_own(other, "exchange.own-log-behind", raw)
                found.append(Problem("exchange.own-log-behind", other.origin, {"size": size}))
        elif PublishedLog(other, Home.current()).root_at(size) != signed.checkpoint.root:
            if other.is_own:
                _freeze_own(other, FORK, raw)
            found.append(Problem(FORK, other.origin, {"size": size}))
        else:
            _keep_receipt(other, log.party, size, raw)
    return tuple(found)


def _check_own(log: Log, read: Reader, charter: Charter) -> SyncResult | None:
    """Compare the partner's copy of our own log with ours: a restored backup must not sign a second history."""
    try:
        state = LogState(log.origin, Edge.from_bytes(log.size, bytes(log.edge)), bytes(log.checkpoint))
        extension = extend(state, read, charter.verifier(log.party))
    except MissingFile:
        return None
    except Contradiction as error:
        if error.code != FORK:
            return None  # the partner's copy is merely older than our log
        _freeze_own(log, error.code, error.evidence[1])
        return SyncResult(log.origin, log.size, log.size, error.problems)
    except LedgerError as error:
        return SyncResult(log.origin, log.size, log.size, error.problems)
    if extension.edge.size > log.size:
        _freeze_own(log, "exchange.own-log-behind", extension.checkpoint.raw)
        problem = Problem("exchange.own-log-behind", log.origin, {"size": extension.edge.size})
        return SyncResult(log.origin, log.size, log.size, (problem,))
    return None


def _recover_own(arrangement: Arrangement, source: Source, home: Home) -> Iterator[SyncResult]:
    """Extend our own log of an arrangement by the copy that the source holds; nothing if it holds none, or an older one."""
    charter, log = Charter.parse(bytes(arrangement.charter)), arrangement.logs.get(is_own=True)
    before, shown = log.size, checkpoint_size(bytes(log.evidence_offered))
    read = under(source, log_path(arrangement.id, log.party))
    if log.frozen_code == FORK:
        yield SyncResult(log.origin, before, before, (Problem("exchange.frozen", log.origin),))
        return
    try:
        state = LogState(log.origin, Edge.from_bytes(before, bytes(log.edge)), bytes(log.checkpoint))
        extension = extend(state, read, charter.verifier(log.party), charter=charter)
        if extension.edge.size < shown:
            problem = Problem("exchange.own-log-behind", log.origin, {"size": shown})
            yield SyncResult(log.origin, before, before, (problem,))
            return
        _take_over(log, extension)
    except MissingFile as error:
        if error.where != CHECKPOINT:
            yield SyncResult(log.origin, before, log.size, error.problems)
        return
    except LedgerError as error:
        older = isinstance(error, Contradiction) and error.code != FORK
        yield SyncResult(log.origin, before, log.size, () if older else error.problems)
        return
    yield SyncResult(log.origin, before, log.size, fetch_blobs(log, read, home))


def _freeze_own(log: Log, code: str, offered: bytes) -> None:
    log.frozen_code, log.frozen_where, log.frozen_at = code, log.origin, clock.now()
    log.evidence_held, log.evidence_offered = bytes(log.checkpoint), offered
    log.save(update_fields=_CHANNEL[1:])
