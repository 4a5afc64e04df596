"""A simulated party: keeps a log in memory and publishes it as a folder, a dict from path to bytes. No clock, no chance."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

from silta.ledger.bodies import digest, seal
from silta.ledger.charter import Charter, Party
from silta.ledger.checkpoints import Checkpoint, cosign, log_origin, sign_checkpoint
from silta.ledger.entries import Attachment, Entry, Erase, Open, Release, Respond, Target
from silta.ledger.errors import LedgerError, MissingFile
from silta.ledger.layout import CHECKPOINT, blob_path, charter_path, log_path, receipt_path
from silta.ledger.merkle import Edge, Tile, leaf_hash
from silta.ledger.notes import COSIGNATURE, Signer
from silta.ledger.reading import Reader
from silta.ledger.tiles import bodies_path, entries_path, leaf_tiles, pack_bodies, pack_entries, tile_path

Files = dict[str, bytes]

ARRANGEMENT = "example-2026"
TIME = "2026-01-12T09:30:00Z"
UNIX_TIME = 1768210200


def seed(name: str) -> bytes:
    """A private key that is none: anyone can compute it."""
    return sha256(f"not a secret: {name}".encode()).digest()


def signer(party: str, kind: int = 1) -> Signer:
    return Signer(log_origin(ARRANGEMENT, party), seed(party), kind)


def charter(*parties: str) -> Charter:
    names = parties or ("north", "south")
    return Charter(
        arrangement=ARRANGEMENT,
        title={"en": "Example arrangement", "fi": "Esimerkkijärjestely"},
        parties=tuple(
            Party(code=name, names={"en": name.title()}, vkey=signer(name).vkey, languages=("en", "fi"))
            for name in names
        ),
        marking_ceiling="tlp-amber",
    )


def record_id(number: int) -> str:
    return f"019baf5e-2ac0-7000-8000-{number:012x}"


class SimulatedParty:
    """One party's log. `bodies` is parallel to `entries`; `tiles` are the full hash tiles so far."""

    def __init__(self, party: str, under: Charter | None = None) -> None:
        self.charter = under or charter()
        self.party = party
        self.signer = signer(party)
        self.cosigner = signer(party, COSIGNATURE)
        self.entries: list[bytes] = []
        self.bodies: list[bytes | None] = []
        self.blobs: Files = {}
        self.tiles: list[Tile] = []
        self.edge = Edge.empty()
        self.receipts: Files = {}
        self.append_all([(Open(time=TIME, role="coordinator", charter=self.charter.digest()), None)])

    def append_all(self, items: Iterable[tuple[Entry, bytes | None]]) -> None:
        self.append_raw([(entry.to_bytes(), body) for entry, body in items])

    def append_raw(self, items: Iterable[tuple[bytes, bytes | None]]) -> None:
        pairs = list(items)
        self.entries += [raw for raw, _ in pairs]
        self.bodies += [body for _, body in pairs]
        self.edge, completed = self.edge.append([leaf_hash(raw) for raw, _ in pairs])
        self.tiles += completed

    def body(self, number: int, words: str = "Seminar") -> bytes:
        fields = {"title": {"en": {"text": f"{words} {number}", "status": "original"}}}
        return seal("activity", 1, fields, sha256(f"{self.party} {number}".encode()).digest()[:16])

    def release(self, number: int, files: Iterable[bytes] = (), **own: str) -> None:
        body, blobs = self.body(number), list(files)
        self.blobs |= {blob_path(digest(blob)): blob for blob in blobs}
        entry = Release(
            time=own.get("time", TIME),
            role="coordinator",
            record=record_id(number),
            kind="activity",
            revision=1,
            body=digest(body),
            body_size=len(body),
            marking="public",
            attachments=tuple(
                Attachment(sha256=digest(blob), size=len(blob), media_type="text/plain", name=f"note {n}.txt")
                for n, blob in enumerate(blobs, 1)
            ),
        )
        self.append_all([(entry, body)])

    def release_many(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            self.release(number)

    def respond(self, other: SimulatedParty, index: int, verdict: str, reasons: str = "") -> None:
        leaf = leaf_hash(other.entries[index]).hex()
        target = Target(origin=other.signer.name, index=index, leaf=leaf)
        if not reasons:
            self.append_all([(Respond(time=TIME, role="head", verdict=verdict, target=target), None)])
            return
        salt = sha256(f"{self.party} {index} {verdict}".encode()).digest()[:16]
        body = seal("response", 1, {"text": {"en": {"text": reasons, "status": "original"}}}, salt)
        entry = Respond(
            time=TIME, role="head", verdict=verdict, target=target, body=digest(body), body_size=len(body)
        )
        self.append_all([(entry, body)])

    def erase(self, index: int) -> None:
        self.bodies[index] = None
        self.append_all([(Erase(time=TIME, role="administrator", index=index, reason="personal-data"), None)])

    def note(self) -> bytes:
        checkpoint = Checkpoint(self.signer.name, self.edge.size, self.edge.root())
        return sign_checkpoint(checkpoint, self.signer)

    def give_receipt(self, other: SimulatedParty, unix_time: int = UNIX_TIME) -> None:
        self.receipts[receipt_path(other.party)] = cosign(other.note(), self.cosigner, unix_time)

    def files(self) -> Files:
        """The files of the log's folder, for the size that it has now."""
        files = {tile_path(level, n): tile for level, n, tile in self.tiles}
        files |= {tile_path(level, n, width): tile for level, n, width, tile in self.edge.partial_tiles()}
        for n, width in leaf_tiles(0, len(self.entries)):
            part = slice(n * 256, n * 256 + width)
            files[entries_path(n, width)] = pack_entries(self.entries[part])
            files[bodies_path(n, width)] = pack_bodies(self.bodies[part])
        return files | self.blobs | self.receipts | {CHECKPOINT: self.note()}


def publish(*parties: SimulatedParty) -> Files:
    """The published folder of parties that share one charter."""
    shared = parties[0].charter
    folder = {charter_path(ARRANGEMENT): shared.to_bytes()}
    for party in parties:
        prefix = log_path(ARRANGEMENT, party.party)
        folder |= {f"{prefix}/{path}": raw for path, raw in party.files().items()}
    return folder


def cooperation() -> tuple[SimulatedParty, SimulatedParty]:
    """Two parties with a little history: releases, one with a file, responses, an erased body, receipts both ways."""
    shared = charter()
    north, south = SimulatedParty("north", shared), SimulatedParty("south", shared)
    north.release(1, files=[b"Agenda\n"])
    north.release(2)
    south.respond(north, 1, "comment", "Please add an exercise.")
    south.respond(north, 2, "agree")
    north.erase(2)
    north.give_receipt(south)
    south.give_receipt(north)
    return north, south


def reader(files: Files) -> Reader:
    """A reader of files in memory, which keeps to the contract: it refuses what asks for more than it is due."""

    def read(path: str, limit: int) -> bytes:
        if limit < 0 or ".." in path or path.startswith("/"):
            raise AssertionError(path)
        if path not in files:
            raise MissingFile(path)
        return files[path][: limit + 1]

    return read


def code_of(error: LedgerError) -> str:
    return error.code
