"""Proofs of inclusion as files (C2SP tlog-proof), and dossiers of them: what an outsider needs to check single entries offline.

A dossier is a set of files, in an archive or a folder::

    charter.json                      the arrangement's charter, as the parties hold it
    entries/<party>/<index>.json      an entry, byte for byte
    proofs/<party>/<index>.tlog-proof its proof of inclusion, with the checkpoint of that party's log
    bodies/<sha256>.json              the body that an entry names; missing if it was erased
    files/<sha256>                    a file that an entry names as an attachment; may be missing

All proofs of one log lead to one checkpoint. Files of other names are for people and prove nothing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from silta.ledger.bodies import MAX_BODY
from silta.ledger.charter import Charter
from silta.ledger.checkpoints import SignedCheckpoint, open_checkpoint
from silta.ledger.entries import MAX_BLOB, MAX_ENTRY, summarise
from silta.ledger.errors import LedgerError
from silta.ledger.merkle import HASH_SIZE, leaf_hash, node_hash, verify_inclusion
from silta.ledger.notes import MAX_NOTE, Verifier, decode_base64, encode_base64
from silta.ledger.reading import Reader

HEADER: Final = "c2sp.org/tlog-proof@v1"
MAX_PROOF: Final = MAX_NOTE + 8 * 1024
MAX_FILES: Final = 20_000
"""Files that a dossier may hold."""
_MAX_PATH: Final = 63
_ENTRY: Final = re.compile(r"entries/([a-z][a-z0-9-]{0,11})/(0|[1-9][0-9]{0,15})\.json")
_NAMED: Final = re.compile(r"(?:bodies/([0-9a-f]{64})\.json|files/([0-9a-f]{64}))")


@dataclass(frozen=True)
class Proof:
    """That an entry is in a log: its index, the audit path (nearest sibling first), and the checkpoint's signed note."""

    index: int
    path: tuple[bytes, ...]
    checkpoint: bytes

    def to_bytes(self) -> bytes:
        """The file: header, index, one hash a line, an empty line, the note."""
        lines = (HEADER, f"index {self.index}", *map(encode_base64, self.path), "", "")
        return "\n".join(lines).encode() + self.checkpoint

    @classmethod
    def parse(cls, raw: bytes) -> Proof:
        """The proof in a file; extra data, which the format allows, is passed over. Raises `LedgerError` `ledger.bad-proof`."""
        head, empty, note = raw.partition(b"\n\n")
        try:
            lines = head.decode("ascii").split("\n")
        except UnicodeDecodeError:
            raise LedgerError("ledger.bad-proof", reason="form") from None
        if len(lines) > 1 and lines[1].startswith("extra "):
            del lines[1]
        path = [decode_base64(line) for line in lines[2:]]
        index = re.fullmatch(r"index (0|[1-9][0-9]{0,15})", lines[1] if len(lines) > 1 else "")
        if not (empty and lines[0] == HEADER and index and len(path) <= _MAX_PATH):
            raise LedgerError("ledger.bad-proof", reason="form")
        hashes = tuple(one for one in path if one is not None and len(one) == HASH_SIZE)
        if len(hashes) != len(path):
            raise LedgerError("ledger.bad-proof", reason="form")
        return cls(int(index[1]), hashes, note)


def audit_paths(leaves: Sequence[bytes], indexes: Collection[int]) -> dict[int, tuple[bytes, ...]]:
    """The audit path of each of `indexes` in the tree over `leaves` (RFC 6962 §2.1.1), hashing the tree only once.

    Raises `LedgerError` `ledger.bad-proof` when there is no such leaf.
    """
    if any(not 0 <= index < len(leaves) for index in indexes):
        raise LedgerError("ledger.bad-proof", reason="index")
    paths: dict[int, list[bytes]] = {index: [] for index in indexes}
    row, level = list(leaves), 0
    while len(row) > 1:
        for index, path in paths.items():
            sibling = (index >> level) ^ 1
            if sibling < len(row):
                path.append(row[sibling])
        odd = row[-1:] if len(row) % 2 else []
        row = [node_hash(row[i], row[i + 1]) for i in range(0, len(row) - 1, 2)] + odd
        level += 1
    return {index: tuple(path) for index, path in paths.items()}


