"""What was signed in an earlier form is read for ever: nothing of it is lost, and today's form stays as it is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.records.earlier import brought_forward
from silta.records.registry import KINDS
from tests.records.test_sift import ACTIVITY, json_values

OLD_ACTIVITY: dict[str, Any] = ACTIVITY | {"place": "Helsinki"}


def unknown(words: str) -> dict[str, dict[str, str]]:
    return {"und": {"text": words, "status": "original"}}


def test_a_place_that_was_one_line_is_a_wording_whose_language_nobody_knows() -> None:
    sifted = KINDS["activity"].sift(OLD_ACTIVITY, 1)
    assert sifted.fields == ACTIVITY | {"place": unknown("Helsinki")}
    assert (sifted.odd, sifted.problems) == ({}, ())


def test_a_line_in_a_body_of_today_fits_nothing() -> None:
    assert KINDS["activity"].sift(OLD_ACTIVITY, 2).odd == {"place": "Helsinki"}


def test_several_lines_become_one_text_and_none_becomes_nothing() -> None:
    described = KINDS["gap"].described
    assert brought_forward(described, {"partners": ["IAEA", "IRSN"], "stakeholders": []}) == {
        "partners": unknown("IAEA, IRSN")
    }


def test_lines_in_rows_come_forward_too() -> None:
    row = {"competence": "inspection", "level": "high", "verified": "2026-02-10", "verified_by": "Agency"}
    forward = brought_forward(KINDS["expert"].described, {"competences": [row]})
    assert forward == {"competences": [row | {"verified_by": unknown("Agency")}]}


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
def test_what_is_in_todays_form_stays_and_anything_can_be_asked(kind: str, data: st.DataObject) -> None:
    described = KINDS[kind].described
    names = st.sampled_from([field.name for field in described])
    raw = data.draw(st.dictionaries(names, json_values, max_size=4))
    forward = brought_forward(described, raw)
    assert brought_forward(described, forward) == forward
    good = KINDS[kind].sift(raw, 1).fields
    assert brought_forward(described, good) == good
