"""A private PostgreSQL on a Unix socket, for tests; and a command that runs another one beside it.

`python tools/postgres.py COMMAND ...` runs COMMAND with SILTA_DATABASE_URL set. Where there are no server binaries it
says so and succeeds without running COMMAND, or fails if SILTA_REQUIRE_ALL=1.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

MISSING = "no PostgreSQL server binaries"
# Nothing here has to outlive a power cut.
SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "60",
    "synchronous_commit": "off",
}


def binaries() -> Path | None:
    """The folder of `initdb` and `postgres`, the newest if there are several; None if there is none."""
    places = [Path("/usr/lib/postgresql"), Path("/usr/pgsql")]
    found = [path for place in places for path in place.glob("*/bin")]
    found.sort(key=lambda path: path.parent.name.zfill(4), reverse=True)
    if pg_config := shutil.which("pg_config"):
        said = subprocess.run([pg_config, "--bindir"], capture_output=True, text=True, check=False)
        found.insert(0, Path(said.stdout.strip()))
    return next((path for path in found if (path / "initdb").exists() and (path / "postgres").exists()), None)


@contextlib.contextmanager
def server() -> Iterator[str]:
    """Start a server, give its URL (database `postgres`, a superuser), and stop it.

    Raises `FileNotFoundError` without binaries, `RuntimeError` if it does not come up within two minutes.
    """
    folder = binaries()
    if folder is None:
        raise FileNotFoundError(MISSING)
    # /tmp, because the path of a Unix socket may hold 107 bytes only.
    home = Path(tempfile.mkdtemp(prefix="silta-pg-", dir="/tmp"))
    who: dict[str, Any] = {}
    if os.geteuid() == 0:
        # PostgreSQL refuses to run as root.
        shutil.chown(home, "postgres", "postgres")
        who = {"user": "postgres", "group": "postgres", "extra_groups": []}
    try:
        initdb: list[str | Path] = [
            folder / "initdb",
            "-D",
            home / "data",
            "-U",
            "silta",
            "-A",
            "trust",
            "-E",
            "UTF8",
        ]
        initdb += ["--locale=C.UTF-8", "--no-sync"]
        subprocess.run(initdb, check=True, stdout=subprocess.DEVNULL, cwd=home, **who)
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        with (home / "log").open("wb") as log:
            process = subprocess.Popen(
                [folder / "postgres", "-D", home / "data", "-k", home, *options],
                stdout=log,
                stderr=log,
                cwd=home,
                **who,
            )
        try:
            url = f"postgresql://silta@/postgres?host={home}"
            _wait(process, url, home / "log")
            yield url
        finally:
            # SIGINT: end now, whoever is still connected.
            process.send_signal(2)
            process.wait(120)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    for _ in range(1200):
        with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(log.read_text(encoding="utf-8", errors="replace"))


@contextlib.contextmanager
def database(server_url: str, name: str) -> Iterator[str]:
    """A new empty database on a server, by its URL; dropped afterwards."""
    with psycopg.connect(server_url, autocommit=True) as connection:
        connection.execute(psycopg.sql.SQL("CREATE DATABASE {}").format(psycopg.sql.Identifier(name)))
    try:
        yield server_url.replace("/postgres?", f"/{name}?")
    finally:
        with psycopg.connect(server_url, autocommit=True) as connection:
            connection.execute(
                psycopg.sql.SQL("DROP DATABASE {} WITH (FORCE)").format(psycopg.sql.Identifier(name))
            )


def main() -> int:
    if binaries() is None:
        required = os.environ.get("SILTA_REQUIRE_ALL") == "1"
        print(
            f"PostgreSQL: {MISSING}; {'they are required here' if required else 'the suite runs on SQLite alone'}."
        )
        return 1 if required else 0
    with server() as url:
        return subprocess.run(
            sys.argv[1:], env={**os.environ, "SILTA_DATABASE_URL": url}, check=False
        ).returncode


if __name__ == "__main__":
    raise SystemExit(main())
