"""What the outsider's tool says of a folder that somebody has handed over."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from silta.cli.verification import Verification, verify_directory

VECTORS = Path(__file__).parent.parent / "vectors"
CHARTER = [("charter.json", (VECTORS / "charter.json").read_bytes())]
TAMPERED = {
    name: case["errors"]
    for name, case in json.loads((VECTORS / "index.json").read_bytes())["tampered"].items()
    if "held" not in case
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(VECTORS / "valid/cooperation", tmp_path / "out"))


def errors(found: Verification) -> list[dict[str, str]]:
    return list(found.to_wire()["errors"])


@pytest.mark.parametrize("name", TAMPERED)
def test_the_command_finds_in_each_published_vector_what_the_index_names(name: str) -> None:
    assert errors(verify_directory(VECTORS / "tampered" / name, CHARTER, [])) == TAMPERED[name]


def test_a_log_that_lost_its_checkpoint_is_damaged_and_one_of_which_nothing_is_there_is_absent(
    folder: Path,
) -> None:
    south = folder / "example-2026/south"
    (south / "checkpoint").unlink()
    assert errors(verify_directory(folder, CHARTER, [])) == [
        {"code": "ledger.missing-file", "where": "example-2026/south/checkpoint"}
    ]
    shutil.rmtree(south)
    found = verify_directory(folder, CHARTER, [])
    assert (found.ok, found.absent) == (True, ("silta/example-2026/south",))
    shutil.rmtree(folder / "example-2026/north")
    assert not verify_directory(folder, CHARTER, []).ok  # nothing was verified: that is not good


def test_a_charter_that_cannot_be_read_hides_no_other_and_is_named_by_its_path(folder: Path) -> None:
    (folder / "another").mkdir()
    (folder / "another/charter.json").write_bytes(b"{")
    found = verify_directory(folder, [], [])
    assert errors(found) == [{"code": "ledger.not-canonical", "where": "another/charter.json"}]
    assert [log.size for log in found.logs] == [4, 3]


def test_a_log_that_no_charter_names_is_told_as_unchecked(folder: Path) -> None:
    shutil.copytree(folder / "example-2026/north", folder / "example-2026/east")
    found = verify_directory(folder, CHARTER, [])
    assert (found.ok, found.to_wire()["unchecked"]) == (True, ["example-2026/east"])
