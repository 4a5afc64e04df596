"""When a party of the story listens to the other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from silta.cli.demo.story import Step, read_story
from silta.cli.demo.turns import turns


def step(
    party: str,
    record: str,
    day: int,
    *,
    month: int = 6,
    names: str = "",
    deed: Literal["release", "response"] = "release",
) -> Step:
    at = datetime(2026, month, day, 9, 0, tzinfo=UTC)
    return Step(deed, record, "gap", at, party, "coordinator", {"gap": f"@{names}"} if names else {})


def heard(*steps: Step) -> list[bool]:
    return [turn.listens for turn in turns(steps)]


def test_a_party_listens_before_it_answers_what_it_has_not_heard() -> None:
    told = (
        step("fi", "one", 1),
        step("kz", "two", 2),
        step("fi", "three", 3),
        step("kz", "three", 4, deed="response"),
    )
    assert heard(*told) == [True, True, False, True]


def test_a_party_listens_before_it_refers_to_what_it_has_not_heard() -> None:
    assert heard(step("fi", "a", 1), step("kz", "b", 1), step("fi", "c", 2, names="b")) == [True, True, True]


def test_a_party_that_refers_to_its_own_records_need_not_listen() -> None:
    assert heard(step("fi", "a", 1), step("kz", "b", 1), step("fi", "c", 2, names="a")) == [True, True, False]


def test_a_party_listens_once_a_month() -> None:
    assert heard(
        step("fi", "a", 1),
        step("kz", "b", 2),
        step("fi", "c", 5),
        step("kz", "d", 8),
        step("fi", "e", 1, month=7),
    ) == [
        True,
        True,
        False,
        False,
        True,
    ]


def test_the_turns_hold_the_whole_story_in_order() -> None:
    story = read_story()
    cut = list(turns(story))
    assert [one for turn in cut for one in turn.steps] == list(story)
    assert all(turn.steps == story[turn.first : turn.first + len(turn.steps)] for turn in cut)
    assert all({one.party for one in turn.steps} == {turn.party} for turn in cut)
