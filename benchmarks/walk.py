"""Walking through a node: every list with each of its filters and orders, every sort of page, the API and the calendar feed.

Each page is read by an auditor or a coordinator, first when something has just come into the logs, then again and again. Its
figures are the first reading and the median of the others.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from benchmarks.figures import Figure
from benchmarks.node import ARRANGEMENT, PARTNER

YEAR: Final = 2026
TARGET: Final = 150
FIRST: Final = 500
MEMORY: Final = 300
_ROUNDS: Final = 3
_PLAIN: Final = (
    "home", "trust", "programme", "arrangement", "contact-by-area", "records", "search", "reports", "mail", "crosswalks",
    "coverage", "gaps", "roadmap", "adoption", "translations", "glossary", "library", "annual-review", "proof", "names",
    "access", "calendars", "mail-preferences", "text-blocks",
)  # fmt: skip
_SORTS: Final = (
    "title",
    "-title",
    "number",
    "-number",
    "due",
    "-due",
    "released",
    "-released",
    "state",
    "party",
    "year",
)
_WORDS: Final = ("seminar", "seminar 77", "2026-000500", "xyzzy")


def measure() -> list[Figure]:
    """The readings of all pages, and the memory of the process after them."""
    from django.test import Client  # noqa: PLC0415 - Django is set up by now

    from silta.node.models import User  # noqa: PLC0415 - as above

    reader = User.objects.create(
        username="reader", roles=["coordinator", "auditor"], seen_at="2020-01-01T00:00Z"
    )
    client = Client(headers={"host": "localhost"})
    client.force_login(reader)
    client.get("/")  # what a process imports for its first page is no part of a reading
    found = [figure for name, path in addresses(reader) for figure in _readings(client, name, path)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [*found, Figure("memory of the process at its most", peak, "MB", MEMORY, smaller_is_better=True)]


def _readings(client: Any, name: str, path: str) -> list[Figure]:
    from django.db import connection  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    _forget()
    taken, busy, asked = [], [], 0
    for _ in range(1 + _ROUNDS):
        started, began = time.perf_counter(), time.process_time()
        with CaptureQueriesContext(connection) as seen:
            answer = client.get(path, follow=True)
        busy.append(1000 * (time.process_time() - began))
        taken.append(1000 * (time.perf_counter() - started))
        asked = len(seen)
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{path}: {answer.status_code}")
    again = [sorted(times[1:])[_ROUNDS // 2] for times in (taken, busy)]
    return [
        Figure(f"{name}, first", taken[0], "ms", FIRST, smaller_is_better=True, processor=busy[0]),
        Figure(
            f"{name} ({asked} queries)", again[0], "ms", TARGET, smaller_is_better=True, processor=again[1]
        ),
    ]


def _forget() -> None:
    """What a process remembers of the state of the logs: it is no longer so when something has come into them."""
    import gc  # noqa: PLC0415 - of this alone
    from functools import _lru_cache_wrapper  # noqa: PLC0415 - as above

    for one in gc.get_objects():
        if type(one) is _lru_cache_wrapper and one.__module__.startswith("silta.node.queries"):
            one.cache_clear()


def addresses(reader: Any) -> Iterator[tuple[str, str]]:
    """The name of each page and where it is."""
    from django.urls import reverse  # noqa: PLC0415 - as above

    from silta.node.actions.actor import Actor  # noqa: PLC0415 - as above
    from silta.node.actions.views import make_feed  # noqa: PLC0415 - as above
    from silta.node.models import Record  # noqa: PLC0415 - as above

    yield from ((name, reverse(name)) for name in _PLAIN)
    for view in ("timeline", "calendar", "table"):
        yield f"programme as {view}", f"{reverse('programme-year', args=[YEAR])}?view={view}"
    yield "calendar feed", reverse("calendar", args=[make_feed(Actor.of(reader), "en")])
    for kind in Record.objects.order_by("kind").values_list("kind", flat=True).distinct():
        one = Record.objects.filter(kind=kind)[0]
        yield f"one {kind}", reverse("record", args=[one.uid])
        yield f"thread of {kind}", reverse("thread", args=[one.uid])
        yield f"API: one {kind}", f"/api/v1/records/{one.uid}"
        yield from _lists(kind)
    for words in _WORDS:
        for narrowed in ({}, {"kind": "activity"}, {"party": PARTNER}, {"year": str(YEAR)}):
            asked = urlencode({"q": words, **narrowed})
            yield f"search {asked}", f"{reverse('search')}?{asked}"
        yield f"search at once {words}", f"{reverse('search-at-once')}?{urlencode({'q': words})}"
        yield f"API: search {words}", f"/api/v1/search?{urlencode({'q': words})}"


def _lists(kind: str) -> Iterator[tuple[str, str]]:
    """One kind in each order, its next page, and narrowed by each filter; the API's list of it."""
    from django.urls import reverse  # noqa: PLC0415 - as above

    from silta.node.queries.records import list_records  # noqa: PLC0415 - as above
    from silta.records.registry import KINDS  # noqa: PLC0415 - as above

    known, here = KINDS[kind], reverse("records-of-kind", args=[kind])
    asked: list[dict[str, str]] = [{"sort": sort} for sort in _SORTS]
    for sort in ("title", "due", "-released"):
        page = list_records(kind, sort=sort, arrangement=ARRANGEMENT)
        asked += [{"sort": sort, "after": page.next}] if page.next else []
    asked += [{"q": words} for words in _WORDS]
    asked += [
        {"q": "seminar", "sort": "due"},
        {"party": PARTNER},
        {"party": PARTNER, "sort": "due"},
        {"year": str(YEAR)},
    ]
    states = (*known.lifecycle.typed, *known.lifecycle.computed, "overdue", "withdrawn")
    asked += [{"state": code} for code in states]
    codes = [field for field in map(known.field, known.columns) if field.shape == "code" and field.codes]
    asked += [{field.name: next(iter(field.codes or ()))} for field in codes]
    for one in asked:
        called = urlencode({name: value for name, value in one.items() if name != "after"})
        yield f"{kind} {called}{', next page' * ('after' in one)}", f"{here}?{urlencode(one)}"
    for one in ({"sort": "due"}, {"q": "seminar"}, {"state": "overdue"}):
        yield f"API: {kind} {urlencode(one)}", f"/api/v1/records?{urlencode({'kind': kind, **one})}"
