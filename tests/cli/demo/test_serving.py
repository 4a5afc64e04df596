"""Serving the demonstration: what is in the way is named, and nothing outlives its parent."""

from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from silta.cli.demo import children, runner
from silta.cli.demo.people import PASSWORD
from silta.cli.demo.teller import SIDES
from silta.words.errors import SiltaError
from tests.journeys.nodes import free_port


def test_a_port_that_is_taken_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as taken:
        taken.bind((children.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        for side in SIDES:
            monkeypatch.setitem(side.__dict__, "port", port)
        with pytest.raises(SiltaError) as refused:
            runner.serve(tmp_path)
    assert refused.value.code == "demo.port-taken"
    assert refused.value.data["port"] == port


def test_a_process_ends_with_the_one_that_started_it() -> None:
    program = (
        "from silta.cli.demo.parent import stop_with_parent; import time; stop_with_parent(); time.sleep(600)"
    )
    child = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE)
    assert child.stdin
    child.stdin.close()
    assert child.wait(200) != 0


def test_children_that_stop_by_themselves_are_told_with_the_place_of_their_words(tmp_path: Path) -> None:
    side = replace(SIDES[0], port=free_port())
    (tmp_path / side.code).mkdir()
    with children.Children(tmp_path) as started:
        started.start(side, "nothing_of_this_name")
        with pytest.raises(SiltaError) as told:
            started.wait_for(side)
    assert told.value.code == "demo.stopped"
    assert told.value.where == str(tmp_path)
    assert b"nothing_of_this_name" in (tmp_path / f"{side.code}-nothing_of_this_name.log").read_bytes()


def test_the_way_in_is_explained_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    runner._explain()
    said = capsys.readouterr().out
    for words in (
        "http://127.0.0.1:8001",
        "http://127.0.0.1:8002",
        "coordinator",
        PASSWORD,
        "Ctrl-C",
        "invented",
    ):
        assert words in said
