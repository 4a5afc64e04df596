"""Running a step in a process of its own, so that its time and its memory are its own."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from silta.node.home import Home

_SAY = """
taken, busy = time.perf_counter() - started, time.process_time() - busy
try:
    with open("/proc/self/status") as status:
        peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
except OSError:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps([taken, busy, peak / 1024]))
"""
"""Linux lets `ru_maxrss` begin with the memory of the process that started this one."""


class Cost(NamedTuple):
    """Seconds by the clock and of the processor, and the most megabytes that the process ever held (0: not known)."""

    taken: float
    busy: float
    megabytes: float = 0


def run(home: Home, code: str) -> Cost:
    """What it costs to run `code` on the node, from where it sets `started` and `busy` on."""
    done = subprocess.run(  # noqa: S603 - a program of this package
        [sys.executable, "-c", code + _SAY],
        env=_environment(home), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return Cost(*json.loads(done.stdout))


def command(home: Home, arguments: Sequence[str]) -> Cost:
    """What a whole command of `silta` costs, from the start of its process to its end."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(  # noqa: S603 - our own command
        [Path(sys.executable).with_name("silta"), *arguments],
        env=_environment(home), stdout=subprocess.DEVNULL, check=True,
    )  # fmt: skip
    taken, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(taken, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _environment(home: Home) -> dict[str, str]:
    return {**os.environ, "SILTA_HOME": str(home.path), "DJANGO_SETTINGS_MODULE": "silta.config.settings"}
