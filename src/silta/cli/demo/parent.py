"""Letting a process end with the one that started it, however that one ends."""

from __future__ import annotations

import os
import signal
import threading

_STANDARD_INPUT = 0


def stop_with_parent() -> None:
    """Stop this process when its standard input closes: the parent holds the other end.

    The descriptor is read, not `sys.stdin`: its lock would stop a web server from starting workers and from ending.
    """

    def wait() -> None:
        while os.read(_STANDARD_INPUT, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()
