"""Where a partner's files come from: a folder, a sealed file or the partner's node over HTTP. All are the same to `mirror`."""

from __future__ import annotations

import http.client
import ssl
import time
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit

from silta.ledger.errors import MissingFile
from silta.node.exchange.access import authorization
from silta.node.home import Home
from silta.words.errors import SiltaError

_TIMEOUT: Final = 30
_PREFIX: Final = "/exchange"


class SourceUnreachable(SiltaError):
    """A folder that is not there, or an address that does not answer as a node of a member would."""


class Source(Protocol):
    """Gives published files by path; a `silta.ledger.reading.Reader` with a name for people."""

    name: str

    def __call__(self, path: str, limit: int) -> bytes: ...


class FolderSource:
    """A published folder on a disk or a memory stick. Raises `SourceUnreachable` `exchange.no-folder`."""

    def __init__(self, folder: Path) -> None:
        self.name = str(folder)
        self._root = folder.resolve()
        if not self._root.is_dir():
            raise SourceUnreachable("exchange.no-folder", str(folder))

    def __call__(self, path: str, limit: int) -> bytes:
        """The file, no further than one byte beyond `limit`. A link out of the folder counts as missing, and so does a pipe."""
        target = (self._root / path).resolve()
        if not target.is_relative_to(self._root) or not target.is_file():
            raise MissingFile(path)
        try:
            with target.open("rb") as file:
                return file.read(limit + 1)
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
            raise MissingFile(path) from None
        except OSError as error:  # no right to read it, a failing disk
            raise SourceUnreachable("exchange.unreadable", str(target), detail=error.strerror or "") from None


class HttpSource:
    """The exchange address of a partner's node. Each request proves by this node's log key that a member asks.

    Raises `SourceUnreachable`: `exchange.unreachable`, `exchange.refused`, `exchange.unexpected-answer`.
    """

    def __init__(self, address: str, home: Home) -> None:
        parts = urlsplit(address)
        self.name = address
        self._home = home
        self._host = parts.netloc
        self._prefix = parts.path.rstrip("/") or _PREFIX
        secure = parts.scheme == "https"
        self._connection: http.client.HTTPConnection = (
            http.client.HTTPSConnection(self._host, timeout=_TIMEOUT, context=ssl.create_default_context())
            if secure
            else http.client.HTTPConnection(self._host, timeout=_TIMEOUT)
        )

    def __call__(self, path: str, limit: int) -> bytes:
        target = f"{self._prefix}/{path}"
        try:
            status, body = self._ask(path, target, limit)
        except (OSError, http.client.HTTPException) as error:
            raise SourceUnreachable("exchange.unreachable", self.name, detail=str(error)[:200]) from None
        if status == http.HTTPStatus.NOT_FOUND:
            raise MissingFile(path)
        if status in (http.HTTPStatus.UNAUTHORIZED, http.HTTPStatus.FORBIDDEN):
            raise SourceUnreachable("exchange.refused", self.name)
        if status != http.HTTPStatus.OK:
            raise SourceUnreachable("exchange.unexpected-answer", self.name, status=status)
        return body

    def close(self) -> None:
        """Close the connection that is kept between requests."""
        self._connection.close()

    def _ask(self, path: str, target: str, limit: int) -> tuple[int, bytes]:
        """Status and body of an answer. A kept connection that the other side has closed meanwhile is opened once more."""
        try:
            return self._ask_once(path, target, limit)
        except ConnectionError:
            return self._ask_once(path, target, limit)

    def _ask_once(self, path: str, target: str, limit: int) -> tuple[int, bytes]:
        signed = authorization(self._home, path.split("/", 1)[0], self._host, target, int(time.time()))
        try:
            self._connection.request("GET", target, headers={"Authorization": signed})
            answer = self._connection.getresponse()
            body = answer.read(limit + 1)
        except (OSError, http.client.HTTPException):
            self._connection.close()
            raise
        if not answer.isclosed():  # more than was asked for: the rest would be taken for the next answer
            self._connection.close()
        return answer.status, body
