"""A mail server on loopback that keeps what it gets: as much of SMTP (RFC 5321) as one client says, and refusals on order."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage


class Office(socketserver.ThreadingTCPServer):
    """The server. `refusing` maps the first word of a command to the reply that it gets instead."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Clerk)
        self.letters: list[EmailMessage] = []
        self.refusing: dict[str, str] = {}

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def to(self, address: str) -> list[EmailMessage]:
        return [one for one in self.letters if one["To"] == address]


class _Clerk(socketserver.StreamRequestHandler):
    server: Office

    def handle(self) -> None:
        self._say("220 office")
        for raw in self.rfile:
            word = raw.split()[0].decode().upper()
            if word in self.server.refusing:
                self._say(self.server.refusing[word])
            elif word == "DATA":
                self._say("354 go on")
                self._take()
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 fine")

    def _take(self) -> None:
        lines = []
        for line in self.rfile:
            if line == b".\r\n":
                break
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        letter = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.server.letters.append(letter)

    def _say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextmanager
def office() -> Iterator[Office]:
    with Office() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def words(letter: EmailMessage, sort: str = "plain") -> str:
    """The text of a letter, or its HTML."""
    part = letter.get_body((sort,))
    assert part is not None
    return str(part.get_content())
