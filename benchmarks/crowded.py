"""The pages of a node that holds many records of many kinds: ``python -m benchmarks.crowded [RECORDS] [--postgres]``.

Without a number 100,000: half of them ours, half the partner's: plans of many years, actions that are late on either side,
duties, requests, a review whose mappings wait for an answer, and a programme of hundreds of activities. With ``--postgres`` on a
private PostgreSQL, where its programs are installed.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from hashlib import sha256
from typing import Any, Final

from benchmarks import append, mirror, project, walk
from benchmarks.figures import rate, table
from benchmarks.node import PARTNER, PARTY, TIME, fields, node
from silta.ledger.bodies import digest, seal
from silta.ledger.entries import Release
from silta.ledger.merkle import leaf_hash
from tools.postgres import server

_PLANNED: Final = 400
"""Activities of the programme."""


def main() -> int:
    arguments = [one for one in sys.argv[1:] if one != "--postgres"]
    count = int(arguments[0]) if arguments else 100_000
    with contextlib.ExitStack() as stack:
        if "--postgres" in sys.argv:
            os.environ["SILTA_DATABASE_URL"] = stack.enter_context(server())
        home = stack.enter_context(node())
        ours, theirs = list(_said(PARTY, count // 2)), mirror.Offered(list(_said(PARTNER, count // 2)))
        figures = [
            rate("append", count // 2, lambda: append.append_all(home, ours), 10_000),
            rate("project", count // 2, project.project_all, 3_000),
            rate("mirror: verify, store and project", count // 2, lambda: mirror.take_over(theirs), 3_000),
        ]
        _settle()
        print(table([*figures, *walk.measure()]))
    return 0


def _settle() -> None:
    """What the database does by itself in time: count what its indexes hold."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def _said(party: str, count: int) -> Iterator[tuple[Release, bytes]]:
    """A crosswalk, then records of the kinds in turn, and a programme of the first activities."""
    crosswalk = _uid(party, 0)
    planned: list[dict[str, Any]] = []
    yield _entry(crosswalk, "crosswalk", _crosswalk())
    for n in range(1, count - 1):
        kind, said = _fields(party, n, crosswalk)
        entry, body = _entry(_uid(party, n), kind, said)
        yield entry, body
        if kind == "activity" and len(planned) < _PLANNED:
            planned.append({"record": entry.record, "revision": 1, "leaf": leaf_hash(entry.to_bytes()).hex()})
    programme = {"year": walk.YEAR, "title": _text("Programme"), "activities": planned}
    yield _entry(_uid(party, count), "programme", programme)


def _uid(party: str, number: int) -> str:
    return f"019baf5e-2ac0-7000-8{'a' if party == PARTY else 'b'}00-{number:012x}"


def _entry(uid: str, kind: str, said: dict[str, Any]) -> tuple[Release, bytes]:
    body = seal(kind, 1, said, sha256(uid.encode()).digest()[:16])
    entry = Release(
        time=TIME, role="coordinator", record=uid, kind=kind, revision=1, body=digest(body), body_size=len(body),
        marking="tlp-green",
    )  # fmt: skip
    return entry, body


def _fields(party: str, n: int, crosswalk: str) -> tuple[str, dict[str, Any]]:
    """The fields of the record `n`: of ten four mappings, two activities, and an event, an action, a duty and a request."""
    day = f"20{20 + n // 10 % 15}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"
    owner = (PARTY, PARTNER)[n // 10 % 2]
    turn = n % 10
    if turn < 4:
        return "mapping", _mapping(n, crosswalk)
    if turn == 6:
        return "event", {
            "title": _text(f"Seminar {n}"), "activity": _uid(party, n - 1), "start": day, "mode": "on-site",
            "certificates": False, "state": ("planned", "held")[n // 20 % 2],
        }  # fmt: skip
    if turn < 6:
        return "activity", fields(n) | {"start": day, "host": owner}
    if turn == 7:
        state = ("open", "in-progress", "done")[n // 20 % 3]
        return "action", {
            "number": f"2026-A{n}", "title": _text(f"Send the draft {n}"), "owner": owner, "due": day, "state": state,
            "evidence": _text("The letter."),
        }  # fmt: skip
    if turn == 8:
        return "obligation", _duty(n, day, owner)
    return "consultation", {
        "number": f"2026-C{n}", "title": _text(f"Ageing of cables {n}"), "question": _text("What do you ask for?"),
        "area": "inspection", "needs": [{"competence": "inspection", "level": "medium"}], "languages": ["en"],
        "urgency": "routine", "due": day, "method": "in-writing", "terms": _text("Ten pages at most."), "state": "sent",
    }  # fmt: skip


def _text(english: str) -> dict[str, dict[str, str]]:
    return {"en": {"text": english, "status": "original"}}


def _crosswalk() -> dict[str, Any]:
    return {
        "title": _text("Example act and example standard"), "benchmark": "xx/standard-1@2020",
        "compared": "yy/act-7@2021-01-01", "method": "self-rating", "state": "open",
    }  # fmt: skip


def _mapping(n: int, crosswalk: str) -> dict[str, Any]:
    return {
        "name": f"R{n} – s. {n}", "crosswalk": crosswalk, "sources": [f"xx/standard-1@2020#r-{n}"],
        "targets": [f"yy/act-7@2021-01-01#s-{n}"], "relation": "equivalent", "rationale": "semantic",
    }  # fmt: skip


def _duty(n: int, day: str, owner: str) -> dict[str, Any]:
    return {
        "title": _text(f"Hold the meeting {n}"), "arrangement": _uid(PARTY, 10**9), "clause": f"5.{n}",
        "type": "programme-and-meeting", "owner": owner, "rule": "once", "start": day, "state": "open",
    }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
