"""Taking over a partner's published log: verification and storing, then the same with the projection."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from benchmarks.figures import Figure, rate
from benchmarks.node import ARRANGEMENT, PARTNER, TIME, charter, seed
from silta.ledger.checkpoints import Checkpoint, log_origin, sign_checkpoint
from silta.ledger.entries import Entry, Open, Release
from silta.ledger.errors import MissingFile
from silta.ledger.layout import CHECKPOINT, charter_path, log_path
from silta.ledger.merkle import Edge, leaf_hash
from silta.ledger.notes import Signer
from silta.ledger.tiles import bodies_path, entries_path, leaf_tiles, pack_bodies, pack_entries, tile_path


class Offered:
    """A partner's published folder in memory, so that neither a disk nor a network is measured."""

    name = "memory"

    def __init__(self, said: Sequence[tuple[Entry, bytes | None]]) -> None:
        opening = Open(time=TIME, role="coordinator", charter=charter().digest())
        raws = [opening.to_bytes(), *(entry.to_bytes() for entry, _ in said)]
        bodies = [None, *(body for _, body in said)]
        leaves = [leaf_hash(raw) for raw in raws]
        files = {}
        for n, width in leaf_tiles(0, len(raws)):
            part = slice(n * 256, n * 256 + width)
            files[tile_path(0, n, width)] = b"".join(leaves[part])
            files[entries_path(n, width)] = pack_entries(raws[part])
            files[bodies_path(n, width)] = pack_bodies(bodies[part])
        origin = log_origin(ARRANGEMENT, PARTNER)
        root = Edge.empty().append(leaves)[0].root()
        files[CHECKPOINT] = sign_checkpoint(
            Checkpoint(origin, len(raws), root), Signer(origin, seed(PARTNER))
        )
        folder = log_path(ARRANGEMENT, PARTNER)
        self._files = {f"{folder}/{path}": raw for path, raw in files.items()}
        self._files[charter_path(ARRANGEMENT)] = charter().to_bytes()

    def __call__(self, path: str, limit: int) -> bytes:
        if path not in self._files:
            raise MissingFile(path)
        return self._files[path][: limit + 1]


def measure(said: Sequence[tuple[Release, bytes]]) -> list[Figure]:
    """Mirror a log in which a partner released `said`, twice from the beginning."""
    import_module("silta.node.exchange.mirror")  # what it imports in turn is no part of a rate
    offered = Offered(said)
    kept = rate("mirror: verify and store", len(said), lambda: _verify_and_store(offered), 20_000)
    _forget()
    return [kept, rate("mirror: verify, store and project", len(said), lambda: take_over(offered), 3_000)]


def _verify_and_store(offered: Offered) -> None:
    """Take the whole log over but for the projection."""
    from django.db import transaction  # noqa: PLC0415 - Django is set up by now

    from silta.ledger.extension import LogState, extend  # noqa: PLC0415 - as above
    from silta.ledger.reading import under  # noqa: PLC0415 - as above
    from silta.node.exchange.mirror import BUNDLES_A_TRANSACTION, keep  # noqa: PLC0415 - as above
    from silta.node.models import Log  # noqa: PLC0415 - as above

    log = Log.objects.get(arrangement=ARRANGEMENT, party=PARTNER)
    read = under(offered, log_path(ARRANGEMENT, PARTNER))
    extension = extend(LogState.empty(log.origin), read, charter().verifier(PARTNER), charter=charter())
    bundles = extension.new_entries()
    while batch := [
        entry for _, bundle in zip(range(BUNDLES_A_TRANSACTION), bundles, strict=False) for entry in bundle
    ]:
        with transaction.atomic():
            keep(log, batch)


def _forget() -> None:
    """The partner's log as it was before anything of it came."""
    from silta.node.models import Entry, Log  # noqa: PLC0415 - as above

    Entry.objects.filter(log__party=PARTNER).delete()
    Log.objects.filter(party=PARTNER).update(size=0, edge=b"")


def take_over(offered: Offered) -> None:
    from silta.node.actor import Actor  # noqa: PLC0415 - Django is set up by now
    from silta.node.exchange.mirror import sync  # noqa: PLC0415 - as above
    from silta.words.errors import SiltaError  # noqa: PLC0415 - as above

    (result,) = sync(offered, Actor.operator("coordinator"))
    if result.problems:
        raise SiltaError.of(result.problems)
