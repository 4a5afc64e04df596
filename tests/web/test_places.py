"""Places in files are told in the reader's language."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from silta.web.errors import placed_sentence
from silta.words.errors import Problem


@pytest.mark.parametrize(
    ("language", "where", "told"),
    [
        ("en", "line 12, section", "line 12, section"),
        ("kk", "line 12, section", "12-жол, section"),
        ("ru", "row 4, column B", "строка 4, столбец B"),
        ("fi", "paragraph 7", "kappale 7"),
        ("kk", "Mappings!F2", "Mappings!F2"),
        ("ru", "line by line", "line by line"),
    ],
)
def test_a_place_has_the_words_of_the_reader_and_names_of_files_stay(
    language: str, where: str, told: str
) -> None:
    with override(language):
        assert placed_sentence(Problem("format.encoding", where)).startswith(f"{told}: ")


def test_a_place_within_a_sentence_has_them_too() -> None:
    data = {"number": "2.", "first": "line 77, section", "fragment": "s-2"}
    with override("fi"):
        assert "rivi 77, section" in placed_sentence(Problem("format.number-repeated", "line 106", data))
