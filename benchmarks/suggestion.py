"""Suggestions between the two real laws, each step in a process of its own, so that its memory is its own."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.figures import Figure
from benchmarks.processes import Cost, command, run
from silta.node.home import Home

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
FINNISH, KAZAKH = "fi/990-1987@1987-12-11", "kz/442-V@2024-06-08"
FILES = {
    FINNISH: (DATA / "finland" / "990-1987_fi.xml", "fi"),
    KAZAKH: (DATA / "kazakhstan" / "law_442-V_use_of_atomic_energy_ru.txt", "ru"),
}

_START = "import json, resource, time, django\ndjango.setup()\nfrom silta.node.suggestions import *\n"
_SIDES = f"source, target = side({KAZAKH!r}), side({FINNISH!r})\n"
_CLOCK = "started, busy = time.perf_counter(), time.process_time()\n"

VECTORS = f"{_START}{_SIDES}{_CLOCK}make_vectors(source, target, lambda done, total: True)\n"
PAGE = (
    f"{_START}from silta.config.wsgi import application\n"
    "from django.test import Client\n"
    "Client(headers={'host': 'localhost'}).get('/')\n"
    f"{_SIDES}suggestions(source, target, top=10)\n"
    f"{_CLOCK}{_SIDES}suggestions(source, target, top=10)\n"
)
"""What a web process does: it has answered a page, and makes suggestions from cached vectors, for the second time."""
FRESH = f"{_START}{_CLOCK}{_SIDES}suggestions(source, target, top=10)\n"


def measure(home: Home) -> list[Figure]:
    """Import both laws into the node, make their vectors, suggest; says so if the real laws are not beside the repository."""
    if not DATA.is_dir():
        print(f"No suggestions were measured: {DATA} is not there.", file=sys.stderr)
        return []
    _import()
    job, fresh, web = (run(home, code) for code in (VECTORS, FRESH, PAGE))
    whole = command(home, ["suggest", KAZAKH, FINNISH, "--top", "10", "--json"])

    def seconds(name: str, cost: Cost, target: float = 0) -> Figure:
        return Figure(name, cost.taken, "s", target, smaller_is_better=True, processor=cost.busy)

    def memory(name: str, cost: Cost, target: float) -> Figure:
        return Figure(name, cost.megabytes, "MB", target, smaller_is_better=True)

    return [
        seconds("vectors of two real laws, made by the job", job),
        memory("peak memory of the vector job", job, 700),
        seconds("suggest between two real laws, vectors cached, new process", fresh, 1),
        seconds("the same as a command, from its start to its end", whole, 1),
        seconds("the same for the second time in a process", web, 1),
        memory("peak memory of a web process", web, 300),
    ]


def _import() -> None:
    from silta.node.actions import library  # noqa: PLC0415 - Django is set up by now
    from silta.node.actor import Actor  # noqa: PLC0415 - as above

    for address, (file, language) in FILES.items():
        request = library.ImportRequest(file.name, file.read_bytes(), address, language)
        library.import_release(Actor.operator("coordinator"), request)
