"""The tree of a benchmark: all of a short text, of a long one what is around the provision that is open."""

from __future__ import annotations

from silta.node.queries.lines import WINDOW, UnitLine, tree_of


def text(chapters: int, size: int) -> list[UnitLine]:
    return [
        UnitLine(f"s-{c}-{n}", f"{c}.{n}", "Duty", "en", f"Chapter {c}", None)
        for c in range(chapters)
        for n in range(size)
    ]


def test_a_short_text_is_shown_whole() -> None:
    lines = text(3, 10)
    tree = tree_of(lines, lines[12])
    assert [line for branch in tree for line in branch.lines] == lines
    assert [branch.is_open for branch in tree] == [False, True, False]


def test_of_a_long_text_one_chapter_is_shown_and_the_ways_into_the_others() -> None:
    lines = text(40, 25)
    tree = tree_of(lines, lines[30])
    assert [len(branch.lines) for branch in tree] == [0, 25, *[0] * 38]
    assert [branch.first.number for branch in tree[:3]] == ["0.0", "1.0", "2.0"]
    assert {branch.size for branch in tree} == {25}


def test_of_a_long_chapter_those_around_the_open_one_are_shown_and_the_ways_on() -> None:
    lines = text(1, 1000)
    (branch,) = tree_of(lines, lines[500])
    assert len(branch.lines) == 2 * WINDOW + 1
    assert branch.before
    assert branch.after
    assert (branch.before.number, branch.after.number) == (f"0.{499 - WINDOW}", f"0.{501 + WINDOW}")
    (branch,) = tree_of(lines, lines[0])
    assert (branch.before, len(branch.lines)) == (None, WINDOW + 1)
