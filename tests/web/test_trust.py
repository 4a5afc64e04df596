"""The page Trust: whose logs are held, and exchange by a sealed file that somebody carries."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from silta.node.exchange.bundle import BundleSource, seal
from silta.node.home import Home
from silta.node.jobs import Progress
from silta.node.jobs.sync import run
from silta.node.models import Job, Log
from tests.ledger.publisher import SimulatedParty, publish
from tests.node.exchange.offering import write
from tests.node.partner import ARRANGEMENT, charter
from tests.web.conftest import Visits, check_page

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def sealed(node: Home, tmp_path: Path) -> bytes:
    south = SimulatedParty("south", charter())
    south.release(1)
    return seal(write(tmp_path / "south", publish(south)), tmp_path / "south.silta", charter()).read_bytes()


def bring(client: Client, raw: bytes) -> Any:
    return client.post("/trust/take-in/", {"sealed": SimpleUploadedFile("south.silta", raw)}, follow=True)


def test_a_sealed_file_that_was_brought_is_taken_in_and_thrown_away(
    client_of: Callable[[str], Client], node: Home, sealed: bytes
) -> None:
    assert bring(client_of("coordinator"), sealed).status_code == 200
    job = Job.objects.get()
    assert job.arguments["called"] == "south.silta"
    assert Path(job.arguments["source"]).read_bytes() == sealed
    (told,) = run(Progress(job.pk), job.arguments)["logs"]
    assert (told["after"], told["problems"]) == (2, [])
    assert list((node.path / "incoming").iterdir()) == []


def test_only_those_who_exchange_may_bring_one_and_it_has_to_be_chosen(
    client_of: Callable[[str], Client], sealed: bytes
) -> None:
    bring(client_of("reader"), sealed)
    answer = client_of("coordinator").post("/trust/take-in/", {}, follow=True)
    assert "Choose a sealed file first." in answer.content.decode()
    assert not Job.objects.exists()
    assert 'action="/trust/take-in/"' not in client_of("reader").get("/trust/").content.decode()


def test_a_person_saves_a_sealed_file_that_the_node_itself_opens_again(
    client_of: Callable[[str], Client], node: Home, tmp_path: Path
) -> None:
    answer = client_of("reader").get("/trust/sealed/")
    assert answer["Content-Disposition"] == f'attachment; filename="{ARRANGEMENT}.silta"'
    (tmp_path / "saved.silta").write_bytes(b"".join(answer))
    source = BundleSource(tmp_path / "saved.silta", node)
    own = Log.objects.get(is_own=True)
    assert source(f"{ARRANGEMENT}/{own.party}/checkpoint", 9999) == bytes(own.checkpoint)
    source.close()
    assert [path.name for path in node.path.iterdir() if path.name.startswith("tmp")] == []


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_page_keeps_what_every_page_keeps(people: Any, visit: Visits) -> None:
    check_page(visit("coordinator", "/trust/", language="kk"))
