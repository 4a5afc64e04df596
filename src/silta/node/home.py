"""The home of a node: its folder, its keys and its files. No Django is needed to make one.

::

    node.toml        who the node is and how it is reached; the server reads the rest of it
    secret.key       signs sessions; of no value to anyone once the node is gone
    keys/log.seed    the 32 secret bytes of the key that signs the party's logs, in hexadecimal digits
    silta.sqlite3    the database of the embedded profile
    blob/<sha256>    attachments and packages

`keys` is all that must never be lost and never be seen: whoever holds it can sign for the party.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from silta.ledger.checkpoints import log_origin
from silta.ledger.notes import Signer
from silta.node.errors import HomeRefused
from silta.words.ids import is_party_code

_SEED_SIZE: Final = 32
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Home:
    """A node's folder, the party that it serves, and what the node is called in each language."""

    path: Path
    party: str
    names: Mapping[str, str] = field(default_factory=dict)
    time_zone: str = "UTC"
    language: str = "en"

    @classmethod
    def current(cls) -> Home:
        """The home that Django's settings name. Raises as `read` does."""
        from django.conf import settings  # noqa: PLC0415 - making a home must not need Django

        return cls.read(Path(settings.HOME.path))

    @classmethod
    def read(cls, path: Path) -> Home:
        """The home at `path`. Raises `HomeRefused`: `home.missing`, `home.not-toml`, `home.wrong-type` (`where`: the key)."""
        try:
            raw = tomllib.loads((path / "node.toml").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise HomeRefused("home.missing", str(path)) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise HomeRefused("home.not-toml", "node.toml", detail=str(error)) from None
        party, names = raw.get("party"), raw.get("names", {})
        if not isinstance(party, str) or not is_party_code(party):
            raise HomeRefused("home.wrong-type", "node.toml, party", expected="str")
        if not isinstance(names, dict):
            raise HomeRefused("home.wrong-type", "node.toml, names", expected="dict")
        return cls(path, party, names, str(raw.get("time_zone", "UTC")), str(raw.get("language", "en")))

    @classmethod
    def create(
        cls, path: Path, party: str, names: Mapping[str, str], *, seed: bytes | None = None, **server: Any
    ) -> Home:
        """Make a home at `path`, which must not hold one, with new keys (or the log key of `seed`, 32 bytes).

        `server` holds further keys of `node.toml`: time_zone, language, hosts, https, proxied, demo. Raises `HomeRefused`:
        `home.exists`, `home.not-a-party`, `home.bad-seed`.
        """
        if not is_party_code(party):
            raise HomeRefused("home.not-a-party", party=party)
        if seed is not None and len(seed) != _SEED_SIZE:
            raise HomeRefused("home.bad-seed", "keys/log.seed")
        if (path / "node.toml").exists() or (path / "keys" / "log.seed").exists():
            raise HomeRefused("home.exists", str(path))
        for folder in (path, path / "keys", path / "blob"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write_secret(path / "secret.key", secrets.token_urlsafe(48))
        _write_secret(path / "keys" / "log.seed", (seed or secrets.token_bytes(_SEED_SIZE)).hex())
        # Last: a folder without it counts as no home, so that a broken attempt can be repeated once it is cleared away.
        (path / "node.toml").write_text(_toml({"party": party, **server}, names), encoding="utf-8")
        return cls.read(path)

    @property
    def database(self) -> Path:
        return self.path / "silta.sqlite3"

    def seed(self) -> bytes:
        """The secret of the log key, 32 bytes. Raises `HomeRefused` `home.bad-seed`."""
        try:
            seed = bytes.fromhex((self.path / "keys" / "log.seed").read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            raise HomeRefused("home.bad-seed", "keys/log.seed") from None
        if len(seed) != _SEED_SIZE:
            raise HomeRefused("home.bad-seed", "keys/log.seed")
        return seed

    def signer(self, arrangement_id: str) -> Signer:
        """What signs the checkpoints of this party's log under an arrangement."""
        return Signer(log_origin(arrangement_id, self.party), self.seed())

    def blob_path(self, digest: str) -> Path:
        """Where the bytes with that digest (64 hexadecimal digits) lie. Raises `HomeRefused` `home.not-a-digest`."""
        if not _SHA256.fullmatch(digest):
            raise HomeRefused("home.not-a-digest", digest[:64])
        return self.path / "blob" / digest

    def store_blob(self, data: bytes) -> str:
        """Keep `data` as a file named by its SHA-256, which is returned. A reader never sees half of it."""
        digest = sha256(data).hexdigest()
        path = self.blob_path(digest)
        if not path.exists():
            temporary = path.with_name(f".{digest}.{secrets.token_hex(4)}")
            temporary.write_bytes(data)
            temporary.replace(path)
        return digest


def _write_secret(path: Path, text: str) -> None:
    """Write a file that only its owner can read, from its first moment on; one that exists is left alone."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(text + "\n")


def _toml(values: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """`node.toml` of plain values. Strings, flags and lists of strings look the same in TOML as in JSON."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items()]
    lines += [
        "",
        "[names]",
        *(f"{tag} = {json.dumps(name, ensure_ascii=False)}" for tag, name in names.items()),
    ]
    return "\n".join(lines) + "\n"
