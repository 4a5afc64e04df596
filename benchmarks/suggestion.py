"""Suggestions between the two real laws, each step in a process of its own, so that its memory is its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure
from silta.node.home import Home

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FINNISH, KAZAKH = "fi/990-1987@1987-12-11", "kz/442-V@2024-06-08"
FILES = {
    FINNISH: (DATA / "finland" / "990-1987_fi.xml", "fi"),
    KAZAKH: (DATA / "kazakhstan" / "law_442-V_use_of_atomic_energy_ru.txt", "ru"),
}

_PRINT = "print(json.dumps([time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))"
_START = "import json, resource, time, django\ndjango.setup()\nfrom silta.node.suggestions import *\n"
_SIDES = f"source, target = side({KAZAKH!r}), side({FINNISH!r})\n"

VECTORS = f"{_START}{_SIDES}started = time.perf_counter()\nmake_vectors(source, target, lambda done, total: True)\n{_PRINT}"
PAGE = (
    f"{_START}from silta.config.wsgi import application\n"
    "from django.test import Client\n"
    "Client(headers={'host': 'localhost'}).get('/')\n"
    f"{_SIDES}suggestions(source, target, top=10)\n"
    f"started = time.perf_counter()\n{_SIDES}suggestions(source, target, top=10)\n{_PRINT}"
)
"""What a web process does: it has answered a page, and makes suggestions from cached vectors, for the second time."""
FRESH = f"{_START}started = time.perf_counter()\n{_SIDES}suggestions(source, target, top=10)\n{_PRINT}"


def measure(home: Home) -> list[Figure]:
    """Import both laws into the node, make their vectors, suggest; says so if the real laws are not beside the repository."""
    if not DATA.is_dir():
        print(f"No suggestions were measured: {DATA} is not there.", file=sys.stderr)
        return []
    _import()
    made, job = _run(home, VECTORS)
    fresh, _ = _run(home, FRESH)
    again, web = _run(home, PAGE)
    return [
        Figure("vectors of two real laws, made by the job", made, "s"),
        Figure("peak memory of the vector job", job, "MB", 700, smaller_is_better=True),
        Figure(
            "suggest between two real laws, vectors cached, new process",
            fresh,
            "s",
            1,
            smaller_is_better=True,
        ),
        Figure("the same for the second time in a process", again, "s", 1, smaller_is_better=True),
        Figure("peak memory of a web process", web, "MB", 300, smaller_is_better=True),
    ]


def _import() -> None:
    from silta.node.actions import library  # noqa: PLC0415 - Django is set up by now
    from silta.node.actor import Actor  # noqa: PLC0415 - as above

    for address, (file, language) in FILES.items():
        request = library.ImportRequest(file.name, file.read_bytes(), address, language)
        library.import_release(Actor.operator("coordinator"), request)


def _run(home: Home, code: str) -> tuple[float, float]:
    """Seconds and peak megabytes of a process that runs `code` on the node."""
    environment = {
        **os.environ,
        "SILTA_HOME": str(home.path),
        "DJANGO_SETTINGS_MODULE": "silta.config.settings",
    }
    done = subprocess.run(  # noqa: S603 - a program of this file
        [sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes
