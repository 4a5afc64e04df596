"""A node in a temporary folder, with one party of two; and the releases that are said in it."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from silta.ledger.bodies import digest, seal
from silta.ledger.charter import Charter, Party
from silta.ledger.checkpoints import log_origin
from silta.ledger.entries import Release
from silta.ledger.notes import Signer
from silta.node.home import Home

ARRANGEMENT = "bench"
PARTY, PARTNER = "north", "south"
TIME = "2026-01-12T09:30:00Z"


def seed(party: str) -> bytes:
    """A private key that is none: anyone can compute it."""
    return sha256(f"not a secret: {party}".encode()).digest()


def charter() -> Charter:
    parties = tuple(
        Party(
            code=code,
            names={"en": code},
            vkey=Signer(log_origin(ARRANGEMENT, code), seed(code)).vkey,
            languages=("en",),
        )
        for code in (PARTY, PARTNER)
    )
    return Charter(
        arrangement=ARRANGEMENT, title={"en": "Benchmark"}, parties=parties, marking_ceiling="tlp-red"
    )


@contextlib.contextmanager
def node() -> Iterator[Home]:
    """A node with an empty log on SQLite as it is deployed (WAL, FULL), or on the PostgreSQL of SILTA_DATABASE_URL.

    Sets Django up, which can be done once in a process.
    """
    with tempfile.TemporaryDirectory(prefix="silta-bench-") as folder:
        home = Home.create(Path(folder) / "home", PARTY, {"en": "Benchmark"}, seed=seed(PARTY))
        os.environ["SILTA_HOME"] = str(home.path)
        os.environ["DJANGO_SETTINGS_MODULE"] = "silta.config.settings"
        import django  # noqa: PLC0415 - the home comes first

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 - as above

        from silta.node.actions.setup import found  # noqa: PLC0415 - as above

        call_command("migrate", verbosity=0)
        found(home, charter().to_bytes())
        yield home


def fields(number: int) -> dict[str, Any]:
    """Fields of an activity, about a kilobyte in three languages."""
    return {
        "number": f"2026-{number:06d}",
        "title": _text(f"Seminar {number} on the licensing of new builds"),
        "area": "licensing",
        "form": "seminar",
        "start": f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}",
        "mode": "on-site",
        "sides": [{"party": PARTY, "lead": "Head of office", "participants": number % 9}],
        "costs": [],
        "expected": _text("Inspectors of both sides know how the other one reviews an application."),
        "state": ("proposed", "planned", "confirmed", "held")[number % 4],
    }


def _text(english: str) -> dict[str, dict[str, str]]:
    return {
        "en": {"text": english, "status": "original"},
        "fi": {"text": f"Suomeksi: {english}", "status": "checked"},
        "kk": {"text": f"Қазақша: {english}", "status": "machine"},
    }


def releases(count: int, start: int = 0) -> list[tuple[Release, bytes]]:
    """First revisions of `count` records, each entry with its body."""
    return [_release(number) for number in range(start, start + count)]


def _release(number: int) -> tuple[Release, bytes]:
    body = seal("activity", 1, fields(number), sha256(str(number).encode()).digest()[:16])
    entry = Release(
        time=TIME,
        role="coordinator",
        record=f"019baf5e-2ac0-7000-8000-{number:012x}",
        kind="activity",
        revision=1,
        body=digest(body),
        body_size=len(body),
        marking="tlp-green",
    )
    return entry, body
