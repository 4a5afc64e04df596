from __future__ import annotations

import numpy as np
import pytest

from silta.crosswalk.units import Unit, VectorTable, text_digest, texts_to_embed
from silta.crosswalk.vectors.errors import VectorsError


def unit(**more: object) -> Unit:
    fields = {"number": "1 §", "heading": "Purpose", "text": "One.\nTwo.", "language": "en"} | more
    return Unit(**fields)  # type: ignore[arg-type]  # the test names them


def test_points_are_read_after_their_heading() -> None:
    assert unit(points=("One.", "Two.")).point_texts() == ("Purpose. One.", "Purpose. Two.")


def test_a_unit_without_heading_is_read_after_its_chapter() -> None:
    found = unit(heading="", chapter="Scope", points=("One.",))
    assert found.point_texts() == ("Scope. One.",)
    assert found.whole == "Scope. One.\nTwo."


def test_a_title_alone_is_a_unit() -> None:
    title = unit(text="", chapter="Governments")
    assert title.whole == "Purpose"
    assert title.point_texts() == ("Purpose",)


def test_a_unit_that_holds_nothing_is_nothing() -> None:
    assert unit(heading=" ", text="", chapter="Scope").whole == ""


def test_each_text_is_embedded_once() -> None:
    twice = [unit(points=("One.", "One.")), unit(text="One."), unit(heading="", text="")]
    assert texts_to_embed(twice) == ["Purpose. One.", "Purpose. One.\nTwo."]


def test_a_table_gives_rows_by_text_and_prefix() -> None:
    matrix = np.eye(3, dtype=np.float32)
    table = VectorTable.of([("query", ["a", "b"], matrix[:2]), ("passage", ["a"], matrix[2:])])
    assert table.get(["b", "", "a"], "query").tolist() == [[0, 1, 0], [0, 0, 0], [1, 0, 0]]
    assert table.get(["a"], "passage").tolist() == [[0, 0, 1]]


def test_a_text_without_a_vector_is_named() -> None:
    table = VectorTable({(text_digest("a"), "query"): 0}, np.ones((1, 2), np.float32))
    with pytest.raises(VectorsError) as caught:
        table.get(["a", "unseen"], "query")
    assert (caught.value.code, caught.value.where) == ("vectors.missing", "unseen")
