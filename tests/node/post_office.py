"""A mail server on loopback that keeps what it gets: as much of SMTP (RFC 5321) as one client says, and refusals on order.

It also starts TLS (RFC 3207), asks for a password (RFC 4954), keeps silent and hangs up, on order.
"""

from __future__ import annotations

import base64
import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


class Office(socketserver.ThreadingTCPServer):
    """The server. `refusing` maps the first word of a command to the reply that it gets instead.

    With `tls` it shows that certificate: at once, or when it is asked to (`starttls`), and is silent about all else until then.
    With `account`, a user and a password, it takes no letter from anybody else. At the words in `silent` it says nothing more, at
    those in `deaf` it hangs up; the word TAKEN is for a letter that it has got and not acknowledged yet, HELLO for the greeting.
    """

    allow_reuse_address = True
    daemon_threads = True

    def __init__(
        self,
        *,
        tls: ssl.SSLContext | None = None,
        starttls: bool = True,
        account: tuple[str, str] | None = None,
    ) -> None:
        super().__init__(("127.0.0.1", 0), _Clerk)
        self.tls, self.starttls, self.account = tls, starttls, account
        self.letters: list[EmailMessage] = []
        self.refusing: dict[str, str] = {}
        self.silent: set[str] = set()
        self.deaf: set[str] = set()
        self.closing = threading.Event()
        self.overheard: list[str] = []
        """The first words of commands that were said where anyone on the way could read them."""

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def to(self, address: str) -> list[EmailMessage]:
        return [one for one in self.letters if one["To"] == address]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that trusts no stranger hangs up; that is no fault of the server's."""


class _Clerk(socketserver.StreamRequestHandler):
    server: Office
    safe = False
    known = False

    def handle(self) -> None:
        if self.server.tls and not self.server.starttls:
            self._wrap()
        if not self._minds("HELLO"):
            return
        self._say("220 office")
        while raw := self.rfile.readline():  # not of one file: with TLS another one takes its place
            word = raw.split()[0].decode().upper()
            if not self.safe:
                self.server.overheard.append(word)
            if not self._minds(word):
                return
            if word in self.server.refusing:
                self._say(self.server.refusing[word])
            elif not self._answer(word, raw):
                return

    def _answer(self, word: str, raw: bytes) -> bool:
        """Answer a command; whether there may be another one."""
        if word == "EHLO":
            self._say(*self._offers())
        elif word == "STARTTLS":
            self._say("220 go on")
            self._wrap()
        elif word == "AUTH":
            self._sign_in(raw)
        elif word == "MAIL" and self.server.account and not self.known:
            self._say("530 sign in first")
        elif word == "DATA":
            self._say("354 go on")
            self._take()
            if not self._minds("TAKEN"):
                return False
            self._say("250 taken")
        elif word == "QUIT":
            self._say("221 bye")
            return False
        else:
            self._say("250 fine")
        return True

    def _offers(self) -> list[str]:
        if self.server.tls and not self.safe:
            return ["250-office", "250 STARTTLS"]
        return ["250-office", "250 AUTH PLAIN"] if self.server.account else ["250 office"]

    def _sign_in(self, raw: bytes) -> None:
        said = base64.b64decode(raw.split()[2]).decode().split("\0")
        self.known = tuple(said[1:]) == self.server.account
        self._say("235 welcome" if self.known else "535 wrong user or password")

    def _minds(self, word: str) -> bool:
        """Whether the clerk goes on at `word`; falls silent there, if so ordered, until the office closes."""
        if word in self.server.silent:
            self.server.closing.wait(30)
            return False
        return word not in self.server.deaf

    def _wrap(self) -> None:
        assert self.server.tls is not None
        wrap = self.server.tls.wrap_socket
        self.request = wrap(self.request, server_side=True, do_handshake_on_connect=False)
        self.safe = True
        self.request.do_handshake()
        self.setup()

    def finish(self) -> None:
        super().finish()
        if self.safe:
            self.request.close()

    def _take(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.server.letters.append(letter)

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@contextmanager
def office(**ordered: Any) -> Iterator[Office]:
    with Office(**ordered) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()


def words(letter: EmailMessage, sort: str = "plain") -> str:
    """The text of a letter, or its HTML."""
    part = letter.get_body((sort,))
    assert part is not None
    return str(part.get_content())
