"""Sifting: what of a partner's fields can be relied upon, and what a kind says of number, year and due date."""

from __future__ import annotations

from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.records.errors import RecordRefused
from silta.records.registry import KINDS

ACTIVITY: dict[str, Any] = {
    "number": "2026-01",
    "title": {"en": {"text": "Seminar", "status": "original"}},
    "area": "licensing",
    "form": "seminar",
    "start": "2026-05",
    "mode": "on-site",
    "sides": [],
    "costs": [],
    "state": "planned",
}

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@cache
def bodies(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Fields of a kind and others, with values of all sorts. Made once: making it anew takes longer than an example."""
    names = st.sampled_from([field.name for field in KINDS[kind].described]) | st.text(max_size=5)
    return st.dictionaries(names, json_values | st.sampled_from(list(ACTIVITY.values())), max_size=6)


def test_good_fields_pass_as_they_are() -> None:
    sifted = KINDS["activity"].sift(ACTIVITY)
    assert (sifted.fields, sifted.odd, sifted.problems) == (ACTIVITY, {}, ())


def test_a_bad_field_is_kept_apart_with_its_reason_and_the_rest_holds() -> None:
    sifted = KINDS["activity"].sift(ACTIVITY | {"area": "astrology", "new": [1]})
    assert sifted.odd == {"area": "astrology", "new": [1]}
    assert {(p.code, p.where) for p in sifted.problems} == {
        ("record.unknown-code", "area"),
        ("record.unexpected-field", "new"),
    }
    assert set(sifted.fields) == set(ACTIVITY) - {"area"}


def test_a_finding_about_several_fields_is_told_and_all_of_them_hold() -> None:
    sifted = KINDS["activity"].sift(ACTIVITY | {"until": "2026-04"})
    assert sifted.fields["until"] == "2026-04"
    assert [p.code for p in sifted.problems] == ["record.ends-before-it-starts"]


@pytest.mark.parametrize("kind", sorted(KINDS))
@given(data=st.data())
def test_sifting_never_raises_loses_nothing_and_what_it_lets_through_is_valid(
    kind: str, data: st.DataObject
) -> None:
    raw = data.draw(bodies(kind))
    sifted = KINDS[kind].sift(raw)
    # A field that a valid body leaves out is filled in with its default; an empty one counts as left out.
    assert {name for name, value in raw.items() if value is not None} <= {*sifted.fields, *sifted.odd}
    assert not set(sifted.fields) & set(sifted.odd)
    again = KINDS[kind].sift(sifted.fields)
    assert again.fields == sifted.fields
    if not sifted.problems:
        assert KINDS[kind].validate(raw) == sifted.fields


def test_line_breaks_and_control_characters_do_not_belong_in_a_line() -> None:
    for number in ("a\nb", "a\x00b", "\x7f"):
        with pytest.raises(RecordRefused, match=r"text\.control-character"):
            KINDS["activity"].validate(ACTIVITY | {"number": number})


@pytest.mark.parametrize(
    ("title", "code", "place"),
    [
        ({"english": {"text": "Seminar"}}, "text.bad-language-tag", "title.english"),
        ({"en\n": {"text": "Seminar"}}, "text.bad-language-tag", "title.en\n"),
        ({"en": {"text": "a\x00"}}, "text.control-character", "title.en.text"),
        ({"en": {"text": ""}}, "record.empty", "title.en.text"),
        ({"en": {"text": "Seminar", "status": "perfect"}}, "text.unknown-status", "title.en.status"),
    ],
)
def test_a_text_that_is_refused_says_what_is_wrong_and_where(title: Any, code: str, place: str) -> None:
    (problem,) = KINDS["activity"].sift(ACTIVITY | {"title": title}).problems
    assert (problem.code, problem.where) == (code, place)


def test_an_address_without_end_is_refused() -> None:
    with pytest.raises(RecordRefused, match=r"record\.not-a-provision-address"):
        KINDS["gap"].validate({"provisions": ["xx/a@1#" + "r" * 200]})


@pytest.mark.parametrize(
    ("kind", "fields", "year", "due"),
    [
        ("activity", {"start": "2026-05"}, 2026, "2026-05-31"),
        ("activity", {"start": "2026-12-30", "until": "2027-01-02"}, 2026, "2027-01-02"),
        ("activity", {}, None, ""),
        ("action", {"due": "2024-02"}, 2024, "2024-02-29"),
        ("priority", {"years": [2026, 2025]}, 2026, ""),
        ("priority", {"years": []}, None, ""),
        ("programme", {"year": 2026}, 2026, ""),
        ("framework-release", {"as_of": "2016"}, 2016, ""),
        ("crosswalk", {"year": 2026}, None, ""),
    ],
)
def test_a_kind_knows_year_and_due_date(
    kind: str, fields: dict[str, Any], year: int | None, due: str
) -> None:
    assert (KINDS[kind].year_of(fields), KINDS[kind].due_on(fields)) == (year, due)


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
def test_the_names_that_a_kind_gives_are_fields_of_it(kind: Any) -> None:
    named = {kind.title, *kind.columns, *kind.year, *kind.due} | ({kind.number} - {""})
    assert all(kind.has(name) for name in named)
    assert set(kind.due_while) <= {*kind.lifecycle.typed, *kind.lifecycle.computed}
    assert bool(kind.due) == bool(kind.due_while)
