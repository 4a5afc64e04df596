"""Comparisons of texts in one process: each is worked out once, and the long ones beside those who ask."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event, Thread

import pytest

from silta.node.queries.comparisons import Comparisons

TEXTS = ("act", "standard")


def never() -> str:
    raise AssertionError("worked out again")


def holding(begun: Event, go: Event, found: str) -> Callable[[], str]:
    def work() -> str:
        begun.set()
        assert go.wait(100)
        return found

    return work


def test_what_two_ask_for_at_once_is_worked_out_once() -> None:
    held, begun, go, answers = Comparisons[str, str](2), Event(), Event(), []
    first = Thread(target=lambda: answers.append(held.get("key", TEXTS, holding(begun, go, "found"))))
    first.start()
    assert begun.wait(100)
    second = Thread(target=lambda: answers.append(held.get("key", TEXTS, never)))
    second.start()
    go.set()
    first.join(100)
    second.join(100)
    assert answers == ["found", "found"]


def test_nobody_waits_for_a_long_one_and_what_was_found_before_serves_meanwhile() -> None:
    held, begun, go = Comparisons[str, str](2), Event(), Event()
    assert held.at_hand("first", TEXTS, holding(begun, go, "old")) == (None, False)
    go.set()
    assert held.get("first", TEXTS, never) == "old"
    assert held.at_hand("first", TEXTS, never) == ("old", True)
    begun, go = Event(), Event()
    assert held.at_hand("second", TEXTS, holding(begun, go, "new")) == ("old", False)
    go.set()
    assert held.get("second", TEXTS, never) == "new"
    assert held.at_hand("second", TEXTS, never) == ("new", True)


def test_one_that_is_overtaken_while_it_waits_for_its_turn_is_dropped() -> None:
    held, begun, go, last = Comparisons[str, str](4), Event(), Event(), Event()
    held.at_hand("first", TEXTS, holding(begun, go, "first"))
    assert begun.wait(100)
    held.at_hand("second", TEXTS, never)
    held.at_hand("third", TEXTS, holding(last, go, "third"))
    go.set()
    assert held.get("third", TEXTS, never) == "third"
    assert held.at_hand("third", TEXTS, never) == ("third", True)


def test_a_failure_is_told_to_who_waits_and_the_next_one_tries_again() -> None:
    held = Comparisons[str, str](2)

    def fails() -> str:
        raise ValueError("no vectors")

    with pytest.raises(ValueError, match="no vectors"):
        held.get("key", TEXTS, fails)
    assert held.get("key", TEXTS, lambda: "found") == "found"


def test_no_more_are_kept_than_may_be() -> None:
    held = Comparisons[int, int](2)
    for n in range(3):
        held.get(n, ("text", n), lambda n=n: n)  # type: ignore[misc]  # each lambda has its own
    assert held.at_hand(2, ("text", 2), never) == (2, True)  # type: ignore[arg-type]  # never answers
    assert held.get(0, ("text", 0), lambda: 10) == 10
