from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.records.registry import KINDS
from silta.records.wordings import OPEN, counted, outdate, put, source_of, texts, wanting, written_in

MINUTES = KINDS["minutes"]
FIELDS: dict[str, Any] = {
    "title": {"fi": {"text": "Pöytäkirja", "status": "original"}, "kk": {"text": "Хаттама", "status": "checked"}},
    "items": [
        {"title": {"fi": {"text": "Avaus", "status": "original"}}},
        {
            "title": {
                "fi": {"text": "Ohjelma", "status": "original"},
                "kk": {"text": "Бағдарлама", "status": "machine"},
            },
            "text": {"fi": {"text": "Keskusteltiin.", "status": "original"}},
        },
    ],
}  # fmt: skip


def test_texts_are_found_in_rows_and_named_by_their_paths() -> None:
    assert [place.path for place in texts(MINUTES, FIELDS)] == [
        "title",
        "items[1].title",
        "items[2].title",
        "items[2].text",
    ]
    assert written_in(MINUTES, FIELDS) == "fi"


def test_what_lacks_is_told_for_each_language() -> None:
    assert wanting(MINUTES, FIELDS) == {
        "kk": OPEN["missing"] | OPEN["machine"],
        "ru": OPEN["missing"],
        "fi": 0,
        "en": OPEN["missing"],
    }
    assert counted(MINUTES, FIELDS, "kk") == {"machine": 1, "missing": 2}
    assert counted(MINUTES, FIELDS, "fi") == {}


def test_a_changed_original_marks_its_translations_and_only_those_that_stayed_the_same() -> None:
    after = put(MINUTES, FIELDS, "title", "fi", {"text": "Kokouksen pöytäkirja", "status": "original"})
    assert outdate(MINUTES, FIELDS, after)["title"]["kk"] == {"text": "Хаттама", "status": "outdated"}
    both = put(MINUTES, after, "title", "kk", {"text": "Жиналыс хаттамасы", "status": "checked"})
    assert outdate(MINUTES, FIELDS, both) == both
    assert outdate(MINUTES, FIELDS, FIELDS) == FIELDS


def test_a_row_put_in_between_outdates_nothing() -> None:
    after = {
        **FIELDS,
        "items": [{"title": {"fi": {"text": "Läsnä", "status": "original"}}}, *FIELDS["items"]],
    }
    assert outdate(MINUTES, FIELDS, after) == after


def test_a_wording_is_put_in_its_place_and_taken_away_again() -> None:
    wording = {"text": "Талқыланды.", "status": "draft"}
    there = put(MINUTES, FIELDS, "items[2].text", "kk", wording)
    assert there["items"][1]["text"]["kk"] == wording
    assert "kk" not in FIELDS["items"][1]["text"]
    assert put(MINUTES, there, "items[2].text", "kk", None) == FIELDS


@pytest.mark.parametrize(
    "path", ["", "meeting", "items", "items[3].title", "items[0].title", "title.kk", "nothing"]
)
def test_a_path_without_a_text_takes_no_wording(path: str) -> None:
    with pytest.raises(KeyError):
        put(MINUTES, FIELDS, path, "kk", {"text": "x", "status": "draft"})


@pytest.mark.parametrize(
    ("statuses", "source"),
    [
        ({"kk": "checked", "fi": "original"}, "fi"),
        ({"kk": "authentic", "fi": "machine"}, "kk"),
        ({"sv": "checked", "kk": "draft"}, "sv"),
        ({"kk": "draft", "en": "draft"}, "en"),
        ({}, ""),
    ],
)
def test_the_source_is_the_original_or_what_comes_nearest(statuses: dict[str, str], source: str) -> None:
    assert source_of({tag: {"text": "x", "status": status} for tag, status in statuses.items()}) == source


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["title", "text", "kk", "fi", "status", "x"]), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["title", "items", "present", "x"]), ANYTHING))
def test_whatever_a_draft_holds_is_looked_through(fields: dict[str, Any]) -> None:
    wanting(MINUTES, fields)
    outdate(MINUTES, fields, fields)
