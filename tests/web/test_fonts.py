"""The font of the pages can write the four languages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from silta.web import fonts


def test_the_font_that_is_installed_has_every_letter_of_the_four_languages() -> None:
    letters = TTFont(BytesIO(fonts._source())).getBestCmap()
    assert [letter for letter in fonts.MUST_HAVE if ord(letter) not in letters] == []


@pytest.mark.slow
def test_the_font_is_cut_to_a_small_file_that_keeps_letters_and_weights(tmp_path: Path) -> None:
    font, sheet = fonts.make(tmp_path)
    cut = TTFont(font)
    assert [letter for letter in fonts.MUST_HAVE if ord(letter) not in cut.getBestCmap()] == []
    assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in cut["fvar"].axes] == [("wght", 400, 600)]
    assert font.stat().st_size < 100_000
    assert font.name in sheet.read_text()
    assert fonts.make(tmp_path) == [], "what is there is not made again"
