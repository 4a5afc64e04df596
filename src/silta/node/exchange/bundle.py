"""Bundles: the published folder of an arrangement in one sealed file, for a memory stick, a courier or an e-mail.

A ``.silta`` file is an age file (age-encryption.org/v1) around a plain tar. Its recipients are the parties of the charter, each
by the Ed25519 key of its log in the form of an SSH key, so that whoever holds the charter can seal and only members can open;
the decision record is in `docs/adr`. What lies in the tar is verified as any other source is: sealing keeps secrets, it proves
nothing.
"""

from __future__ import annotations

import os
import re
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from silta.ledger.charter import Charter
from silta.ledger.errors import MissingFile
from silta.ledger.layout import charter_path
from silta.ledger.notes import Verifier
from silta.node.exchange.publish import PublishedSize, publish
from silta.node.exchange.sources import SourceUnreachable
from silta.node.home import Home
from silta.node.queries.arrangements import the_arrangement

SUFFIX: Final = ".silta"
"""What the name of a sealed file ends with."""
MAX_BUNDLE: Final = 2 * 1024**3
"""Bytes of the largest sealed file that is opened."""
_MAX_FILES: Final = 200_000
_ALLOWED: Final = re.compile(
    r"[a-z0-9-]{1,48}/(?:charter\.json|[a-z0-9-]{1,12}/"
    r"(?:checkpoint|(?:tile|bodies)/[a-z0-9./]{1,60}|blob/[0-9a-f]{64}|receipts/[a-z0-9-]{1,12}))"
)
_NOT_FOR_US: Final = "No matching keys"


def write_bundle(target: Path, arrangement: str | None = None) -> list[PublishedSize]:
    """Write every log of an arrangement that is held here into the sealed file `target`, which is replaced as a whole.

    Raises as `publish` does.
    """
    wanted = arrangement or the_arrangement()
    with tempfile.TemporaryDirectory(dir=Home.current().path) as folder:
        written = publish(Path(folder), wanted)
        charter = Charter.parse((Path(folder) / charter_path(wanted)).read_bytes())
        seal(Path(folder), target, charter)
    return written


def seal(folder: Path, target: Path, charter: Charter) -> Path:
    """Write what `folder` holds into `target`, for the parties of `charter` to open; return `target`."""
    target.parent.mkdir(parents=True, exist_ok=True)
    # What is not sealed yet stays on this node's own disk: the target may be a stick that somebody loses.
    with tempfile.TemporaryFile(dir=Home.current().path) as plain:
        _pack(folder, plain)
        plain.seek(0)
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as sealed:
                pyrage.encrypt_io(plain, sealed, [_recipient(party.vkey) for party in charter.parties])
            Path(temporary).chmod(0o644)
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    return target


def _pack(folder: Path, plain: IO[bytes]) -> None:
    """The files of `folder` as a tar that says nothing about this machine, its people or its clock."""
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path in sorted(file for file in folder.rglob("*") if file.is_file()):
            info = tarfile.TarInfo(path.relative_to(folder).as_posix())
            info.size = path.stat().st_size
            with path.open("rb") as file:
                tar.addfile(info, file)


class BundleSource:
    """A sealed file as a source of published files. It is opened whole, and every byte of it is proven, before any is used.

    What was sealed lies in a file without a name until `close`; nothing is unpacked. `name` is by what people know the file.
    Raises `SourceUnreachable`: `exchange.no-file`, `exchange.bundle-too-large`, `exchange.bundle-not-for-us`,
    `exchange.bad-bundle` (damaged, or with something inside that no published folder has; `where` = what).
    """

    def __init__(self, file: Path, home: Home, name: str = "") -> None:
        self.name = name or str(file)
        self._plain = tempfile.TemporaryFile(dir=home.path)  # noqa: SIM115 - kept until `close`
        try:
            self._unseal(file, home)
            self._places = {name: (start, size) for name, start, size in self._members()}
        except BaseException:
            self.close()
            raise

    def __call__(self, path: str, limit: int) -> bytes:
        if path not in self._places:
            raise MissingFile(path)
        start, size = self._places[path]
        self._plain.seek(start)
        return self._plain.read(min(size, limit + 1))

    def close(self) -> None:
        """Give the opened bytes away."""
        self._plain.close()

    def _unseal(self, file: Path, home: Home) -> None:
        if not file.is_file():
            raise SourceUnreachable("exchange.no-file", self.name)
        if file.stat().st_size > MAX_BUNDLE:
            raise SourceUnreachable("exchange.bundle-too-large", self.name, limit=MAX_BUNDLE)
        try:
            with file.open("rb") as sealed:
                pyrage.decrypt_io(sealed, self._plain, [_identity(home.seed())])
        except pyrage.DecryptError as error:
            code = "exchange.bundle-not-for-us" if _NOT_FOR_US in str(error) else "exchange.bad-bundle"
            raise SourceUnreachable(code, self.name) from None
        except OSError:
            raise SourceUnreachable("exchange.bad-bundle", self.name) from None

    def _members(self) -> Iterator[tuple[str, int, int]]:
        """Name, first byte and size of each file, header by header: extensions of the format are refused, not followed."""
        length, place, seen = self._plain.seek(0, os.SEEK_END), 0, set[str]()
        while place + tarfile.BLOCKSIZE <= length:
            self._plain.seek(place)
            block = self._plain.read(tarfile.BLOCKSIZE)
            if not any(block):
                return
            info = self._header(block)
            start = place + tarfile.BLOCKSIZE
            good = info.isreg() and _ALLOWED.fullmatch(info.name) and info.name not in seen
            if not good or start + info.size > length or len(seen) >= _MAX_FILES:
                raise SourceUnreachable("exchange.bad-bundle", info.name[:200])
            seen.add(info.name)
            yield info.name, start, info.size
            place = start + -(-info.size // tarfile.BLOCKSIZE) * tarfile.BLOCKSIZE
        raise SourceUnreachable("exchange.bad-bundle", self.name)

    def _header(self, block: bytes) -> tarfile.TarInfo:
        try:
            return tarfile.TarInfo.frombuf(block, "ascii", "strict")
        except (tarfile.TarError, ValueError):
            raise SourceUnreachable("exchange.bad-bundle", self.name) from None


def _recipient(vkey: str) -> pyrage.ssh.Recipient:
    key = Ed25519PublicKey.from_public_bytes(Verifier.parse(vkey).public)
    written = key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    return pyrage.ssh.Recipient.from_str(written.decode("ascii"))


def _identity(seed: bytes) -> pyrage.ssh.Identity:
    key = Ed25519PrivateKey.from_private_bytes(seed)
    return pyrage.ssh.Identity.from_buffer(
        key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    )
