"""Verification of a folder on disk for `silta verify`: needs no node, no database, no network."""

from __future__ import annotations

import zipfile
import zlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from silta.ledger.charter import MAX_CHARTER, Charter
from silta.ledger.errors import LedgerError, MissingFile, placed
from silta.ledger.layout import CHECKPOINT, log_path
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
    """What was found in a folder.

    `absent`: origins of logs of a charter's parties of which the folder holds no file. `unchecked`: folders of logs in it that no
    charter names, so that nothing is said about them.
    """

    report: Report
    fingerprints: tuple[str, ...]
    absent: tuple[str, ...]
    unchecked: tuple[str, ...]

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
        """The shape that other tools rely on, with the logs that the folder lacks and those that nobody vouches for beside it."""
        return {**self.report.to_json(), "absent": list(self.absent), "unchecked": list(self.unchecked)}


def verify_directory(
    directory: Path, charters: Sequence[tuple[str, bytes]], keys: Sequence[str]
) -> Verification:
    """Check every log in a published folder, or a ZIP file of one, against trusted charters or keys, else against those inside.

    A charter comes with the name of its file. One that cannot be read is an error of the report and hides no other.
    Raises `SiltaError`: `verify.no-folder`, `verify.nothing-published`; with `keys`, `verify.other-key` for a log whose charter
    names another key than the trusted one.
    """
    published = _opened(directory)
    trusted = list(charters) or published.charters()
    if not trusted:
        raise SiltaError("verify.nothing-published", str(directory))
    parsed, problems = _parsed(trusted)
    for key in keys:
        check_key(parsed, key)
    folders = {
        charter.origin(party.code): log_path(charter.arrangement, party.code)
        for charter in parsed
        for party in charter.parties
    }
    # a log without its checkpoint is there and damaged, not absent: else a thief would only have to take that one file
    held = [origin for origin, folder in folders.items() if published.holds(folder)]
    # and a folder without any log has nothing to be good: then all are expected
    report = verify_publication(published.read, [charter.to_bytes() for charter in parsed], held or None)
    return Verification(
        replace(report, errors=(*problems, *report.errors)),
        tuple(charter.fingerprint() for charter in parsed),
        absent=tuple(origin for origin in folders if origin not in held),
        unchecked=tuple(sorted(published.logs() - set(folders.values()))),
    )


def _parsed(charters: Sequence[tuple[str, bytes]]) -> tuple[list[Charter], list[Problem]]:
    """The charters that can be read, and what is wrong with the others."""
    parsed: list[Charter] = []
    problems: list[Problem] = []
    for name, raw in charters:
        try:
            parsed.append(read_charter(name, raw))
        except LedgerError as error:
            problems += error.problems
    return parsed, problems


def read_charter(name: str, raw: bytes) -> Charter:
    """The charter in the file `name`. Raises `LedgerError` as `Charter.parse` does, with the file as its place."""
    try:
        return Charter.parse(raw)
    except LedgerError as error:
        raise placed(error, name) from None


def check_key(charters: Sequence[Charter], vkey: str) -> None:
    """Raise `SiltaError` `verify.other-key` unless a party of `charters` signs its log with the key `vkey`."""
    name = Verifier.parse(vkey).name
    if not any(party.vkey == vkey for charter in charters for party in charter.parties):
        raise SiltaError("verify.other-key", name)


class _Published(Protocol):
    """Published files by path; the charters among them, by path too; the folders of logs, whoever they may be of."""

    def charters(self) -> list[tuple[str, bytes]]: ...
    def holds(self, folder: str) -> bool: ...
    def logs(self) -> set[str]: ...
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

    def charters(self) -> list[tuple[str, bytes]]:
        return [(name, self.read(name, MAX_CHARTER)) for name in self._found("*/charter.json")]

    def holds(self, folder: str) -> bool:
        return next((self._root / folder).rglob("*"), None) is not None

    def logs(self) -> set[str]:
        return {name.removesuffix(f"/{CHECKPOINT}") for name in self._found(f"*/*/{CHECKPOINT}")}

    def _found(self, pattern: str) -> list[str]:
        return sorted(path.relative_to(self._root).as_posix() for path in self._root.glob(pattern))

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

    def charters(self) -> list[tuple[str, bytes]]:
        return [(name, self.read(name, MAX_CHARTER)) for name in self._found("charter.json", depth=1)]

    def holds(self, folder: str) -> bool:
        return any(name.startswith(f"{folder}/") for name in self.names)

    def logs(self) -> set[str]:
        return {name.removesuffix(f"/{CHECKPOINT}") for name in self._found(CHECKPOINT, depth=2)}

    def _found(self, name: str, *, depth: int) -> list[str]:
        return sorted(path for path in self.names if path.count("/") == depth and path.endswith(f"/{name}"))

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
