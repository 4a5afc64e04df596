"""The exchange address of a node over real HTTP: the same files as the folder, for members and nobody else."""

from __future__ import annotations

import http.client
import os
import time
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from silta.ledger.errors import MissingFile
from silta.ledger.publication import verify_publication
from silta.node.actions import drafts, release, setup
from silta.node.actor import Actor
from silta.node.exchange.access import authorization
from silta.node.exchange.mirror import sync
from silta.node.exchange.opening import open_source
from silta.node.exchange.publish import publish
from silta.node.exchange.sources import FolderSource, HttpSource, Source, SourceUnreachable
from silta.node.home import Home
from tests.ledger import publisher
from tests.ledger.publisher import ARRANGEMENT, SimulatedParty, charter, seed
from tests.node import examples
from tests.node.exchange.offering import StartResponse, running, write

pytestmark = pytest.mark.behaviour

CHARTER = f"{ARRANGEMENT}/charter.json"


@pytest.fixture
def south_home(tmp_path: Path) -> Home:
    """The partner's home, with the key that the charter names."""
    return Home.create(tmp_path / "asking", "south", {"en": "South"}, seed=seed("south"))


@pytest.fixture
def address(transactional_db: None, home: Home, live_server: Any, coordinator: Actor, tmp_path: Path) -> str:
    """The address of North's node: it has said something and holds a copy of what South said."""
    setup.found(home, charter().to_bytes())
    party = SimulatedParty("south", charter())
    party.release(1, files=[b"Agenda\n"])
    party.release_many(range(2, 260))
    sync(FolderSource(write(tmp_path / "south", publisher.publish(party))), coordinator)
    release.release(coordinator, drafts.create(coordinator, ARRANGEMENT, "activity", examples.activity()))
    return str(live_server.url)


def status_of(address: str, path: str, header: str | None, method: str = "GET") -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    connection.request(method, path, headers={"Authorization": header} if header is not None else {})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def test_the_address_gives_what_the_folder_holds(address: str, south_home: Home, tmp_path: Path) -> None:
    publish(tmp_path / "out")
    with closing(HttpSource(address, south_home)) as served:
        gives_the_same(FolderSource(tmp_path / "out"), served, tmp_path)


def gives_the_same(folder: Source, served: Source, tmp_path: Path) -> None:
    paths = [str(p.relative_to(tmp_path / "out")) for p in (tmp_path / "out").rglob("*") if p.is_file()]
    assert len(paths) > 12
    for path in paths:
        assert served(path, 10**7) == folder(path, 10**7), path
    for source in (folder, served):
        assert verify_publication(source, [charter().to_bytes()]).ok
        for absent in (
            f"{ARRANGEMENT}/south/tile/0/009",
            f"{ARRANGEMENT}/west/checkpoint",
            f"{ARRANGEMENT}/south",
        ):
            with pytest.raises(MissingFile):
                source(absent, 100)
        assert len(source(f"{ARRANGEMENT}/south/tile/0/000", 10)) == 11
        assert source(CHARTER, 10**6) == charter().to_bytes()


def test_nobody_but_a_member_gets_a_byte(address: str, south_home: Home, tmp_path: Path) -> None:
    host, path, now = urlsplit(address).netloc, f"/exchange/{CHARTER}", int(time.time())
    stranger = Home.create(tmp_path / "stranger", "south", {"en": "?"}, seed=seed("stranger"))
    west = Home.create(tmp_path / "west", "west", {"en": "West"}, seed=seed("west"))
    good = authorization(south_home, ARRANGEMENT, host, path, now)
    refused = {
        "no header": None,
        "empty": "",
        "nonsense": "Silta a b c",
        "another scheme": good.replace("Silta ", "Basic "),
        "another key": authorization(stranger, ARRANGEMENT, host, path, now),
        "no party of the charter": authorization(west, ARRANGEMENT, host, path, now),
        "another path": authorization(south_home, ARRANGEMENT, host, f"{path}x", now),
        "another host": authorization(south_home, ARRANGEMENT, "elsewhere", path, now),
        "too old": authorization(south_home, ARRANGEMENT, host, path, now - 301),
        "from the future": authorization(south_home, ARRANGEMENT, host, path, now + 360),
        "time changed": good.replace(f" {now} ", f" {now + 1} "),
        "endless time": good.replace(f" {now} ", f" {'9' * 5000} "),
        "signature cut": good[:-4],
    }
    for name, header in refused.items():
        assert status_of(address, path, header) == (401, b""), name
        assert status_of(address, "/exchange/no-such/charter.json", header) == (401, b""), name
    assert status_of(address, path, good)[0] == 200


