"""How a simulated partner offers its files: written into a folder, or served on loopback to members of the arrangement."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from silta.ledger.charter import Charter
from silta.node.exchange.access import asking_party
from silta.node.exchange.mirror import SyncResult
from silta.node.models import Log
from tests.ledger.publisher import Files, SimulatedParty, charter

StartResponse = Callable[[str, list[tuple[str, str]]], Any]


def write(folder: Path, files: Files) -> Path:
    """Write `files` into `folder`, which then holds nothing else."""
    shutil.rmtree(folder, ignore_errors=True)
    for path, raw in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(raw)
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def served(files: Files, known: Charter) -> Iterator[str]:
    """The address of a server of `files` that checks who asks, as a partner's own software would."""

    def answer(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        path, header = environ["PATH_INFO"], environ.get("HTTP_AUTHORIZATION", "")
        if asking_party(header, known, environ["HTTP_HOST"], path, int(time.time())) is None:
            start("401 Unauthorized", [("Content-Length", "0")])
            return []
        raw = files.get(path.removeprefix("/exchange/"))
        start("404 Not Found" if raw is None else "200 OK", [("Content-Length", str(len(raw or b"")))])
        return [raw or b""]

    with running(answer) as address:
        yield address


@contextmanager
def running(application: Callable[[dict[str, Any], StartResponse], Iterable[bytes]]) -> Iterator[str]:
    """The address of a WSGI application while it runs in a thread."""
    with make_server("127.0.0.1", 0, application, handler_class=_Silent) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name in the standard library
        """Say nothing."""


def as_party(log: Log) -> SimulatedParty:
    """A simulated party with the entries of a node's own log and its key: what a partner's copy can look like."""
    party = SimulatedParty(log.party, charter())
    rows = list(log.entries.order_by("index").values_list("raw", "body"))
    party.edge, party.tiles, party.entries, party.bodies = type(party.edge).empty(), [], [], []
    party.append_raw((bytes(raw), bytes(body) if body else None) for raw, body in rows)
    return party


def codes(results: Sequence[SyncResult]) -> list[str]:
    """The codes of what was found wrong."""
    return [problem.code for result in results for problem in result.problems]


def small(*numbers: int) -> SimulatedParty:
    """South with a few records."""
    party = SimulatedParty("south", charter())
    party.release_many(numbers)
    return party


def flip(raw: bytes, place: int) -> bytes:
    """`raw` with one bit of one byte changed."""
    return raw[:place] + bytes([raw[place] ^ 1]) + raw[place + 1 :]
