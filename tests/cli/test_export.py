"""`silta export`: what was imported goes out, whole or without its words, and comes in again."""

from __future__ import annotations

from pathlib import Path

import pytest

from silta.cli.commands.export_ import FORMATS
from silta.standards.exporting import EXPORTS
from silta.standards.formats import read
from tests.cli.conftest import Silta
from tests.standards import invented

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]

ADDRESS = "fi/12-1999@1999-01-01"


@pytest.fixture
def imported(on_node: Silta, tmp_path: Path) -> Silta:
    (tmp_path / "act.xml").write_bytes(invented.FINLEX)
    words = ("import", str(tmp_path / "act.xml"), "--address", ADDRESS, "--language", "fi")
    assert on_node(*words, "--licence", "official-act").code == 0
    return on_node


def test_the_command_offers_the_formats_that_there_are() -> None:
    assert tuple(EXPORTS) == FORMATS


@pytest.mark.parametrize("code", FORMATS)
def test_a_text_goes_out_and_comes_in_again(imported: Silta, tmp_path: Path, code: str) -> None:
    out = tmp_path / f"out.{EXPORTS[code].extension}"
    assert imported("export", ADDRESS, "--format", code, "--out", str(out)).code == 0
    assert (
        read(out.read_bytes(), out.name, "fi").release.provisions
        == read(invented.FINLEX, "act.xml", "fi").release.provisions
    )


def test_a_text_that_is_not_here_writes_no_file(on_node: Silta, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert on_node("export", ADDRESS, "--format", "csv", "--out", str(out)).code == 1
    assert not out.exists()
