"""Files between two steps of an import or an export: kept for a short time under a name that nobody guesses, and never many."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any, Final, TypeVar
from zipfile import BadZipFile, ZipFile

from pydantic import TypeAdapter

from silta.node.home import Home
from silta.standards.formats.reading import MAX_BYTES
from silta.words.errors import SiltaError

KEPT_FOR: Final = 2 * 3600
"""Seconds until an upload that nobody confirmed is thrown away."""
MAX_KEPT: Final = 20
_MAX_VALUE: Final = 256 * 1024 * 1024
_UNPACKED: Final = 500_000
"""Bytes of a workbook's parts: some hundred rows with all their columns."""
_PLAIN, _LINES = 400_000, 1_000
"""Bytes and lines of a file of text: as much."""
_T = TypeVar("_T")
_TOKEN: Final = re.compile(r"[0-9a-f]{32}")


def keep(raw: bytes, limit: int = MAX_BYTES, token: str = "") -> str:
    """Keep `raw` under `token` or a new one; returns the token to fetch it by. Old ones go, and the oldest if there are too many.

    Raises `SiltaError` `format.too-large` beyond `limit` bytes.
    """
    if len(raw) > limit:
        raise SiltaError("format.too-large", bytes=len(raw), limit=limit)
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    _sweep(folder)
    token = token or secrets.token_hex(16)
    path = folder / token
    path.touch(mode=0o600)
    path.write_bytes(raw)
    return token


def keep_value(value: Any) -> str:
    """Keep what a job has found in a file, a dataclass of plain values, as JSON; returns the token to fetch it by."""
    return keep(TypeAdapter(type(value)).dump_json(value), _MAX_VALUE)


def kept_value(token: str, type_: type[_T]) -> _T:
    """What `keep_value` kept. Raises as `kept`."""
    return TypeAdapter(type_).validate_json(kept(token))


def is_large(raw: bytes) -> bool:
    """Whether a file that somebody brings back is likely to hold more than some hundred rows: a job reads it then."""
    return is_long(raw) or (raw[:2] != b"PK" and raw.count(b"\n") > _LINES)


def is_long(raw: bytes) -> bool:
    """Whether a file unpacks to more than a page should wait for."""
    try:
        with ZipFile(BytesIO(raw)) as packed:
            return sum(one.file_size for one in packed.infolist()) > _UNPACKED
    except (BadZipFile, ValueError, NotImplementedError):
        return len(raw) > _PLAIN


def keep_file(chunks: Iterable[bytes], suffix: str, limit: int) -> Path:
    """Keep a file for a job that is about to read it, without holding it in memory; returns where it lies.

    Its name ends with `suffix`. Raises `SiltaError` `format.too-large` (more than `limit` bytes).
    """
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    _sweep(folder)
    path = folder / f"{secrets.token_hex(16)}{suffix}"
    path.touch(mode=0o600)
    size = 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += file.write(chunk)
            if size > limit:
                path.unlink()
                raise SiltaError("format.too-large", bytes=size, limit=limit)
    return path


def place() -> tuple[str, Path]:
    """A token, and where the file that is about to be made has to lie to be fetched by it."""
    folder = _folder()
    folder.mkdir(mode=0o700, exist_ok=True)
    _sweep(folder)
    token = secrets.token_hex(16)
    return token, folder / token


def kept_path(token: str) -> Path:
    """Where the file kept under `token` lies, for one that is too large for memory. Raises as `kept`."""
    path = _path(token)
    try:
        if time.time() - path.stat().st_mtime <= KEPT_FOR:
            return path
    except OSError:
        pass
    raise SiltaError("upload.expired")


def kept(token: str) -> bytes:
    """The bytes kept under `token`. Raises `SiltaError` `upload.expired` if they are not here any more."""
    try:
        return kept_path(token).read_bytes()
    except OSError:
        raise SiltaError("upload.expired") from None


def drop(token: str) -> None:
    """Throw an upload away, if it is still here."""
    _path(token).unlink(missing_ok=True)


def _folder() -> Path:
    return Home.current().path / "incoming"


def _path(token: str) -> Path:
    if not _TOKEN.fullmatch(token):
        raise SiltaError("upload.expired")
    return _folder() / token


def _sweep(folder: Path) -> None:
    """Files are dated by the machine's clock, not by the node's, which a demonstration may set."""
    held = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for place, path in enumerate(held):
        if place >= MAX_KEPT - 1 or time.time() - path.stat().st_mtime > KEPT_FOR:
            path.unlink(missing_ok=True)
