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


def test_a_home_says_who_the_node_is_and_how_it_is_reached(tmp_path: Path) -> None:
    (tmp_path / "node.toml").write_text(
        'party = "fi"\nhosts = ["node.example.fi"]\nhttps = true\nnewer = 1\n[names]\nfi = "Solmu"\n'
    )
    (tmp_path / "secret.key").write_text("abc\n")
    home = Home.read(tmp_path)
    assert (home.party, home.https, home.names) == ("fi", True, {"fi": "Solmu"})
    assert (home.time_zone, home.language, home.demo) == ("UTC", "en", False)
    assert home.hosts[0] == "node.example.fi"
    assert "localhost" in home.hosts
    assert home.secret_key() == "abc"


def test_before_a_node_is_made_everything_has_a_default_but_nothing_is_current(
    tmp_path: Path, settings: Settings
) -> None:
    home = Home.at(tmp_path)
    assert (home.party, home.time_zone, home.language, home.demo) == ("", "UTC", "en", False)
    assert home.secret_key() != home.secret_key(), "a key that lives as long as the process"
    settings.HOME = home
    with pytest.raises(HomeRefused, match=r"home\.missing"):
        Home.current()
    (tmp_path / "node.toml").write_text("party = ")
    with pytest.raises(HomeRefused, match=r"home\.not-toml"):
        Home.at(tmp_path)


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
    for text, code, where in (
        ("party = ", "home.not-toml", "node.toml"),
        ("party = 7", "home.wrong-type", "node.toml, party"),
        ('party = "n"', "home.wrong-type", "node.toml, party"),
        ("https = true", "home.wrong-type", "node.toml, party"),
        ('party = "north"\nnames = 7', "home.wrong-type", "node.toml, names"),
        ('party = "north"\nhttps = "yes"', "home.wrong-type", "node.toml, https"),
        ('party = "north"\nhosts = "one"', "home.wrong-type", "node.toml, hosts"),
    ):
        (tmp_path / "node.toml").write_text(text)
        with pytest.raises(HomeRefused) as refused:
            Home.read(tmp_path)
        assert (refused.value.code, refused.value.where) == (code, where)
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
