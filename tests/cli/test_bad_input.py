"""Bad input at the door of the command line: refused with a sentence that names the place, and nothing half done."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps

from silta.cli.main import main
from silta.cli.serving import check_free
from silta.node.home import Home
from silta.words.errors import SiltaError
from tests.cli.conftest import Silta
from tests.node import examples
from tests.standards import invented

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]


def test_a_port_is_refused_where_another_program_listens_even_one_that_would_share_it() -> None:
    """The server shares its port with its own processes: two nodes on one would answer each other's readers."""
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SiltaError, match=r"cli\.cannot-listen") as refused:
            check_free("127.0.0.1", port)
        assert refused.value.where == f"127.0.0.1:{port}"
    check_free("127.0.0.1", port)


@pytest.mark.parametrize(
    "call", [["serve", "--port", "99999"], ["serve", "--processes", "0"], ["suggest", "a", "b", "--top", "0"]]
)
def test_a_number_that_makes_no_sense_is_refused_before_anything_is_begun(
    call: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as refused:
        main(call)
    assert refused.value.code == 2
    assert f"“{call[-1]}” is not a whole number from 1 to" in capsys.readouterr().err


OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)


def rows() -> dict[str, int]:
    """How many rows each table of the node holds."""
    return {model.__name__: model._base_manager.count() for model in apps.get_app_config("node").get_models()}


@pytest.mark.parametrize(
    ("name", "raw", "language", "code", "place"),
    [
        ("cut.xml", invented.FINLEX[:2500], "fi", "", "line"),
        (
            "no-text.csv",
            invented.TEMPLATE.replace(b",text,", b",words,", 1),
            "en",
            "format.missing-column",
            "text",
        ),
        (
            "twice.csv",
            invented.TEMPLATE.replace(b"Article 2", b"Article 1"),
            "en",
            "format.duplicate-number",
            "row",
        ),
        ("law.txt", OLE2, "ru", "", ""),
        ("empty.txt", b"", "ru", "", ""),
        ("wrong.json", b"{", "fi", "", ""),
        ("nothing.xml", b"<a/>", "fi", "", ""),
    ],
)
def test_a_file_that_cannot_be_read_leaves_nothing_behind(
    on_node: Silta, tmp_path: Path, name: str, raw: bytes, language: str, code: str, place: str
) -> None:
    (tmp_path / name).write_bytes(raw)
    before = rows()
    words = ("import", str(tmp_path / name), "--address", "xx/law@2020", "--language", language)
    answer = on_node(*words, "--json")
    assert answer.code == 1
    errors = answer.data["errors"]
    assert code in [error["code"] for error in errors] or not code
    assert any(place in f"{error['where']} {error['message']}" for error in errors)
    assert all(error["message"] != error["code"] for error in errors)
    told = on_node(*words)
    assert (told.code, told.said) == (1, "")
    assert told.complained.strip()
    assert rows() == before


def test_a_bad_address_or_a_missing_file_is_named(on_node: Silta, tmp_path: Path) -> None:
    (tmp_path / "lights.csv").write_bytes(invented.TEMPLATE)
    before = rows()
    for file, address, named in (
        ("lights.csv", "xx lights 2016", "xx lights 2016"),
        ("nowhere.csv", "xx/lights@2016", "nowhere.csv"),
        ("lights.csv", "xx/lights@2016-02-30", "calendar"),
    ):
        answer = on_node("import", str(tmp_path / file), "--address", address, "--language", "en")
        assert answer.code == 1
        assert named in answer.complained
    assert rows() == before


def test_formats_are_named_in_the_language_of_the_command(on_node: Silta, tmp_path: Path) -> None:
    (tmp_path / "tale.txt").write_text("Once upon a time there was a lighthouse.")
    words = ("import", str(tmp_path / "tale.txt"), "--address", "xx/tale@2016", "--language", "en")
    assert "нормы в формате JSON" in on_node("--lang", "ru", *words).complained


def make_draft(on_node: Silta, folder: Path, kind: str, fields: dict[str, Any], *more: str) -> str:
    (folder / "fields.json").write_text(json.dumps(fields), encoding="utf-8")
    return str(on_node("draft", kind, str(folder / "fields.json"), *more, "--json").data["uid"])


def test_a_body_above_its_limits_is_not_signed(on_node: Silta, tmp_path: Path) -> None:
    long = examples.activity(expected=examples.text("word " * 400_000))
    (tmp_path / "fields.json").write_text(json.dumps(long), encoding="utf-8")
    answer = _refused(on_node, "draft", "activity", str(tmp_path / "fields.json"))
    assert [error["code"] for error in answer] == ["ledger.too-large"]


