"""The mail server that letters leave through, if `node.toml` names one; without it they are only read on the node's own pages.

::

    [mail]
    host = "mail.example.fi"
    port = 587
    security = "starttls"
    sender = "silta@example.fi"
    pages = "https://node.example.fi"
    user = "silta"
    password_file = "keys/mail.password"
    ca_file = "mail-authority.pem"
    hour = 7

`security` is ``starttls`` (the default), ``tls`` or ``none``; `pages` is where people reach the node, for the links of a letter;
at `hour`, on the node's clock, the letters of the day are made. The password stands in a file or in the variable
`SILTA_MAIL_PASSWORD`, and is never told. `ca_file` holds the certificates (PEM) of the authority that signed the server's, where
it is not one that the machine trusts anyway; then only that one is trusted.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from silta.node.errors import HomeRefused

_PASSWORD_VARIABLE: Final = "SILTA_MAIL_PASSWORD"  # noqa: S105 - a name
_PORTS: Final = {"starttls": 587, "tls": 465, "none": 25}
_NEEDED: Final = ("host", "sender", "pages")
_FILES: Final = ("password_file", "ca_file")
_WORDS: Final = frozenset({*_NEEDED, *_FILES, "security", "user"})
_NUMBERS: Final = {"port": range(1, 65536), "hour": range(24)}
_HOUR: Final = 7


@dataclass(frozen=True)
class MailServer:
    """A server as `node.toml` describes it.

    `password_file` is a path, None where no sign-in is asked for; `ca_file` is one where an authority of one's own is trusted.
    """

    host: str
    sender: str
    pages: str
    port: int = _PORTS["starttls"]
    security: str = "starttls"
    user: str = ""
    password_file: Path | None = None
    ca_file: Path | None = None
    hour: int = _HOUR

    @classmethod
    def read(cls, said: Mapping[str, Any], folder: Path) -> MailServer:
        """What a home at `folder` says. Raises `HomeRefused` `home.mail` (`where`: what is missing, wrong or unknown)."""
        wrong = sorted(said.keys() - _WORDS - _NUMBERS.keys())
        wrong += [name for name in _WORDS & said.keys() if not _is_line(said[name])]
        wrong += [
            name for name, range_ in _NUMBERS.items() if name in said and not _is_in(said[name], range_)
        ]
        wrong += [name for name in _NEEDED if name not in said]
        if not wrong:
            wrong += [] if said.get("security", "starttls") in _PORTS else ["security"]
            wrong += [] if is_address(said["sender"]) else ["sender"]
            wrong += [] if _is_page_address(said["pages"]) else ["pages"]
            wrong += ["password_file"] if "password_file" in said and "user" not in said else []
            wrong += ["ca_file"] if "ca_file" in said and said.get("security") == "none" else []
        if wrong:
            raise HomeRefused("home.mail", wrong[0])
        values = {**said, "pages": said["pages"].rstrip("/")}
        values.setdefault("port", _PORTS[said.get("security", "starttls")])
        values |= {name: folder / said[name] for name in _FILES if name in said}
        return cls(**values)

    def password(self) -> str:
        """The password from the environment, else from its file; empty if no user signs in.

        Raises `HomeRefused` `home.mail-password`.
        """
        if not self.user:
            return ""
        try:
            held = self.password_file.read_text("utf-8") if self.password_file else ""
        except (OSError, ValueError):
            held = ""
        password = os.environ.get(_PASSWORD_VARIABLE) or held.strip("\r\n")
        if not password:
            raise HomeRefused("home.mail-password", str(self.password_file or _PASSWORD_VARIABLE))
        return password


def is_address(text: str) -> bool:
    """Whether `text` can stand as the address of a letter: one ``@`` between two parts, nothing that ends a header line."""
    name, _, host = text.rpartition("@")
    plain = text.isprintable() and not any(c.isspace() or c in '<>,;:"()[]\\' for c in text)
    return bool(name and host) and "@" not in name and plain and len(text) <= 254 and not host.startswith(".")


def _is_line(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()


def _is_in(value: object, numbers: range) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in numbers


def _is_page_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and not (parts.query or parts.fragment)
        and "@" not in parts.netloc
    )