@pytest.mark.parametrize("path", ["/exchange/%00/charter.json", "/exchange/%D1%8F/x", "/exchange//x"])
def test_a_strange_path_is_refused_like_any_other(address: str, path: str) -> None:
    status, body = status_of(address, path, None)
    assert status in (401, 404)
    assert b"silta/" not in body


def test_a_member_learns_that_a_file_is_missing_and_can_only_read(address: str, south_home: Home) -> None:
    host, now = urlsplit(address).netloc, int(time.time())
    for inner in ("south/tile/0/009", "south/../north/checkpoint", "south/%00", "%00/checkpoint", "x"):
        path = f"/exchange/{ARRANGEMENT}/{inner}"
        signed = path.replace("%00", "\0")
        header = authorization(south_home, ARRANGEMENT, host, signed, now)
        assert status_of(address, path, header) == (404, b""), inner
    path = f"/exchange/{CHARTER}"
    header = authorization(south_home, ARRANGEMENT, host, path, now)
    assert status_of(address, path, header, "POST")[0] in (401, 403, 405)


def test_a_node_that_does_not_know_us_refuses(address: str, tmp_path: Path) -> None:
    stranger = Home.create(tmp_path / "stranger", "south", {"en": "?"}, seed=seed("stranger"))
    with closing(HttpSource(address, stranger)) as source:
        says(r"exchange\.refused", source)


def test_an_address_where_no_node_answers_is_said_to_be_unreachable(south_home: Home) -> None:
    def broken(environ: dict[str, Any], start: StartResponse) -> list[bytes]:
        del environ
        start("302 Found", [("Location", "http://127.0.0.1:1/"), ("Content-Length", "0")])
        return []

    with running(broken) as elsewhere, closing(HttpSource(elsewhere, south_home)) as source:
        says(r"exchange\.unexpected-answer", source)
    with closing(HttpSource(elsewhere, south_home)) as source:
        says(r"exchange\.unreachable", source)


def says(code: str, source: Source) -> None:
    with pytest.raises(SourceUnreachable, match=code):
        source(CHARTER, 1000)


@pytest.mark.parametrize(
    "text",
    [
        "http://",
        "https:///path",
        "http://host:port/",
        "http://host:99999",
        "http://[::1",
        "http://a@b/",
        "http://я.kz/",
    ],
)
def test_what_is_no_address_is_said_to_be_none(text: str, south_home: Home) -> None:
    with pytest.raises(SourceUnreachable, match=r"exchange\.not-an-address"), open_source(text, south_home):
        pass


def test_a_folder_that_is_not_there_is_said_to_be_missing(south_home: Home, tmp_path: Path) -> None:
    nowhere = str(tmp_path / "nowhere")
    with pytest.raises(SourceUnreachable, match=r"exchange\.no-folder"), open_source(nowhere, south_home):
        pass


def test_a_pipe_in_the_folder_counts_as_missing_and_is_not_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    os.mkfifo(folder / "checkpoint")
    with pytest.raises(MissingFile):
        FolderSource(folder)("checkpoint", 100)


def test_a_link_out_of_the_folder_counts_as_missing(tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "link").symlink_to(tmp_path / "secret")
    source = FolderSource(tmp_path / "out")
    for path in ("link", "../secret", str(tmp_path / "secret"), "."):
        with pytest.raises(MissingFile):
            source(path, 100)
