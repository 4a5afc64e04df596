"""Where the organisation's own model server is, if `node.toml` names one; without it the built-in model is used.

::

    [model_server]
    address = "https://models.example.fi/v1"
    model = "multilingual-e5-large"
    kinds = "prefix"
    key_file = "keys/model-server.key"

The key stands in a file or in the variable `SILTA_MODEL_SERVER_KEY`, and is never told.
"""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from silta.node.errors import HomeRefused

ENGINE: Final = "server/"
"""The names of engines that are servers begin so."""

_KEY_VARIABLE: Final = "SILTA_MODEL_SERVER_KEY"
_KINDS: Final = ("none", "prefix", "input_type")
"""How a model is told that a text looks for something or is searched: not, by "query: " before the text, by a field beside it."""
_SETTINGS: Final = frozenset({"address", "model", "kinds", "key_file"})


@dataclass(frozen=True)
class ModelServer:
    """A server as `node.toml` describes it; it speaks the embeddings interface of OpenAI: ``POST <address>/embeddings``.

    `key_file` is the path of the file that holds the key; None for a server that asks for none.
    """

    address: str
    model: str
    kinds: str = "none"
    key_file: Path | None = None

    @classmethod
    def read(cls, said: Mapping[str, Any], folder: Path) -> ModelServer:
        """What a home at `folder` says. Raises `HomeRefused`: `home.model-server` (`where`: what is wrong),
        `home.model-server-address`.
        """
        wrong = sorted(said.keys() - _SETTINGS)
        wrong += [name for name, value in said.items() if not isinstance(value, str) or not value.strip()]
        wrong += sorted({"address", "model"} - said.keys())
        if wrong or said.get("kinds", "none") not in _KINDS:
            raise HomeRefused("home.model-server", (*wrong, "kinds")[0], kinds=", ".join(_KINDS))
        address = said["address"].rstrip("/")
        if not _is_safe(address):
            raise HomeRefused("home.model-server-address", address[:200])
        key_file = folder / said["key_file"] if "key_file" in said else None
        return cls(address, said["model"], said.get("kinds", "none"), key_file)

    @property
    def engine(self) -> str:
        """Names its vectors in the cache: another address, model or way of telling kinds makes other vectors."""
        identity = sha256(f"{self.address}\n{self.model}\n{self.kinds}".encode()).hexdigest()
        return f"{ENGINE}{self.model[:40]}/{identity[:12]}"

    @property
    def host(self) -> str:
        """Who gets the texts."""
        return urlsplit(self.address).netloc

    @property
    def words(self) -> str:
        """Model and host, as pages name them."""
        return f"{self.model} ({self.host})"

    def key(self) -> str:
        """The key from the environment, else from its file; empty if neither is given.

        Raises `HomeRefused` `home.model-server-key`.
        """
        try:
            key = os.environ.get(_KEY_VARIABLE) or (self.key_file.read_text("ascii") if self.key_file else "")
        except (OSError, ValueError):
            key = ""
        key = key.strip()
        if not key.isprintable() or not key.isascii() or (self.key_file and not key):
            raise HomeRefused("home.model-server-key", str(self.key_file or _KEY_VARIABLE))
        return key


def _is_safe(address: str) -> bool:
    """Whether texts may be sent there: over TLS, or to this machine; no user, password, query or fragment in the address."""
    try:
        parts = urlsplit(address)
        plain = address.isascii() and address.isprintable() and " " not in address
        if (
            not plain
            or not parts.hostname
            or parts.port == 0
            or "@" in parts.netloc
            or parts.query
            or parts.fragment
        ):
            return False
        return parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))
    except ValueError:
        return False


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
