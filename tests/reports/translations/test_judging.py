from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from silta.records.kinds.minutes import KIND
from silta.records.wordings import put
from silta.reports.translations.judging import Judged, Known, check_languages, judge
from silta.reports.translations.units import Returned, ReturnedUnit, digest_of
from silta.words.codes import TRANSLATION_STATUS
from silta.words.errors import SiltaError

UID, OTHER = "01890000-0000-7000-8000-000000000001", "01890000-0000-7000-8000-000000000002"
FIELDS: dict[str, Any] = {
    "title": {"fi": {"text": "Kokous", "status": "original"}, "kk": {"text": "Жиналыс", "status": "machine"}},
    "items": [
        {"title": {"fi": {"text": "Avaus", "status": "original"}}},
        {"title": {"kk": {"text": "Ашылу", "status": "original"}}},
    ],
}  # fmt: skip
KNOWN = {UID: Known(KIND, FIELDS)}


def returned(path: str, source: str, target: str, status: str = "checked", **changes: str) -> ReturnedUnit:
    return ReturnedUnit("row 3", f"{changes.pop('record', UID)}.2.{path}", source, target, status, **changes)


def judged(*units: ReturnedUnit, target: str = "kk") -> list[Judged]:
    return judge(Returned("fi", target, units), KNOWN, {OTHER})


def one(*units: ReturnedUnit) -> tuple[str, str]:
    first = judged(*units)[0]
    return first.standing, first.problem.code if first.problem else ""


def test_new_changed_and_unchanged_texts_are_told_apart() -> None:
    assert one(returned("items.1.title", "Avaus", "Ашылу")) == ("new", "")
    assert one(returned("title", "Kokous", "Отырыс")) == ("changed", "")
    assert one(returned("title", "Kokous", "Жиналыс")) == ("changed", ""), "the status has changed"
    assert one(returned("title", "Kokous", "Жиналыс\r\n", "machine")) == ("unchanged", "")
    assert one(returned("items.1.title", "Avaus", "  ")) == ("unchanged", "")


@pytest.mark.parametrize(
    ("said", "kept"),
    [("machine", "draft"), ("outdated", "draft"), ("official", "draft"), ("checked", "checked"), ("draft", "draft")],
)  # fmt: skip
def test_changed_words_get_no_status_that_they_outgrow(said: str, kept: str) -> None:
    (row,) = judged(returned("title", "Kokous", "Отырыс", said))
    assert row.wording == {"text": "Отырыс", "status": kept}


@pytest.mark.parametrize(
    ("unit", "standing", "code"),
    [
        (ReturnedUnit("row 3", "nobody", "x", "y", "draft"), "wrong", "translation.bad-id"),
        (returned("title", "x", "y", record=OTHER), "wrong", "translation.foreign-record"),
        (returned("title", "x", "y", record=OTHER.replace("2", "3")), "wrong", "translation.unknown-record"),
        (returned("title", "Kokous", "Отырыс", "formula"), "wrong", "translation.formula"),
        (returned("title", "Kokous", "Отырыс", "unknown"), "wrong", "translation.unknown-status"),
        (returned("title", "Kokous", "Отырыс", "part-missing"), "wrong", "translation.part-missing"),
        (returned("title", "Kokous", "а\x07б"), "wrong", "text.control-character"),
        (returned("title", "Kokous", "а" * 20_001), "wrong", "translation.not-a-text"),
        (returned("items.2.title", "Avaus", "Басқа"), "wrong", "translation.of-original"),
        (returned("items.9.title", "Avaus", "Басқа"), "conflict", "translation.no-such-text"),
        (returned("title", "Kokous toinen", "Отырыс"), "conflict", "translation.source-changed"),
        (returned("title", "Kokous", "Отырыс", was=digest_of("Бұрынғы")), "conflict", "translation.changed-here"),
        (returned("title", "Kokous", "Отырыс", was="none"), "conflict", "translation.changed-here"),
        (returned("title", "Kokous", "Отырыс", was=digest_of("Жиналыс")), "changed", ""),
    ],
)  # fmt: skip
def test_what_is_in_the_way_is_named(unit: ReturnedUnit, standing: str, code: str) -> None:
    assert one(unit) == (standing, code)


def test_a_text_that_stands_twice_is_taken_neither_time() -> None:
    twice = returned("title", "Kokous", "Отырыс")
    assert [row.standing for row in judged(twice, twice)] == ["wrong", "wrong"]


@pytest.mark.parametrize(
    ("target", "code"), [("de", "translation.other-language"), ("fi", "translation.one-language")]
)
def test_a_file_in_the_wrong_language_is_refused_as_a_whole(target: str, code: str) -> None:
    with pytest.raises(SiltaError, match=code):
        check_languages(Returned("fi", target, ()), ("kk", "ru", "fi", "en"))


@given(
    st.sampled_from(["title", "items.1.title", "items.2.title", "items.7.title", "present", "x"]),
    st.text(max_size=8) | st.sampled_from(["Kokous", "Avaus"]),
    st.text(max_size=8),
    st.sampled_from([*TRANSLATION_STATUS, "missing", "formula", ""]),
)
def test_whatever_comes_back_is_judged_and_what_is_taken_fits_in(
    path: str, source: str, target: str, status: str
) -> None:
    (row,) = judged(returned(path, source, target, status))
    if row.wording:
        there = put(KIND, FIELDS, row.path, "kk", row.wording)
        assert judge(
            Returned("fi", "kk", (returned(path, source, target, row.wording["status"]),)),
            {UID: Known(KIND, there)},
            (),
        )
