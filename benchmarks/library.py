"""How long the library takes to bring in a long text: ten thousand provisions of a generated template, without vectors."""

from __future__ import annotations

import time

from benchmarks.crosswalk_scale import units
from benchmarks.figures import Figure

_PROVISIONS = 10_000


def measure() -> list[Figure]:
    """Reading, checking and storing, as the page and the command do it, by the clock and by the processor."""
    from silta.node.actions import library  # noqa: PLC0415 - Django is set up by now
    from silta.node.actor import Actor  # noqa: PLC0415 - as above

    rows = [f'{one.number},"{one.heading}","{one.text}",fi,,section' for one in units(_PROVISIONS, "fi", 0)]
    data = "\n".join(["number,heading,text,language,parent,level", *rows]).encode()
    request = library.ImportRequest("long.csv", data, "fi/long@2020", "fi")
    started, busy = time.perf_counter(), time.process_time()
    library.import_release(Actor.operator("coordinator"), request)
    taken, busy = time.perf_counter() - started, time.process_time() - busy
    name = f"import of {_PROVISIONS:,} provisions, without vectors"
    return [Figure(name, taken, "s", 20, smaller_is_better=True, processor=busy)]
