"""The worker of one demonstration node: carries out its jobs and keeps up with the partner's node.

``python -m silta.cli.demo.worker``, with SILTA_HOME naming the node.
"""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import Final

from silta.cli.demo.parent import stop_with_parent
from silta.cli.founding import start_django
from silta.words.errors import SiltaError

EVERY: Final = 5
"""Seconds between two looks at the partner's log: short, so that what one side does is soon seen on the other."""


def keep_up() -> None:
    """Take over what the partners' nodes say, again and again; one that does not answer is asked again the next time."""
    while True:
        time.sleep(EVERY)
        listen()


def listen() -> None:
    """Take over once what the partners' nodes have said."""
    from silta.node.actions.actor import Actor
    from silta.node.exchange.mirror import sync
    from silta.node.exchange.opening import open_source
    from silta.node.home import Home
    from silta.node.queries.trust import logs

    for log in logs():
        if log.source:
            try:
                with open_source(log.source, Home.current()) as source:
                    sync(source, Actor.operator("coordinator"))
            except SiltaError:
                continue


if __name__ == "__main__":
    stop_with_parent()
    start_django(Path(os.environ["SILTA_HOME"]))
    threading.Thread(target=keep_up, daemon=True).start()
    from silta.node.jobs import work
    from silta.node.post import keep_mailing

    keep_mailing()
    work()
