"""Matching experts to a consultation: who can be asked and why, who not and why not."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.records.matching import Candidate, Match, Pause, match, pauses, turnaround
from silta.words.codes import AVAILABILITY, COMPETENCE, COMPETENCE_LEVEL, CONSENT_SCOPE
from tests.node import examples

TODAY = date(2026, 3, 1)
ASKED = examples.consultation(due="2026-03-31")


def one(name: str = "A. Example", **changes: Any) -> Candidate:
    return Candidate(name, name, examples.expert(name, **changes))


def only(**changes: Any) -> Match:
    return match(ASKED, [one(**changes)], TODAY)[0]


def codes(found: Match) -> set[str]:
    return {problem.code for problem in found.against}


def test_an_expert_who_fits_is_suggested_with_a_reason_for_each_thing_asked() -> None:
    found = only()
    assert not found.excluded
    assert [reason.code for reason in found.reasons] == [
        "match.has-verified", "match.language", "match.availability",
    ]  # fmt: skip
    assert found.reasons[0].data["competence_level"] == "high"
    assert found.against == ()


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": "left"}, "match.left"),
        ({"state": "away"}, "match.away"),
        ({"availability": "not-available"}, "match.not-available"),
        ({"consent_scope": ["publication"]}, "match.no-consent"),
        ({"consent": None}, "match.no-consent"),
        ({"consent_until": "2026-02"}, "match.consent-ended"),
        ({"languages": ["fi"]}, "match.no-language"),
        ({"competences": [{"competence": "leadership", "level": "high"}]}, "match.no-competence"),
        ({"competences": [{"competence": "inspection", "level": "basic"}]}, "match.no-competence"),
        ({"absences": [{"start": "2026-02-20", "until": "2026-04"}]}, "match.absent-throughout"),
        (
            {
                "absences": [
                    {"start": "2026-03-11", "until": "2026-04"},
                    {"start": "2026-01", "until": "2026-03-10"},
                ]
            },
            "match.absent-throughout",
        ),
    ],
)
def test_whoever_cannot_be_asked_is_excluded_with_the_reason(changes: dict[str, Any], code: str) -> None:
    found = only(**changes)
    assert found.excluded
    assert code in codes(found)


def test_a_gap_between_absences_is_time_to_answer() -> None:
    away = [{"start": "2026-01", "until": "2026-03-05"}, {"start": "2026-03-20", "until": "2026-05"}]
    found = only(absences=away)
    assert not found.excluded
    assert codes(found) == {"match.absent"}


def test_consent_holds_through_its_last_day() -> None:
    assert not only(consent_until="2026-03-01").excluded


def test_deeper_verified_and_freer_comes_first_and_the_excluded_last() -> None:
    shallow = one("B", competences=[{"competence": "inspection", "level": "medium"}])
    deep, gone, busy = one("C"), one("D", state="left"), one("E", availability="on-request")
    found = match(ASKED, [gone, shallow, busy, deep], TODAY)
    assert [each.candidate.name for each in found] == ["C", "E", "B", "D"]


def test_whoever_meets_a_part_of_the_needs_can_be_asked_and_it_says_what_is_lacking() -> None:
    asked = ASKED | {"needs": [*ASKED["needs"], {"competence": "legal-basis", "level": "basic"}]}
    (found,) = match(asked, [one()], TODAY)
    assert not found.excluded
    assert [problem.data["competence"] for problem in found.against] == ["legal-basis"]


days = st.dates(date(1, 1, 1), date(9999, 12, 31)).map(date.isoformat)
some_rows = st.lists(
    st.fixed_dictionaries(
        {"competence": st.sampled_from(list(COMPETENCE)), "level": st.sampled_from(list(COMPETENCE_LEVEL))}
    ),
    max_size=4,
)
experts = st.fixed_dictionaries(
    {},
    optional={
        "competences": some_rows,
        "languages": st.lists(st.sampled_from(["kk", "fi", "en"]), max_size=3),
        "availability": st.sampled_from(list(AVAILABILITY)),
        "absences": st.lists(st.fixed_dictionaries({"start": days, "until": days}), max_size=3),
        "consent": days,
        "consent_until": days,
        "consent_scope": st.lists(st.sampled_from(list(CONSENT_SCOPE)), max_size=2),
        "state": st.sampled_from(["active", "away", "left"]),
    },
)


@given(st.lists(experts, max_size=5), some_rows, days, st.dates())
def test_everybody_is_told_of_once_and_whoever_is_excluded_with_a_reason(
    fields: list[dict[str, Any]], needs: list[dict[str, str]], due: str, today: date
) -> None:
    asked = {"needs": needs, "languages": ["en"], "due": due}
    everyone = [Candidate(str(place), "", one) for place, one in enumerate(fields)]
    found = match(asked, everyone, today)
    assert sorted(each.candidate.uid for each in found) == [each.uid for each in everyone]
    assert all(each.against for each in found if each.excluded)
    assert [each.excluded for each in found] == sorted(each.excluded for each in found)
    assert match(asked, everyone[::-1], today) == found


def test_the_turnaround_counts_calendar_days_and_never_backwards() -> None:
    sent = date(2026, 3, 1)
    waiting = turnaround(sent, None, None, sent + timedelta(days=9))
    assert (waiting.answered, waiting.decided, waiting.waiting) == (None, None, 9)
    done = turnaround(sent, date(2026, 3, 22), date(2026, 4, 1), TODAY)
    assert (done.answered, done.decided, done.waiting) == (21, 31, None)
    assert turnaround(sent, date(2026, 2, 27), None, TODAY).answered == 0


def test_the_clock_rests_while_a_question_back_waits_for_the_asking_side() -> None:
    sent, answered = date(2026, 3, 1), date(2026, 3, 31)
    said = [
        (date(2026, 3, 5), True),
        (date(2026, 3, 6), True),
        (date(2026, 3, 15), False),
        (date(2026, 3, 20), False),
    ]
    assert pauses(said) == [Pause(date(2026, 3, 5), date(2026, 3, 15))]
    done = turnaround(sent, answered, date(2026, 4, 10), TODAY, pauses(said))
    assert (done.answered, done.decided, done.rested, done.question) == (20, 30, 10, None)
    later = turnaround(sent, answered, None, TODAY, pauses([(date(2026, 4, 2), True)]))
    assert (later.answered, later.rested, later.question) == (30, 0, None)
    open_one = turnaround(sent, None, None, date(2026, 3, 9), pauses(said[:2]))
    assert (open_one.waiting, open_one.rested, open_one.question) == (4, 4, date(2026, 3, 5))
