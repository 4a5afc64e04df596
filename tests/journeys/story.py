"""What the two authorities say to each other in the journeys: invented laws about lighthouses, and the work that follows."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from tests.journeys.nodes import Node
from tests.standards import invented

BENCHMARK = "iaea/lights@2016"
NORTHERN = "fi/12-1999@1999-05-01"
SOUTHERN = "kz/5-VI@2020-02-01"

LIBRARY = (
    (invented.TEMPLATE, "lights.csv", BENCHMARK, "en"),
    (invented.FINLEX, "12-1999_fi.xml", NORTHERN, "fi"),
    (invented.KAZAKH_RU.encode(), "5-VI_ru.txt", SOUTHERN, "ru"),
)

DRAFTS = """
import json
from silta.node.actions import drafts
from silta.node.actor import Actor
from silta.node.queries.arrangements import the_arrangement
actor, known, arrangement = Actor.operator("coordinator"), {}, the_arrangement()
def resolved(value):
    if isinstance(value, dict):
        return {key: resolved(item) for key, item in value.items()}
    if isinstance(value, list):
        return [resolved(item) for item in value]
    return known.get(value, value) if isinstance(value, str) else value
for name, kind, fields in json.loads(given[0]):
    known["@" + name] = drafts.create(actor, arrangement, kind, resolved(fields))
