"""The pages of a node that holds many records of many kinds: ``python -m benchmarks.crowded [RECORDS]``; 100,000 by default.

Half of them are ours, half the partner's: plans of many years, actions that are late on either side, duties, requests and a
review whose mappings wait for an answer. Each page is read by a coordinator; its figure is the processor's time.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from http import HTTPStatus
from typing import Any, Final

from benchmarks import append, mirror, project
from benchmarks.figures import Figure, table
from benchmarks.node import PARTNER, PARTY, TIME, fields, node
from silta.ledger.bodies import digest, seal
from silta.ledger.entries import Release

_TARGET: Final = 150
_ROUNDS: Final = 6


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with node() as home:
        append.append_all(home, list(_said(PARTY, count // 2)))
        project.project_all()
        mirror.take_over(mirror.Offered(list(_said(PARTNER, count // 2))))
        _settle()
        print(table(_measure()))
    return 0


def _settle() -> None:
    """What the database does by itself in time: count what its indexes hold."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "postgresql" else "PRAGMA optimize")


def _measure() -> list[Figure]:
    from django.db import connection  # noqa: PLC0415 - Django is set up by now
    from django.test import Client  # noqa: PLC0415 - as above
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above
    from django.urls import reverse  # noqa: PLC0415 - as above

    from silta.node.models import Record, User  # noqa: PLC0415 - as above

    client = Client(headers={"host": "localhost"})
    client.force_login(
        User.objects.create(username="reader", roles=["coordinator"], seen_at="2020-01-01T00:00Z")
    )
    paths = {"home": "/"}
    paths |= {name: reverse(name) for name in ("trust", "programme", "arrangement")}
    for kind in Record.objects.order_by("kind").values_list("kind", flat=True).distinct():
        paths[f"one {kind}"] = reverse("record", args=[Record.objects.filter(kind=kind)[0].uid])
    found = []
    for name, path in paths.items():
        taken, busy, asked = [], [], 0
        for _ in range(_ROUNDS):
            started, began = time.perf_counter(), time.process_time()
            with CaptureQueriesContext(connection) as seen:
                answer = client.get(path, follow=True)
            busy.append(time.process_time() - began)
            taken.append(time.perf_counter() - started)
            asked = len(seen)
            if answer.status_code != HTTPStatus.OK:
                raise SystemExit(f"{path}: {answer.status_code}")
        by_clock, by_processor = (1000 * sorted(times[1:])[_ROUNDS // 2 - 1] for times in (taken, busy))
        found.append(
            Figure(
                f"{name} ({asked} queries)",
                by_clock,
                "ms",
                _TARGET,
                smaller_is_better=True,
                processor=by_processor,
            )
        )
    return found


def _said(party: str, count: int) -> Iterator[tuple[Release, bytes]]:
    """A crosswalk, then records of the kinds in turn."""
    crosswalk = _uid(party, 0)
    yield _entry(crosswalk, "crosswalk", _crosswalk())
    for n in range(1, count):
        kind, said = _fields(party, n, crosswalk)
        yield _entry(_uid(party, n), kind, said)


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
