"""The settings, and the database that they name."""

from __future__ import annotations

from pathlib import Path

import pytest

from silta.config import databases


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
