"""The story is told to two real nodes, through their actions and the exchange; both end up with the same records."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from silta.cli.demo import runner, teller
from silta.cli.demo.story import read_story
from silta.records.registry import KINDS
from silta.words.errors import SiltaError

pytestmark = pytest.mark.timeout(600)


def ask(*words: str, home: Path | None = None) -> Any:
    """What a command answers in JSON."""
    command = [sys.executable, "-m", "silta.cli", *words, "--json", *(["--home", str(home)] if home else [])]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SILTA_")}
    done = subprocess.run(command, capture_output=True, check=True, env=environment)
    return json.loads(done.stdout)


def test_the_story_can_be_told_and_checked_on_two_nodes(tmp_path: Path) -> None:
    """One test, because telling takes a while; the language model has not read the laws."""
    teller.tell(tmp_path, teller.make_homes(tmp_path), read_laws=False)
    both_nodes_arrive_at_the_same_records_and_can_make_them_again(tmp_path)
    an_outsider_can_verify_what_each_node_published(tmp_path)
    the_records_stand_as_the_story_left_them(tmp_path)
    each_node_reads_the_texts_of_the_other(tmp_path)


def both_nodes_arrive_at_the_same_records_and_can_make_them_again(told: Path) -> None:
    with ThreadPoolExecutor() as pool:
        rebuilt = list(pool.map(lambda side: ask("rebuild", home=told / side.code), teller.SIDES))
    assert all(one["same"] for one in rebuilt)
    assert rebuilt[0]["after"] == rebuilt[1]["after"]


def an_outsider_can_verify_what_each_node_published(told: Path) -> None:
    for side in teller.SIDES:
        report = ask("verify", str(told / "exchange" / side.code), "--charter", str(told / "charter.json"))
        assert report["ok"]
        assert {log["origin"] for log in report["logs"]} == {"silta/kz-fi-2025/kz", "silta/kz-fi-2025/fi"}


def the_records_stand_as_the_story_left_them(told: Path) -> None:
    rows = ask("records", "--lang", "en", home=told / "kz")
    assert len(rows) == len({step.record for step in read_story() if step.deed == "release"})
    assert {row["kind"] for row in rows} == {step.kind for step in read_story() if step.deed == "release"}
    states = {row["title"]: row["state"] for row in rows if KINDS[row["kind"]].joint}
    assert states == {
        "Opening programme, November–December 2025": "in-force",
        "Annual review 2025 and priorities for 2026": "in-force",
        "Cooperation programme 2026": "in-force",
        "Cooperation programme 2027, proposal": "agreed-by-some",
        "Cooperation programme 2027, counter-proposal of STUK": "proposed",
        "Minutes of the meeting of coordinators": "in-force",
        "Roadmap 2026": "in-force",
        "Roadmap 2027, proposal": "commented",
        "Minutes of the first meeting of the coordinators": "in-force",
        "Minutes of the mid-year meeting of the coordinators": "in-force",
        "Minutes of the preparation of the annual meeting": "agreed-by-some",
    }
    mappings = Counter(row["state"] for row in rows if row["kind"] == "mapping")
    assert mappings["panel-confirmed"] > mappings["self-rated"] > 0
    assert (mappings["objected"], mappings["changed"]) == (1, 1)
    actions = {row["number"]: row["state"] for row in rows if row["kind"] == "action"}
    assert actions["2026-A02"] == "returned"
    assert actions["2026-A03"] == "overdue"


def each_node_reads_the_texts_of_the_other(told: Path) -> None:
    for side, address, language in (
        ("fi", "kz/442-V@2024-06-08", "kk"),
        ("kz", "fi/990-1987@1987-12-11", "fi"),
    ):
        provisions = ask("provisions", address, "--language", language, home=told / side)
        assert any("art-7" in one["address"] or "s-55" in one["address"] for one in provisions)


def test_a_folder_with_another_node_is_left_alone(tmp_path: Path) -> None:
    home = tmp_path / "fi"
    home.mkdir()
    (home / "node.toml").write_text('party = "fi"\n', encoding="utf-8")
    with pytest.raises(SiltaError) as refused:
        runner.prepare(tmp_path)
    assert refused.value.code == "demo.not-a-demonstration"
    assert (home / "node.toml").exists()


def test_what_was_prepared_before_is_not_told_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[Path] = []
    monkeypatch.setattr(runner, "tell", lambda *told: calls.append(told[0]))
    monkeypatch.setattr(runner, "check_port", print)
    assert runner.prepare(tmp_path)
    assert not runner.prepare(tmp_path)
    assert runner.prepare(tmp_path, fresh=True)
    assert len(calls) == 2


def test_a_demonstration_that_broke_off_is_begun_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "check_port", print)

    def break_off(root: Path, charter: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(runner, "tell", break_off)
    with pytest.raises(KeyboardInterrupt):
        runner.prepare(tmp_path)
    monkeypatch.setattr(runner, "tell", print)
    assert runner.prepare(tmp_path)


def test_a_node_that_refuses_says_why(tmp_path: Path) -> None:
    teller.make_homes(tmp_path)
    with teller.Node.start(teller.SIDES[0], tmp_path) as node, pytest.raises(SiltaError) as refused:
        node.ask("sync", folder=str(tmp_path / "nothing"), at=teller.OPENED)
    assert refused.value.code == "exchange.no-folder"
