"""A simulated partner: says things into a log of its own, which reach the node as an exchange would bring them."""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

from django.db import transaction

from silta.ledger.bodies import digest, seal
from silta.ledger.charter import Charter, Party
from silta.ledger.checkpoints import Checkpoint, log_origin, sign_checkpoint
from silta.ledger.entries import Entry as LedgerEntry
from silta.ledger.entries import Erase, Open, Release, Respond, Target, Withdraw, summarise
from silta.ledger.extension import VerifiedEntry
from silta.ledger.merkle import Edge, leaf_hash
from silta.ledger.notes import Signer
from silta.node import projection
from silta.node.models import Entry, Log
from silta.records.registry import KINDS

ARRANGEMENT = "example-2026"
TIME = "2026-01-12T09:30:00Z"


def seed(party: str) -> bytes:
    """A private key that is none: anyone can compute it."""
    return sha256(f"not a secret: {party}".encode()).digest()


def signer(party: str) -> Signer:
    return Signer(log_origin(ARRANGEMENT, party), seed(party))


def charter() -> Charter:
    return Charter(
        arrangement=ARRANGEMENT,
        title={"en": "Example arrangement"},
        parties=tuple(
            Party(code=code, names={"en": code.title()}, vkey=signer(code).vkey, languages=("en",))
            for code in ("north", "south")
        ),
        marking_ceiling="tlp-amber",
    )


def record_id(number: int) -> str:
    return f"019baf5e-2ac0-7000-8000-{number:012x}"


class Teller:
    """Makes entries of one log; nothing is stored. `said` holds them all, in order."""

    def __init__(self, party: str) -> None:
        self.party = party
        self.origin = log_origin(ARRANGEMENT, party)
        self.said: list[VerifiedEntry] = []
        self.add(Open(time=TIME, role="administrator", charter=charter().digest()))

    def add(self, entry: LedgerEntry, body: bytes | None = None) -> VerifiedEntry:
        raw = entry.to_bytes()
        verified = VerifiedEntry(len(self.said), leaf_hash(raw), raw, summarise(raw), body)
        self.said.append(verified)
        return verified

    def release(
        self,
        uid: str,
        kind: str,
        fields: Mapping[str, Any],
        revision: int = 1,
        *,
        time: str = TIME,
        body_kind: str = "",
        marking: str = "tlp-green",
    ) -> VerifiedEntry:
        body = seal(body_kind or kind, KINDS[kind].schema if kind in KINDS else 1, fields, self._salt())
        return self.release_bytes(uid, kind, body, revision, time=time, marking=marking)

    def release_bytes(
        self,
        uid: str,
        kind: str,
        body: bytes,
        revision: int = 1,
        *,
        time: str = TIME,
        marking: str = "public",
    ) -> VerifiedEntry:
        """Release any bytes at all: the log commits to a body's digest, whatever the body is."""
        entry = Release(
            time=time,
            role="coordinator",
            record=uid,
            kind=kind,
            revision=revision,
            body=digest(body),
            body_size=len(body),
            marking=marking,
        )
        return self.add(entry, body)

    def respond(
        self, origin: str, target: VerifiedEntry, verdict: str, *, leaf: str = "", time: str = TIME
    ) -> VerifiedEntry:
        body = None
        if verdict != "agree":
            body = seal("response", 1, {"reasons": {"en": {"text": "Because."}}}, self._salt())
        aim = Target(origin=origin, index=target.index, leaf=leaf or target.leaf.hex())
        size = len(body) if body else None
        return self.add(
            Respond(
                time=time,
                role="head",
                verdict=verdict,
                target=aim,
                body=digest(body) if body else None,
                body_size=size,
            ),
            body,
        )

    def withdraw(self, uid: str, revision: int) -> VerifiedEntry:
        return self.add(
            Withdraw(time=TIME, role="coordinator", record=uid, revision=revision, reason="mistake")
        )

    def erase(self, index: int) -> VerifiedEntry:
        return self.add(Erase(time=TIME, role="coordinator", index=index, reason="personal-data"))

    def _salt(self) -> bytes:
        return sha256(f"{self.party} {len(self.said)}".encode()).digest()[:16]


class Partner(Teller):
    """A teller whose entries reach the node when `deliver` is called."""

    def __init__(self, party: str = "south") -> None:
        super().__init__(party)
        self._delivered = 0

    def deliver(self) -> None:
        """Bring all that was said since the last delivery into the node, as a mirror does after verifying it."""
        store(Log.objects.get(origin=self.origin), self.said[self._delivered :])
        self._delivered = len(self.said)


def store(log: Log, entries: Sequence[VerifiedEntry]) -> None:
    """Store verified entries of any party's log with a checkpoint, and project them."""
    with transaction.atomic():
        edge, _ = Edge.from_bytes(log.size, bytes(log.edge)).append([e.leaf for e in entries])
        Entry.objects.bulk_create(
            Entry(log=log, index=e.index, leaf=e.leaf, raw=e.raw, body=e.body) for e in entries
        )
        projection.apply(log, entries)
        log.size, log.edge = edge.size, edge.to_bytes()
        log.checkpoint = sign_checkpoint(Checkpoint(log.origin, edge.size, edge.root()), signer(log.party))
        log.save()


def cut(chance: random.Random, said: Sequence[VerifiedEntry]) -> list[list[VerifiedEntry]]:
    """`said` in batches of chance sizes."""
    batches, left = [], list(said)
    while left:
        size = chance.randint(1, 8)
        batches.append(left[:size])
        left = left[size:]
    return batches


def interleave(
    chance: random.Random, logs: Mapping[str, Sequence[VerifiedEntry]]
) -> list[tuple[str, list[VerifiedEntry]]]:
    """Batches of several logs in an order of chance that keeps each log in its own order."""
    queues = {origin: cut(chance, said) for origin, said in logs.items()}
    order = list(itertools.chain.from_iterable([origin] * len(batches) for origin, batches in queues.items()))
    chance.shuffle(order)
    return [(origin, queues[origin].pop(0)) for origin in order]
