"""The home of a node: its folder, its keys and its files. No Django is needed to make one.

::

    node.toml        who the node is and how it is reached
    secret.key       signs sessions; of no value to anyone once the node is gone
    keys/log.seed    the 32 secret bytes of the key that signs the party's logs, in hexadecimal digits
    silta.sqlite3    the database of the embedded profile
    blob/<sha256>    attachments and packages

`keys` is all that must never be lost and never be seen: whoever holds it can sign for the party. An example of `node.toml`::

    party = "fi"
    time_zone = "Europe/Helsinki"
    language = "fi"
    hosts = ["node.example.fi"]
    https = true

    [names]
    en = "Node of STUK"
    fi = "STUKin solmu"
"""

from __future__ import annotations

import json
import os
import re
import secrets
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from silta.node.errors import HomeRefused
from silta.node.mail_server import MailServer
from silta.node.model_server import ModelServer
from silta.words.ids import is_party_code

if TYPE_CHECKING:
    from silta.ledger.notes import Signer

_SEED_SIZE: Final = 32
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "[::1]")
_TYPES: Final[Mapping[str, type]] = {
    "party": str,
    "names": dict,
    "time_zone": str,
    "language": str,
    "hosts": list,
    "https": bool,
    "proxied": bool,
    "demo": bool,
    "demo_password": str,
    "model_server": dict,
    "mail": dict,
    "access_days": int,
    "second_person": bool,
}
"""What `node.toml` may say. Keys that this version does not know are left alone."""
_SECTIONS: Final[Mapping[str, Callable[[Mapping[str, Any], Path], Any]]] = {
    "model_server": ModelServer.read,
    "mail": MailServer.read,
}
"""What reads a section, given the folder of the home."""


@dataclass(frozen=True)
class Home:
    """A node's folder and what `node.toml` says; defaults stand where it is silent. Without a party there is no node yet.

    `names` maps languages to what the node is called; `hosts` are the names it answers to; `proxied` says that a proxy in front
    sets ``X-Forwarded-Proto``; `demo` opens the page of components and the sign-in hints, which tell `demo_password`;
    `model_server` names the organisation's own (see `silta.node.model_server`), `mail` the server that letters leave through;
    `access_days` says how long is kept who had access to what; with `second_person` nobody releases what they wrote last.
    """

    path: Path
    party: str = ""
    names: Mapping[str, str] = field(default_factory=dict)
    time_zone: str = "UTC"
    language: str = "en"
    hosts: tuple[str, ...] = _LOCAL_HOSTS
    https: bool = False
    proxied: bool = False
    demo: bool = False
    demo_password: str = "silta-demo"  # noqa: S105 - a demonstration keeps no secrets
    model_server: ModelServer | None = None
    mail: MailServer | None = None
    access_days: int = 3 * 365
    second_person: bool = False

    @classmethod
    def current(cls) -> Home:
        """The home in Django's settings, as it was read when they were. Raises `HomeRefused`: `home.missing`."""
        from django.conf import settings  # noqa: PLC0415 - making a home must not need Django

        home: Home = settings.HOME
        if not home.party:
            raise HomeRefused("home.missing", str(home.path))
        return home

    @classmethod
    def read(cls, path: Path) -> Home:
        """The home at `path`. Raises `HomeRefused`: `home.missing`, `home.not-toml`, `home.wrong-type` (`where`: the key);
        and as `ModelServer.read` and `MailServer.read` do.
        """
        try:
            raw = tomllib.loads((path / "node.toml").read_text(encoding="utf-8"))
        except FileNotFoundError:
            raise HomeRefused("home.missing", str(path)) from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise HomeRefused("home.not-toml", "node.toml", detail=str(error)) from None
        said = {key: raw[key] for key in _TYPES if key in raw}
        for key, value in said.items():
            if not isinstance(value, _TYPES[key]):
                raise HomeRefused("home.wrong-type", f"node.toml, {key}", expected=_TYPES[key].__name__)
        if not is_party_code(said.get("party", "")):
            raise HomeRefused("home.wrong-type", "node.toml, party", expected="str")
        said |= {name: read(said[name], path) for name, read in _SECTIONS.items() if name in said}
        if "hosts" in said:
            said["hosts"] = (*(str(host) for host in said["hosts"]), *_LOCAL_HOSTS)
        return cls(path, **said)

    @classmethod
    def at(cls, path: Path) -> Home:
        """The home at `path`; where nothing is, one without a party, for what works before a node is made. Else as `read`."""
        return cls.read(path) if (path / "node.toml").exists() else cls(path)

    @classmethod
    def create(
        cls, path: Path, party: str, names: Mapping[str, str], *, seed: bytes | None = None, **server: Any
    ) -> Home:
        """Make a home at `path`, which must not hold one, with new keys (or the log key of `seed`, 32 bytes).

        `server` holds further keys of `node.toml`: time_zone, language, hosts, https, proxied, demo, demo_password.
        Raises `HomeRefused`: `home.exists`, `home.not-a-party`, `home.bad-seed`.
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

    def secret_key(self) -> str:
        """The key that signs sessions: `secret.key`; where there is none, one that lives as long as the process."""
        try:
            return (self.path / "secret.key").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return secrets.token_urlsafe(48)

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
        # Not at the top: reading a home, which every command does, needs no cryptography.
        from silta.ledger.checkpoints import log_origin  # noqa: PLC0415
        from silta.ledger.notes import Signer  # noqa: PLC0415

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
