"""The command line as operators and other tools meet it: help, shapes of JSON, exit codes, sentences that name the place."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from django.db import DatabaseError

from silta.cli import words
from silta.cli.main import COMMANDS, main
from silta.node.home import Home
from silta.node.models import Log
from tests.cli.conftest import ARRANGEMENT, Silta
from tests.ledger import publisher
from tests.ledger.publisher import SimulatedParty, cooperation
from tests.ledger.test_proofs import dossier
from tests.node import examples
from tests.node.exchange.offering import write
from tests.node.partner import charter
from tests.standards import invented

PROMISED = {
    "init", "serve", "demo", "import", "provisions", "suggest", "records", "show", "release", "respond", "publish",
    "sync", "verify", "report", "rebuild",
}  # fmt: skip


def draft(on_node: Silta, folder: Path, kind: str, fields: dict[str, Any], *more: str) -> str:
    file = folder / "fields.json"
    file.write_text(json.dumps(fields), encoding="utf-8")
    return str(on_node("draft", kind, str(file), "--json", *more).data["uid"])


def test_every_promised_command_is_there() -> None:
    assert set(COMMANDS) >= PROMISED


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(silta: Silta, command: str) -> None:
    answer = silta(command, "--help")
    assert (answer.code, answer.complained) == (0, "")
    assert f"silta {command}" in answer.said
    assert "--json" in answer.said


def test_help_lists_all_commands(silta: Silta) -> None:
    answer = silta("--help")
    assert answer.code == 0
    assert all(re.search(rf"\n    {command}\s", answer.said) for command in COMMANDS)


@pytest.mark.parametrize("words", [["--help"], ["verify", "nowhere"], ["charter", "--help"]])
def test_what_needs_no_node_loads_nothing_heavy(words: list[str], tmp_path: Path) -> None:
    code = (
        "import sys\nfrom silta.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "heavy = {'django', 'numpy', 'onnxruntime', 'lxml', 'granian'} & sys.modules.keys()\n"
        "sys.exit(str(heavy) if heavy and sys.argv[1] != 'verify' else 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *words], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_wrong_call_ends_with_two_and_a_refused_one_with_one(silta: Silta, tmp_path: Path) -> None:
    assert silta("no-such-command").code == 2
    assert silta("verify").code == 2
    assert silta().code == 2
    refused = silta("verify", str(tmp_path / "nowhere"))
    assert (refused.code, refused.said) == (1, "")
    assert str(tmp_path / "nowhere") in refused.complained


def test_a_wrong_call_is_explained_in_the_language_of_the_command(silta: Silta) -> None:
    helped = silta("--lang", "fi", "release", "--help").said
    assert "show this help" not in helped
    assert "näytä tämä ohje" in helped
    refused = silta("--lang", "kk", "release", "--role", "king", "x").complained
    assert "мұндай нұсқа жоқ: 'king'" in refused


@pytest.mark.parametrize(
    "error", [DatabaseError("file is not a database"), OSError(28, "No space left on device")]
)
def test_a_machine_that_fails_below_a_command_is_told_in_words(
    on_node: Silta, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    monkeypatch.setattr("silta.node.projection.rebuild", Mock(side_effect=error))
    answer = on_node("rebuild")
    assert answer.code == 1
    assert str(error.args[-1]) in answer.complained
    assert "Traceback" not in answer.complained


def test_a_home_that_was_named_must_hold_a_node(silta: Silta, tmp_path: Path) -> None:
    answer = silta("--home", str(tmp_path / "empty"), "records")
    assert answer.code == 1
    assert str(tmp_path / "empty") in answer.complained
    found = silta("--home", str(tmp_path / "empty"), "records", "--json")
    assert [set(error) for error in found.data["errors"]] == [{"code", "where", "message"}]
    assert found.data["ok"] is False
    assert not (tmp_path / "empty").exists()


def test_a_newcomer_needs_no_init(tmp_path: Path, root: Path) -> None:
    """The first use at the default place makes a node; a process of its own, since Django is set up once."""
    (tmp_path / "lights.csv").write_bytes(invented.TEMPLATE)
    code = (
        "import sys, os\nfrom silta.cli import main\nos.environ.pop('SILTA_HOME', None)\n"
        "at = ['--address', 'xx/lights@2016', '--language', 'en']\n"
        "assert main(['import', 'lights.csv', *at]) == 0\n"
        "assert main(['publish', 'out']) == 0\n"
        "sys.exit(main(['verify', 'out', '--json']))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "var" / "node" / "node.toml").exists()
    assert "var/node" in done.stderr


def test_verify_says_what_other_tools_rely_on(silta: Silta, tmp_path: Path) -> None:
    files = publisher.publish(*cooperation())
    answer = silta("verify", str(write(tmp_path / "out", files)), "--json")
    assert answer.code == 0
    assert answer.data["ok"] is True
    assert answer.data["errors"] == []
    assert [set(log) for log in answer.data["logs"]] == [{"origin", "size", "root"}] * 2
    entries = f"{publisher.ARRANGEMENT}/north/tile/entries/000.p/4"
    harmed = dict(files)
    del harmed[entries]
    answer = silta("verify", str(write(tmp_path / "out", harmed)), "--json")
    assert answer.code == 1
    assert answer.data["errors"] == [{"code": "ledger.missing-file", "where": entries}]
    assert entries in silta("verify", str(tmp_path / "out")).said


def test_verify_names_what_a_dossier_does_not_prove_and_refuses_a_member_that_is_there_twice(
    silta: Silta, tmp_path: Path
) -> None:
    files, archive = dossier() | {"\x1b[31mRead me": b"All is well."}, tmp_path / "dossier.zip"
    with zipfile.ZipFile(archive, "w") as made:
        for name, raw in files.items():
            made.writestr(name, raw)
    told = silta("verify", str(archive))
    assert told.code == 0
    assert "dossier.pdf" in told.said
    assert "\x1b" not in told.said
    assert silta("verify", str(archive), "--json").data["unproven"] == ["\x1b[31mRead me", "dossier.pdf"]
    with zipfile.ZipFile(archive, "a") as made, pytest.warns(UserWarning, match="Duplicate name"):
        made.writestr(next(iter(files)), b"another")
    twice = silta("verify", str(archive))
    assert (twice.code, twice.said) == (1, "")
    assert "charter.json" in twice.complained


def test_verify_trusts_the_key_that_it_is_given(silta: Silta, tmp_path: Path) -> None:
    out = str(write(tmp_path / "out", publisher.publish(*cooperation())))
    assert silta("verify", out, "--key", publisher.signer("north").vkey).code == 0
    answer = silta("verify", out, "--key", publisher.signer("west").vkey)
    assert answer.code == 1
    assert f"silta/{publisher.ARRANGEMENT}/west" in answer.complained


@pytest.mark.behaviour
def test_a_record_is_drafted_released_shown_and_answered(on_node: Silta, node: Home, tmp_path: Path) -> None:
    crosswalk = draft(on_node, tmp_path, "crosswalk", examples.crosswalk())
    uid = draft(on_node, tmp_path, "activity", examples.activity())
    (first, released) = on_node("release", crosswalk, uid, "--json").data
    assert released["uid"] == uid
    assert set(first) == {"uid", "revision", "origin", "index", "leaf"}
    shown = on_node("show", uid, "--json").data
    assert {"uid", "kind", "party", "state", "titles", "fields", "revisions", "responses"} <= set(shown)
    assert shown["revisions"][0]["leaf"] == released["leaf"]
    answered = on_node("respond", uid, "comment", "--reasons", "Good.", "--json").data
    assert answered["target"] == released["leaf"]
    assert on_node("show", uid, "--json").data["responses"][0]["verdict"] == "comment"
    rows = on_node("records", "--json").data
    assert {row["uid"] for row in rows} == {crosswalk, uid}
    assert {"uid", "kind", "party", "state", "title"} <= set(rows[0])
    assert on_node("rebuild", "--json").data["same"] is True


@pytest.mark.behaviour
def test_a_library_is_imported_listed_and_compared(on_node: Silta, tmp_path: Path) -> None:
    (tmp_path / "lights.csv").write_bytes(invented.TEMPLATE)
    at = (str(tmp_path / "lights.csv"), "--address", "xx/lights@2016", "--language", "en")
    preview = on_node("import", *at, "--preview", "--json").data
    assert preview["stored"] is False
    assert on_node("provisions", "xx/lights@2016").code == 1
    assert on_node("import", *at, "--json").data["counts"] == preview["counts"]
    rows = on_node("provisions", "xx/lights@2016", "--json").data
    assert {"number", "path", "heading", "text", "language", "address"} <= set(rows[0])
    assert rows[0]["address"].startswith("xx/lights@2016#")
    found = on_node(
        "suggest", "xx/lights@2016", "xx/lights@2016", "--top", "2", "--no-vectors", "--json"
    ).data
    assert [set(row) for row in found] == [{"source", "candidates"}] * len(found)
    best = found[0]["candidates"][0]
    assert set(best) == {"target", "score", "why"}
    assert isinstance(best["why"], list)


@pytest.mark.behaviour
def test_what_partners_published_is_taken_over(on_node: Silta, node: Home, tmp_path: Path) -> None:
    party = SimulatedParty("south", charter())
    party.release_many(range(1, 4))
    folder = write(tmp_path / "south", publisher.publish(party))
    (taken,) = on_node("sync", str(folder), "--json").data
    assert taken == {"origin": f"silta/{ARRANGEMENT}/south", "before": 0, "after": 4, "errors": []}
    path = folder / ARRANGEMENT / "south" / "checkpoint"
    path.write_bytes(path.read_bytes().replace(b"\n4\n", b"\n5\n"))
    answer = on_node("sync", str(folder), "--json")
    assert answer.code == 1
    assert answer.data[0]["errors"] == [{"code": "ledger.bad-signature", "where": "checkpoint"}]
    assert on_node("sync", str(tmp_path / "nowhere")).code == 1
    path.unlink()
    assert "holds no log of a partner yet" in on_node("sync", str(folder)).said
    written = on_node("publish", str(tmp_path / "out"), "--json").data
    assert {log["origin"]: log["size"] for log in written}[f"silta/{ARRANGEMENT}/south"] == 4


@pytest.mark.behaviour
def test_a_fingerprint_that_differs_joins_nothing(on_node: Silta, node: Home, tmp_path: Path) -> None:
    (tmp_path / "charter.json").write_bytes(publisher.charter("north", "south", "west").to_bytes())
    before = Log.objects.count()
    answer = on_node("join", str(tmp_path / "charter.json"), "--fingerprint", "0000 0000")
    assert answer.code == 1
    assert "charter.json" in answer.complained
    assert Log.objects.count() == before


def test_a_node_without_its_words_does_not_start_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A process that started before would write letters in English until it is started anew."""
    monkeypatch.setattr(words, "_LOCALE", tmp_path)
    assert main(["--lang", "en", "--home", str(tmp_path), "digest"]) == 1
    assert "make setup" in capsys.readouterr().err