def test_a_marking_above_the_ceiling_is_not_signed(on_node: Silta, tmp_path: Path) -> None:
    uid = make_draft(on_node, tmp_path, "activity", examples.activity(), "--marking", "tlp-red")
    answer = _refused(on_node, "release", uid)
    assert "marking.above-ceiling" in [error["code"] for error in answer]


def test_an_illegal_transition_is_not_signed(on_node: Silta, tmp_path: Path) -> None:
    uid = make_draft(on_node, tmp_path, "activity", examples.activity())
    assert on_node("release", uid).code == 0
    make_draft(on_node, tmp_path, "activity", {"state": "closed"}, "--record", uid)
    answer = _refused(on_node, "release", uid)
    assert ("record.illegal-transition", "state") in [(error["code"], error["where"]) for error in answer]


def test_an_answer_to_another_leaf_is_not_signed(on_node: Silta, tmp_path: Path) -> None:
    uid = make_draft(on_node, tmp_path, "activity", examples.activity())
    assert on_node("release", uid).code == 0
    answer = _refused(on_node, "respond", uid, "comment", "--reasons", "Good.", "--leaf", "ab" * 32)
    assert [error["code"] for error in answer] == ["respond.other-leaf"]


def test_one_bad_draft_stops_those_that_are_released_with_it(on_node: Silta, tmp_path: Path) -> None:
    good = make_draft(on_node, tmp_path, "activity", examples.activity())
    bad = make_draft(on_node, tmp_path, "activity", {"number": "2026-02"})
    _refused(on_node, "release", good, bad)


@pytest.mark.parametrize(
    "text", ["{", "[1, 2]", '"word"', '{"number": NaN}', "\udcff", "[" * 100_000], ids=range(6)
)
def test_fields_that_are_no_object_make_no_draft(on_node: Silta, tmp_path: Path, text: str) -> None:
    (tmp_path / "fields.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    _refused(on_node, "draft", "activity", str(tmp_path / "fields.json"))
    _refused(on_node, "draft", "activity", str(tmp_path / "nowhere.json"))


@pytest.mark.parametrize("words", [("show",), ("release",), ("respond", "comment")])
@pytest.mark.parametrize("uid", ["019baf5e-2ac0-7000-8000-000000000001", "no-id", "\x00"])
def test_a_record_that_is_not_there_is_named(on_node: Silta, words: tuple[str, ...], uid: str) -> None:
    _refused(on_node, words[0], uid, *words[1:])


@pytest.mark.parametrize(
    "words",
    [
        lambda folder: ("verify", folder, "--charter", f"{folder}/nowhere.json"),
        lambda folder: ("verify", folder, "--key", "no key"),
        lambda folder: ("join", f"{folder}/nowhere.json", "--fingerprint", "00"),
        lambda _: ("provisions", "xx/nothing@2020"),
        lambda _: ("suggest", "xx/nothing@2020", "xx/nothing@2021"),
        lambda folder: ("report", "no-such-report", "--year", "2026", "--out", f"{folder}/x.pdf"),
        lambda folder: (
            "report",
            "annual-review",
            "--year",
            "2026",
            "--format",
            "html",
            "--out",
            f"{folder}/no/x",
        ),
        lambda folder: ("publish", f"{folder}/file/out"),
        lambda _: ("sync", "http://127.0.0.1:1"),
        lambda folder: ("sync", f"{folder}/file"),
        lambda _: ("records", "no-such-kind"),
        lambda folder: (
            "charter",
            "a b",
            "--title",
            "en=A",
            "--party",
            "x",
            "--name",
            "a.en=A",
            "--out",
            f"{folder}/c",
        ),
        lambda folder: (
            "charter",
            "a",
            "--title",
            "A",
            "--party",
            "x",
            "--name",
            "a.en=A",
            "--out",
            f"{folder}/c",
        ),
        lambda _: ("key", "A B"),
    ],
)
def test_what_cannot_be_done_is_said_and_not_thrown(
    on_node: Silta, node: Home, tmp_path: Path, words: Callable[[str], tuple[str, ...]]
) -> None:
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "charters").mkdir()
    _refused(on_node, *words(str(tmp_path)))


def _refused(on_node: Silta, *words: str) -> list[dict[str, str]]:
    """The errors of a command that must be refused, once as data and once in words, without changing anything."""
    before = rows()
    told = on_node(*words)
    assert told.code == 1, told
    assert told.complained.strip()
    answer = on_node(*words, "--json")
    assert answer.code == 1
    assert rows() == before
    errors: list[dict[str, str]] = answer.data["errors"]
    assert all(error["message"] != error["code"] for error in errors), errors
    return errors
