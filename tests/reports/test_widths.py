"""Columns of tables are as wide as what stands in them asks for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from silta.reports.speaking import Line, Run
from silta.reports.widths import PAGE, column_shares


def cell(text: str) -> tuple[Line, ...]:
    return (Line("en", (Run(text, "en"),)),)


WORDS = "The article names the licence and does not say who looks at the report before it. "


def test_a_column_of_sentences_gets_what_columns_of_words_do_not_need() -> None:
    rows = [(cell("2026-M03/3"), cell("Equivalent"), cell(WORDS * 3)) for _ in range(9)]
    number, relation, reasoning = column_shares([cell("No."), cell("Relation"), cell("Reasoning")], rows)
    assert number > len("2026-M03/3")
    assert relation > len("Equivalent")
    assert reasoning > 0.7 * PAGE


def test_two_columns_of_sentences_share_the_page_and_no_number_is_broken() -> None:
    rows = [(cell("G-2026-01"), cell(WORDS), cell(WORDS * 2)) for _ in range(5)]
    number, short, long = column_shares([cell("No."), cell("Gap"), cell("Why")], rows)
    assert len("G-2026-01") < number < short < long < 2 * short


@given(st.lists(st.lists(st.text(max_size=80), min_size=3, max_size=3), max_size=6))
def test_whatever_stands_in_a_table_its_columns_fill_the_page(texts: list[list[str]]) -> None:
    shares = column_shares([cell("a"), cell(""), cell("c")], [[cell(text) for text in row] for row in texts])
    assert all(share > 0 for share in shares)
    assert abs(sum(shares) - PAGE) <= len(shares)
