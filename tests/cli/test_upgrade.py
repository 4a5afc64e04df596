"""After an upgrade: a database of another version is refused before anything is done in it, and brought forward on demand."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from silta.node.models import Draft, Record
from tests.cli.conftest import Silta
from tests.cli.test_commands import draft
from tests.node import examples

pytestmark = [pytest.mark.behaviour, pytest.mark.django_db]
LAST = "0018_drafts_in_each_language"


def age() -> None:
    """Make the database one that lacks the last step."""
    MigrationRecorder(connection).record_unapplied("node", LAST)


@pytest.fixture
def drafted(on_node: Silta, tmp_path: Path) -> str:
    return draft(on_node, tmp_path, "activity", examples.activity("2026-01"))


@pytest.fixture
def released(on_node: Silta, drafted: str) -> str:
    assert on_node("release", drafted).code == 0
    return drafted


@pytest.mark.parametrize("command", ["records", "rebuild", "work"])
def test_a_database_of_an_earlier_version_is_named_and_left_alone(on_node: Silta, command: str) -> None:
    age()
    answer = on_node(command)
    assert answer.code == 1
    assert "made by an earlier version" in answer.complained
    assert "silta upgrade" in answer.complained


@pytest.mark.django_db(transaction=True)
def test_upgrade_brings_it_forward_and_reads_all_records_anew(on_node: Silta, released: str) -> None:
    Record.objects.filter(uid=released).update(number="as an earlier version read it")
    age()
    answer = on_node("upgrade")
    assert (answer.code, answer.said) == (0, "steps of the database: 1; records read anew: 1\n")
    assert Record.objects.get(uid=released).number == "2026-01"
    assert on_node("records").code == 0


@pytest.mark.django_db(transaction=True)
def test_a_draft_that_was_begun_earlier_keeps_its_place(on_node: Silta, drafted: str) -> None:
    draft = Draft.objects.get(uid=drafted)
    Draft.objects.filter(uid=drafted).update(fields=draft.fields | {"place": "Helsinki"})
    age()
    on_node("upgrade")
    assert Draft.objects.get(uid=drafted).fields["place"] == {
        "und": {"text": "Helsinki", "status": "original"}
    }


def test_a_database_of_a_later_version_is_refused_even_by_upgrade(on_node: Silta) -> None:
    MigrationRecorder(connection).record_applied("node", "9999_later")
    for command in ("records", "upgrade", "serve"):
        answer = on_node(command)
        assert answer.code == 1
        assert "a later version" in answer.complained


def test_a_database_that_is_lost_is_not_taken_for_an_old_one(on_node: Silta) -> None:
    MigrationRecorder(connection).migration_qs.all().delete()
    for command in ("records", "upgrade", "serve"):
        answer = on_node(command)
        assert answer.code == 1
        assert "missing or empty" in answer.complained
