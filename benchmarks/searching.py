"""Reading lists of records, and searching in them: in any order, by words, by numbers, and for the first time in a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any, Final

from benchmarks.figures import Figure, milliseconds
from benchmarks.node import ARRANGEMENT
from benchmarks.processes import run
from silta.node.home import Home

_ORDERS: Final[dict[str, dict[str, Any]]] = {
    "by title": {"sort": "title", "language": "kk"},
    "by number, from the end": {"sort": "-number"},
    "by due date, overdue only": {"sort": "due", "filters": {"state": "overdue"}},
    "by year": {"sort": "year"},
}
_WORDS: Final = {
    "a word of all": "seminar",
    "two words": "licensing builds",
    "the inside of a word": "icensin",
    "a number": "2026-000500",
    "a word of none": "xyzzy",
}
_SEARCHES: Final = {
    "a word of all": "licensing",
    "a number": "N-500",
    "a number and a word": "2026-000500 seminar",
    "a slip": "licencing",
    "a word of none": "xyzzyqwert",
}
_FIRST: Final = (
    "import json, resource, time, django\ndjango.setup()\nfrom silta.node.queries.finding import find\n"
    "started, busy = time.perf_counter(), time.process_time()\n"
    f"find('licensing', 'en', {ARRANGEMENT!r})\n"
)


def measure(home: Home) -> list[Figure]:
    """Lists and searches over whatever has been projected so far."""
    from silta.node.models import Record  # noqa: PLC0415 - Django is set up by now
    from silta.node.queries import records  # noqa: PLC0415 - as above
    from silta.node.queries.finding import find  # noqa: PLC0415 - as above

    count = f"{Record.objects.count():,} records"

    def read(asked: dict[str, Any], after: str | None = None) -> records.Page:
        return records.list_records("activity", arrangement=ARRANGEMENT, after=after, **asked)

    found = []
    for name, asked in _ORDERS.items():
        pages: Sequence[tuple[str, str | None]] = (("first", None), ("next", read(asked).next))
        found += [
            milliseconds(f"list of {count} {name}, {which} page", partial(read, asked, after), 50)
            for which, after in pages
        ]
    for name, words in _WORDS.items():
        found.append(
            milliseconds(f"list of {count} with {name}", partial(read, {"filters": {"q": words}}), 150)
        )
    for name, words in _SEARCHES.items():
        found.append(
            milliseconds(f"search of {count} for {name}", partial(find, words, "en", ARRANGEMENT), 100)
        )
    first = run(home, _FIRST)
    name = f"first search of {count} in a process"
    return [
        *found,
        Figure(name, 1000 * first.taken, "ms", 100, smaller_is_better=True, processor=1000 * first.busy),
    ]