print(json.dumps({name[1:]: uid for name, uid in known.items()}))
"""

REVIEW = """
import json
from silta.node.actor import Actor
from silta.node.documents import draft_review
from silta.node.queries.arrangements import the_arrangement
fields = json.loads(given[0])
uid = draft_review(Actor.operator("coordinator"), the_arrangement(), fields["year"], fields)
print(json.dumps(uid))
"""

KNOWN = """
import hashlib, json
from silta.node.queries.arrangements import the_arrangement
from silta.node.queries.snapshots import snapshot
print(json.dumps(hashlib.sha256(repr(snapshot(the_arrangement())).encode()).hexdigest()))
"""


def at_once(nodes: Sequence[Node], do: Callable[[Node], Any]) -> list[Any]:
    """The same done on several nodes at the same time."""
    with ThreadPoolExecutor(len(nodes)) as pool:
        return list(pool.map(do, nodes))


def exchange(listener: Node, address: str) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = listener.ask("sync", address)
    assert all(not result["errors"] for result in results), results
    return results


def state_of(node: Node, uid: str) -> str:
    return str(node.ask("show", uid)["state"])


def agree_on(uid: str, author: Node, other: Node, at: Mapping[str, str]) -> str:
    """Each head agrees on its own node to the same leaf; the leaf that is then in force on both."""
    author.run("respond", uid, "agree")
    exchange(other, at[author.party])
    leaf = other.ask("show", uid)["revisions"][-1]["leaf"]
    other.run("respond", uid, "agree", "--leaf", leaf)
    exchange(author, at[other.party])
    shown = at_once([author, other], lambda node: node.ask("show", uid))
    assert [one["state"] for one in shown] == ["in-force", "in-force"]
    assert {one["revisions"][-1]["leaf"] for one in shown} == {leaf}
    assert {tuple(sorted(r["party"] for r in one["responses"])) for one in shown} == {tuple(sorted(at))}
    return str(leaf)


def stock(node: Node) -> dict[str, int]:
    """Import the three texts; how many provisions of each came in."""
    found = {}
    for raw, name, address, language in LIBRARY:
        file = node.home.parent / f"{node.party}-{name}"
        file.write_bytes(raw)
        node.run("import", str(file), "--address", address, "--language", language, "--licence", "own-copy")
        found[address] = len(node.ask("provisions", address))
    return found


def write_drafts(node: Node, drafts: Sequence[tuple[str, str, Mapping[str, Any]]]) -> dict[str, str]:
    """Make drafts that may name each other by ``@name``; the ids by name."""
    return dict(node.within(DRAFTS, json.dumps(drafts)))


def tell(node: Node, drafts: Sequence[tuple[str, str, Mapping[str, Any]]]) -> dict[str, dict[str, Any]]:
    """Make drafts and release them together; what each became, by name."""
    uids = write_drafts(node, drafts)
    released = {one["uid"]: one for one in node.release(*uids.values())}
    return {name: released[uid] for name, uid in uids.items()}


def text(english: str, finnish: str = "", russian: str = "") -> dict[str, dict[str, str]]:
    words = {"en": (english, "original"), "fi": (finnish, "checked"), "ru": (russian, "checked")}
    return {tag: {"text": said, "status": status} for tag, (said, status) in words.items() if said}


def comparison() -> list[tuple[str, str, dict[str, Any]]]:
    """A crosswalk of the southern law against the benchmark, with three mappings."""
    mappings = [
        (1, "Article 1", "equivalent", ["art-1"], "a", None),
        (2, "Article 2", "subset-of", ["art-2"], "c", text("The keeper may sleep by day.")),
        (3, "Article 3", "no-relationship", [], "c", text("Nothing is said of the glass.")),
    ]
    crosswalk = {
        "title": text("Lights: benchmark and southern law"), "benchmark": BENCHMARK, "compared": SOUTHERN,
        "method": "self-rating", "state": "open",
    }  # fmt: skip
    return [
        ("crosswalk", "crosswalk", crosswalk),
        *(
            (
                f"mapping {n}",
                "mapping",
                {
                    "name": name, "crosswalk": "@crosswalk", "sources": [f"{BENCHMARK}#art-{n}"],
                    "targets": [f"{SOUTHERN}#{target}" for target in targets], "relation": relation,
                    "rationale": "semantic", "legal_rating": rating,
                    **({"reasoning": reasoning} if reasoning else {}),
                },
            )
            for n, name, relation, targets, rating, reasoning in mappings
        ),
    ]  # fmt: skip


def work(mappings: Sequence[str]) -> list[tuple[str, str, dict[str, Any]]]:
    """Three gaps, a roadmap item for each and an activity for each of those."""
    return [step for n, mapping in enumerate(mappings, 1) for step in _thread(n, mapping)]


def _thread(n: int, mapping: str) -> list[tuple[str, str, dict[str, Any]]]:
    gap = {
        "number": f"G-2026-0{n}", "statement": text(f"Gap {n}", f"Aukko {n}", f"Пробел {n}"),
        "area": "legislation", "cause": "no-provision", "party": "south", "mappings": [mapping],
        "state": "identified",
    }  # fmt: skip
    item = {
        "number": f"R-2026-0{n}", "title": text(f"Step {n}"), "gap": f"@gap {n}", "area": "legislation",
        "year": 2026, "responsible": "south", "state": "planned",
    }  # fmt: skip
    activity = {
        "number": f"2026-0{n}", "title": text(f"Seminar {n}", f"Seminaari {n}", f"Семинар {n}"),
        "area": "legislation", "form": "seminar", "start": f"2026-0{n + 3}", "mode": "on-site",
        "sides": [{"party": party, "participants": 3} for party in ("north", "south")], "costs": [],
        "roadmap_item": f"@item {n}", "state": "planned",
    }  # fmt: skip
    return [
        (f"gap {n}", "gap", gap),
        (f"item {n}", "roadmap-item", item),
        (f"activity {n}", "activity", activity),
    ]


def programme(activities: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    frozen = [{"record": a["uid"], "revision": a["revision"], "leaf": a["leaf"]} for a in activities]
    return {"year": 2026, "title": text("Programme 2026", "Ohjelma 2026"), "activities": frozen}


def draft_review(node: Node, **fields: Any) -> str:
    """Compute the annual review on a node and keep it as a draft; its id."""
    return str(node.within(REVIEW, json.dumps(fields)))


def everything_known(node: Node) -> str:
    """A digest of all records of the arrangement with their revisions and answers, as a node knows them."""
    return str(node.within(KNOWN))
