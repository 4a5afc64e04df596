"""Makes the golden vectors beside this file: published folders that must be accepted, and such that must be refused.

`python -m tests.vectors.make_vectors` writes them; a test compares what is there with what `build` gives, byte for byte. All
keys are made from sentences that say so: they protect nothing.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from silta.ledger.bodies import digest
from silta.ledger.canonical import Json
from silta.ledger.checkpoints import Checkpoint, cosign, log_origin, sign_checkpoint
from silta.ledger.entries import Unknown, Withdraw
from silta.ledger.layout import CHECKPOINT, charter_path, log_path, receipt_path
from silta.ledger.merkle import consistency_proof, inclusion_proof, leaf_hash, tree_root
from silta.ledger.notes import Signer, encode_base64
from silta.ledger.tiles import bodies_path, entries_path, pack_entries, tile_path
from tests.ledger.publisher import (
    ARRANGEMENT,
    TIME,
    UNIX_TIME,
    Files,
    SimulatedParty,
    charter,
    cooperation,
    publish,
    record_id,
    seed,
)

HERE = Path(__file__).parent
NORTH, SOUTH = log_path(ARRANGEMENT, "north"), log_path(ARRANGEMENT, "south")
RECEIPT = f"{SOUTH}/{receipt_path('north')}"


def levels() -> tuple[SimulatedParty, SimulatedParty]:
    """A log long enough for a full tile and for tiles above the leaves."""
    north = SimulatedParty("north")
    north.append_all(
        (Withdraw(time=TIME, role="head", record=record_id(n), revision=1, reason="mistake"), None)
        for n in range(259)
    )
    return north, SimulatedParty("south")


def newer() -> tuple[SimulatedParty, SimulatedParty]:
    """A log with an entry of a type, and members, that this version does not know."""
    north = SimulatedParty("north")
    body = north.body(1, "Newer")
    extra: dict[str, Json] = {"body": digest(body), "body_size": len(body), "delegates": ["south"]}
    north.append_all([(Unknown(type="delegate", time=TIME, role="head", extra=extra), body)])
    return north, SimulatedParty("south")


VALID: dict[str, Callable[[], tuple[SimulatedParty, SimulatedParty]]] = {
    "cooperation": cooperation,
    "levels": levels,
    "newer": newer,
}

Change = Callable[[Files], Files]


def flip(path: str, place: int) -> Change:
    """One bit of one byte changed."""

    def change(files: Files) -> Files:
        raw = bytearray(files[path])
        raw[place] ^= 1
        return files | {path: bytes(raw)}

    return change


def drop(path: str) -> Change:
    return lambda files: {name: raw for name, raw in files.items() if name != path}


def put(path: str, raw: bytes) -> Change:
    return lambda files: files | {path: raw}


def northern(act: Callable[[SimulatedParty], object]) -> Files:
    """The folder of the cooperation after the northern party has done something more, and signed it."""
    north, south = cooperation()
    act(north)
    return publish(north, south)


def unexplained(north: SimulatedParty) -> None:
    north.bodies[1] = None


def signed_by_a_stranger(north: SimulatedParty) -> bytes:
    stranger = Signer(north.signer.name, seed("stranger"))
    return sign_checkpoint(Checkpoint(north.signer.name, north.edge.size, north.edge.root()), stranger)


def of_another_log(north: SimulatedParty) -> bytes:
    other = log_origin("another", "north")
    return sign_checkpoint(Checkpoint(other, north.edge.size, north.edge.root()), north.signer)


def other_history() -> SimulatedParty:
    """The northern party telling another story: as long as the story of the cooperation."""
    party = SimulatedParty("north")
    party.release_many([7, 8, 9])
    return party


def tampered() -> dict[str, tuple[Files, list[tuple[str, str]]]]:
    """Name → folder, and the errors that must be reported for it, as (code, where)."""
    north, south = cooperation()
    whole = publish(north, south)
    tile, entries, bodies = (
        f"{NORTH}/{path}" for path in (tile_path(0, 0, 4), entries_path(0, 4), bodies_path(0, 4))
    )
    blob = f"{NORTH}/{next(iter(north.blobs))}"
    checkpoint, charter_file = f"{NORTH}/{CHECKPOINT}", charter_path(ARRANGEMENT)
    swapped = pack_entries([north.entries[0], north.entries[2], north.entries[1], north.entries[3]])
    upper = f"{NORTH}/{tile_path(1, 0, 1)}"
    added = f"{NORTH}/{entries_path(0, 5)}"
    longer, _ = cooperation()
    longer.release(3)

    def changed(change: Change, code: str, where: str) -> tuple[Files, list[tuple[str, str]]]:
        return change(whole), [(code, where)]

    def signed(raw: bytes, code: str) -> tuple[Files, list[tuple[str, str]]]:
        return northern(lambda party: party.append_raw([(raw, None)])), [(code, added)]

    return {
        "byte-in-charter": changed(flip(charter_file, 40), "ledger.charter-mismatch", charter_file),
        "byte-in-checkpoint": changed(flip(checkpoint, 27), "ledger.bad-signature", checkpoint),
        "byte-in-tile": changed(flip(tile, 64), "ledger.root-mismatch", checkpoint),
        "byte-in-entry": changed(flip(entries, 300), "ledger.bad-entry-bundle", entries),
        "byte-in-body": changed(flip(bodies, 60), "ledger.bad-body", bodies),
        "byte-in-attachment": changed(flip(blob, 0), "ledger.bad-blob", blob),
        "byte-in-receipt": changed(flip(RECEIPT, -10), "ledger.bad-signature", RECEIPT),
        "byte-in-upper-tile": (flip(upper, 0)(publish(*levels())), [("ledger.bad-tile", upper)]),
        "cut-tile": changed(put(tile, whole[tile][:-32]), "ledger.bad-tile", tile),
        "cut-note": changed(put(checkpoint, whole[checkpoint][:-1]), "ledger.malformed-note", checkpoint),
        "grown-bodies": changed(put(bodies, whole[bodies] + bytes(400)), "ledger.too-large", bodies),
        "missing-tile": changed(drop(tile), "ledger.missing-file", tile),
        "missing-bodies": changed(drop(bodies), "ledger.missing-file", bodies),
        "missing-attachment": changed(drop(blob), "ledger.missing-file", blob),
        "missing-checkpoint": changed(drop(checkpoint), "ledger.missing-file", checkpoint),
        "swapped-entries": changed(put(entries, swapped), "ledger.bad-entry-bundle", entries),
        "strange-key": changed(
            put(checkpoint, signed_by_a_stranger(north)), "ledger.bad-signature", checkpoint
        ),
        "other-origin": changed(put(checkpoint, of_another_log(north)), "ledger.wrong-origin", checkpoint),
        "unexplained-erasure": (northern(unexplained), [("ledger.unexplained-erasure", bodies)]),
        "signed-spaces": signed(b'{"role": "head"}', "ledger.not-canonical"),
        "signed-nonsense": signed(b'{"role":"head"}', "ledger.malformed-entry"),
        "signed-second-open": signed(north.entries[0], "ledger.misplaced-open"),
        "other-charter": (
            publish(SimulatedParty("north", charter("north", "east")), SimulatedParty("south"))
            | {charter_file: charter().to_bytes()},
            [("ledger.charter-mismatch", f"{NORTH}/{entries_path(0, 1)}")],
        ),
        "receipt-of-a-fork": changed(
            put(RECEIPT, cosign(other_history().note(), south.cosigner, UNIX_TIME)), "ledger.fork", RECEIPT
        ),
        "receipt-of-a-rollback": changed(
            put(RECEIPT, cosign(longer.note(), south.cosigner, UNIX_TIME)), "ledger.rollback", RECEIPT
        ),
    }


def contradicting() -> dict[str, tuple[Files, str]]:
    """Name → folder that is good by itself, and the error for whoever has seen `valid/cooperation` before."""
    shorter, south = SimulatedParty("north"), SimulatedParty("south")
    shorter.release(1, files=[b"Agenda\n"])
    longer = other_history()
    longer.release(10)
    return {
        "rollback": (publish(shorter, south), "ledger.rollback"),
        "fork": (publish(other_history(), south), "ledger.fork"),
        "fork-and-growth": (publish(longer, south), "ledger.fork"),
    }


def logs(*parties: SimulatedParty) -> list[dict[str, Any]]:
    return [
        {"origin": party.signer.name, "size": party.edge.size, "root": encode_base64(party.edge.root())}
        for party in parties
    ]


def proofs() -> dict[str, Any]:
    """Every proof of the tree over seven entries: the bytes 00, 0001, 000102, …"""
    entries = [bytes(range(n + 1)) for n in range(7)]
    leaves = [leaf_hash(entry) for entry in entries]
    return {
        "entries": [entry.hex() for entry in entries],
        "leaves": [leaf.hex() for leaf in leaves],
        "roots": [tree_root(leaves[:size]).hex() for size in range(8)],
        "inclusion_in_size_7": [[h.hex() for h in inclusion_proof(leaves, n)] for n in range(7)],
        "consistency_to_size_7": [[h.hex() for h in consistency_proof(leaves, n)] for n in range(8)],
    }


def pretty(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False) + "\n").encode()


def build() -> Files:
    """All vectors: path beside this file → bytes."""
    files: Files = {"charter.json": charter().to_bytes(), "proofs.json": pretty(proofs())}
    index: dict[str, dict[str, Any]] = {"valid": {}, "tampered": {}}

    def add(name: str, folder: Files, entry: dict[str, Any]) -> None:
        group, _, short = name.partition("/")
        index[group][short] = entry
        files.update({f"{name}/{path}": raw for path, raw in folder.items()})

    for name, make in VALID.items():
        parties = make()
        add(f"valid/{name}", publish(*parties), {"logs": logs(*parties)})
    for name, (folder, errors) in tampered().items():
        expected = [{"code": code, "where": where} for code, where in errors]
        add(f"tampered/{name}", folder, {"errors": expected})
    for name, (folder, code) in contradicting().items():
        expected = [{"code": code, "where": CHECKPOINT}]
        held = {"held": "valid/cooperation", "log": log_origin(ARRANGEMENT, "north")}
        add(f"tampered/{name}", folder, held | {"errors": expected})
    return files | {"index.json": pretty(index)}


def main() -> None:
    for group in ("valid", "tampered"):
        shutil.rmtree(HERE / group, ignore_errors=True)
    for path, raw in build().items():
        target = HERE / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(raw)


if __name__ == "__main__":
    main()
