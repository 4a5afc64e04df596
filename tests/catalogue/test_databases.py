"""The suite runs on the database that was asked for."""

from __future__ import annotations

import os

import psycopg
import pytest
from django.db import connection


@pytest.mark.behaviour
@pytest.mark.django_db
def test_the_behaviour_suite_runs_on_the_database_that_the_environment_names() -> None:
    expected = "postgresql" if os.environ.get("SILTA_DATABASE_URL") else "sqlite"
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)
    assert connection.vendor == expected


@pytest.mark.postgres
def test_a_private_postgresql_gives_empty_databases_that_can_search_by_trigrams(
    postgres_database: str,
) -> None:
    with psycopg.connect(postgres_database) as database:
        database.execute("CREATE EXTENSION pg_trgm")
        assert database.execute("SELECT similarity('silta', 'silta')").fetchone() == (1.0,)
        assert database.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (
            0,
        )
