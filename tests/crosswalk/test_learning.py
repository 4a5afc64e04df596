from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.crosswalk.comparison import Known
from silta.crosswalk.learning import Analogies, Kinship, Lesson, fit, prior, spread_out
from silta.crosswalk.suggest import suggest, work_out
from silta.crosswalk.units import Unit

numbers = st.floats(-3, 3, width=32)
COLUMNS = len(prior(0))


def lessons_of(rows: list[list[float]], chosen: int) -> list[Lesson]:
    return [Lesson(np.array(rows, np.float32), chosen % len(rows))]


def kinship(count: int, chapters: int = 2) -> Kinship:
    units = [Unit(str(n), "", "x", "en", f"chapter {n % chapters}") for n in range(count)]
    chance = np.random.default_rng(count)
    vectors = chance.standard_normal((count, 8)).astype(np.float32)
    return Kinship(units, vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_without_lessons_nothing_changes() -> None:
    assert fit([], prior(3)).tolist() == prior(3).tolist()


@given(
    st.lists(st.lists(numbers, min_size=COLUMNS, max_size=COLUMNS), min_size=2, max_size=6), st.integers(0, 5)
)
def test_a_lesson_never_makes_its_own_pair_less_likely(rows: list[list[float]], chosen: int) -> None:
    (lesson,) = lessons_of(rows, chosen)
    start = prior(0)
    taught = fit([lesson], start)

    def share(weights: np.ndarray) -> float:
        raised = np.exp(1.5 * (lesson.features @ weights))
        return float(raised[lesson.chosen] / raised.sum())

    assert share(taught) >= share(start) - 1e-6


@given(
    st.lists(st.lists(numbers, min_size=COLUMNS, max_size=COLUMNS), min_size=2, max_size=6), st.integers(0, 5)
)
def test_one_lesson_moves_no_weight_far(rows: list[list[float]], chosen: int) -> None:
    assert np.abs(fit(lessons_of(rows, chosen), prior(0)) - prior(0)).max() < 1


def test_many_lessons_that_agree_move_the_weight_of_what_they_agree_on() -> None:
    chance = np.random.default_rng(0)
    lessons = []
    for _ in range(200):
        rows = chance.standard_normal((20, len(prior(1)))).astype(np.float32)
        lessons.append(Lesson(rows, int(np.argmax(rows[:, 1]))))
    moved = fit(lessons, prior(1)) - prior(1)
    assert moved[1] > 1
    assert moved[1] > 3 * np.abs(np.delete(moved, 1)).max() or moved[0] < 0


def test_lessons_that_lie_far_apart_leave_no_weights_worse_than_those_at_the_start() -> None:
    """Two rivals that differ by a hundred spreads, and a lesson against each: whole Newton steps swing ever wider here."""
    chance = np.random.default_rng(3)
    for size in (10, 30, 100):
        rows = [(size * chance.standard_normal((8, COLUMNS))).astype(np.float32) for _ in range(12)]
        lessons = [Lesson(row, n % 8) for n, row in enumerate(rows)]
        taught, start = fit(lessons, prior(0)), prior(0)
        assert cost(lessons, taught) <= cost(lessons, start)
        nearby = [
            taught + 0.01 * sign * np.eye(len(start))[place] for place in range(COLUMNS) for sign in (-1, 1)
        ]
        assert all(cost(lessons, one) > cost(lessons, taught) for one in nearby)


def cost(lessons: list[Lesson], weights: np.ndarray) -> float:
    """What the weights are chosen by: how unlikely they make the chosen targets, and how far from the prior they are."""
    scores = [1.5 * (lesson.features.astype(float) @ weights) for lesson in lessons]
    missed = [
        np.logaddexp.reduce(one) - one[lesson.chosen] for one, lesson in zip(scores, lessons, strict=True)
    ]
    return float(sum(missed) + 20 * np.square(weights - prior(0)).sum())


@given(st.integers(2, 12), st.data())
def test_kinship_is_a_likeness_and_full_with_itself(count: int, data: st.DataObject) -> None:
    rows = np.arange(count)
    near = kinship(count, data.draw(st.integers(1, count))).between(rows, rows)
    assert np.allclose(np.diag(near), 1)
    assert near.min() >= 0
    assert near.max() <= 1
    assert np.allclose(near, near.T, atol=1e-6)


@given(st.sets(st.tuples(st.integers(0, 5), st.integers(0, 4)), min_size=1, max_size=8))
def test_a_pair_is_judged_as_if_it_were_undecided(pairs: set[tuple[int, int]]) -> None:
    source, target = min(pairs)
    sides = kinship(6), kinship(5)
    rows = np.array([source])
    without = Analogies(*sides, 5, pairs, set()).block(rows, without=(source, target))
    never = Analogies(*sides, 5, pairs - {(source, target)}, set()).block(rows)
    assert np.allclose(without, never, atol=1e-5)


def test_a_target_near_to_everything_sinks_when_it_is_never_chosen_but_between_languages_nothing_is_made_of_that() -> (
    None
):
    names = ["Waste", "Fees", "Staff", "Alarm", "Water", "Roads", "Files", "Tools"]
    sources = [Unit(str(n), "", f"{name} of the plant is kept.", "en") for n, name in enumerate(names)]
    own = [Unit(name, "", f"{name} at the works.", "en") for name in names]
    everywhere = Unit("all", "", "All of the plant is kept.", "en")
    confirmed = frozenset((str(n), name) for n, name in enumerate(names[:6]))

    def outcome(language: str) -> tuple[float, float]:
        targets = [replace(unit, language=language) for unit in (*own, everywhere)]
        outcomes = [work_out(sources, targets, None, one) for one in (Known(), Known(confirmed=confirmed))]
        open_ones = [{c.target: c.score for c in one.suggestions[7].candidates} for one in outcomes]
        before, after = (scores["all"] - scores["Tools"] for scores in open_ones)
        return dict(outcomes[1].learned.moved)["common"], after - before

    weight, gap = outcome("en")
    assert weight < 0
    assert gap < 0
    assert outcome("fi")[0] == 0


def test_decisions_beyond_the_limit_are_drawn_evenly_and_always_the_same() -> None:
    pairs = [(n, n) for n in range(1000)]
    drawn = spread_out(reversed(pairs), most=100)
    assert len(drawn) == 100
    assert (drawn[0], drawn[-1]) == (pairs[0], pairs[-1])
    assert spread_out(pairs, most=100) == drawn


SOURCES = [
    Unit(str(n), "", text, "en", "Waste" if n < 3 else "Fees")
    for n, text in enumerate(
        ["Waste is stored.", "Waste is moved.", "Waste is buried.", "Fees are paid.", "Fees are set."]
    )
]
TARGETS = [
    Unit(letter, "", text, "fi", "Jäte" if letter < "d" else "Maksut")
    for letter, text in zip(
        "abcde",
        ["Jäte varastoidaan.", "Jäte siirretään.", "Jäte haudataan.", "Maksu maksetaan.", "Maksu määrätään."],
        strict=True,
    )
]


def test_a_confirmed_pair_raises_its_kin_and_says_so() -> None:
    before, after = (
        {c.target: c for c in suggest(SOURCES, TARGETS, known=Known(confirmed=confirmed))[1].candidates}
        for confirmed in (frozenset(), frozenset({("0", "a")}))
    )
    assert after["b"].score - after["e"].score > before["b"].score - before["e"].score
    (reason,) = [reason for reason in after["b"].why if reason.kind == "neighbour"]
    assert reason.via == ("0", "a")


def test_the_outcome_says_how_much_was_learned() -> None:
    known = Known(confirmed=frozenset({("0", "a"), ("3", "d")}), rejected=frozenset({("1", "e")}))
    learned = work_out(SOURCES, TARGETS, known=known).learned
    assert (learned.confirmed, learned.rejected, learned.decisions) == (2, 1, 3)
    assert {name for name, _ in learned.moved} >= {"alike", "refused", "terms", "wording"}
    assert work_out(SOURCES, TARGETS).learned.decisions == 0


def test_what_was_offered_for_a_decided_source_and_not_chosen_counts_as_rejected() -> None:
    known = Known(confirmed=frozenset({("0", "a")}), decided=frozenset({"0"}))
    assert work_out(SOURCES, TARGETS, known=known).learned.rejected == 4


def test_decisions_about_provisions_that_are_not_compared_are_passed_over() -> None:
    known = Known(
        confirmed=frozenset({("99", "a")}), rejected=frozenset({("0", "z")}), decided=frozenset({"98"})
    )
    assert work_out(SOURCES, TARGETS, known=known) == work_out(SOURCES, TARGETS)


def test_a_path_through_a_third_text_raises_a_pair_and_names_the_provision() -> None:
    known = Known(paths={("0", "e"): "hub#r-4"})
    best = suggest(SOURCES, TARGETS, known=known)[0].candidates[0]
    assert best.target == "e"
    assert ("hub#r-4",) in [reason.via for reason in best.why if reason.kind == "path"]


@pytest.mark.parametrize("count", [0, 1, 5])
def test_learning_gives_the_same_answer_each_time(count: int) -> None:
    known = Known(confirmed=frozenset((str(n), "abcde"[n]) for n in range(count)))
    first, second = (work_out(SOURCES, TARGETS, known=known) for _ in range(2))
    assert first == second
    assert [one.candidates for one in first.suggestions] == [one.candidates for one in second.suggestions]
