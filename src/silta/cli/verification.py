"""Verification of a folder on disk for `silta verify`: needs no node, no database, no network."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from silta.ledger.charter import MAX_CHARTER, Charter
from silta.ledger.errors import LedgerError, MissingFile
from silta.ledger.notes import Verifier, encode_base64
from silta.ledger.publication import Report, verify_publication
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
    """Check every log in a published folder, or a ZIP file of one, against trusted charters or keys, else against those inside.

    Raises `SiltaError`: `verify.no-folder`, `verify.nothing-published`; with `keys`, `verify.other-key` for a log whose charter
    names another key than the trusted one.
    """
    published = _opened(directory)
    trusted = list(charters) or published.charters()
    if not trusted:
        raise SiltaError("verify.nothing-published", str(directory))
    parsed = [Charter.parse(raw) for raw in trusted]
    for key in keys:
        check_key(parsed, key)
    origins = {
        charter.origin(party.code): (charter, party.code) for charter in parsed for party in charter.parties
    }
    held = [o for o, (c, party) in origins.items() if published.has(f"{c.arrangement}/{party}/checkpoint")]
    report = verify_publication(published.read, trusted, held)
    absent = tuple(origin for origin in origins if origin not in held)
    return Verification(report, tuple(charter.fingerprint() for charter in parsed), absent)


def check_key(charters: Sequence[Charter], vkey: str) -> None:
    """Raise `SiltaError` `verify.other-key` unless a party of `charters` signs its log with the key `vkey`."""
    name = Verifier.parse(vkey).name
    if not any(party.vkey == vkey for charter in charters for party in charter.parties):
        raise SiltaError("verify.other-key", name)


class _Published(Protocol):
    """Published files by path, and the charters among them."""

    def charters(self) -> list[bytes]: ...
    def has(self, path: str) -> bool: ...
    def read(self, path: str, limit: int) -> bytes: ...


def _opened(path: Path) -> _Published:
    if path.is_dir():
        return _Folder(path)
    if path.is_file() and zipfile.is_zipfile(path):
        return ZipOfFiles(path)
    raise SiltaError("verify.no-folder", str(path))


class _Folder:
    """A folder on disk."""

    def __init__(self, directory: Path) -> None:
        self._root = directory.resolve()

    def charters(self) -> list[bytes]:
        return [path.read_bytes() for path in sorted(self._root.glob("*/charter.json"))]

    def has(self, path: str) -> bool:
        return (self._root / path).exists()

    def read(self, path: str, limit: int) -> bytes:
        """The file, no further than one byte beyond `limit`."""
        target = self._root / path
        try:
            if target.exists() and not target.is_file():  # a pipe would be waited for without end
                raise MissingFile(path)
            with target.open("rb") as file:
                return file.read(limit + 1)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise MissingFile(path) from None
        except OSError as error:
            raise LedgerError("ledger.unreadable", path, detail=str(error)) from None


class ZipOfFiles:
    """A ZIP file, read where it lies: nothing is unpacked, and no member further than is asked for.

    Raises `SiltaError` `verify.member-twice` for one that holds two members of one name.
    """

    def __init__(self, file: Path) -> None:
        self._zip = zipfile.ZipFile(file)
        names = self._zip.namelist()
        self.names = frozenset(names)
        if len(self.names) < len(names):  # which of them another program unpacks, nobody knows
            twice = next(name for name, count in Counter(names).items() if count > 1)
            raise SiltaError("verify.member-twice", twice)

    def charters(self) -> list[bytes]:
        found = sorted(name for name in self.names if name.count("/") == 1 and name.endswith("/charter.json"))
        return [self.read(name, MAX_CHARTER) for name in found]

    def has(self, path: str) -> bool:
        return path in self.names

    def read(self, path: str, limit: int) -> bytes:
        """The member, no further than one byte beyond `limit`."""
        if path not in self.names:
            raise MissingFile(path)
        try:
            with self._zip.open(path) as member:
                return member.read(limit + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            OSError,
            RuntimeError,
            NotImplementedError,
            EOFError,
        ) as error:
            raise LedgerError("ledger.unreadable", path, detail=str(error)) from None
