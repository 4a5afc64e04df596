"""The table of real data: every file has an outcome, and only a crash is a failure."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.standards.invented import FINLEX
from tools import realdata


def test_without_the_folder_there_is_nothing_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert realdata.main(tmp_path / "nowhere") == 0
    assert "No real data" in capsys.readouterr().out


def test_files_are_read_or_refused_with_their_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "act_fi.xml").write_bytes(FINLEX)
    (tmp_path / "empty.txt").write_bytes(b"")
    assert realdata.main(tmp_path) == 0
    shown = capsys.readouterr().out
    assert "finlex-xml" in shown
    assert "refused: The file is empty." in shown
    assert "2 files" in shown


def test_a_crash_is_a_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(realdata, "read", crash)
    (tmp_path / "a.xml").write_bytes(FINLEX)
    assert realdata.main(tmp_path) == 1
    assert "CRASH: KeyError" in capsys.readouterr().out


@pytest.mark.realdata
def test_nothing_of_the_real_data_crashes(real_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert realdata.main(real_data) == 0
    assert "0 crashed" in capsys.readouterr().out
