"""What the server reads of a node's home, and the database that it connects to."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from silta.config import databases
from silta.config.home import BadHome, read_home


def test_without_a_home_everything_has_a_default(tmp_path: Path) -> None:
    home = read_home(tmp_path / "nowhere")
    assert (home.party, home.time_zone, home.language, home.demo) == ("", "UTC", "en", False)
    assert home.secret_key() != home.secret_key(), "a key that lives as long as the process"


def test_a_home_says_who_the_node_is_and_how_it_is_reached(tmp_path: Path) -> None:
    (tmp_path / "node.toml").write_text(
        'party = "fi"\nhosts = ["node.example.fi"]\nhttps = true\nnewer = 1\n[names]\nfi = "Solmu"\n'
    )
    (tmp_path / "secret.key").write_text("abc\n")
    home = read_home(tmp_path)
    assert (home.party, home.https, home.names) == ("fi", True, {"fi": "Solmu"})
    assert home.hosts[0] == "node.example.fi"
    assert "localhost" in home.hosts
    assert home.secret_key() == "abc"


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("party = ", "home.not-toml", "node.toml"),
        ("https = 'yes'", "home.wrong-type", "node.toml, https"),
        ("hosts = 'one'", "home.wrong-type", "node.toml, hosts"),
    ],
)
def test_a_home_that_cannot_be_used_says_where(tmp_path: Path, text: str, code: str, where: str) -> None:
    (tmp_path / "node.toml").write_text(text)
    with pytest.raises(BadHome) as caught:
        read_home(tmp_path)
    assert (caught.value.code, caught.value.where) == (code, where)


def test_sqlite_waits_for_its_turn_and_writes_ahead(tmp_path: Path) -> None:
    options = databases.sqlite(tmp_path / "silta.sqlite3")["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert options["timeout"] == 20
    assert "journal_mode=WAL" in options["init_command"]


def test_a_postgresql_url_is_taken_apart() -> None:
    made = databases.postgresql("postgresql://silta:p%40ss@db.example:5433/node?sslmode=require")
    parts = (made["USER"], made["PASSWORD"], made["HOST"], made["PORT"], made["NAME"], made["OPTIONS"])
    assert parts == ("silta", "p@ss", "db.example", "5433", "node", {"sslmode": "require"})


def test_a_postgresql_url_may_name_the_folder_of_a_socket() -> None:
    made = databases.postgresql("postgresql:///node?host=/run/postgresql")
    assert (made["HOST"], made["NAME"], made["OPTIONS"]) == ("/run/postgresql", "node", {})


@pytest.mark.parametrize("url", ["mysql://silta:secret@db/node", "postgresql://silta:secret@db/"])
def test_a_url_that_is_refused_keeps_its_password_to_itself(url: str) -> None:
    with pytest.raises(databases.BadDatabaseUrl) as caught:
        databases.postgresql(url)
    assert caught.value.code == "home.bad-database-url"
    assert "secret" not in str(caught.value)


def test_reading_the_settings_loads_nothing_heavy() -> None:
    script = (
        "import sys, silta.config.settings\n"
        "print(*sorted({'structlog', 'pydantic', 'numpy', 'django.db.models', 'ninja'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""
