"""When duties fall due: leap days, months' ends, and fields that a partner left out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.records.duties import add_months, dates_of_arrangement, end_of_term, next_due
from silta.records.errors import RecordRefused
from silta.records.registry import KINDS
from tests.node import examples

days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
UID = "0" * 8 + "-0000-7000-8000-" + "0" * 12


def duty(rule: str, start: str, **more: Any) -> dict[str, Any]:
    return {"rule": rule, "start": start, **more}


def met(*due: str) -> list[dict[str, str]]:
    return [{"due": day} for day in due]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (duty("date", "2026-05-31"), "2026-05-31"),
        (duty("date", "2026-02"), "2026-02-28"),
        (duty("days-after", "2024-02-28", days=2), "2024-03-01"),
        (duty("yearly", "2024-02-29"), "2024-02-29"),
        (duty("yearly", "2024-02-29", met=met("2024-02-29")), "2025-02-28"),
        (duty("yearly", "2024-02-29", met=met("2024-02-29", "2027-02-28")), "2028-02-29"),
        (duty("every-months", "2026-01-31", months=1, met=met("2026-01-31")), "2026-02-28"),
        (duty("every-months", "2026-01-31", months=1, met=met("2026-02-28")), "2026-03-31"),
        (duty("every-months", "2026-08-31", months=6, met=met("2026-08-31")), "2027-02-28"),
        (duty("yearly", "2026-01-31", met=met("2020")), "2026-01-31"),
        (duty("every-months", "2026-01-31"), "2026-01-31"),
        (duty("yearly", "9999-12-31", met=met("9999-12-31")), ""),
        (duty("days-after", "9999-12-31", days=1), ""),
        ({"rule": "yearly"}, ""),
    ],
)
def test_a_duty_falls_due_by_its_rule(fields: dict[str, Any], expected: str) -> None:
    assert KINDS["obligation"].due_on(fields) == expected


@given(days, st.integers(-2000, 2000))
def test_months_later_is_the_same_day_or_the_end_of_a_shorter_month(day: date, months: int) -> None:
    later = add_months(day, months) if 1 <= day.year + months // 12 < 9000 else day
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(days, st.integers(1, 600), days)
def test_the_next_due_date_lies_after_what_was_met_and_skips_none(
    first: date, months: int, last: date
) -> None:
    found = next_due(duty("every-months", first.isoformat(), months=months, met=met(last.isoformat())))
    assert found is not None
    assert found > last or found == first
    if found > first:
        n = (found.year - first.year) * 12 + found.month - first.month
        assert n % months == 0
        assert add_months(first, n - months) <= last


@given(days, st.integers(1, 240), st.integers(0, 240), days)
def test_a_term_that_renews_itself_always_ends_ahead(
    since: date, months: int, renewal: int, today: date
) -> None:
    fields = {"in_force": since.isoformat(), "duration_months": months, "renewal_months": renewal}
    end = end_of_term(fields, today)
    assert end is not None
    assert end == add_months(since, months) or (renewal and end >= today)


def test_an_arrangement_tells_its_last_day_for_notice_and_its_renewal() -> None:
    fields = {
        "in_force": "2025-10-31", "duration_months": 60, "renewal_months": 12, "notice_months": 6, "state": "in-force",
    }  # fmt: skip
    assert list(dates_of_arrangement(fields, date(2026, 1, 1))) == [
        ("notice", date(2030, 4, 30)),
        ("renewal", date(2030, 10, 31)),
    ]
    assert [what for what, _ in dates_of_arrangement(fields, date(2031, 1, 1))] == ["notice", "renewal"]
    assert list(dates_of_arrangement(fields | {"state": "terminated"}, date(2026, 1, 1))) == []
    assert KINDS["arrangement"].due_on(fields) == ""
    assert KINDS["arrangement"].due_on(fields | {"renewal_months": None}) == "2030-10-31"


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"rule": "every-months"}, "months"),
        ({"rule": "days-after"}, "days"),
        ({"state": "met"}, "state"),
        ({"rule": "date", "state": "met"}, "met"),
    ],
)
def test_an_obligation_says_what_its_rule_needs(changes: dict[str, Any], where: str) -> None:
    with pytest.raises(RecordRefused) as refused:
        KINDS["obligation"].validate(examples.obligation(UID, **changes))
    assert next(problem.where for problem in refused.value.problems) == where


def test_a_joint_initiative_is_due_at_its_next_milestone() -> None:
    kind = KINDS["joint-initiative"]
    assert kind.due_on(kind.validate(examples.joint_initiative())) == "2026-09-30"
    assert kind.due_on(examples.joint_initiative(milestones=[], until="2027")) == "2027-12-31"


def test_a_contact_point_has_a_mailbox_that_could_be_one() -> None:
    kind = KINDS["contact-point"]
    assert kind.validate(examples.contact_point())["party"] == "north"
    with pytest.raises(RecordRefused):
        kind.validate(examples.contact_point(mailbox="coordinator"))