@dataclass(frozen=True)
class Proven:
    """What a dossier proves: per log its checkpoint and how many entries, and how many bodies and files came along."""

    checkpoints: Mapping[str, SignedCheckpoint]
    entries: Mapping[str, int]
    bodies: int
    files: int
    erased: int
    unproven: tuple[str, ...] = ()


def verify_dossier(names: Collection[str], read: Reader, trusted: bytes) -> Proven:
    """Check every file of a dossier against the charter `trusted`.

    Raises `LedgerError`, its place the file: `ledger.too-large`, `ledger.bad-proof`, `ledger.bad-signature` and others of a note
    or an entry, `ledger.fork` (two checkpoints of one log), `ledger.bad-body`, `ledger.bad-blob`, `ledger.missing-file`.
    """
    if len(names) > MAX_FILES:
        raise LedgerError("ledger.too-large", size=len(names), limit=MAX_FILES)
    charter = Charter.parse(trusted)
    checkpoints: dict[str, SignedCheckpoint] = {}
    counts: dict[str, int] = {}
    bodies: dict[str, int] = {}
    blobs: dict[str, int] = {}
    for name, party, index in _entries(names):
        raw = _read(read, name, MAX_ENTRY)
        _check_inclusion(read, charter, party, index, raw, checkpoints)
        counts[charter.origin(party)] = counts.get(charter.origin(party), 0) + 1
        summary = summarise(raw)
        bodies |= dict([summary.named_body]) if summary.named_body else {}
        blobs |= {held.sha256: held.size for held in summary.attachments}
    held = _check_named(names, read, bodies, blobs)
    erased = sum(f"bodies/{digest}.json" not in names for digest in bodies)
    return Proven(checkpoints, counts, *held, erased, _unproven(names))


def _unproven(names: Collection[str]) -> tuple[str, ...]:
    """What no proof speaks of: anybody may have put it there or changed it."""
    proven = {"charter.json"}
    for name, party, index in _entries(names):
        proven |= {name, f"proofs/{party}/{index}.tlog-proof"}
    return tuple(
        name
        for name in sorted(names)
        if name not in proven and not _NAMED.fullmatch(name) and not name.endswith("/")
    )


def _entries(names: Collection[str]) -> Iterator[tuple[str, str, int]]:
    for name in sorted(names):
        found = _ENTRY.fullmatch(name)
        if found:
            yield name, found[1], int(found[2])


def _read(read: Reader, name: str, limit: int) -> bytes:
    raw = read(name, limit)
    if len(raw) > limit:
        raise LedgerError("ledger.too-large", name, size=len(raw), limit=limit)
    return raw


def _check_inclusion(
    read: Reader, charter: Charter, party: str, index: int, raw: bytes, held: dict[str, SignedCheckpoint]
) -> None:
    """Check one entry and keep the checkpoint of its log, which all proofs of that log share."""
    name = f"proofs/{party}/{index}.tlog-proof"
    try:
        _prove(Proof.parse(_read(read, name, MAX_PROOF)), charter.verifier(party), index, raw, held)
    except LedgerError as error:
        raise LedgerError(error.code, name, **dict(error.problems[0].data)) from None


def _prove(
    proof: Proof, verifier: Verifier, index: int, raw: bytes, held: dict[str, SignedCheckpoint]
) -> None:
    signed = open_checkpoint(proof.checkpoint, verifier)
    point = held.setdefault(signed.checkpoint.origin, signed).checkpoint
    if point != signed.checkpoint:
        raise LedgerError("ledger.fork", size=point.size)
    if proof.index != index:
        raise LedgerError("ledger.bad-proof", reason="index")
    verify_inclusion(leaf_hash(raw), index, point.size, proof.path, point.root)


def _check_named(
    names: Collection[str], read: Reader, bodies: Mapping[str, int], blobs: Mapping[str, int]
) -> tuple[int, int]:
    """Check bodies and files against the entries that name them; how many of each there are."""
    counts = [0, 0]
    for name in sorted(names):
        found = _NAMED.fullmatch(name)
        if not found:
            continue
        is_body = found[1] is not None
        digest, sizes = (found[1], bodies) if is_body else (found[2], blobs)
        raw = _read(read, name, MAX_BODY if is_body else MAX_BLOB)
        if sizes.get(digest) != len(raw) or sha256(raw).hexdigest() != digest:
            raise LedgerError("ledger.bad-body" if is_body else "ledger.bad-blob", name)
        counts[not is_body] += 1
    return counts[0], counts[1]
