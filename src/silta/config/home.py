"""The home of a node: where it is, and what its `node.toml` says.

What a home holds besides, and how one is made, is `silta.node.home`; this module reads what the server needs. An example::

    party = "fi"
    time_zone = "Europe/Helsinki"
    language = "fi"
    hosts = ["node.example.fi"]
    https = true
    demo = false

    [names]
    en = "Node of STUK"
    fi = "STUKin solmu"
"""

from __future__ import annotations

import os
import secrets
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from silta.words.errors import SiltaError

ENVIRONMENT: Final = "SILTA_HOME"
_LOCAL_HOSTS: Final = ("localhost", "127.0.0.1", "[::1]")


class BadHome(SiltaError):
    """A home whose `node.toml` cannot be used."""


@dataclass(frozen=True)
class Home:
    """A node's folder and what `node.toml` says; defaults stand where it is silent or absent.

    `names` maps languages to what the node is called; `hosts` are the names it answers to; `proxied` says that a proxy in front
    sets ``X-Forwarded-Proto``; `demo` opens the page of components and the sign-in hints, which
    tell `demo_password`.
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

    @property
    def database(self) -> Path:
        return self.path / "silta.sqlite3"

    def secret_key(self) -> str:
        """The key that signs sessions: `secret.key` of the home; without a home, one that lives as long as the process."""
        try:
            return (self.path / "secret.key").read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return secrets.token_urlsafe(48)


def home_path() -> Path:
    """The folder named by ``SILTA_HOME``, else `var/node` below the current folder."""
    return Path(os.environ.get(ENVIRONMENT) or Path("var") / "node").absolute()


def read_home(path: Path) -> Home:
    """The home at `path`. Keys that this version does not know are left alone.

    Raises `BadHome`: `home.not-toml` (where: the place in the file), `home.wrong-type` (where: the key).
    """
    try:
        raw = tomllib.loads((path / "node.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Home(path)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadHome("home.not-toml", "node.toml", detail=str(error)) from None
    return Home(path, **_known(raw))


def _known(raw: Mapping[str, Any]) -> dict[str, Any]:
    known: dict[str, Any] = {}
    for key, kind in (
        ("party", str),
        ("time_zone", str),
        ("language", str),
        ("names", dict),
        ("hosts", list),
    ):
        if key in raw:
            known[key] = _typed(raw, key, kind)
    for key in ("https", "proxied", "demo"):
        if key in raw:
            known[key] = _typed(raw, key, bool)
    if "hosts" in known:
        known["hosts"] = (*(str(host) for host in known["hosts"]), *_LOCAL_HOSTS)
    return known


def _typed(raw: Mapping[str, Any], key: str, kind: type) -> Any:
    if not isinstance(raw[key], kind):
        raise BadHome("home.wrong-type", f"node.toml, {key}", expected=kind.__name__)
    return raw[key]
