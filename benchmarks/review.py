"""Pages of a large joint review: ``python -m benchmarks.review [PROVISIONS]``, 10,000 by default, with two mappings for each.

Two generated texts with their vectors; either side has mapped every provision, and the other one has agreed to half of that.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any, Final

from benchmarks.crosswalk_scale import units, vectors
from benchmarks.figures import Figure, table
from benchmarks.mirror import Offered
from benchmarks.node import ARRANGEMENT, PARTNER, PARTY, TIME, node
from silta.crosswalk.units import (
    SOURCE_PREFIX,
    TARGET_PREFIX,
    Prefix,
    Unit,
    text_digest,
    texts_to_embed,
)
from silta.ledger.bodies import digest, seal
from silta.ledger.checkpoints import log_origin
from silta.ledger.entries import Entry, Release, Respond, Target
from silta.ledger.merkle import leaf_hash

BENCHMARK, COMPARED = "xx/benchmark@2020", "yy/compared@2021"
CROSSWALK: Final = "019baf5e-2ac0-7000-8000-00000000c0de"
GOAL: Final = 200
"""Milliseconds that a page may take."""
_TIMES: Final = 5

Said = tuple[Entry, bytes | None]


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    with node():
        prepare(count)
        figures = measure(count)
    print(table(figures))
    return 0


def prepare(count: int) -> None:
    """Two texts in the library with their vectors, a crosswalk, and both sides' mappings with half of the answers."""
    for address, language, prefix in ((BENCHMARK, "ru", SOURCE_PREFIX), (COMPARED, "fi", TARGET_PREFIX)):
        _import(address, language, units(count, language, 0))
        _embed(address, prefix)
    theirs: list[Said] = [_release(CROSSWALK, "crosswalk", _crosswalk()), *_mappings(count, PARTNER)]
    _mirror(theirs)
    ours = _mappings(count, PARTY)
    first = _say([*ours, *_agreements(theirs[1::2], PARTNER, 2, 2)])
    _mirror([*theirs, *_agreements(ours[::2], PARTY, first, 2)])


def measure(count: int) -> list[Figure]:
    """The pages by a coordinator who goes on each time, and what one more decision costs the next reader."""
    from django.test import Client  # noqa: PLC0415 - Django is set up by now

    from silta.node.actions.accounts import set_user  # noqa: PLC0415 - as above
    from silta.node.models import User  # noqa: PLC0415 - as above

    set_user("reviewer", "silta-bench", full_name="Reviewer", roles=["coordinator"], weak_password=True)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(username="reviewer"))
    client.get("/")
    here = f"/crosswalk/{CROSSWALK}"
    pages: dict[str, Callable[[int], str]] = {
        "coverage": lambda _: f"{here}/coverage/",
        "coverage, next page": lambda n: f"{here}/coverage/?page={n + 2}",
        "coverage, what is open": lambda _: f"{here}/coverage/?state=open",
        "coverage, one chapter": lambda n: f"{here}/coverage/?chapter={n + 2}",
        "coverage matrix": lambda _: "/coverage/",
        "coverage matrix, a chapter open": lambda n: f"/coverage/?open={n + 2}",
        "list of decisions": lambda _: f"{here}/decisions/",
        "workbench while the texts are compared": lambda n: f"{here}/{_fragment(n)}/",
        "workbench": lambda n: f"{here}/{_fragment(n + 1)}/",
    }
    found = []
    for name, address in pages.items():
        if name == "workbench":
            found.append(_compared())
        found += _page(client, name, address)
    _say([_release(_uid(PARTY, count), "mapping", _mapping(1, count, PARTY))])
    for name in ("coverage", "list of decisions", "workbench"):
        found += _page(client, f"{name} after one more decision", pages[name])[:1]
    return found


def _compared() -> Figure:
    """How long it is until the suggestions are there, which the page before has asked for."""
    from silta.node.queries.suggestions import (  # noqa: PLC0415 - Django is set up by now
        ON_A_PAGE,
        side,
        suggestions,
    )

    started, began = time.perf_counter(), time.process_time()
    suggestions(side(BENCHMARK), side(COMPARED), top=ON_A_PAGE)
    taken, busy = time.perf_counter() - started, time.process_time() - began
    return Figure("the texts compared, with all that was decided", taken, "s", processor=busy)


