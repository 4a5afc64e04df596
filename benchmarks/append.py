"""Appending to a log: entries, edge with its tiles, signed checkpoint, rows; beside hashing and inserting alone."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from benchmarks.figures import Figure, rate
from benchmarks.node import ARRANGEMENT
from silta.ledger.entries import Release
from silta.node.home import Home

BATCH = 1000
"""Entries in one transaction, with one checkpoint."""


def measure(home: Home, said: Sequence[tuple[Release, bytes]]) -> list[Figure]:
    """Append `said` to the node's own log; nothing is projected."""
    raws = [(entry.to_bytes(), body) for entry, body in said]
    return [
        rate("hash alone (leaf and body)", len(raws), lambda: _hash(raws)),
        rate(f"insert alone ({BATCH:,} rows a transaction)", len(raws), lambda: _insert(raws)),
        rate("append with tiles and checkpoints", len(said), lambda: append_all(home, said), 10_000),
    ]


def _hash(raws: Sequence[tuple[bytes, bytes]]) -> None:
    for raw, body in raws:
        sha256(b"\x00" + raw).digest()
        sha256(body).digest()


def _insert(raws: Sequence[tuple[bytes, bytes]]) -> None:
    """The same bytes into a table like that of the entries, by the database's own driver."""
    from django.db import connection, transaction  # noqa: PLC0415 - Django is set up by now

    binary = "bytea" if connection.vendor == "postgresql" else "blob"
    with connection.cursor() as cursor:
        cursor.execute(
            f"CREATE TABLE bare (id integer PRIMARY KEY, log integer, place bigint, leaf {binary}, raw {binary}, "
            f"body {binary}, UNIQUE (log, place))"
        )
        for start in range(0, len(raws), BATCH):
            rows = [
                (start + i, 1, start + i, raw[:32], raw, body)
                for i, (raw, body) in enumerate(raws[start : start + BATCH])
            ]
            with transaction.atomic():
                cursor.executemany("INSERT INTO bare VALUES (%s, %s, %s, %s, %s, %s)", rows)
        cursor.execute("DROP TABLE bare")


def append_all(home: Home, said: Sequence[tuple[Release, bytes]]) -> None:
    from django.db import transaction  # noqa: PLC0415 - as above

    from silta.node.actions.append import Said, extend, locked_log  # noqa: PLC0415 - as above

    for start in range(0, len(said), BATCH):
        with transaction.atomic():
            batch = [Said(entry, body) for entry, body in said[start : start + BATCH]]
            extend(locked_log(ARRANGEMENT), home, batch)
