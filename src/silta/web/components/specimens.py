"""Invented values for the page of components and for the tests of the components."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from silta.records.views import PartyView
from silta.web.components import pictures
from silta.web.components.matrix import Cell, Chapter, Column, Finding, Matrix
from silta.web.components.thread import Place, Step
from silta.web.components.timeline import Bar, Lane, Timeline, lay_out
from silta.words.errors import Problem

PARTIES = (
    PartyView("kz", {"en": "Agency", "kk": "Агенттік", "ru": "Агентство", "fi": "Virasto"}),
    PartyView("fi", {"en": "STUK", "kk": "STUK", "ru": "STUK", "fi": "STUK"}),
    PartyView(
        "se", {"en": "Third party", "kk": "Үшінші тарап", "ru": "Третья Сторона", "fi": "Kolmas osapuoli"}
    ),
)

_TITLES = {
    "law": {
        "en": {"text": "Law on the use of atomic energy compared with GSR Part 1", "status": "original"},
        "kk": {
            "text": "Атом энергиясын пайдалану туралы заңды GSR Part 1 талаптарымен салыстыру",
            "status": "checked",
        },
    },
    "licensing": {
        "en": {"text": "Licensing steps of a first nuclear power plant", "status": "original"},
        "kk": {"text": "Алғашқы атом электр станциясын лицензиялау кезеңдері", "status": "draft"},
    },
    "disposal": {
        "en": {"text": "Oversight of geological disposal", "status": "original"},
        "fi": {"text": "Geologisen loppusijoituksen valvonta", "status": "checked"},
    },
    "hearings": {"en": {"text": "Public hearings and trust", "status": "original"}},
    "annual": {"en": {"text": "Annual meeting, programme 2027", "status": "original"}},
}


@dataclass(frozen=True)
class JobSpecimen:
    """A job as the component sees it."""

    id: str
    words: str
    state: str
    done: int
    total: int
    outcome: str = ""
    url: str = ""

    @property
    def running(self) -> bool:
        return self.state == "running"


def _bar(number: str, key: str, start: str, until: str, **rest: Any) -> Bar:
    text = _TITLES[key]
    return Bar(number, text, text["en"]["text"], start, until, "#pictures", **rest)


def timeline() -> Timeline:
    """A year of three lanes with bars of every look and labels on every side."""
    together = [
        _bar("01", "law", "2026-02-02", "2026-11-30", icon="half", said="In progress", place="remote")
    ]
    kazakhstan = [
        _bar("03", "licensing", "2026-04-14", "2026-04-16", icon="double", said="Reported", place="Astana"),
        _bar("10", "hearings", "2026-10", "", look="off", icon="pause", said="Postponed", place="Astana"),
        _bar(
            "12",
            "annual",
            "2026-12-08",
            "2026-12-09",
            look="plan",
            icon="cal",
            said="Confirmed",
            place="Astana",
        ),
    ]
    finland = [
        _bar("08", "disposal", "2026-09-08", "2026-09-09", icon="check", said="Held", place="Eurajoki")
    ]
    lanes = [
        Lane("Together", together),
        Lane("Agency", kazakhstan, "kz", "Astana"),
        Lane("STUK", finland, "fi", "Helsinki"),
    ]
    return lay_out(date(2026, 1, 1), date(2026, 12, 31), lanes, date(2026, 11, 18))


def _cell(first: int, legal: str, applied: str) -> Cell:
    codes = {"A": "a", "B": "b", "C": "c", "-": "not-assessed", "n": "not-applicable"}
    law, practice = (
        [(f"R{first + place}", codes[sign]) for place, sign in enumerate(strip)] for strip in (legal, applied)
    )
    return Cell(law, practice)


def matrix() -> Matrix:
    """Three releases of two parties; the second chapter is open."""
    columns = [
        Column("kz", "Law 442-V", "2024-06-08"),
        Column("kz", "Law 219-I", "2023-09-01"),
        Column("fi", "Act 990/1987", "1987-12-11", stale=True),
    ]
    findings = [
        Finding("R27", "Inspection of facilities", "kz", [("Law 442-V, art. 7", "#pictures")], "superset-of", "a", "a",
                "panel-confirmed", first=True, span=2),
        Finding("R27", "Inspection of facilities", "fi", [], "no-relationship", "c", "c", "self-rated", first=False),
    ]  # fmt: skip
    chapters = [
        Chapter("25", "Review and assessment", "R25–R26",
                [_cell(25, "AB", "B-"), _cell(25, "nA", "nA"), _cell(25, "AB", "A-")], "?open=25#row-25"),
        Chapter("27", "Inspection", "R27–R29",
                [_cell(27, "AAC", "ABC"), _cell(27, "AAn", "ABn"), _cell(27, "AAA", "AAB")], "?#row-27", findings),
    ]  # fmt: skip
    return Matrix("Coverage of the benchmark", columns, chapters)


def thread() -> list[Step]:
    """A thread with a step that exists, the reader's place, a missing step and one to come."""
    return [
        Step("gap", places=(Place("Staff plan for a licence review", "en", "G-2026-07", "kz", "#paths"),)),
        Step(
            "roadmap-item", "here", (Place("Staff plan by work package", "en", "R-2026-04", "kz", "#paths"),)
        ),
        Step("activity", "missing", note="Owner: Agency, due 15 Dec", make_url="#paths"),
        Step("annual-review", "later"),
    ]


def context() -> dict[str, Any]:
    """Everything that the page of components shows."""
    return {
        "parties": PARTIES,
        "icons": list(pictures.ICONS),
        "relations": list(pictures.DIAGRAMS),
        "timeline_picture": timeline(),
        "coverage": matrix(),
        "steps": thread(),
        "running_job": JobSpecimen("1", "Comparing 36 requirements with 41 articles", "running", 21, 36),
        "done_job": JobSpecimen("2", "Import of the act 990/1987", "done", 78, 78, "78 sections recognised", "#messages"),
        "found": [Problem("marking.unknown", data={"marking": "Top <secret>"})],
        "reasons": [("Meaning", 0.88, "very close"), ("Terms", 0.6, "3 of 4 terms meet"), ("Path", 0.0, "none")],
        "strips": [("Law", [("R27", "a"), ("R28", "b"), ("R29", "c")]), ("Practice", [("R27", "not-assessed")])],
        "text_own": _TITLES["law"],
        "text_other": _TITLES["disposal"],
        "paragraphs": {"kk": {"text": "Бірінші абзац.\n\nЕкінші абзац: ә ғ қ ң ө ұ ү һ і.", "status": "authentic"}},
        "digest": "7c419e0b" * 8,
        "page_keys": [(["J", "K"], "next, previous"), (["1", "8"], "relation")],
        "before": "Four observers know how findings are recorded.",
        "after": "Four observers know how findings are recorded, graded and followed up.",
        "moment": "2026-11-18T07:12:00Z",
        "activity_states": ["proposed", "planned", "confirmed", "held", "reported", "postponed", "cancelled", "overdue"],
        "markings": ["public", "tlp-clear", "tlp-green", "tlp-amber", "tlp-amber-strict", "tlp-red", "kz-dsp",
                     "fi-secret-by-law", "proprietary"],
    }  # fmt: skip