def _page(client: Any, name: str, address: Callable[[int], str]) -> list[Figure]:
    """The first view, and the median of the next ones; its size, and how many questions it asks the database."""
    from django.db import connection  # noqa: PLC0415 - Django is set up by now
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - as above

    seen: list[tuple[float, float]] = []
    size = 0
    for turn in range(_TIMES + 1):
        started, began = time.perf_counter(), time.process_time()
        answer = client.get(address(turn))
        seen.append((time.perf_counter() - started, time.process_time() - began))
        size = len(answer.content)
        if answer.status_code != 200:
            raise RuntimeError(f"{address(turn)} answered {answer.status_code}")
    with CaptureQueriesContext(connection) as asked:
        client.get(address(0))
    later = [1000 * sorted(values)[_TIMES // 2] for values in zip(*seen[1:], strict=True)]
    return [
        Figure(f"{name}, first view", 1000 * seen[0][0], "ms", processor=1000 * seen[0][1]),
        Figure(name, later[0], "ms", GOAL, smaller_is_better=True, processor=later[1]),
        Figure(f"{name}, kilobytes", size / 1024, "kB"),
        Figure(f"{name}, questions to the database", len(asked), ""),
    ]


def _import(address: str, language: str, texts: Sequence[Unit]) -> None:
    from silta.node.actions import library  # noqa: PLC0415 - Django is set up by now
    from silta.node.actor import Actor  # noqa: PLC0415 - as above

    rows = ["number,heading,text,language,parent,level"]
    chapter = ""
    for unit in texts:
        if unit.chapter != chapter:
            chapter = unit.chapter
            rows.append(f"{chapter},Chapter {chapter},,{language},,chapter")
        rows.append(f'R{unit.number},"{unit.heading}","{unit.text}",{language},{chapter},requirement')
    request = library.ImportRequest("long.csv", "\n".join(rows).encode(), address, language)
    library.import_release(Actor.operator("coordinator"), request)


def _embed(address: str, prefix: Prefix) -> None:
    from silta.node.models import Vector  # noqa: PLC0415 - Django is set up by now
    from silta.node.queries.suggestions import side  # noqa: PLC0415 - as above

    _, texts, made = vectors(texts_to_embed(side(address).units), prefix)
    engine = f"bench/{prefix}"
    rows = [
        Vector(digest=text_digest(text), engine=engine, data=one.tobytes())
        for text, one in zip(texts, made, strict=True)
    ]
    Vector.objects.bulk_create(rows, batch_size=500)


def _crosswalk() -> dict[str, Any]:
    title = {"en": {"text": "A large crosswalk", "status": "original"}}
    return {"title": title, "benchmark": BENCHMARK, "compared": COMPARED, "state": "open"}


def _mappings(count: int, party: str) -> list[Said]:
    """One mapping of each provision: of some relations, and of two provisions now and then."""
    return [_release(_uid(party, n), "mapping", _mapping(n, count, party)) for n in range(count)]


def _mapping(n: int, count: int, party: str) -> dict[str, Any]:
    shift = 1 if party == PARTY else 0
    relation = ("equivalent", "subset-of", "intersects", "superset-of", "no-relationship")[(n // 3) % 5]
    targets = (
        [] if relation == "no-relationship" else [(n + shift) % count, (n + 7) % count][: 1 + (n % 8 == 0)]
    )
    return {
        "name": f"R{n} – {n + shift}",
        "crosswalk": CROSSWALK,
        "sources": [_address(BENCHMARK, n)],
        "targets": [_address(COMPARED, target) for target in targets],
        "relation": relation,
        "rationale": "semantic",
        "legal_rating": "ab"[n % 2],
        "implementation_rating": "ab"[n // 2 % 2],
        "reasoning": {
            "en": {
                "text": f"Both ask for the same in other words, as to point {n}. " * 4,
                "status": "original",
            }
        },
    }


def _address(release: str, n: int) -> str:
    return f"{release}#{_fragment(n)}"


def _fragment(n: int) -> str:
    return f"r-{n}"


def _uid(party: str, n: int) -> str:
    return f"019baf5e-2ac0-7000-8{'0' if party == PARTY else '1'}00-{n:012x}"


def _release(uid: str, kind: str, fields: dict[str, Any]) -> Said:
    body = seal(kind, 1, fields, sha256(uid.encode()).digest()[:16])
    entry = Release(
        time=TIME, role="coordinator", record=uid, kind=kind, revision=1, body=digest(body), body_size=len(body),
        marking="tlp-green",
    )  # fmt: skip
    return entry, body


def _agreements(said: Sequence[Said], party: str, first: int, step: int) -> list[Said]:
    """An agreement to each of `said`, which stand in the party's log from `first` on, `step` apart."""
    origin = log_origin(ARRANGEMENT, party)
    targets = (
        Target(origin=origin, index=first + step * n, leaf=leaf_hash(entry.to_bytes()).hex())
        for n, (entry, _) in enumerate(said)
    )
    return [(Respond(time=TIME, role="head", verdict="agree", target=one), None) for one in targets]


def _mirror(said: Sequence[Said]) -> None:
    from silta.node.actor import Actor  # noqa: PLC0415 - Django is set up by now
    from silta.node.exchange.mirror import sync  # noqa: PLC0415 - as above
    from silta.words.errors import SiltaError  # noqa: PLC0415 - as above

    (result,) = sync(Offered(said), Actor.operator("coordinator"))
    if result.problems:
        raise SiltaError.of(result.problems)


def _say(said: Sequence[Said]) -> int:
    """Append to the node's own log; the index of the first."""
    from django.db import transaction  # noqa: PLC0415 - Django is set up by now

    from silta.node.actions.append import Said as ToSay  # noqa: PLC0415 - as above
    from silta.node.actions.append import append, locked_log  # noqa: PLC0415 - as above

    with transaction.atomic():
        return append(locked_log(ARRANGEMENT), [ToSay(*one) for one in said])[0].index


if __name__ == "__main__":
    raise SystemExit(main())
