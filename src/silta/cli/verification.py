"""Verification of a folder on disk for `silta verify`: needs no node, no database, no network."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from silta.ledger.charter import Charter
from silta.ledger.errors import LedgerError, MissingFile
from silta.ledger.notes import Verifier, encode_base64
from silta.ledger.publication import Report, verify_publication
from silta.ledger.reading import Reader
from silta.words.errors import Problem, SiltaError


@dataclass(frozen=True)
class LogLine:
    """A log that verified: origin, size, base64 root."""

    origin: str
    size: int
    root: str


@dataclass(frozen=True)
class Verification:
    """What was found in a folder. `absent` names logs of a charter's parties that the folder does not hold."""

    report: Report
    fingerprints: tuple[str, ...]
    absent: tuple[str, ...]

    @property
    def ok(self) -> bool:
        return self.report.ok

    @property
    def logs(self) -> list[LogLine]:
        return [LogLine(log.origin, log.size, encode_base64(log.root)) for log in self.report.logs]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return self.report.errors

    def to_wire(self) -> dict[str, Any]:
        """The shape that other tools rely on, with the logs that the folder lacks beside it."""
        return {**self.report.to_json(), "absent": list(self.absent)}


def verify_directory(directory: Path, charters: Sequence[bytes], keys: Sequence[str]) -> Verification:
    """Check every log in a published folder against trusted charters or keys, else against the charters in the folder itself.

    Raises `SiltaError`: `verify.no-folder`, `verify.nothing-published`; with `keys`, `verify.other-key` for a log whose charter
    names another key than the trusted one.
    """
    if not directory.is_dir():
        raise SiltaError("verify.no-folder", str(directory))
    trusted = list(charters) or [path.read_bytes() for path in sorted(directory.glob("*/charter.json"))]
    if not trusted:
        raise SiltaError("verify.nothing-published", str(directory))
    parsed = [Charter.parse(raw) for raw in trusted]
    for key in keys:
        _check_key(parsed, key)
    origins = {
        charter.origin(party.code): (charter, party.code) for charter in parsed for party in charter.parties
    }
    held = [
        o for o, (c, party) in origins.items() if (directory / c.arrangement / party / "checkpoint").exists()
    ]
    report = verify_publication(_reader(directory), trusted, held)
    absent = tuple(origin for origin in origins if origin not in held)
    return Verification(report, tuple(charter.fingerprint() for charter in parsed), absent)


def _check_key(charters: Sequence[Charter], vkey: str) -> None:
    name = Verifier.parse(vkey).name
    if not any(party.vkey == vkey for charter in charters for party in charter.parties):
        raise SiltaError("verify.other-key", name)


def _reader(directory: Path) -> Reader:
    root = directory.resolve()

    def read(path: str, limit: int) -> bytes:
        target = root / path
        try:
            if target.exists() and not target.is_file():  # a pipe would be waited for without end
                raise MissingFile(path)
            with target.open("rb") as file:
                return file.read(limit + 1)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise MissingFile(path) from None
        except OSError as error:
            raise LedgerError("ledger.unreadable", path, detail=str(error)) from None

    return read
