"""What all tests share: what this machine can do, databases, the browser, and the depth of generated examples."""

from __future__ import annotations

import itertools
import os
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

# Workers and the nodes that they start share the cores already: threads of matrices would wait for each other, busily.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from tools import messages, postgres

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = ROOT.parent / "shared" / "data"
CHROMIUM = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)

# The everyday examples are the same ones each time, so that a failure belongs to the change that caused it.
settings.register_profile("everyday", max_examples=60, deadline=None, derandomize=True)
settings.register_profile("drill", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("SILTA_HYPOTHESIS", "everyday"))


def find_chromium() -> str | None:
    """The Chromium of this machine: SILTA_CHROMIUM, else the first on the PATH."""
    return os.environ.get("SILTA_CHROMIUM") or next(filter(None, map(shutil.which, CHROMIUM)), None)


# Marker → what is missing on this machine, or None; and whether SILTA_REQUIRE_ALL=1 turns its absence into a failure.
LIMITS: dict[str, tuple[Callable[[], str | None], bool]] = {
    "browser": (lambda: None if find_chromium() else "no Chromium", True),
    "postgres": (lambda: None if postgres.binaries() else postgres.MISSING, True),
    "realdata": (lambda: None if REAL_DATA.is_dir() else "no real data", False),
}


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        messages.compile_all()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, by the time that it may take: no worker is left alone with it at the end."""
    items.sort(key=_allowed_time, reverse=True)


def _allowed_time(item: pytest.Item) -> float:
    marker = item.get_closest_marker("timeout")
    return float(marker.args[0]) if marker else 0.0


def pytest_runtest_setup(item: pytest.Item) -> None:
    for marker, (missing, required) in LIMITS.items():
        if item.get_closest_marker(marker) and (reason := missing()):
            if required and os.environ.get("SILTA_REQUIRE_ALL") == "1":
                pytest.fail(f"{reason}, but SILTA_REQUIRE_ALL=1", pytrace=False)
            pytest.skip(reason)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say in one line what could not run here."""
    reasons = Counter(
        str(report.longrepr[2]).removeprefix("Skipped: ")
        for report in terminalreporter.stats.get("skipped", ())
    )
    if reasons:
        said = ", ".join(f"{count} ({reason})" for reason, count in sorted(reasons.items()))
        terminalreporter.write_line(f"Not run on this machine: {said}.", yellow=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The test database; at its end, what a thread of a test's server still holds open is ended, or PostgreSQL keeps it."""
    yield
    from django.db import connection

    if connection.vendor == "postgresql":
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of the real laws; for tests marked `realdata`."""
    return REAL_DATA


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A private PostgreSQL server, by the URL of its database `postgres`; for tests marked `postgres`."""
    with ExitStack() as stack:
        yield os.environ.get("SILTA_DATABASE_URL") or stack.enter_context(postgres.server())


_database_numbers = itertools.count(1)


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[str]:
    """A new, empty PostgreSQL database, by its URL; for tests marked `postgres`."""
    with postgres.database(postgres_url, f"silta_{os.getpid()}_{next(_database_numbers)}") as url:
        yield url


Bounds = Callable[[float], AbstractContextManager[None]]


@pytest.fixture
def less_than() -> Bounds:
    """``with less_than(2):`` what is done there keeps the processor busy for less than two seconds.

    For what must not hang, or grow with the square of its input. On a machine that computes more slowly than most the
    bound grows with what a yardstick takes there, so that no verdict hangs on the machine.
    """

    @contextmanager
    def bound(seconds: float) -> Iterator[None]:
        before, began = _pace(), time.process_time()
        yield
        spent = time.process_time() - began
        assert spent < seconds * max(1.0, before, _pace())

    return bound


def _pace() -> float:
    """How many times longer than a tenth of a second, which is usual, the yardstick takes here and now."""
    began = time.process_time()
    sum(number * number % 7 for number in range(1_000_000))
    return (time.process_time() - began) / 0.1


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """The Chromium of this machine; for tests marked `browser`."""
    path = find_chromium()
    assert path is not None
    return path


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium_path: str) -> dict[str, Any]:
    """How pytest-playwright starts the browser: this machine's, calling nobody."""
    return {"executable_path": chromium_path, "args": list(CHROMIUM_ARGUMENTS)}
