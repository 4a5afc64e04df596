"""The home of a node: made once, its keys for its owner's eyes only."""

from __future__ import annotations

import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from silta.node.errors import HomeRefused
from silta.node.home import Home


def test_a_home_is_made_once_and_read_again(tmp_path: Path, settings: Settings) -> None:
    names = {"en": 'Node of "North"', "fi": "Pohjoisen solmu"}
    made = Home.create(
        tmp_path / "a" / "b", "north", names, time_zone="Asia/Almaty", hosts=("n.example",), demo=True
    )
    assert (made.party, made.names, made.time_zone, made.language) == ("north", names, "Asia/Almaty", "en")
    assert Home.read(made.path) == made
    settings.HOME = made
    assert Home.current() == made
    with pytest.raises(HomeRefused, match=r"home\.exists"):
        Home.create(made.path, "north", names)


def test_its_secrets_are_for_its_owner_only(tmp_path: Path) -> None:
    home = Home.create(tmp_path / "home", "north", {})
    for name in ("keys/log.seed", "secret.key"):
        assert stat.S_IMODE((home.path / name).stat().st_mode) == 0o600
    for name in (".", "keys", "blob"):
        assert stat.S_IMODE((home.path / name).stat().st_mode) == 0o700
    assert len(home.seed()) == 32
    assert home.seed() != Home.create(tmp_path / "other", "north", {}).seed()
    assert home.signer("x").vkey.startswith("silta/x/north+")


def test_a_seed_can_be_given_and_must_be_whole(tmp_path: Path) -> None:
    assert Home.create(tmp_path / "home", "north", {}, seed=b"s" * 32).seed() == b"s" * 32
    with pytest.raises(HomeRefused, match=r"home\.bad-seed"):
        Home.create(tmp_path / "short", "north", {}, seed=b"s" * 31)
    (tmp_path / "home" / "keys" / "log.seed").write_text("zz")
    with pytest.raises(HomeRefused, match=r"home\.bad-seed"):
        Home.read(tmp_path / "home").seed()


def test_a_folder_that_is_no_home_says_why(tmp_path: Path) -> None:
    with pytest.raises(HomeRefused, match=r"home\.missing"):
        Home.read(tmp_path)
    for text, code in (
        ("party = ", "home.not-toml"),
        ("party = 7", "home.wrong-type"),
        ('party = "n"\n', "home.wrong-type"),
        ('party = "north"\nnames = 7', "home.wrong-type"),
    ):
        (tmp_path / "node.toml").write_text(text)
        with pytest.raises(HomeRefused) as refused:
            Home.read(tmp_path)
        assert refused.value.code == code
    with pytest.raises(HomeRefused, match=r"home\.not-a-party"):
        Home.create(tmp_path / "new", "No Party", {})


def test_a_blob_lies_under_its_digest_and_nowhere_else(tmp_path: Path) -> None:
    home = Home.create(tmp_path / "home", "north", {})
    digest = home.store_blob(b"bytes")
    assert home.store_blob(b"bytes") == digest
    assert [path.name for path in (home.path / "blob").iterdir()] == [digest]
    for name in ("../node.toml", "A" * 64, digest[:-1], ""):
        with pytest.raises(HomeRefused, match=r"home\.not-a-digest"):
            home.blob_path(name)


def test_making_a_home_needs_no_django() -> None:
    script = "import sys, silta.node.home; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
