"""Verification of a dossier for `silta verify`: an archive that is read, never extracted. Needs no node, no network."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from silta.cli.verification import ZipOfFiles, check_key, read_charter
from silta.ledger.charter import MAX_CHARTER
from silta.ledger.errors import LedgerError
from silta.ledger.notes import encode_base64
from silta.ledger.proofs import Proven, verify_dossier
from silta.words.errors import SiltaError

_CHARTER: Final = "charter.json"


@dataclass(frozen=True)
class ProvenLog:
    """A log of which entries are proven: origin, how many, the size and base64 root of the checkpoint."""

    origin: str
    count: int
    size: int
    root: str


@dataclass(frozen=True)
class Dossier:
    """What an archive proves, and by which charter."""

    proven: Proven
    fingerprint: str

    @property
    def logs(self) -> list[ProvenLog]:
        points = {origin: signed.checkpoint for origin, signed in self.proven.checkpoints.items()}
        counts = self.proven.entries
        return [
            ProvenLog(origin, counts[origin], point.size, encode_base64(point.root))
            for origin, point in sorted(points.items())
        ]

    @property
    def bodies(self) -> int:
        return self.proven.bodies

    @property
    def files(self) -> int:
        return self.proven.files

    @property
    def absent(self) -> int:
        return self.proven.erased

    @property
    def unproven(self) -> tuple[str, ...]:
        return self.proven.unproven

    def to_wire(self) -> dict[str, Any]:
        """The shape that other tools rely on."""
        numbers = {"bodies": self.bodies, "files": self.files, "absent": self.absent}
        return {
            "ok": True,
            "logs": [vars(log) for log in self.logs],
            **numbers,
            "unproven": list(self.unproven),
            "fingerprint": self.fingerprint,
        }


def is_dossier(path: Path) -> bool:
    """Whether a path is a ZIP file with a charter at its root, as the archive of a dossier is."""
    return path.is_file() and zipfile.is_zipfile(path) and _CHARTER in ZipOfFiles(path).names


def verify_dossier_file(path: Path, charters: Sequence[bytes], keys: Sequence[str]) -> Dossier:
    """Check every entry, proof, body and file of a dossier against a trusted charter or keys, else its own charter.

    Raises `SiltaError`: `verify.nothing-published` (it holds no entry), `verify.other-key`; `LedgerError` as `verify_dossier`
    does, and `ledger.charter-mismatch` if the charter is none of those that are trusted.
    """
    held = ZipOfFiles(path)
    if not any(name.startswith("entries/") for name in held.names):
        raise SiltaError("verify.nothing-published", str(path))
    raw = held.read(_CHARTER, MAX_CHARTER)
    if charters and raw not in charters:
        raise LedgerError("ledger.charter-mismatch", _CHARTER)
    charter = read_charter(_CHARTER, raw)
    for key in keys:
        check_key([charter], key)
    return Dossier(verify_dossier(held.names, held.read, raw), charter.fingerprint())
