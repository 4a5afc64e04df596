"""The database of a node: SQLite in its home, or the PostgreSQL that ``SILTA_DATABASE_URL`` names."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from silta.words.errors import SiltaError


class BadDatabaseUrl(SiltaError):
    """``SILTA_DATABASE_URL`` does not name a PostgreSQL database."""


def sqlite(path: Path) -> dict[str, Any]:
    """Embedded profile. WAL lets readers go on while one writes; IMMEDIATE takes the write lock at once, so that a
    transaction waits for its turn (up to 20 s) where it would otherwise fail half-way.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
        },
    }


def postgresql(url: str) -> dict[str, Any]:
    """Service profile: ``postgresql://user:password@host:port/name?sslmode=require``; a socket's folder as ``?host=/run``.

    Raises `BadDatabaseUrl` (`home.bad-database-url`); the URL is not repeated in the error, for it may hold a password.
    """
    parts = urlsplit(url)
    name = parts.path.lstrip("/")
    if parts.scheme not in ("postgresql", "postgres") or not name:
        raise BadDatabaseUrl("home.bad-database-url", "SILTA_DATABASE_URL")
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(name),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }
