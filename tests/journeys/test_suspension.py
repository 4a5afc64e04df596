"""An auditor walks from a result to its evidence and checks who had access; cooperation rests, and each side keeps its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest

from tests.journeys.nodes import Node, Person
from tests.journeys.story import exchange, tell, text
from tests.node import examples

pytestmark = pytest.mark.timeout(600)


def arrangement(state: str = "in-force", **more: Any) -> dict[str, Any]:
    return {
        "title": text("Arrangement"), "level": "interagency", "parties": ["north", "south"], "languages": ["en"],
        "marking_ceiling": "tlp-amber", "in_force": "2025-10-31", "state": state, **more,
    }  # fmt: skip


def test_the_history_is_audited_suspended_kept_by_both_and_resumed(
    pair: tuple[Node, Node], tmp_path: Path
) -> None:
    north, south = pair
    for node in pair:
        node.welcome("auditor", "auditor")
        node.welcome("chief", "head")
    with north.serving() as northern, south.serving() as southern:
        told = tell(
            north,
            [
                ("arrangement", "arrangement", arrangement()),
                ("report", "document", examples.document()),
                ("indicator", "indicator", examples.indicator()),
                ("result", "result", examples.result("@indicator", records=["@report"])),
            ],
        )
        uids = {name: one["uid"] for name, one in told.items()}
        exchange(south, northern)
        exchange(north, southern)
        chief = Person(northern, "chief", "chief")
        walked_to_the_evidence(Person(southern, "auditor", "auditor"), uids)
        before = size_of(south, "north")
        suspended(north, chief, uids["arrangement"])
        learnt_by_the_partner(pair, chief, southern, uids["arrangement"])
        silent_everywhere(pair, chief, southern, tmp_path)
        kept_by_each_side(pair, chief, tmp_path)
        access_is_told(Person(northern, "auditor", "auditor"), northern)
        resumed(north, chief, uids["arrangement"])
        exchange(south, northern)
        assert size_of(south, "north") > before, "the same log goes on, no fork"
        assert south.ask("show", uids["arrangement"])["state"] == "in-force"
        assert len(south.ask("show", uids["arrangement"])["revisions"]) == 3
    for node in pair:
        assert node.ask("rebuild")["same"]


def walked_to_the_evidence(auditor: Person, uids: dict[str, str]) -> None:
    """From the result to the document that shows it, and back."""
    page = auditor.read(f"/record/{uids['result']}/")
    assert f"/record/{uids['report']}/" in page
    assert f"/record/{uids['result']}/" in auditor.read(f"/record/{uids['report']}/")
    assert "Complete and unaltered" in auditor.read("/trust/")


def size_of(node: Node, party: str) -> int:
    code = "import json; from silta.node.models import Log; print(json.dumps(Log.objects.get(party=given[0]).size))"
    return int(node.within(code, party))


def suspended(north: Node, chief: Person, uid: str) -> None:
    """A coordinator may not; the head does, with a reason; the pages say so calmly."""
    north.draft(
        "arrangement", arrangement("suspended", reason=text("A review of all cooperation.")), record=uid
    )
    assert "permission.denied" in north.run("release", uid, "--json", code=1).said
    north.run("release", uid, "--role", "head")
    assert "Cooperation under this arrangement rests" in chief.read("/")


def learnt_by_the_partner(pair: tuple[Node, Node], chief: Person, southern: str, uid: str) -> None:
    """The partner receives the signed record: its pages say who closed it and why, and it releases nothing more either."""
    _, south = pair
    exchange(south, chief.address)
    assert south.ask("show", uid)["state"] == "suspended"
    page = Person(southern, "chief", "chief").read("/")
    assert "Cooperation under this arrangement rests" in page
    assert "A review of all cooperation." in page
    assert f"/record/{uid}/" in page
    draft = south.draft("action", examples.action())
    assert "rests" in south.run("release", draft, code=1).complained


def silent_everywhere(pair: tuple[Node, Node], chief: Person, southern: str, folder: Path) -> None:
    """Nothing more is said and nothing comes in; a sealed file tells an offline partner as much as the network does."""
    north, south = pair
    (result,) = json.loads(north.run("sync", southern, "--json", code=1).said)
    assert [error["code"] for error in result["errors"]] == ["exchange.suspended"]
    held = size_of(south, "north")
    north.run("bundle", str(folder / "out.silta"))
    exchange(south, str(folder / "out.silta"))
    assert size_of(south, "north") == held
    draft = north.draft("action", examples.action())
    assert "rests" in north.run("release", draft, code=1).complained
    with pytest.raises(HTTPError) as refused:
        chief.read("/exchange/north-south-2026/charter.json")
    with refused.value:
        assert refused.value.code == 401, "a person is no member"


def kept_by_each_side(pair: tuple[Node, Node], chief: Person, folder: Path) -> None:
    """Each side saves its own data, one by its page and one by its command; both verify without any node."""
    north, south = pair
    chief.read("/trust/")
    path, _ = chief.send("/trust/own-data/")
    assert path.startswith("/trust/?job=")
    north.work()
    number = path.rpartition("=")[2]
    kept = folder / "north.zip"
    kept.write_bytes(chief.fetch(f"/trust/own-data/file/?job={number}"))
    south.run("own-data", str(folder / "south.zip"))
    for file in (kept, folder / "south.zip"):
        report = json.loads(
            south.run("verify", str(file), "--charter", str(folder / "charter.json"), "--json").said
        )
        assert report["ok"]
        assert len(report["logs"]) == 2


def access_is_told(auditor: Person, address: str) -> None:
    """The auditor sees who came in, was refused, released and saved what."""
    Person(address, "stranger", "wrong")
    page = auditor.read("/access/")
    for words in (
        "sign-in refused",
        "stranger",
        "own data saved",
        "north-south-2026-own-data.zip",
        "released",
        "chief",
    ):
        assert words in page
    assert "stranger" in auditor.read("/access/file.csv?what=sign-in-refused")


def resumed(north: Node, chief: Person, uid: str) -> None:
    north.draft("arrangement", arrangement(), record=uid)
    north.run("release", uid, "--role", "head")
    assert "Cooperation under this arrangement rests" not in chief.read("/")
