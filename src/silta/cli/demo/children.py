"""The processes that serve the demonstration: started together, watched together, stopped together."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Final, Self

from silta.cli.demo.teller import Side
from silta.words.errors import SiltaError

HOST: Final = "127.0.0.1"
_READY_IN: Final = 90
"""Seconds that a node may take until it answers; a busy machine needs more than the usual three."""
_STOPPED_IN: Final = 10


class Children:
    """A context that stops its processes at the end. They stop by themselves, too, when their standard input closes.

    What they say goes into files under `root`: the terminal is for the person who started them.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._started: list[subprocess.Popen[bytes]] = []
        self._before = signal.getsignal(signal.SIGTERM)

    def start(self, side: Side, module: str, *arguments: str) -> None:
        """Start a module of this package for the node of `side`."""
        command = [sys.executable, "-m", f"silta.cli.demo.{module}", *arguments]
        environment = {**os.environ, "SILTA_HOME": str((self._root / side.code).resolve())}
        with (self._root / f"{side.code}-{module}.log").open("wb") as log:
            child = subprocess.Popen(  # noqa: S603 - our own modules
                command,
                env=environment,
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._started.append(child)

    @property
    def all_run(self) -> bool:
        return all(child.poll() is None for child in self._started)

    def wait_for(self, side: Side) -> None:
        """Wait until a node answers. Raises `SiltaError` `demo.stopped`; `where` is the folder of what they said."""
        until = time.monotonic() + _READY_IN
        while self.all_run and time.monotonic() < until:
            if _answers(side):
                return
            time.sleep(0.1)
        raise SiltaError("demo.stopped", str(self._root))

    def watch(self) -> None:
        """Return only by an error: `SiltaError` `demo.stopped` when one of them has stopped, or `KeyboardInterrupt`."""
        while self.all_run:
            time.sleep(0.5)
        raise SiltaError("demo.stopped", str(self._root))

    def __enter__(self) -> Self:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        return self

    def __exit__(self, *_: object) -> None:
        for child in self._started:
            child.terminate()
        for child in self._started:
            _end(child)
        signal.signal(signal.SIGTERM, self._before)


def check_port(side: Side) -> None:
    """Raise `SiltaError` `demo.port-taken` if some program listens at a node's port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, side.port))
        except OSError:
            raise SiltaError("demo.port-taken", f"{HOST}:{side.port}", port=side.port) from None


def _answers(side: Side) -> bool:
    connection = http.client.HTTPConnection(HOST, side.port, timeout=_READY_IN)
    try:
        connection.request("HEAD", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    else:
        return True
    finally:
        connection.close()


def _end(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(_STOPPED_IN)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
    if child.stdin:
        child.stdin.close()
