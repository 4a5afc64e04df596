"""The spine: two nodes, one comparison, one programme that both heads signed, one annual review. Real processes, real HTTP."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.journeys.nodes import Node, silta
from tests.journeys.story import (
    BENCHMARK,
    SOUTHERN,
    agree_on,
    at_once,
    comparison,
    draft_review,
    everything_known,
    exchange,
    programme,
    state_of,
    stock,
    tell,
    text,
    work,
)

# Generous: two servers and two desks start, on whatever machine this is.
pytestmark = pytest.mark.timeout(600)


def compare(north: Node, south: Node, at: dict[str, str]) -> list[str]:
    """Mappings released in the north are agreed, agreed and objected to in the south; their ids."""
    (suggested,) = [
        row
        for row in north.ask(
            "suggest", BENCHMARK, SOUTHERN, "--top", "3", "--no-vectors", "--target-language", "ru"
        )
        if row["source"] == "Article 2"
    ]
    assert all({"target", "score", "why"} == set(candidate) for candidate in suggested["candidates"])
    said = tell(north, comparison())
    exchange(south, at["north"])
    uids = [said[f"mapping {n}"]["uid"] for n in (1, 2, 3)]
    for uid, verdict in zip(uids, ("agree", "agree", "object"), strict=True):
        answer = south.ask(
            "respond", uid, verdict, *(("--reasons", "See section 4.") if verdict == "object" else ())
        )
        assert answer["target"] == next(one["leaf"] for one in said.values() if one["uid"] == uid)
    exchange(north, at["south"])
    states = [state_of(north, uid) for uid in uids]
    assert states == ["panel-confirmed", "panel-confirmed", "objected"]
    return uids


def review(north: Node, south: Node, at: dict[str, str]) -> None:
    """The review is computed in the north, agreed by both, and computed again to the same content on both."""
    uid = draft_review(north, year=2026, title=text("Annual review 2026", "Vuosikatsaus 2026"))
    north.release(uid)
    agree_on(uid, north, south, at)
    digest = north.ask("show", uid)["fields"]["content"]
    for node, language in ((north, "en"), (south, "ru")):
        for format in ("html", "pdf"):  # noqa: A001 - as the option is called
            out = node.home.parent / f"{node.party}.{format}"
            said = node.run(
                "report", "annual-review", "--year", "2026", "--language", language, "--format", format,
                "--out", str(out),
            )  # fmt: skip
            assert digest in said.said
            assert out.read_bytes().startswith(b"%PDF-" if format == "pdf" else b"<!")
    assert "Seminar 2" in (north.home.parent / "north.html").read_text(encoding="utf-8")
    assert "Семинар 2" in (south.home.parent / "south.html").read_text(encoding="utf-8")


def outsider_verifies(node: Node) -> dict[str, tuple[int, str]]:
    """What an outsider finds in the published folder, with no node at hand: each shared log's size and root."""
    folder = node.home.parent / f"{node.party}-out"
    node.run("publish", str(folder))
    found = silta("verify", str(folder), "--json", cwd=folder)
    assert found.code == 0, found.said
    assert found.data["ok"]
    return {
        log["origin"]: (log["size"], log["root"]) for log in found.data["logs"] if "own-" not in log["origin"]
    }


def test_two_authorities_compare_agree_and_review(pair: tuple[Node, Node]) -> None:
    north, south = pair
    counts = at_once(pair, stock)
    assert counts[0] == counts[1]
    assert all(counts[0].values())
    with north.serving() as northern, south.serving() as southern:
        at = {"north": northern, "south": southern}
        mappings = compare(north, south, at)
        said = tell(north, work(mappings))
        assert {one["origin"] for one in said.values()} == {"silta/north-south-2026/north"}
        activities = [said[f"activity {n}"] for n in (1, 2, 3)]
        agreed = tell(north, [("programme", "programme", programme(activities))])["programme"]
        assert agree_on(agreed["uid"], north, south, at) == agreed["leaf"]
        review(north, south, at)
        exchange(south, at["north"])
        exchange(north, at["south"])
    seen = at_once(pair, outsider_verifies)
    assert seen[0].keys() == seen[1].keys()
    assert all(re.fullmatch(r"[A-Za-z0-9+/]{43}=", root) for logs in seen for _, root in logs.values())
    rebuilt = at_once(pair, lambda node: node.ask("rebuild"))
    assert [one["same"] for one in rebuilt] == [True, True]
    known = at_once(pair, everything_known)
    assert known[0] == known[1]


@pytest.mark.realdata
def test_the_commands_of_an_operator_work_on_the_real_laws(tmp_path: Any, real_data: Any) -> None:
    finnish, kazakh = "fi/990-1987@1987-12-11", "kz/442-V@2024-06-08"
    files = {
        finnish: (real_data / "finland" / "990-1987_fi.xml", "fi"),
        kazakh: (real_data / "kazakhstan" / "law_442-V_use_of_atomic_energy_ru.txt", "ru"),
    }
    for address, (file, language) in files.items():
        done = silta("import", str(file), "--address", address, "--language", language, cwd=tmp_path)
        assert done.code == 0, done.complained
        rows = silta("provisions", address, "--json", cwd=tmp_path).data
        assert {"number", "path", "heading", "text", "language", "address"} <= set(rows[0])
    found = silta("suggest", kazakh, finnish, "--top", "10", "--no-vectors", "--json", cwd=tmp_path).data
    assert len(found) > 20
    assert all(len(row["candidates"]) == 10 for row in found)
    assert silta("publish", "out", cwd=tmp_path).code == 0
    assert silta("verify", "out", "--json", cwd=tmp_path).data["ok"]
