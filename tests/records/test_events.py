"""What comes after an event: the check of what was applied, the marks of participants, certificates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from silta.records.errors import RecordRefused
from silta.records.feedback import rows_of, scales_of
from silta.records.occasions import check_day
from silta.records.registry import KINDS
from tests.node import examples

UID = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("changes", "day"),
    [
        ({}, date(2026, 11, 20)),
        ({"start": "2026-08-29", "until": "2026-08-31"}, date(2027, 2, 28)),
        ({"start": "2026-05"}, date(2026, 11, 30)),
        ({"check_on": "2026-10"}, date(2026, 10, 31)),
        ({"start": "9999-12-01"}, None),
    ],
)
def test_six_months_after_its_last_day_an_event_asks_what_was_applied(
    changes: dict[str, Any], day: date | None
) -> None:
    assert check_day(examples.event(UID, **changes)) == day


def test_marks_of_several_sides_add_up_and_means_are_rounded_half_up() -> None:
    answers = [{"use": 5, "time": 2}, {"use": 4}, {"use": 4}, {"use": 4}]
    rows = rows_of(answers)
    assert [(row["scale"], row["fours"], row["fives"]) for row in rows] == [("use", 3, 1), ("time", 0, 0)]
    both = scales_of([*rows, {"scale": "use", "ones": 0, "fives": 0, "twos": 0, "threes": 1, "fours": 0}])
    assert [(one.code, one.counts, one.given, one.mean) for one in both] == [
        ("use", (0, 0, 1, 3, 1), 5, "4.0"),
        ("time", (0, 1, 0, 0, 0), 1, "2.0"),
    ]
    assert scales_of([{"scale": "use", "fours": 3, "fives": 1}])[0].mean == "4.3"


@pytest.mark.parametrize(
    ("kind", "fields", "code", "where"),
    [
        ("evaluation", examples.evaluation(UID, answers=2), "record.more-marks-than-answers", "marks[1]"),
        (
            "application-check",
            examples.application_check(UID, learned=[{"what": examples.text("A"), "became": "planned"}]),
            "record.reasons-missing",
            "learned[1].reasons",
        ),
        (
            "participation",
            examples.participation(
                UID, participants=[{"name": "One", "status": "absent", "certificate": True}]
            ),
            "record.certificate-without-attendance",
            "participants[1].certificate",
        ),
    ],
)
def test_what_is_said_after_an_event_is_checked(
    kind: str, fields: dict[str, Any], code: str, where: str
) -> None:
    with pytest.raises(RecordRefused) as refused:
        KINDS[kind].validate(fields)
    found = refused.value.problems[0]
    assert (found.code, found.where) == (code, where)
