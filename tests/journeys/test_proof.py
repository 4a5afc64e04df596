"""A director before the press conference: the status on one page, a communiqué that the proof desk stops, and the briefing."""

from __future__ import annotations

from typing import Any
from urllib.error import HTTPError

import pytest

from tests.journeys.nodes import Node, Person
from tests.journeys.story import text

pytestmark = pytest.mark.timeout(600)

DOCUMENT = "/proof/document/?report=communique&year=2025&length=press"
ASKED = {"report": "communique", "year": "2025", "length": "press", "first": "en", "second": "fi"}
LAST_YEAR = text(
    "On 12 January 2025 the heads summed up the year and named priorities for 2026.",
    "Johtajat tekivät 12.1.2025 yhteenvedon vuodesta ja nimesivät painopisteet vuodelle 2026.",
)
THIS_YEAR = text(
    "On 12 January 2026 the heads summed up the year and named priorities for 2026.",
    "Johtajat tekivät 12.1.2026 yhteenvedon vuodesta ja nimesivät painopisteet vuodelle 2026.",
)


def arrangement() -> dict[str, Any]:
    return {
        "title": text("Arrangement of lighthouses", "Majakkasopimus"), "level": "interagency", "parties": ["north", "south"],
        "signed": "2025-10-30", "languages": ["en", "fi"], "marking_ceiling": "tlp-amber", "state": "in-force",
    }  # fmt: skip


def seminar(outcome: Any) -> dict[str, Any]:
    return {
        "number": "2025-01", "title": text("Seminar on lamps", "Lamppuseminaari"), "area": "licensing", "form": "seminar",
        "start": "2025-12-02", "state": "reported", "outcome": outcome,
    }  # fmt: skip


def pass_on(node: Node, partner: Node) -> None:
    """Carry a node's log to its partner in a folder."""
    folder = str(node.home.parent / f"{node.party}-out")
    node.run("publish", folder)
    partner.run("sync", folder)


def stopped(node: Node) -> list[dict[str, Any]]:
    """The slips that the command line finds in the communiqué."""
    found = node.run("proof", "communique", "--year", "2025", "--length", "press", "--json", code=1).data
    return [one for one in found["findings"] if one["code"] == "proof.date-before-beginning"]


def critical(page: str) -> list[str]:
    """The keys of the critical findings of a page."""
    keys = [part.partition('"')[0] for part in page.split('name="key" value="')[1:]]
    return [key for key in keys if key.startswith("critical-")]


def test_last_years_date_is_caught_before_the_communique_leaves_the_house(pair: tuple[Node, Node]) -> None:
    north, south = pair
    north.release(north.draft("arrangement", arrangement()))
    uid = south.draft("activity", seminar(LAST_YEAR))
    south.release(uid)
    pass_on(south, north)
    north.welcome("director", "head")
    assert {(one["place"]["record"], one["place"]["language"]) for one in stopped(north)} == {
        (uid, "en"),
        (uid, "fi"),
    }
    with north.serving() as address:
        director = Person(address, "director", "director")
        _, status = director.send(
            "/reports/make/", report="status", day="2026-01-14", first="fi", format="html"
        )
        assert "Majakkasopimus" in status
        with pytest.raises(HTTPError, match="400"):
            director.send("/reports/make/", **ASKED, format="html")
        page = director.read(DOCUMENT)
        assert "<mark>12 January 2025</mark>" in page
        assert f"/record/{uid}/" in page

        south.draft("activity", seminar(THIS_YEAR), record=uid)
        south.release(uid)
        pass_on(south, north)
        keys = critical(director.read(DOCUMENT))
        assert len(keys) == 4, "two records that are not public, two parties without a Finnish name"
        director.send(DOCUMENT, key=keys, reason="Both coordinators have agreed by letter.")
        assert "Both coordinators have agreed by letter." in director.read(DOCUMENT)
        _, communique = director.send("/reports/make/", **ASKED, format="html")
        _, briefing = director.send(
            "/reports/make/", report="briefing", day="2026-01-14", first="en", format="html"
        )
    assert "On 12 January 2026 the heads" in communique
    assert "agreed by letter" not in communique
    assert "Seminar on lamps" in briefing
    assert "critical 0" in north.run("proof", "communique", "--year", "2025", "--length", "press").said
    assert "gossip" in north.run("proof", "gossip", code=1).complained
